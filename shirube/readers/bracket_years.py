"""Years in brackets behind figures, where their columns have a year of their own: 63.7(H22) below 現況(H23).

A figure is of the year that it says itself. It stays in that of its column where it is judged there, against
a target or by a mark of that year: the newest known figure is what such a row is judged by. And where two
figures would fall into one year, the whole row stays as its headings say. Which of the two it was is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.readers.cell_years import find_other_year
from shirube.readers.column_role import ColumnRole
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_MOVED = (*AIMS, Role.ACTUAL)
_MARKS = (Role.RATE, Role.MARK)
_JUDGED = (*_MOVED, *_MARKS)
_OPENING = ("(", "（", "[", "［", "【", "〔")
_CLOSING = (")", "）", "]", "］", "】", "〕")
# A table shows in its first rows whether figures have years of their own.
_LOOKED_AT = 400


class BracketYears:
    """Asked for the year that a figure says itself, by its row and its column."""

    def __init__(self, table: Table, yearly: Sequence[ColumnRole]) -> None:
        self._table = table
        self._columns = [
            item for item in yearly if item.role in _MOVED and item.year and not (item.part or item.stack)
        ]
        self._figures = [item for item in yearly if item.role in _MOVED and item.year]
        # A mark without a year judges the newest figure of the row.
        self._judges = [
            item for item in yearly if item.role in _MARKS or (item.role in _JUDGED and item.year)
        ]
        rows = table.body[:_LOOKED_AT]
        self._is_used = any(self._ends_in_brackets(row, item) for item in self._columns for row in rows)
        self._known: dict[int, dict[int, FiscalYear]] = {}
        self.is_needed = self._is_used and any(map(self._find_in_row, rows))

    def find(self, row: int, column: int) -> FiscalYear | None:
        """The year of a figure that is not that of its column; None where it is."""
        if not self.is_needed:
            return None
        if row not in self._known:
            self._known[row] = self._find_in_row(row)
        return self._known[row].get(column)

    def describe(self) -> Iterator[Finding]:
        """That figures were given the year behind them, with the first as an example."""
        if not self.is_needed:
            return
        found = [
            (row, column, year) for row in self._table.body for column, year in self._find_in_row(row).items()
        ]
        row, column, year = found[0]
        text = " ".join(cell_text(self._table.grid, row, column).split())
        yield Finding(
            code="cell-year-taken",
            level=Level.INFORMATION,
            place=self._table.grid.place(row, column),
            message=f"「{text}」のように、列の年度と違う年度を書いた値が{len(found)}個あります。"
            f"値に書かれた年度（{year.render()}など）の値として読み取りました。",
            remedy="列の年度の値とするときは、値の後ろの年度を備考欄などへ移してください。",
        )

    def _ends_in_brackets(self, row: int, item: ColumnRole) -> bool:
        cell = self._table.grid.rows[row][item.index]
        if not isinstance(cell, str):
            return False
        return cell.partition("※")[0].rstrip().endswith(_CLOSING) or cell.startswith(_OPENING)

    def _find_in_row(self, row: int) -> dict[int, FiscalYear]:
        """The years that figures of a row say themselves, by their columns."""
        moved = {
            item.index: year
            for item in self._columns
            if item.year and self._ends_in_brackets(row, item)
            if (year := find_other_year(cell_text(self._table.grid, row, item.index), item.year))
        }
        if not moved or any(self._is_judged(row, item) for item in self._columns if item.index in moved):
            return {}
        filled = [item for item in self._figures if cell_text(self._table.grid, row, item.index)]
        for role in (Role.TARGET, Role.ACTUAL):
            years = [moved.get(item.index, item.year) for item in filled if _same(item.role) is role]
            if len(set(years)) < len(years):
                return {}
        return moved

    def _is_judged(self, row: int, item: ColumnRole) -> bool:
        """True where something else of the same year stands in the row: a target, an actual, a mark."""
        years = (item.year,) if self._is_beyond(item) else (item.year, None)
        return any(
            other.year in years
            and _same(other.role) is not _same(item.role)
            and cell_text(self._table.grid, row, other.index)
            for other in self._judges
        )

    def _is_beyond(self, item: ColumnRole) -> bool:
        """True for a goal after the newest actual, whose own year has a goal as well: that one was judged."""
        newest = max(
            (one.year for one in self._figures if one.role is Role.ACTUAL and one.year), default=None
        )
        has_own = any(one.role in AIMS and one.year == newest for one in self._figures)
        return newest is not None and item.year is not None and item.year > newest and has_own


def _same(role: Role) -> Role:
    return Role.TARGET if role in AIMS else role
