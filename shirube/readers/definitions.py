"""A table that defines the indicators of another: names and targets once, figures by year elsewhere.

KPI      指標名      基準値   目標値(R8)        年度     R5     R6
KPI(1)   参加者数    10人     45人              KPI(1)   20人   31人
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.form import AIMS, Role
from shirube.readers.column_role import ColumnRole
from shirube.readers.column_roles import find_column_roles
from shirube.readers.records import Record
from shirube.readers.rewritten_grid import Cell, RewrittenGrid
from shirube.readers.table import Table
from shirube.readers.values import cell_text


def join_definitions(records: Sequence[Record], table: Table) -> bool:
    """Add to records what a table says of them; False, and nothing done, unless it names them all."""
    columns = find_column_roles(table)
    for item in columns:
        keys = {cell_text(table.grid, row, item.index): row for row in table.body}
        if records and all(record.name and record.name in keys for record in records):
            for record in records:
                _add(record, table, keys[record.name], columns, item)
            return True
    return False


def _add(record: Record, table: Table, row: int, columns: Sequence[ColumnRole], key: ColumnRole) -> None:
    for item in columns:
        text = cell_text(table.grid, row, item.index)
        if not text or item is key:
            continue
        cell = _source_cell(table, row, item.index)
        if item.role is Role.INDICATOR:
            record.name, record.at = text, cell
        elif item.role in AIMS and item.year:
            record.put(Role.TARGET, item.year, cell)
        elif item.role is Role.BASELINE:
            # The definition names the baseline's year in its heading, hence it counts before a plain figure.
            record.single[Role.BASELINE], record.baseline_year = cell, item.year
        elif item.role in (Role.UNIT, Role.DIRECTION, Role.BODY, Role.GOAL):
            record.single.setdefault(item.role, cell)


def _source_cell(table: Table, row: int, column: int) -> Cell:
    """The cell of the whole sheet, since the definitions stand in a part that was cut out of it."""
    grid = table.grid
    if not isinstance(grid, RewrittenGrid):
        return Cell(row, column)
    if origin := grid.origins.get((row, column)):
        return Cell(*origin)
    # A text that was written out for this row, as a name carried down, is of none of its cells.
    near = next((place for at in range(grid.width) if (place := grid.origins.get((row, at)))), (0, 0))
    return Cell(*near, cell_text(grid, row, column))
