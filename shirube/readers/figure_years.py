"""The year of each figure in a table with one row per indicator.

What stands with the figure comes first, then what its column, its row and the table say. The single ways to
say it are told by bracket_years.py (behind a figure), row_dates.py (in its row), evaluated_year.py (around
the table) and undated_figures.py (nowhere: what is a guess, and said so).
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.readers.bracket_years import BracketYears
from shirube.readers.cell_kinds import sample
from shirube.readers.cell_years import (
    describe_era,
    find_cell_year,
    find_goal_year,
    find_year_in_name,
    find_years_of_cells,
)
from shirube.readers.column_role import ColumnRole
from shirube.readers.evaluated_year import describe_year_of_goal, find_evaluated_year
from shirube.readers.line_words import find_context
from shirube.readers.rewritten_grid import Cell
from shirube.readers.row_dates import RowDates, is_of_each_year
from shirube.readers.stacked_cells import is_nothing
from shirube.readers.surroundings import understand_surroundings
from shirube.readers.table import Table
from shirube.readers.undated_figures import UndatedFigures
from shirube.readers.values import cell_text

_JUDGED = (Role.RATE, Role.MARK)
_YEARLY = (*AIMS, Role.ACTUAL, *_JUDGED, Role.DIFFERENCE)


class FigureYears:
    """Asked row by row from the top down; ``stated`` is what a person says where the table names no year.

    ``above`` and ``below`` are the lines around the table.
    """

    def __init__(
        self,
        table: Table,
        columns: Sequence[ColumnRole],
        stated: FiscalYear | None,
        *,
        above: Sequence[str],
        below: Sequence[str],
    ) -> None:
        self._table = table
        self._yearly = [item for item in columns if item.role in _YEARLY]
        values = [item for item in columns if item.role in (*_YEARLY, Role.BASELINE)]
        self._is_judged = any(item.role in _JUDGED for item in self._yearly)
        self._own = BracketYears(table, self._yearly)
        self.dates = RowDates(table, columns, values)
        title_year = understand_surroundings(above, below).year
        self.undated = UndatedFigures(table, self._yearly, above, title_year)
        titles = [item.title for item in columns]
        self._context = stated or find_context([*above, *titles]) or find_context(below)
        told_by = ""
        if self._context is None:
            cells = (text for item in values for text in sample(table, item.index))
            self._context, told_by = find_years_of_cells(cells)
        self._findings = [*describe_era(table.grid.place(table.top, 0), told_by)]
        found = self._find_of_table(stated, title_year, below)
        self._is_known = found is not None
        self.of_table = found or stated
        # By when the name of the row promises its goal.
        self._of_goal: FiscalYear | None = None

    def _find_of_table(
        self, stated: FiscalYear | None, title_year: FiscalYear | None, below: Sequence[str]
    ) -> FiscalYear | None:
        table, yearly, dates = self._table, self._yearly, self.dates
        found = find_evaluated_year(table, yearly, self._context, title_year, below, dates=dates)
        guessed = [*describe_year_of_goal(table, yearly, found, title_year, dates)]
        if guessed and stated is not None:
            return stated  # what a person says comes before the year of the goal
        self._findings = [*guessed, *self._findings]
        return found

    @property
    def is_needed(self) -> bool:
        """True where figures or rows state years of their own."""
        return self.dates.is_needed or self._own.is_needed

    def describe(self) -> list[Finding]:
        """What was guessed of the whole table, and that figures have the years behind them."""
        return [*self._findings, *self._own.describe()]

    def begin_section(self, year: FiscalYear) -> None:
        """Go on below a line that says the year of the rows behind it."""
        self.of_table, self._is_known = year, True

    def begin_row(self, row: int, name: str) -> FiscalYear | None:
        """The year of a row's figures that have none of their own."""
        self._of_goal = find_goal_year(name, self._context)
        year = self.of_table
        # A row's own period counts where the table names no year; a year in any other name is only a word.
        if not self._is_known and self.undated.latest is None:
            year = find_year_in_name(name, self._context) or self._find_in_target(row) or year
        return (self._is_judged and self.dates.judged_year(row, self._context)) or year

    def _find_in_target(self, row: int) -> FiscalYear | None:
        """The year that the target itself names: 平成18年度で均衡."""
        places = (item.index for item in self._yearly if item.role is Role.TARGET)
        texts = (cell_text(self._table.grid, row, column) for column in places)
        return next((year for text in texts if (year := find_cell_year(text, self._context))), None)

    def find_all(
        self, item: ColumnRole, row: int, cell: Cell, year: FiscalYear | None
    ) -> Sequence[FiscalYear | None]:
        """The years of a figure in a row of this year: mostly one, or all of 「毎年30回」.

        ``cell`` is that of the row, or the one above whose figure it shares.
        """
        each = self.dates.each_year(item, cell.row)
        every = self.undated.every_year(item, cell_text(self._table.grid, row, item.index), each)
        return every or (self._find_beside(item, cell, year),)

    def find_of_baseline(self, item: ColumnRole, cell: Cell) -> FiscalYear | None:
        """The year of the heading, or in the line of years below."""
        return item.year or self.dates.year_below(cell.row, cell.column)

    def _find_beside(self, item: ColumnRole, cell: Cell, year: FiscalYear | None) -> FiscalYear | None:
        """What a column or a line of years says of the figure, or its heading; else what it says itself."""
        dates = self.dates
        if own := dates.own_year(item, cell.row):
            return own
        if item.year is not None or item.undated:
            return self._own.find(cell.row, cell.column) or item.year
        if cell.row + 1 in dates.rows:
            return dates.year_below(cell.row, cell.column) or dates.latest_below(cell.row)
        role = Role.TARGET if item.role in AIMS else item.role
        text = cell.text if cell.text is not None else cell_text(self._table.grid, cell.row, cell.column)
        if dates.has_own(role):
            return dates.year_beside(role, cell.row) or (year if is_nothing(text) else None)
        return self._find_within(item, cell.row, text, year)

    def _find_within(
        self, item: ColumnRole, row: int, text: str, year: FiscalYear | None
    ) -> FiscalYear | None:
        """The year that a figure without one beside it states itself, or shares with others of its row."""
        if item.role in (*_JUDGED, Role.DIFFERENCE):
            return self.dates.said_by_actual(row, self._context) or year or self.undated.give(item.role)
        if item.role is Role.ACTUAL and item.latest and self._is_judged and year:
            # All newest figures are judged together, though one may date from a day before 1 April.
            return year
        if is_of_each_year(text) and (own := self.dates.said_by_actual(row, self._context, of_any=True)):
            return own
        if stated := find_cell_year(text, self._context):
            return stated
        if self._of_goal and item.role in AIMS:
            return self._of_goal
        own = self.undated.of_evaluated(item, year)
        return own or self.undated.give_goal(item, self.dates.latest_beside(row))
