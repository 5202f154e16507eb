"""Empty columns left of everything in a sheet, taken off so that tables begin at the first column.

A title, a year above the headings and a merged name are told by their standing at the left.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from shirube.readers.grid import Grid, Span
from shirube.readers.row_formats import RowFormats, make_row_formats


def cut_left_margin(grid: Grid) -> Grid:
    """The grid from its first column with anything in it; its cells keep the names that people see."""
    width = _measure_margin(grid)
    if not width:
        return grid
    return replace(
        grid,
        rows=[row[width:] for row in grid.rows],
        merges=tuple(
            Span(span.top, max(span.left - width, 0), span.bottom, span.right - width)
            for span in grid.merges
            if span.right >= width
        ),
        formats=_shift_formats(grid.formats, width),
        hidden_columns=frozenset(column - width for column in grid.hidden_columns if column >= width),
        struck=frozenset((row, column - width) for row, column in grid.struck if column >= width),
        notes=_shift_notes(grid.notes, width),
        left=grid.left + width,
    )


def _measure_margin(grid: Grid) -> int:
    for column in range(grid.width):
        if any(not isinstance(cell := row[column], str) or cell.strip() for row in grid.rows):
            return column
    return 0


def _shift_formats(formats: Mapping[tuple[int, int], str], width: int) -> RowFormats:
    by_row = make_row_formats(formats)
    shifted = {
        id(table): {column - width: text for column, text in table.items() if column >= width}
        for table in by_row.tables()
    }
    return RowFormats({row: shifted[id(table)] for row, table in by_row.rows.items()})


def _shift_notes(notes: Mapping[tuple[int, int], str], width: int) -> dict[tuple[int, int], str]:
    """Comments; those bound to a cell of the margin go to the first cell of their row."""
    shifted: dict[tuple[int, int], str] = {}
    for (row, column), note in notes.items():
        cell = (row, max(column - width, 0))
        shifted[cell] = f"{shifted[cell]}\n{note}" if cell in shifted else note
    return shifted
