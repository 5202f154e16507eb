"""The rules: years, quantities, plans, scales, evaluations.

Standard library only; no files, no database, no clock.
"""
