"""The years that a row states for its own figures: in columns of years beside them, or in a line below.

Which columns hold such years is told by date_columns.py, which lines by dated_rows.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import EVERY_YEAR
from shirube.readers.cell_years import find_cell_year
from shirube.readers.column_role import ColumnRole
from shirube.readers.dated_rows import find_dated_rows
from shirube.readers.headings import find_period
from shirube.readers.line_words import parse_year_cell
from shirube.readers.records import Record
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_JUDGED = (Role.RATE, Role.MARK, Role.DIFFERENCE)
# When a project that a grant paid for ended: its figures are those of then.
_DAY = late_pattern(r"月|日|\d[./]\d{1,2}\D*$")
_END_OF_PROJECT = late_pattern(r".*目標(?:年)?月")


class RowDates:
    """Asked for the year of a figure by its row and its column; ``values`` are the columns of figures."""

    def __init__(self, table: Table, columns: Sequence[ColumnRole], values: Sequence[ColumnRole]) -> None:
        self._grid = table.grid
        self._by_role = {item.dates: item.index for item in columns if item.dates is not None}
        ends = [item.index for item in columns if item.dates is Role.TARGET and _is_end(item)]
        years = {year for row in table.body for index in ends if (year := self._parse(row, index))}
        # The only year of 目標月 in all rows; None for several, and for 目標年度, which may lie far ahead.
        self.end_of_project = years.pop() if len(years) == 1 else None
        self._actuals = [item for item in values if item.role is Role.ACTUAL]
        # Where 最新値 is the only actual, nothing else can be judged; of several the mark may be that of any.
        self._has_one_dated_actual = Role.ACTUAL in self._by_role and len(self._actuals) == 1
        self._newest = _find_newest(self._actuals)
        self.rows = find_dated_rows(table, [item.index for item in values])

    @property
    def is_needed(self) -> bool:
        """True where any row states years of its own."""
        return bool(self._by_role or self.rows)

    def has_own(self, role: Role) -> bool:
        """True where the figures of a role have their years in a column."""
        return role in self._by_role

    def adds_goal(self, row: int, filled: Sequence[ColumnRole], record: Record) -> bool:
        """True for a row of nothing but a goal and its year, of which the record above it has no goal yet."""
        if not any(item.role in AIMS and item.dates is None for item in filled):
            return False
        if not all(item.role in AIMS or item.dates is Role.TARGET for item in filled):
            return False
        year = self.year_beside(Role.TARGET, row)
        return year is not None and year not in record.years(Role.TARGET)

    def year_beside(self, role: Role, row: int) -> FiscalYear | None:
        """The year in the column of years that belongs to the figures of a role."""
        if role not in self._by_role:
            return None
        year = self._parse(row, self._by_role[role])
        if year is None and role is Role.TARGET:
            # A goal for 2016年度~2020年度 is to be reached by its end.
            _, year = find_period(cell_text(self._grid, row, self._by_role[role])) or (None, None)
        return year

    def each_year(self, item: ColumnRole, row: int) -> tuple[FiscalYear, ...] | None:
        """For a goal with 毎年度 in its column of years that of the actual of its row; None for others."""
        if item.role not in AIMS or not self._by_role:
            return None
        column = self._by_role.get(Role.TARGET, item.dated_by)
        if column is None or cell_text(self._grid, row, column).strip("()（）") not in EVERY_YEAR:
            return None
        latest = self.latest_beside(row)
        return (latest,) if latest else ()

    def own_year(self, item: ColumnRole, row: int) -> FiscalYear | None:
        """The year beside a figure below one heading; of a mark or a rate that of the newest actual."""
        if item.dated_by is not None:
            return self._parse(row, item.dated_by)
        is_of_actual = item.role in _JUDGED or (item.role is Role.ACTUAL and item.part)
        return self.latest_beside(row) if is_of_actual and item.year is None else None

    def latest_beside(self, row: int) -> FiscalYear | None:
        """The year of the newest actual of a row that has its year in a column; None where none has."""
        dated = [one.dated_by for one in self._actuals if one.dated_by is not None]
        if not dated and self._has_one_dated_actual:
            dated = [self._by_role[Role.ACTUAL]]
        return max(filter(None, (self._parse(row, column) for column in dated)), default=None)

    def said_by_actual(
        self, row: int, context: FiscalYear | None, *, of_any: bool = False
    ) -> FiscalYear | None:
        """The year that the only actual of a row states, which is what its mark judges: 16.4万人(26年度).

        最新値 is judged as of one day for all rows, and counts only with ``of_any``.
        """
        lone = self._newest
        if lone is None or lone.year is not None or (lone.latest and not of_any):
            return None
        return find_cell_year(cell_text(self._grid, row, lone.index), context)

    def judged_year(self, row: int, context: FiscalYear | None) -> FiscalYear | None:
        """The whole year that the newest figure of a row states: its goal and its mark are of then.

        Of figures as of a day (R3.3.31) all rows are judged together.
        """
        lone = self._newest
        if lone is None or lone.year is not None or not lone.latest:
            return None
        text = cell_text(self._grid, row, lone.index)
        return None if _DAY.search(fold_width(text)) else find_cell_year(text, context)

    def year_below(self, row: int, column: int) -> FiscalYear | None:
        """The year in the line of years below a figure."""
        return self._parse(row + 1, column) if row + 1 in self.rows else None

    def latest_below(self, row: int) -> FiscalYear | None:
        """The year of the newest actual of a row: marks and rates are of that year."""
        years = (self._parse(row + 1, item.index) for item in self._actuals)
        return max(filter(None, years), default=None)

    def _parse(self, row: int, column: int) -> FiscalYear | None:
        return parse_year_cell(cell_text(self._grid, row, column))


def _find_newest(actuals: Sequence[ColumnRole]) -> ColumnRole | None:
    """The only actual; 最新値 beside 前回値, where each figure of either has its year behind it."""
    if len(actuals) == 1:
        return actuals[0]
    newest = [item for item in actuals if item.latest and item.year is None]
    return (
        newest[0] if len(newest) == 1 and all("前回" in one.title or one.latest for one in actuals) else None
    )


def _is_end(item: ColumnRole) -> bool:
    return _END_OF_PROJECT.fullmatch("".join(item.title.split())) is not None


def is_of_each_year(text: str) -> bool:
    """True for 30%以上(毎年度): promised for the year that is reported, whichever that is."""
    return text[-1:] in (")", "）") and text.rstrip(")） ").endswith(("毎年度", "毎年", "各年度"))
