"""Finding tables in a grid: what is headed, what is body, and what stands around both.

Where headings are is told by heading_blocks.py, where a body ends by body_end.py, what each column
holds by headings.py and columns.py. Which other modules look at a grid, and in which order, stands in
layouts.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.body_end import (
    find_body_end,
    leave_legend_out,
    leave_section_out,
    leave_sum_out,
    tells_of_row_above,
)
from shirube.readers.column_headings import YEARLY
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import GridLines, text_of
from shirube.readers.heading_blocks import find_heading_blocks
from shirube.readers.headings import (
    find_heading_year,
    match_heading,
)


class Table(Struct, frozen=True):
    """A table within a grid: heading rows, body rows (indices into the grid), and the lines around it.

    ``headings`` holds for each column its heading texts top down, merged ones carried across; ``above``
    and ``below`` are the rows of the grid before the headings and after the body, without blank ones.
    """

    grid: Grid
    top: int
    headings: tuple[tuple[str, ...], ...]
    body: tuple[int, ...]
    above: tuple[int, ...]
    below: tuple[int, ...]
    # What a person said about columns (layout recipes): role and year, by index.
    stated: Mapping[int, tuple[Role, FiscalYear | None]] = field(default_factory=dict)
    # None of its actuals is the baseline: a person says so, or the goal's year is only that of the newest.
    is_baseline_settled: bool = False

    @property
    def heading_rows(self) -> int:
        """Number of heading rows."""
        return len(self.headings[0]) if self.headings else 0

    @property
    def lines(self) -> tuple[int, ...]:
        """The rows of the grid that are its own, and those around it; a grid may hold hundreds of tables."""
        return (*self.above, *range(self.top, self.top + self.heading_rows), *self.body, *self.below)


def find_tables(grid: Grid) -> list[Table]:
    """Every table of a grid, from the top down. A grid without recognisable headings has none."""
    lines = GridLines(grid)
    blocks = find_heading_blocks(lines)
    ends = [*(block.top - block.leads for block in blocks[1:]), grid.height]
    tables: list[Table] = []
    for block, end in zip(blocks, ends, strict=False):
        start = 0 if not tables else tables[-1].body[-1] + 1 if tables[-1].body else block.top
        tables.append(_cut_table(lines, start, block.top, block.rows, end))
    return _keep_filled(tables)


def _keep_filled(tables: Sequence[Table]) -> list[Table]:
    """The tables with rows; what only looked like headings (自己評価 | Ｂ（成果あり）) is a line below."""
    kept: list[Table] = []
    for table in tables:
        if table.body:
            kept.append(table)
        elif kept:
            lines = range(table.top, table.top + table.heading_rows)
            kept[-1] = replace(kept[-1], below=(*kept[-1].below, *lines, *table.below))
    return kept


def cut_table(grid: Grid, top: int, rows: int) -> Table:
    """The table whose heading rows a person names; its end is found as for any other."""
    return _cut_table(GridLines(grid), 0, top, rows, grid.height)


def _cut_table(lines: GridLines, start: int, top: int, rows: int, end: int) -> Table:
    grid = lines.grid
    body: list[int] = []
    row = top + rows
    last = find_body_end(lines, row, end, tuple(map(text_of, grid.rows[top])))
    last = leave_legend_out(grid, row, leave_section_out(grid, top, row, leave_sum_out(grid, row, last)))
    heading = [[text_of(cell) for cell in grid.rows[top + offset]] for offset in range(rows)]
    words = {text for line in heading for text in line if text}
    aside: list[int] = []
    for index in range(row, last):
        if lines.sparse[index] and lines.is_blank(index):
            continue
        # A heading repeated on a further page of the source is no row of the table.
        if not words.isdisjoint(lines.texts[index]) and list(map(text_of, grid.rows[index])) in heading:
            continue
        (aside if lines.sparse[index] and tells_of_row_above(grid, index, row) else body).append(index)
    return Table(
        grid=grid,
        top=top,
        headings=_carry_headings(grid, top, heading),
        body=tuple(body),
        above=tuple(index for index in range(start, top) if not lines.is_blank(index)),
        below=(*aside, *(index for index in range(last, end) if not lines.is_blank(index))),
    )


def _goes_on_unmerged(grid: Grid, row: int, column: int, left: str, lowest: str) -> bool:
    """A year centred over 目標 and 実績 without a merge, in a file that has merges elsewhere."""
    word = match_heading(lowest) if lowest else None
    if word is None or word.role not in YEARLY or not find_heading_year(left) or find_heading_year(lowest):
        return False
    merged = grid.merged_rows.covering(row)
    return not any(span.left <= column and span.right >= column - 1 for span in merged)


def _carry_headings(grid: Grid, top: int, heading: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Headings of each column top down, group headings carried across the columns they span.

    Where the file says which cells are merged, that decides; in a text file a blank cell continues its left
    neighbour when something stands below it.
    """
    rows = len(heading)
    carried = [[cell.strip() for cell in row] for row in heading]
    for place, texts in enumerate(carried):
        for left, span in {span.left: span for span in grid.merged_rows.starting(top + place)}.items():
            texts[left + 1 : span.right + 1] = [texts[left]] * (span.right - left)
    for row in range(rows - 1):
        for column in range(1, grid.width):
            below = any(heading[lower][column].strip() for lower in range(row + 1, rows))
            # A one-cell wide merge above says that the group ends there; without merges nothing does.
            if carried[row][column] or not below:
                continue
            before, lowest = carried[row][column - 1], heading[rows - 1][column].strip()
            if not grid.merges or _goes_on_unmerged(grid, top + row, column, before, lowest):
                carried[row][column] = before
    return tuple(tuple(texts[column] for texts in carried) for column in range(grid.width))
