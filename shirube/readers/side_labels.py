"""Words at the left of a form that say what the table beside them holds, one cell from its headings down.

    成果指標 | 指標名   | 単位 | R5実績 | R6実績
             | 貸出冊数 | 冊   | 312    | 305
    評価     | 評価区分 | Ｂ

Such a cell heads no column: the names stand in the next one, and it says of what kind all of them are. It is
moved below the headings before tables are sought, as a level of the plan.
"""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.form import FIGURES, Role
from shirube.core.notation import parse_reading
from shirube.readers.grid import Grid, Span
from shirube.readers.grid_rows import text_of
from shirube.readers.headings import match_heading

_LONGEST = 16
_HEADING = "区分"


def lower_side_labels(grid: Grid) -> Grid:
    """The grid with such cells below a heading of their own; as it is where there is none."""
    spans = [span for span in grid.merges if _is_side_label(grid, span)]
    if not spans:
        return grid
    rows = list(grid.rows)
    for span in spans:
        text = rows[span.top][span.left]
        for row, cell in ((span.top, _HEADING), (span.top + 1, text)):
            rows[row] = [*rows[row][: span.left], cell, *rows[row][span.left + 1 :]]
    lowered = [replace(span, top=span.top + 1) for span in spans if span.top + 1 < span.bottom]
    told = frozenset(spans)
    left = tuple(span for span in grid.merges if span not in told)
    return replace(grid, rows=rows, merges=(*left, *lowered))


def _is_side_label(grid: Grid, span: Span) -> bool:
    """True for one that stands in the row of headings and beside figures below them, with names between."""
    if span.left != span.right or span.top == span.bottom:
        return False
    text = text_of(grid.rows[span.top][span.left])
    if len(text) > _LONGEST or "指標" not in text:
        return False
    roles = {
        column: word.role
        for column, cell in enumerate(grid.rows[span.top])
        if column > span.left and (word := match_heading(text_of(cell)))
    }
    names = [column for column, role in roles.items() if role is Role.INDICATOR]
    figures = [column for column, role in roles.items() if role in FIGURES]
    if not names or not figures or min(figures) < min(names):
        return False
    return all(_holds(grid, row, names[0], figures) for row in range(span.top + 1, span.bottom + 1))


def _holds(grid: Grid, row: int, name: int, figures: list[int]) -> bool:
    """True for a row of a name and its figures, or one that is still blank."""
    cells = [text_of(grid.rows[row][column]) for column in figures]
    filled = [text for text in cells if text]
    if not filled:
        return True
    return bool(text_of(grid.rows[row][name])) and any(
        parse_reading(text).quantity is not None for text in filled
    )
