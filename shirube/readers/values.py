"""Cells of a grid as readings: text in any notation, or an exact number shown through its format.

One cell, or a column at once, as tables hold the same texts and figures again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from msgspec.structs import replace

from shirube.core.notation import parse_reading
from shirube.core.notation_quantity import parse_plain_quantity
from shirube.core.pattern import late_pattern
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading
from shirube.core.unit import scale_written
from shirube.readers.grid import Grid
from shirube.readers.number_format import is_date_format, is_percent_format, render_cell, render_number
from shirube.readers.row_formats import find_column_formats, find_kinds

Made = TypeVar("Made")

# What stands for the text of the cell above.
DITTO = "〃"
# Formats that show a whole number whole, with its unit in quotes behind it: 0, #,##0, #,##0"人".
_PLAIN_FORMAT = late_pattern(r'(?:0|(?P<grouped>#,##0))(?:"(?P<unit>[^"]+)")?')


def show_dates(grid: Grid) -> Grid:
    """The same grid with dates as the sheet shows them: a heading 令和5年度 may be a date behind a format."""
    formats = grid.formats
    if not any(map(is_date_format, find_kinds(formats))):
        return grid
    rows = [list(row) for row in grid.rows]
    for row, column in formats:
        # Some programs also format empty cells beyond the last row and column with anything in it.
        is_inside = row < grid.height and column < grid.width
        if is_inside and isinstance(grid.rows[row][column], str):
            rows[row][column] = render_cell(grid, row, column)
    return replace(grid, rows=rows)


def cell_text(grid: Grid, row: int, column: int) -> str:
    """What a person sees in a cell, spaces at the ends taken off; "" for an empty one."""
    raw = grid.rows[row][column]
    if isinstance(raw, str):
        return raw.strip()
    return render_number(raw, grid.formats.get((row, column), "General"))


def cell_reading(grid: Grid, row: int, column: int) -> Reading:
    """The reading of a cell. A number keeps its hidden decimals: the text shows what the sheet shows."""
    raw = grid.rows[row][column]
    if isinstance(raw, str):
        return parse_reading(raw.strip())
    return _number_reading(raw, grid.formats.get((row, column), "General"))


def read_texts(grid: Grid, rows: Sequence[int], column: int) -> list[str]:
    """``cell_text`` of one column, for each of the rows."""
    cells = [grid.rows[row][column] for row in rows]
    if set(map(type, cells)) <= {str}:
        return [cell.strip() for cell in cells if isinstance(cell, str)]
    formats = find_column_formats(grid.formats, rows, column)
    return [
        cell.strip() if isinstance(cell, str) else render_number(cell, number_format)
        for cell, number_format in zip(cells, formats, strict=True)
    ]


def read_column(grid: Grid, rows: Sequence[int], column: int, make: Callable[[Reading], Made]) -> list[Made]:
    """What ``make`` makes of ``cell_reading``, for each of the rows of a column.

    It is asked once for cells that are equal, so what it makes must be a value that can be shared.
    """
    cells = [grid.rows[row][column] for row in rows]
    formats = find_column_formats(grid.formats, rows, column)
    known = _Known(make)
    return [
        known[cell] if isinstance(cell, str) else known[cell, number_format]
        for cell, number_format in zip(cells, formats, strict=True)
    ]


class _Known(dict[str | tuple[int | Decimal, str], Made]):
    """What was made of a text, or of a number with its format; each is read when it is first asked."""

    def __init__(self, make: Callable[[Reading], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, cell: str | tuple[int | Decimal, str]) -> Made:
        reading = parse_reading(cell.strip()) if isinstance(cell, str) else _number_reading(*cell)
        made = self[cell] = self._make(reading)
        return made


@lru_cache(maxsize=65536)
def _number_reading(raw: int | Decimal, number_format: str) -> Reading:
    if isinstance(raw, int) and raw >= 0 and (plain := _PLAIN_FORMAT.fullmatch(number_format)):
        # A whole number shown whole is what nine cells in ten hold: text and unit are known without a search.
        unit = plain["unit"] or ""
        if not unit or _is_plain_unit(unit):
            text = f"{raw:,}{unit}" if plain["grouped"] else f"{raw}{unit}"
            return Reading(quantity=Quantity(Decimal(raw), unit, raw=text), text=text)
    return _shown_reading(raw, number_format)


@lru_cache(maxsize=1024)
def _is_plain_unit(text: str) -> bool:
    """True for a text behind digits that is a unit and nothing else."""
    quantity = parse_plain_quantity(f"1{text}")
    return quantity is not None and quantity.unit == text


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
    return replace(shown, quantity=replace(shown.quantity, value=value))
