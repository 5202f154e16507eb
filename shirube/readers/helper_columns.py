"""Hidden columns that no heading names: running numbers and results of formulas, for sorting and counting.

Officers hide what they only work with. A hidden column with a heading or a year may hold the figures of
years that are not printed, and stays; figures that nobody names would become figures of the plan.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.readers.grid import Grid, Raw

# A mark or the sign of a formula; a word is longer.
_LONGEST_MARK = 1
# What stands where a formula has no result, or only says whether something holds.
_RESULTS = frozenset(("TRUE", "FALSE"))
_YEARS = range(1945, 2101)


def leave_helpers_out(grid: Grid) -> tuple[Grid, Finding | None]:
    """The grid with such columns blank, and that said; the grid itself where it has none."""
    helpers = sorted(column for column in grid.hidden_columns if _is_helper(grid, column))
    if not helpers:
        return grid, None
    rows = [[*row] for row in grid.rows]
    for row in rows:
        for column in helpers:
            row[column] = ""
    names = "、".join(map(grid.column_name, helpers[:10])) + ("ほか" if len(helpers) > 10 else "")
    said = Finding(
        code="hidden-columns-unread",
        level=Level.INFORMATION,
        place=Place(file=grid.file, sheet=grid.name),
        message=f"非表示の列（{names}列）は、見出しがなく数や記号だけのため、作業用の列とみなして読み取っていません。",
        remedy="指標の値であれば、見出しを記入してから読み取ってください。",
    )
    return replace(grid, rows=rows, hidden_columns=grid.hidden_columns - {*helpers}), said


def _is_helper(grid: Grid, column: int) -> bool:
    """True for a column of numbers, marks and results that begins with no year."""
    filled = [(row, cell) for row, line in enumerate(grid.rows) if (cell := line[column]) != ""]
    if not filled or any(map(_is_word, (cell for _, cell in filled))):
        return False
    row, first = filled[0]
    return not _may_be_year(grid.rows[row], column, first)


def _is_word(cell: Raw) -> bool:
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    return len(text) > _LONGEST_MARK and text not in _RESULTS and not text.startswith("#")


def _may_be_year(line: Sequence[Raw], column: int, first: Raw) -> bool:
    """True for 2023, and for 28 beside 29: headings of years need no words."""
    if not isinstance(first, int):
        return False
    beside = (*line[max(column - 1, 0) : column], *line[column + 1 : column + 2])
    return first in _YEARS or first + 1 in beside or first - 1 in beside
