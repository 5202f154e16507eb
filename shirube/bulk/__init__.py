"""Grading very many cells at once, exactly, on scaled integers. Needs the optional extra ``bulk`` (numpy).

The rules stay in the core: this folder compiles one of them for arrays and is held against the core by tests.
Ordinary plans need none of it.
"""
