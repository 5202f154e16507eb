"""A table put together anew from cells of its source: headings, one row per indicator, the lines around it.

Which cells go where is said by whoever rewrites: records.py, stacked_rows.py, rows_by_year.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid
from shirube.readers.legend import is_mark
from shirube.readers.rewritten_grid import Cell, rewrite_grid
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_MARK_AND_WORDS = late_pattern(
    r"(?P<mark>[A-Za-z]{1,2}\d?|[◎○〇●△▲×☆★□■])\s*[((](?P<words>.+?)[))]?$", re.DOTALL
)

# A line of the rewritten grid: cells of the source and plain texts.
Line = list[Cell | str]


def lone_heading(table: Table, text: str) -> tuple[str, ...]:
    """The headings of a further column for a table: one text in the lowest row, and nothing above it."""
    return ("",) * (table.heading_rows - 1) + (text,)


def line_of(source: Grid, row: int) -> Line:
    """A line of the source outside a table, its filled cells moved together."""
    return [Cell(row, column) for column, cell in enumerate(source.rows[row]) if cell != ""]


def entry_line_of(source: Grid, row: int) -> Line:
    """A line behind the last figures; 「A(目標を達成)」 is an entry of a legend, its mark and its words."""
    line = line_of(source, row)
    if len(line) == 1 and isinstance(cell := line[0], Cell):
        match = _MARK_AND_WORDS.fullmatch(cell_text(source, row, cell.column))
        if match and is_mark(match["mark"]):
            return [Cell(row, cell.column, match["mark"]), Cell(row, cell.column, match["words"])]
    return line


def rewrite_table(
    source: Grid,
    headings: Sequence[tuple[str, ...]],
    body: Sequence[Line],
    *,
    above: Sequence[Line] = (),
    below: Sequence[Line] = (),
) -> Table:
    """The table of such rows below headings given column by column, all of the same depth.

    Columns that only a line around the table needs have no heading.
    """
    depth = len(headings[0]) if headings else 0
    heads: list[Line] = [[texts[place] for texts in headings] for place in range(depth)]
    rows = [*above, *heads, *body, *below]
    top, first, end = len(above), len(above) + depth, len(above) + depth + len(body)
    further = max(map(len, rows), default=0) - len(headings)
    return Table(
        grid=rewrite_grid(source, rows),
        top=top,
        headings=(*headings, *([("",) * depth] * further)),
        body=tuple(range(first, end)),
        above=tuple(range(top)),
        below=tuple(range(end, len(rows))),
    )


def replace_rows(table: Table, headings: Sequence[tuple[str, ...]], body: Sequence[Line]) -> Table:
    """The table with other headings and rows; the lines around it stay what they are."""
    above = [line_of(table.grid, row) for row in table.above]
    below = [line_of(table.grid, row) for row in table.below]
    return rewrite_table(table.grid, headings, body, above=above, below=below)
