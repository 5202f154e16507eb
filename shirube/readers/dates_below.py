"""Forms with the figures of one indicator in a row and when each was taken in the row below.

    指標1
    指標名                指標の分類
    河川の環境基準達成率  成果指標
           基準値  今年度目標値  今年度実績値  長期的目標値
    数値   78.0    100           90            100%
    時点   H27     H28           H28           H30
    根拠となる計画等 …

Each figure is given its time in brackets, as other tables print it. Rows of years below rows with names of
their own are the matter of row_dates.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from shirube.core.fiscal_year import find_fiscal_years
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.readers.cell_years import find_cell_year
from shirube.readers.grid_rows import filled_cells
from shirube.readers.heading_rows import DATES_BELOW, FIGURES_ABOVE
from shirube.readers.headings import find_heading_year
from shirube.readers.line_words import is_name_label
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, line_of, lone_heading, rewrite_table
from shirube.readers.table import Table
from shirube.readers.values import cell_text


class _Form(Struct):
    """The rows of one indicator: its figures, their dates, and the cell of its name if it has one."""

    figures: int
    dates: int
    name: Cell | None = None


def join_dates_below(table: Table) -> Table | None:
    """The table with a row for each indicator, its figures with their dates; None for any other table."""
    forms = list(_find_forms(table))
    if not forms:
        return None
    headings = [lone_heading(table, heading_word(Role.INDICATOR)), *table.headings[1:]]
    used = {row for form in forms for row in (form.figures, form.dates)}
    used |= {form.name.row for form in forms if form.name is not None}
    rest = [row for row in table.body if row not in used and not _heads_name(table, row)]
    above = [row for row in table.above if row not in used and not _heads_name(table, row)]
    return rewrite_table(
        table.grid,
        headings,
        [_make_row(table, form) for form in forms],
        above=[line_of(table.grid, row) for row in above],
        below=[line_of(table.grid, row) for row in (*rest, *table.below)],
    )


def _find_forms(table: Table) -> Iterator[_Form]:
    """The pairs of rows from the top down, each named by the lines above it up to the pair before."""
    name: Cell | None = None
    for row in table.above:
        name = _find_name(table, row) or name
    for place, row in enumerate(table.body):
        label = cell_text(table.grid, row, 0)
        following = table.body[place + 1] if place + 1 < len(table.body) else -1
        if label in FIGURES_ABOVE and following >= 0 and cell_text(table.grid, following, 0) in DATES_BELOW:
            yield _Form(row, following, name)
            name = None
        elif label not in DATES_BELOW:
            name = _find_name(table, row) or name


def _find_name(table: Table, row: int) -> Cell | None:
    """The cell right below 指標名, or that beside a label of names or alone in its row: 指標2."""
    texts = filled_cells(table.grid.rows[row])
    above = filled_cells(table.grid.rows[row - 1]) if row > 0 else []
    if above and is_name_label(above[0]) and len(above) > 1 and not is_name_label(texts[0]):
        return Cell(row, 0)
    if len(texts) > 1 and is_name_label(texts[0]) and not _heads_name(table, row):
        column = next(place for place in range(1, table.grid.width) if cell_text(table.grid, row, place))
        return Cell(row, column)
    return Cell(row, 0) if len(texts) == 1 and is_name_label(texts[0]) else None


def _heads_name(table: Table, row: int) -> bool:
    """True for 指標名 | 指標の分類, below which the name stands."""
    texts = filled_cells(table.grid.rows[row])
    return len(texts) > 1 and is_name_label(texts[0]) and texts[1].startswith("指標の")


def _make_row(table: Table, form: _Form) -> Line:
    line: Line = [form.name if form.name is not None else ""]
    for column in range(1, len(table.headings)):
        text, date = (cell_text(table.grid, row, column) for row in (form.figures, form.dates))
        # R1~R3の合計 names no one year, and yet is of the last.
        is_dated = find_heading_year(date) or find_cell_year(f"{text}({date})")
        is_open = parse_reading(text).quantity is not None and not any(find_fiscal_years(text))
        line.append(Cell(form.figures, column, f"{text}({date})" if is_dated and is_open else None))
    return line
