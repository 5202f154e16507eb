"""Benchmarks beside the fastest plain thing that does the same job, in one run.

``python -m bench`` runs all, ``python -m bench start bulk`` some; the results go into docs/benchmarks.md.

A new benchmark is one file ``bench_NAME.py`` with ``measure() -> list[Row]``, whose docstring is the text
above its table, and one line in ``BENCHES`` of bench/__main__.py. Absolute times drift with the machine; what
counts are the ratios, which frame.py takes in pairs: ours, other, ours, other.
"""
