"""Cells of a grid as readings: text in any notation, or an exact number shown through its format.

One cell, or a column at once, as tables hold the same texts and figures again and again.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import cast

from msgspec.structs import replace

from shirube.core.notation import parse_reading
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading
from shirube.core.unit import scale_written
from shirube.readers.grid import Grid, Raw
from shirube.readers.number_format import (
    find_divisor,
    is_date_format,
    is_percent_format,
    is_year_format,
    render_cell,
    render_number,
)
from shirube.readers.plain_formats import find_plain_format, round_as_sheets
from shirube.readers.row_formats import find_column_formats, find_kinds

# What stands for the text of the cell above.
DITTOS = ("〃", "同上")
_TEXTS = frozenset((str,))
_LAST_YEAR = 2200


def show_dates(grid: Grid) -> Grid:
    """The same grid with dates as the sheet shows them: a heading 令和5年度 may be a date behind a format.

    Or it is a bare 5, whose format adds the rest.
    """
    formats = grid.formats
    kinds = find_kinds(formats)
    years = frozenset(filter(is_year_format, kinds))
    if not years and not any(map(is_date_format, kinds)):
        return grid
    rows = [list(row) for row in grid.rows]
    for (row, column), kind in formats.items():
        # Some programs also format empty cells beyond the last row and column with anything in it.
        if row >= grid.height or column >= grid.width:
            continue
        raw = grid.rows[row][column]
        if isinstance(raw, str) or (kind in years and raw == int(raw) and 0 < raw < _LAST_YEAR):
            rows[row][column] = render_cell(grid, row, column)
    return replace(grid, rows=rows)


def cell_text(grid: Grid, row: int, column: int) -> str:
    """What a person sees in a cell, spaces at the ends taken off; "" for an empty one."""
    raw = grid.rows[row][column]
    if isinstance(raw, str):
        return raw.strip()
    return _render(raw, grid.formats.get((row, column), "General"))


def cell_reading(grid: Grid, row: int, column: int) -> Reading:
    """The reading of a cell. A number keeps its hidden decimals: the text shows what the sheet shows."""
    raw = grid.rows[row][column]
    if isinstance(raw, str):
        return parse_reading(raw.strip())
    return _number_reading(raw, grid.formats.get((row, column), "General"))


def read_texts(grid: Grid, rows: Sequence[int], column: int) -> list[str]:
    """``cell_text`` of one column, for each of the rows."""
    lines = grid.rows
    cells = [lines[row][column] for row in rows]
    if _TEXTS.issuperset(map(type, cells)):
        return list(map(str.strip, cast("list[str]", cells)))
    formats = find_column_formats(grid.formats, rows, column)
    return [
        cell.strip() if isinstance(cell, str) else _render(cell, number_format)
        for cell, number_format in zip(cells, formats, strict=True)
    ]


# A cell with its number format: cells that are equal in both are read once.
Cell = tuple[Raw, str]


def read_column(grid: Grid, rows: Sequence[int], column: int) -> tuple[list[Cell], dict[Cell, Reading]]:
    """The cells of a column, one for each of the rows, and ``cell_reading`` of each that is different."""
    lines = grid.rows
    formats = find_column_formats(grid.formats, rows, column)
    cells = list(zip([lines[row][column] for row in rows], formats, strict=True))
    return cells, _read_cells(cells)


def _read_cells(cells: Sequence[Cell]) -> dict[Cell, Reading]:
    readings: dict[Cell, Reading] = {}
    others: list[Cell] = []
    with round_as_sheets():
        for cell in dict.fromkeys(cells):
            raw, number_format = cell
            reading = None
            if not isinstance(raw, str) and (plain := find_plain_format(number_format)):
                reading = plain.read(raw)
            if reading is None:
                others.append(cell)
            else:
                readings[cell] = reading
    for cell in others:
        raw, number_format = cell
        readings[cell] = (
            parse_reading(raw.strip()) if isinstance(raw, str) else _shown_reading(raw, number_format)
        )
    return readings


def _render(raw: int | Decimal, number_format: str) -> str:
    reading = _read_plainly(raw, number_format)
    return render_number(raw, number_format) if reading is None else reading.text


def _number_reading(raw: int | Decimal, number_format: str) -> Reading:
    return _read_plainly(raw, number_format) or _shown_reading(raw, number_format)


def _read_plainly(raw: int | Decimal, number_format: str) -> Reading | None:
    plain = find_plain_format(number_format)
    if plain is None:
        return None
    with round_as_sheets():
        return plain.read(raw)


@lru_cache(maxsize=16384)
def _shown_reading(raw: int | Decimal, number_format: str) -> Reading:
    """The reading of the text that the sheet shows, with the number that the file holds."""
    shown = parse_reading(render_number(raw, number_format))
    if shown.quantity is None and is_date_format(number_format):
        return Reading(missing=Missing.UNREADABLE, text=shown.text)
    if shown.quantity is None:
        # A format may show 0 as 「-」 or a number as a word; what the file holds is still that number.
        return Reading(quantity=Quantity(Decimal(raw), raw=shown.text), text=shown.text)
    value = Decimal(raw) * 100 if is_percent_format(number_format) else Decimal(raw)
    scale = scale_written(shown.quantity)
    if scale != 1 and abs(shown.quantity.value - value * scale) < abs(shown.quantity.value - value):
        # 558.7 shown as 558.7万人; a format that divides (#,##0,"千円") shows the number itself.
        value *= scale
    elif scale == 1:
        # Shown in thousands without saying so: the unit (千円) stands in a column or above the table.
        value /= find_divisor(raw, number_format)
    return replace(shown, quantity=replace(shown.quantity, value=value))
