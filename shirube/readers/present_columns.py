"""Values of now and of before: 現況値(H17) behind H14 in a table that judges, 前回値 beside 最新値.

The former was reached, behind where things began.

A plan being set up gives H14 and 現況値(H17) as well, both from before it began; there nothing is judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import sample
from shirube.readers.cell_years import find_cell_year
from shirube.readers.column_headings import find_year
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import clean_heading
from shirube.readers.table import Table

_REPORTS = late_pattern(r"進捗|進ちょく|達成(?:状況|度)|事後評価|中間評価|検証|点検")

_PREVIOUS = late_pattern(r"前回(?:の?調査)?の?(?:数?値|結果)?")
_NEWEST = late_pattern(r"(?:最新|今回|直近)(?:の?調査)?の?(?:数?値|結果|実績値?)?")

# Whether a cell names a year does not hang on the era that it lies in.
_SOME_YEAR = FiscalYear(2018)


class PresentColumn(Struct, frozen=True):
    """What is known of a column: whether its heading is a year and no more, and whether it says 現況."""

    role: Role
    year: FiscalYear | None
    is_bare: bool = False
    is_present: bool = False


def find_began(columns: Sequence[PresentColumn], table: Table) -> tuple[int, int] | None:
    """The places of the baseline and of the actual, where a bare year stands before the present value."""
    baselines = [place for place, item in enumerate(columns) if item.role is Role.BASELINE]
    if len(baselines) != 1 or not columns[baselines[0]].is_present:
        return None
    year = columns[baselines[0]].year
    measured = [(item.year, place) for place, item in enumerate(columns) if item.role is Role.ACTUAL]
    if year is None or len(measured) != 1:
        return None
    first, place = measured[0]
    if first is None or first >= year or not columns[place].is_bare or place > baselines[0]:
        return None
    return (place, baselines[0]) if _is_judged(columns, table) else None


def _is_judged(columns: Sequence[PresentColumn], table: Table) -> bool:
    if any(item.role in (Role.MARK, Role.RATE) for item in columns):
        return True
    titles = (text for row in table.above for text in filled_cells(table.grid.rows[row]))
    return any(_REPORTS.search(text) for text in titles)


def holds_previous(table: Table, column: int) -> bool:
    """True for 53(26年度) below 前回値 beside 60(27年度) below 最新値: both were reached, in their years."""
    if find_year(table.headings[column]) or not _is_titled(_PREVIOUS, table.headings[column]):
        return False
    newest = (place for place, texts in enumerate(table.headings) if _is_titled(_NEWEST, texts))
    return all(_holds_dated(table, place) for place in (column, next(newest, column)))


def _is_titled(pattern: re.Pattern[str], headings: Sequence[str]) -> bool:
    return any(pattern.fullmatch(clean_heading(text)) for text in headings if text)


def _holds_dated(table: Table, column: int) -> bool:
    """True where each figure has its year behind it, be it 26年度 without an era."""
    cells = [cell for cell in sample(table, column) if any(map(str.isdigit, cell))]
    return bool(cells) and all(find_cell_year(cell, _SOME_YEAR) for cell in cells)
