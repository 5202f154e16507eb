"""Names in the second line of an indicator, below the label that says that one follows.

    活動指標名   目標値   100   110          開館日数   目標値   100   110
    開館日数     実績値    98   112                     実績値    98   112

Each such name is put beside the first line, in the place of the label.
"""

from __future__ import annotations

from collections.abc import Iterator

from shirube.core.notation import parse_reading
from shirube.readers.grid import Grid
from shirube.readers.headings import match_heading
from shirube.readers.line_words import is_name_label, match_kind, parse_year_cell
from shirube.readers.rewritten_grid import Cell, rewrite_grid
from shirube.readers.values import cell_text

# Labels and kinds of lines stand at the left edge.
_MOST_LEFT = 6


def put_names_beside_labels(grid: Grid) -> Grid | None:
    """The grid with such names in the place of their labels; None where no label has one below it."""
    found = {(row, column) for row in range(grid.height - 1) for column in _find_labels(grid, row)}
    if not found:
        return None
    lines: list[list[Cell | str]] = [
        [Cell(row, column) for column in range(grid.width)] for row in range(grid.height)
    ]
    for row, column in found:
        lines[row][column], lines[row + 1][column] = Cell(row + 1, column), ""
    return rewrite_grid(grid, lines)


def _find_labels(grid: Grid, row: int) -> Iterator[int]:
    left = range(min(grid.width, _MOST_LEFT))
    for column in left:
        text = cell_text(grid, row, column)
        if text and is_name_label(text) and _is_name(cell_text(grid, row + 1, column)):
            kinds = [place for place in left if place > column and match_kind(cell_text(grid, row, place))]
            if kinds and _goes_on(grid, row, kinds[0]):
                yield column


def _is_name(text: str) -> bool:
    """True for a text that is neither a label, nor a heading, nor a figure."""
    if not text or is_name_label(text) or match_heading(text) or match_kind(text) or parse_year_cell(text):
        return False
    return parse_reading(text).quantity is None


def _goes_on(grid: Grid, row: int, place: int) -> bool:
    """True where another kind of figures stands in the line below, and figures behind the first."""
    first, second = (match_kind(cell_text(grid, line, place)) for line in (row, row + 1))
    behind = (cell_text(grid, row, column) for column in range(place + 1, grid.width))
    return (
        second is not None
        and first is not second
        and any(text and parse_reading(text).quantity is not None for text in behind)
    )
