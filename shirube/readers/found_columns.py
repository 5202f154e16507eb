"""What each column of a table is for, and whether its rows need a closer look than one row an indicator.

The closer look itself is column_layout.py's, which is loaded only for tables that need it.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.readers.cell_kinds import sample
from shirube.readers.column_roles import (
    find_column_roles,
    find_further_indicators,
    leave_equal_undated,
)
from shirube.readers.figure_years import FigureYears
from shirube.readers.grid_rows import filled_cells
from shirube.readers.group_lines import (
    find_group_lines,
)
from shirube.readers.name_columns import are_mostly_named, are_named_oddly
from shirube.readers.odd_rows import has_odd_rows
from shirube.readers.remark_lines import find_remarks
from shirube.readers.stacked_cells import (
    Stack,
    find_said_brackets,
    find_said_pair,
    find_stack,
    is_bracketed,
)
from shirube.readers.stacked_columns import StackedColumns
from shirube.readers.table import Table

YEARLY_ROLES = (*AIMS, Role.ACTUAL, Role.RATE, Role.MARK, Role.DIFFERENCE)


class FoundColumns:
    """The columns of one table by what they hold, and what else its rows have to be read with.

    ``year`` is what a person says where the table names none.
    """

    def __init__(self, table: Table, year: FiscalYear | None = None) -> None:
        self.table = table
        found = find_column_roles(table)
        self.roles = tuple((item.index, item.role) for item in found)
        self.names = [item.index for item in found if item.name]
        self.further = find_further_indicators(found)
        self.numbers = [item.index for item in found if item.role is Role.NUMBER]
        self.groups = [item for item in found if item.role is Role.LEVEL]
        self.columns = leave_equal_undated(found, self.further)
        self.yearly = [item for item in self.columns if item.role in YEARLY_ROLES]
        self.values = [item for item in self.columns if item.role in (*YEARLY_ROLES, Role.BASELINE)]
        grid = table.grid
        above = [" ".join(filled_cells(grid.rows[row])) for row in table.above]
        below = [" ".join(filled_cells(grid.rows[row])) for row in table.below]
        said = find_stack([*above, *below, *(item.title for item in self.columns)])
        said = said or find_said_pair([*above, *below]) or self._find_said_brackets([*above, *below])
        self.stacked = StackedColumns(grid, self.columns, said)
        self.years = FigureYears(table, self.columns, year, above=above, below=below)
        self.remarks = find_remarks(table, self.names, [item.index for item in self.values])
        lines = find_group_lines(
            table,
            names=self.names,
            levels=[item.index for item in self.groups],
            values=[item.index for item in self.values],
        )
        self.group_rows = tuple(row for row in lines if row not in self.remarks)

    def _find_said_brackets(self, lines: Sequence[str]) -> Stack | None:
        """What figures in brackets are, said around the table or in one of its cells, where any are."""
        if not any(is_bracketed(text) for item in self.yearly for text in sample(self.table, item.index)):
            return None
        values = {item.index for item in self.values}
        cells = (
            text
            for column in range(self.table.grid.width)
            if column not in values
            for text in sample(self.table, column)
        )
        return find_said_brackets((*lines, *cells))

    def needs_closer_look(self) -> bool:
        """True when the ordinary reading would lose or mistake something of this table."""
        if not any(item.role in (Role.TARGET, Role.ACTUAL, Role.FINAL_TARGET) for item in self.yearly):
            return False
        if (
            len(self.names) > 1
            or self.further
            or self.stacked.is_needed
            or self.years.is_needed
            or any(item.second for item in self.columns)
            or self.group_rows
            or self.remarks
        ):
            return True
        if any(item.year is None for item in self.yearly):
            return True
        is_odd = are_named_oddly(self.columns)
        return is_odd or self._has_odd_rows() or self._has_names_in_values()

    def _has_odd_rows(self) -> bool:
        return has_odd_rows(
            self.table,
            names=self.names,
            numbers=self.numbers,
            levels=[item.index for item in self.groups],
            values=[item.index for item in self.values],
        )

    def _has_names_in_values(self) -> bool:
        cells = (
            [text for item in self.values if item.role is role for text in sample(self.table, item.index)]
            for role in (Role.TARGET, Role.BASELINE)
        )
        return any(map(are_mostly_named, cells))
