"""Several tables of one row each, every one below a line that names its indicator; put together as one.

    数値目標① 婚姻率
    平成25年(基準値)  平成28年(現状値)  平成31年(目標値)
    5.5‰              5.0‰              5.9‰
    数値目標② 出生数
    平成26年(基準値)  平成29年(現状値)  平成31年(目標値)
    3,823人           3,679人           4,107人

Their headings may differ, as each was measured in years of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.readers.column_role import ColumnRole
from shirube.readers.column_roles import find_column_roles
from shirube.readers.grid_rows import filled_cells
from shirube.readers.line_names import strip_count
from shirube.readers.name_units import match_unit_line
from shirube.readers.records import SINGLE_ROLES, Record, make_table
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import line_of
from shirube.readers.surroundings import is_note
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_YEARLY = (*AIMS, Role.ACTUAL, Role.RATE, Role.MARK)
_LONGEST = 60


def join_lone_rows(tables: Sequence[Table]) -> tuple[Table, frozenset[FiscalYear], Finding] | None:
    """The rows of all tables as one, the years whose columns said nothing more, and that they were joined.

    None where a table has names of its own, several rows, no line above it, or a goal without a year.
    """
    if len(tables) < 2 or any(len(_find_rows(table)) != 1 for table in tables):
        return None
    records: list[Record] = []
    bare: set[FiscalYear] = set()
    for table in tables:
        columns = find_column_roles(table)
        named = _find_name(table)
        if named is None or not _is_lone(columns):
            return None
        records.append(_read(table, columns, *named))
        bare |= {item.year for item in columns if item.bare and item.year}
    first, last = tables[0], tables[-1]
    heads = {cell.row for one in records for cell in (one.at, one.single.get(Role.UNIT)) if cell}
    grid = first.grid
    above = [line_of(grid, row) for row in first.above if row not in heads]
    between = [row for table in tables[1:] for row in table.above if row not in heads]
    below = [line_of(grid, row) for row in (*between, *last.below)]
    finding = Finding(
        code="lone-rows-joined",
        level=Level.INFORMATION,
        place=grid.place(first.top, 0),
        message=f"指標ごとに分かれた{len(tables)}つの表を、すぐ上の行を指標名として、一つの表として読み取りました"
        f"（「{records[0].name}」「{records[1].name}」など）。",
        remedy="違う場合は、--table で読み取る表を指定するか、表に「指標」の列を設けてください。",
    )
    return make_table(grid, records, above=above, below=below), frozenset(bare), finding


def _find_rows(table: Table) -> list[int]:
    return [row for row in table.body if len(filled_cells(table.grid.rows[row])) > 1]


def _is_lone(columns: Sequence[ColumnRole]) -> bool:
    """True for figures with their years and nothing that could be a name."""
    if any(item.name or item.role in (Role.INDICATOR, Role.LEVEL) for item in columns):
        return False
    figures = [item for item in columns if item.role in _YEARLY]
    return any(item.role in AIMS for item in figures) and all(item.year for item in figures)


def _find_name(table: Table) -> tuple[str, Cell] | None:
    """The line right above the headings, without what only counts it."""
    for row in reversed(table.above):
        cells = filled_cells(table.grid.rows[row])
        if len(cells) != 1 or is_note(cells[0]) or len(cells[0]) > _LONGEST:
            return None
        if not match_unit_line(cells[0]):
            return strip_count(cells[0]), Cell(row, _find_first(table, row))
    return None


def _find_first(table: Table, row: int) -> int:
    return next(column for column in range(table.grid.width) if cell_text(table.grid, row, column))


def _find_unit(table: Table) -> Cell | None:
    """（単位：人） between the name and the headings."""
    for row in reversed(table.above):
        cells = filled_cells(table.grid.rows[row])
        if len(cells) == 1 and (unit := match_unit_line(cells[0])):
            return Cell(row, _find_first(table, row), unit["unit"])
    return None


def _read(table: Table, columns: Sequence[ColumnRole], name: str, at: Cell) -> Record:
    record = Record(name, at)
    (row,) = _find_rows(table)
    for item in columns:
        cell = Cell(row, item.index)
        if not cell_text(table.grid, row, item.index):
            continue
        if item.role in _YEARLY:
            record.put(Role.TARGET if item.role in AIMS else item.role, item.year, cell, item.part)
        elif item.role is Role.BASELINE:
            record.put_single(item.role, cell, item.title)
            record.baseline_year = item.year
        elif item.role in SINGLE_ROLES:
            record.put_single(item.role, cell, item.title)
        else:
            record.put_extra(item.title or f"{item.index + 1}列目", cell)
    if unit := _find_unit(table):
        record.single.setdefault(Role.UNIT, unit)
    return record
