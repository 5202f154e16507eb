"""The rules: years, quantities, plans, scales, evaluations. Standard library only; no files, database or clock."""
