"""Tables whose headings say too little for table.py: found by the figures below them and by a few sure words.

区分   実施計画項目数 a   達成項目数 b   達成率 b/a
"""

from __future__ import annotations

from shirube.core.fiscal_year import fold_width
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.body_end import is_footnote
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells, is_blank, text_of
from shirube.readers.headings import match_heading
from shirube.readers.table import Table

_SURE = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK, Role.BASELINE, Role.FINAL_TARGET)
_FORMULA = late_pattern(r"[A-Za-z]\)?\s*[/÷]\s*\(?[A-Za-z]")


def find_loose_tables(grid: Grid) -> list[Table]:
    """The table below the first row of words that names two kinds of figures; [] where there is none."""
    for row in range(grid.height):
        if _is_heading(grid, row):
            return [_cut_table(grid, row)]
    return []


def _is_heading(grid: Grid, row: int) -> bool:
    cells = filled_cells(grid.rows[row])
    if len(cells) < 3 or any(len(cell) > 40 or parse_reading(cell).quantity for cell in cells):
        return False
    sure = sum(1 for cell in cells if (word := match_heading(cell)) and word.role in _SURE)
    # A formula over the column letters tells what two further columns are.
    sure += 2 * any(_FORMULA.search(fold_width(cell)) for cell in cells)
    below = [text for line in grid.rows[row + 1 : row + 4] for text in filled_cells(line)]
    return sure >= 2 and any(parse_reading(text).quantity for text in below)


def _cut_table(grid: Grid, top: int) -> Table:
    rows = [row for row in range(top + 1, grid.height) if not is_blank(grid.rows[row])]
    end = next((row for row in rows if is_footnote(filled_cells(grid.rows[row]))), grid.height)
    return Table(
        grid=grid,
        top=top,
        headings=tuple((text_of(cell).strip(),) for cell in grid.rows[top]),
        body=tuple(row for row in rows if row < end),
        above=tuple(row for row in range(top) if not is_blank(grid.rows[row])),
        below=tuple(row for row in rows if row >= end),
    )
