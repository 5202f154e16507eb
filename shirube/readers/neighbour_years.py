"""Figures without a year beside those of each year: R5 | 達成率 | R6 | 達成率, 目標 | R5 | 目標 | R6."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role

_JUDGED = (Role.RATE, Role.MARK, Role.DIFFERENCE)
_PAIRED = (Role.TARGET, Role.ACTUAL)


def find_neighbour_years(columns: Sequence[tuple[Role, FiscalYear | None]]) -> dict[int, FiscalYear]:
    """The year of each rate, mark, difference or goal without one, by its place; columns stand left to right.

    A lone one is that of the newest year or of all, unless actuals of a later year stand to its right. Of
    several, each must stand behind a year of its own; goals all stand before or all behind their years.
    """
    found = _find_goals(columns)
    for role in _JUDGED:
        lone = [place for place, column in enumerate(columns) if column == (role, None)]
        years = {place: _year_before(columns[:place]) for place in lone}
        known = {place: year for place, year in years.items() if year is not None}
        if len(lone) > 1 and len(set(known.values())) == len(lone):
            found |= known
        elif len(lone) == 1 and (year := _year_between(columns, lone[0])):
            found[lone[0]] = year
    return found


def _find_goals(columns: Sequence[tuple[Role, FiscalYear | None]]) -> dict[int, FiscalYear]:
    """目標 | R5 | 目標 | R6: each goal is that of the actual to its right, where all have one there."""
    goals = [place for place, column in enumerate(columns) if column == (Role.TARGET, None)]
    years = {step: [_year_at(columns, place + step) for place in goals] for step in (1, -1) if len(goals) > 1}
    fitting = [found for found in years.values() if None not in found and len(set(found)) == len(found)]
    if len(fitting) != 1:
        return {}
    return {place: year for place, year in zip(goals, fitting[0], strict=True) if year is not None}


def _year_at(columns: Sequence[tuple[Role, FiscalYear | None]], place: int) -> FiscalYear | None:
    is_actual = 0 <= place < len(columns) and columns[place][0] is Role.ACTUAL
    return columns[place][1] if is_actual else None


def _year_between(columns: Sequence[tuple[Role, FiscalYear | None]], place: int) -> FiscalYear | None:
    """The newest year reached to the left, where a later one follows: 評価値(H22) | 評価 | 確定値(H23)."""
    left = [year for role, year in columns[:place] if role is Role.ACTUAL and year is not None]
    right = [year for role, year in columns[place + 1 :] if role is Role.ACTUAL and year is not None]
    return max(left) if left and right and max(left) < min(right) else None


def _year_before(columns: Iterable[tuple[Role, FiscalYear | None]]) -> FiscalYear | None:
    """The year of the figure directly to the left; between stands at most what else judges it."""
    for role, year in reversed(list(columns)):
        if role in _PAIRED:
            return year
        if role not in _JUDGED or year is not None:
            return None
    return None
