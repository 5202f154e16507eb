"""Columns headed by a year and no more, beside one that says 実績 of the same year: what are they?

    取組項目  27年度  28年度  29年度  28年度実績
    協定の数  10件    15件    20件    18件

Without the last column the years would hold actuals; with it they are most likely goals, and are asked about.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.reading import Standing
from shirube.readers.standing_columns import find_standing, find_year_part


class YearColumn(Struct, frozen=True):
    """A column as far as it matters here: whether its heading is a year alone, and the heading."""

    role: Role
    year: FiscalYear | None
    is_bare: bool
    title: str


def find_unsaid_years(columns: Sequence[YearColumn]) -> frozenset[int]:
    """The places of the columns of years of which nobody says whether they are goals or actuals.

    A column of half a year, or of figures expected, says nothing of them.
    """
    actuals = {place: item for place, item in enumerate(columns) if item.role is Role.ACTUAL and item.year}
    bare = {place: item.year for place, item in actuals.items() if item.is_bare}
    said = {item.year for item in actuals.values() if not item.is_bare and _is_whole(item.title)}
    return frozenset(bare) if said & set(bare.values()) else frozenset()


def _is_whole(title: str) -> bool:
    return not find_year_part(title) and find_standing(title) is Standing.UNSTATED
