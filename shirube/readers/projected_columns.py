"""Columns of what would come of itself, between what is and what shall be: no actuals, but kept.

現状値(平成27年) | 推計値(令和17年) | 目標値(令和17年)
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role

_PROJECTED = "推計"
_REACHED = (Role.BASELINE, Role.ACTUAL)

_Column = tuple[Role, FiscalYear | None, str]


def find_projected(columns: Sequence[_Column]) -> frozenset[int]:
    """The places of such columns; ``columns`` are roles, years and titles from left to right.

    Behind the goal of its year 推計値 is an estimate of what was reached.
    """
    return frozenset(
        place
        for place, (role, year, title) in enumerate(columns)
        if role is Role.ACTUAL
        and year is not None
        and _PROJECTED in title
        and _stands_between(columns[:place], year, columns[place + 1 :])
    )


def _stands_between(before: Sequence[_Column], year: FiscalYear, behind: Sequence[_Column]) -> bool:
    """True between an earlier figure and the only goal of that year."""
    is_later = any(role in _REACHED and of is not None and of < year for role, of, _ in before)
    return is_later and not _aims_at(year, before) and _aims_at(year, behind)


def _aims_at(year: FiscalYear, columns: Sequence[_Column]) -> bool:
    return any(role in AIMS and of == year for role, of, _ in columns)
