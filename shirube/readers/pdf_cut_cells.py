"""Cells and rows that the end of a page cut in two: made one again where the pages were joined.

A person sees that a merged cell goes on: no rule closes it, its two parts are together as tall as the cells
above, or its last line is full. A row goes on where the next page begins with nothing but the rest of texts
whose last line was full. Which tables are joined at all is told by pdf_file.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shirube.readers.around import DocumentTable
from shirube.readers.grid import Span
from shirube.readers.pdf_page import PageTable
from shirube.readers.pdf_text import needs_space

# A text of so many lines may go on over the end of a page.
_LONG_TEXT = 2
# So many cells of one height in a column show how tall its cells are.
_SHOW_HEIGHT = 2


def join_cut_cells(before: PageTable, after: PageTable, at: int) -> None:
    """Join the cells on both sides of row ``at`` of the first table, to which the rows of the second belong.

    What ``before`` and ``after`` say is open is what the page cut, not what has no rule all along.
    """
    table = before.table
    if _is_row_cut(before, at):
        for column, text in enumerate(table.rows.pop(at)):
            table.rows[at - 1][column] = _join_texts(str(table.rows[at - 1][column]), str(text))
        table.merges = [span for one in table.merges if (span := _move_up(one, at))]
        return
    # Of a table over hundreds of pages only the cells at the break are asked for each column.
    near = [span for span in table.merges if span.bottom >= at - 1]
    for column in range(len(table.rows[0]) if 0 < at < len(table.rows) else 0):
        upper, lower = _find_ending(near, column, at - 1), _find_beginning(near, column, at)
        if upper is None or lower is None or (upper.left, upper.right) != (lower.left, lower.right):
            continue
        if _is_cut(before, after, upper, lower):
            _join(table, upper, lower)


def _is_row_cut(before: PageTable, at: int) -> bool:
    """True where the first row of a page only goes on with long texts of the row above."""
    table = before.table
    if not 0 < at < len(table.rows) or any(
        span.left < span.right and span.top <= at <= span.bottom for span in table.merges
    ):
        return False
    going_on = [column for column, text in enumerate(table.rows[at]) if text != ""]
    if not going_on or len(going_on) * 2 > len(table.rows[at]):
        return False
    # A single line may fill its cell by chance; those of two cells at the end of a page do not.
    lines = _LONG_TEXT if len(going_on) == 1 else 1
    return all(
        before.full_below.get(column, 0) >= lines and table.rows[at - 1][column] != "" for column in going_on
    )


def _move_up(span: Span, gone: int) -> Span | None:
    """A merged range after a row is gone; None where nothing is left to be merged."""
    top, bottom = span.top - (span.top > gone), span.bottom - (span.bottom >= gone)
    moved = Span(top, span.left, bottom, span.right)
    return moved if (top, span.left) != (bottom, span.right) and bottom >= top else None


def _find_ending(spans: Sequence[Span], column: int, row: int) -> Span | None:
    """The cell whose last row is that above the break; None for a place that a merged cell covers."""
    cell = _find_cell(spans, column, row)
    return cell if cell.bottom == row and cell.left == column else None


def _find_beginning(spans: Sequence[Span], column: int, row: int) -> Span | None:
    """The cell whose first row is that below the break; None for a place that a merged cell covers."""
    cell = _find_cell(spans, column, row)
    return cell if cell.top == row and cell.left == column else None


def _find_cell(spans: Sequence[Span], column: int, row: int) -> Span:
    """The merged cell over a place, or the single one."""
    covering = (
        span for span in spans if span.left <= column <= span.right and span.top <= row <= span.bottom
    )
    return next(covering, Span(row, column, row, column))


def _is_cut(before: PageTable, after: PageTable, upper: Span, lower: Span) -> bool:
    table = before.table
    if upper.left in before.open_below or lower.left in after.open_above:
        return True
    height = _find_height(table.merges, upper)
    upper_rows, lower_rows = upper.bottom - upper.top + 1, lower.bottom - lower.top + 1
    if height:
        return upper_rows + lower_rows == height
    texts = table.rows[upper.top][upper.left], table.rows[lower.top][lower.left]
    return all(texts) and upper.left in before.full_below and max(upper_rows, lower_rows) > 1


def _find_height(merges: Sequence[Span], upper: Span) -> int:
    """How many rows the cells of a column have, the same in all of them; 0 where they differ."""
    heights = Counter(
        span.bottom - span.top + 1
        for span in merges
        if span.left == upper.left and span.bottom > span.top and span.bottom < upper.top
    )
    (height, count), *others = heights.most_common() or [(0, 0)]
    return height if count >= _SHOW_HEIGHT and not others else 0


def _join(table: DocumentTable, upper: Span, lower: Span) -> None:
    one, other = str(table.rows[upper.top][upper.left]), str(table.rows[lower.top][lower.left])
    table.rows[upper.top][upper.left] = one if one == other else _join_texts(one, other)
    table.rows[lower.top][lower.left] = ""
    whole = Span(upper.top, upper.left, lower.bottom, upper.right)
    table.merges = [span for span in table.merges if span not in (upper, lower)] + [whole]


def _join_texts(one: str, other: str) -> str:
    space = " " if one and other and needs_space(one[-1], other[0]) else ""
    return one + space + other
