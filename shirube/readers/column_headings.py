"""What the headings of a column say together, from the top down: its role, its year.

What one heading says is told by headings.py. What a column is in the end, after a look at its cells and its
neighbours, is told by columns.py and column_roles.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.headings import find_heading_year, is_only_year, match_lowest


def find_roles(columns: Sequence[Sequence[str]]) -> dict[int, Role]:
    """The role of each column with a known heading, by its place: that of the lowest such heading."""
    return {place: word.role for place, headings in enumerate(columns) if (word := match_lowest(headings))}


def find_year(headings: Sequence[str]) -> FiscalYear | None:
    """The year of a column, that of the lowest heading which names one; None where none does."""
    return next(filter(None, map(find_heading_year, reversed(headings))), None)


def says_only_year(headings: Sequence[str]) -> bool:
    """True for a year without any word on what its figures are: 令和5年度, R6(見込)."""
    return find_year(headings) is not None and is_only_year(headings)
