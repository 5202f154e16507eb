"""Several indicators in one row: names and figures below one another in the same cells.

参加者数      20人       21人      A
相談件数      10件        5件
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.reading import Missing
from shirube.readers.grid import Grid
from shirube.readers.records import Record
from shirube.readers.rewritten_grid import Cell
from shirube.readers.values import cell_text

_UNDERSTOOD = (Missing.UNREADABLE, Missing.NOT_ENTERED, Missing.SEVERAL)


def count_shared(grid: Grid, row: int, names: Sequence[int], values: Sequence[int]) -> int:
    """How many indicators the cells of a row share: 1 unless names and figures break into as many lines.

    A name alone in several lines is only a long name.
    """
    lines = max((len(_lines(grid, row, column)) for column in names), default=1)
    if lines < 2:
        return 1
    for column in values:
        parts = _lines(grid, row, column)
        if len(parts) == lines and all(parse_reading(part).missing not in _UNDERSTOOD for part in parts):
            return lines
    return 1


def split_record(grid: Grid, record: Record, count: int) -> list[Record]:
    """One record for each indicator; a cell with fewer lines holds for all.

    One mark for all stands in the first record only: records.py merges it over the others, as it is printed.
    """
    names = record.name.splitlines()
    return [
        Record(
            names[place].strip() if len(names) == count else f"{record.name}（{place + 1}）",
            record.at,
            record.groups,
            record.lines,
            baseline_year=record.baseline_year,
            single={role: _part(grid, cell, place, count) for role, cell in record.single.items()},
            yearly={
                key: _part(grid, cell, place, count)
                for key, cell in record.yearly.items()
                if place == 0 or key[0] is not Role.MARK or _is_split(grid, cell, count)
            },
            extras={name: _part(grid, cell, place, count) for name, cell in record.extras.items()},
        )
        for place in range(count)
    ]


def _lines(grid: Grid, row: int, column: int) -> list[str]:
    return [line.strip() for line in cell_text(grid, row, column).splitlines() if line.strip()]


def _is_split(grid: Grid, cell: Cell, count: int) -> bool:
    return cell.text is None and len(_lines(grid, cell.row, cell.column)) == count


def _part(grid: Grid, cell: Cell, place: int, count: int) -> Cell:
    if not _is_split(grid, cell, count):
        return cell
    return Cell(cell.row, cell.column, _lines(grid, cell.row, cell.column)[place])
