"""Years of columns whose headings name none: that of the table, of its title, or of the column to the left.

What year a heading names is told by headings.py; figures in rows with years of their own by row_dates.py.
"""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.column_headings import YEARLY
from shirube.readers.headings import has_unknown_year
from shirube.readers.neighbour_years import find_neighbour_years
from shirube.readers.result import STATED, UnderstoodColumn

_PAIRED = (Role.TARGET, Role.ACTUAL)


def give_years(found: list[UnderstoodColumn], default: FiscalYear | None) -> list[UnderstoodColumn]:
    """A yearly column without a year belongs to the only year of the table, or to that of its title."""
    named = Counter(item.column.year for item in found if item.column.role in YEARLY and item.column.year)
    only = next(iter(named)) if len(named) == 1 else None
    year = only or default
    titles = Counter((item.column.role, _title_of(item)) for item in found if item.column.role in _PAIRED)
    return [
        replace(
            item,
            column=replace(item.column, year=year),
            why=f"{item.why}。年度は{'他の列' if only else '表題'}による",
            confidence=min(item.confidence, 80),
        )
        if year
        and _needs_year(item)
        # 実績 | 実績 | 実績 without any year: none of them is that of the title.
        and titles[item.column.role, _title_of(item)] < 2
        else item
        for item in found
    ]


def give_neighbour_years(found: list[UnderstoodColumn]) -> list[UnderstoodColumn]:
    """R5 | 達成率 | R6 | 達成率: each rate is that of the year before it."""
    # 25年度計画 is of a year, though nobody says of which era, and of no neighbour's.
    unknown = [any(map(has_unknown_year, item.column.headings)) for item in found]
    roles = [Role.EXTRA if open_ else item.column.role for item, open_ in zip(found, unknown, strict=True)]
    years = find_neighbour_years([(role, item.column.year) for role, item in zip(roles, found, strict=True)])
    return [
        UnderstoodColumn(
            item.index,
            replace(item.column, year=years[place]),
            f"{item.why}。年度は隣の列による",
            min(item.confidence, 90),
        )
        if place in years and item.confidence < STATED
        else item
        for place, item in enumerate(found)
    ]


def _needs_year(item: UnderstoodColumn) -> bool:
    """True for a yearly column that nobody gave a year; one of 20年度 has its own, though nobody knows it."""
    return (
        item.column.role in YEARLY
        and item.column.year is None
        and item.confidence < STATED
        and not any(map(has_unknown_year, item.column.headings))
    )


def _title_of(item: UnderstoodColumn) -> str:
    return " ".join(item.column.title.split())
