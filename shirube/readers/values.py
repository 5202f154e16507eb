"""One cell of a grid as a reading: text in any notation, or an exact number shown through its format."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from shirube.core.notation import parse_reading
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading
from shirube.core.unit import scale_written
from shirube.readers.grid import Grid
from shirube.readers.number_format import is_date_format, is_percent_format, render_cell, render_number
from shirube.readers.reference import ReferenceFormats


def show_dates(grid: Grid) -> Grid:
    """The same grid with dates as the sheet shows them: a heading 令和5年度 may be a date behind a format."""
    formats = grid.formats
    kinds = formats.kinds() if isinstance(formats, ReferenceFormats) else set(formats.values())
    if not any(map(is_date_format, kinds)):
        return grid
    dates = [place for place in formats if isinstance(grid.rows[place[0]][place[1]], str)]
    rows = [list(row) for row in grid.rows]
    for row, column in dates:
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


@lru_cache(maxsize=65536)
def _number_reading(raw: int | Decimal, number_format: str) -> Reading:
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
