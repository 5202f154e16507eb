"""Several indicators in one row: names and figures below one another in the same cells.

参加者数      20人       21人      A
相談件数      10件        5件
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.finding import Finding, Level
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.reading import Missing
from shirube.readers.grid import Grid
from shirube.readers.records import Record
from shirube.readers.rewritten_grid import Cell
from shirube.readers.values import cell_text

_NO_FIGURES = (Missing.UNREADABLE, Missing.NOT_ENTERED, Missing.SEVERAL)
# How a remark on the figure above it begins: ※, (速報).
_NOTE_SIGNS = ("※", "*", "＊", "†")
# How the lines of a cell are counted: ①1,500 above ②320. The numbers are no part of marks and figures.
_COUNTS = tuple(chr(0x2460 + number) for number in range(20))
# So many names of a cell are written out in a message.
_MOST_NAMED = 5
_OPENING = ("(", "（", "[", "［", "〔")


def count_shared(grid: Grid, row: int, names: Sequence[int], values: Sequence[int]) -> int:
    """How many indicators the cells of a row share: 1 unless names and figures break into as many lines.

    A name alone in several lines is only a long name.
    """
    lines = max((len(_lines(grid, row, column)) for column in names), default=1)
    if lines < 2:
        return 1
    for column in values:
        parts = _lines(grid, row, column)
        if len(parts) == lines and _are_figures(parts):
            return lines
    return 1


def _are_figures(parts: Sequence[str]) -> bool:
    """True for a figure to each line: 「48.2」 and 「(R4)」, 「51.0」 and 「※」 are one with its remark."""
    if any(part.startswith(_NOTE_SIGNS) for part in parts):
        return False
    if len({part.startswith(_OPENING) for part in parts}) > 1:
        return False
    return all(parse_reading(part).missing not in _NO_FIGURES for part in parts)


def describe_shared(grid: Grid, rows: Sequence[int], names: Sequence[int]) -> Finding:
    """An officer shall know which rows were taken for several indicators."""
    first = next((lines for column in names if len(lines := _lines(grid, rows[0], column)) > 1), [])
    name = "」「".join(first[:_MOST_NAMED])
    return Finding(
        code="cells-shared",
        level=Level.INFORMATION,
        place=grid.place(rows[0], names[0] if names else 0),
        message=f"1つのセルに並べた指標を、行ごとに別の指標として読み取りました（{len(rows)}行。「{name}」など）。",
        remedy="一つの長い名前であれば、指標名のセルの改行を取ってください。",
    )


def split_record(grid: Grid, record: Record, count: int) -> list[Record]:
    """One record for each indicator; a cell with fewer lines holds for all.

    One mark for all stands in the first record only: records.py merges it over the others, as it is printed.
    """
    names = record.name.splitlines()
    single = {role: _parts(grid, cell, count) for role, cell in record.single.items()}
    yearly = {key: _parts(grid, cell, count) for key, cell in record.yearly.items()}
    extras = {name: _parts(grid, cell, count) for name, cell in record.extras.items()}
    return [
        Record(
            names[place].strip() if len(names) == count else f"{record.name}（{place + 1}）",
            record.at,
            record.groups,
            lines=record.lines,
            baseline_year=record.baseline_year,
            single={role: parts[place % len(parts)] for role, parts in single.items()},
            yearly={
                key: parts[place % len(parts)]
                for key, parts in yearly.items()
                if place == 0 or key[0] is not Role.MARK or len(parts) > 1
            },
            extras={name: parts[place % len(parts)] for name, parts in extras.items()},
        )
        for place in range(count)
    ]


def _lines(grid: Grid, row: int, column: int) -> list[str]:
    return [line.strip() for line in cell_text(grid, row, column).splitlines() if line.strip()]


def _parts(grid: Grid, cell: Cell, count: int) -> list[Cell]:
    """The cell of each indicator; the whole one alone where it holds for all."""
    lines = _lines(grid, cell.row, cell.column) if cell.text is None else []
    if len(lines) != count:
        return [cell]
    counted = all(line.startswith(_COUNTS[number]) for number, line in enumerate(lines[: len(_COUNTS)]))
    return [Cell(cell.row, cell.column, line[1:].lstrip() if counted else line) for line in lines]
