"""A table of costs or of other things with that of the indicators beside it, put above it.

    コスト（千円）                     事業の指標
    区分    H27決算  H28決算           指標名    単位        H27    H28
    事業費  1,200    1,150             来場者数  人    目標  5,000  5,000
    人件費  800      800                               実績  4,800  5,300

Read as one table, the costs would be figures of the indicators. An empty column stands between both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.form import Role
from shirube.readers.grid import Grid, Span
from shirube.readers.grid_rows import filled_cells, is_blank
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, move_span, rewrite_grid
from shirube.readers.values import cell_text

_FEWEST = 3
# Of one year a table has its goal and what was reached; of several each has a column.
_FEWEST_YEARS = 2


class _Beside(Struct, frozen=True):
    """The rows that both tables take up, and the first column of the right one."""

    top: int
    end: int
    right: int


def put_unlike_below(grid: Grid) -> tuple[RewrittenGrid, Finding] | None:
    """The grid with each right table below the left one, and what is said of it; None for any other grid.

    Forms that were put below one another have theirs each.
    """
    found: list[_Beside] = []
    for row, line in enumerate(grid.rows):
        if found and row < found[-1].end:
            continue
        for right in range(_FEWEST + 1, grid.width):
            is_near = line[right - 1] == "" and str(line[right])[:2] == "指標"
            if is_near and (beside := _find_beside(grid, row, right)):
                found.append(beside)
                break
    return (_stack(grid, found), _say(grid, found[0].top)) if found else None


def _find_beside(grid: Grid, row: int, right: int) -> _Beside | None:
    texts = [cell_text(grid, row, column) for column in range(grid.width)]
    word = match_heading(texts[right]) if texts[right] else None
    if word is None or word.role is not Role.INDICATOR:
        return None
    if not _heads_years(texts[:right]) or not _heads_years(texts[right:]):
        return None
    end = row
    while end < grid.height and not is_blank(grid.rows[end]) and _is_open(grid, end, right - 1):
        end += 1
    top = row
    if row and _is_open(grid, row - 1, right - 1):
        # コスト and 事業の指標 each above its own table.
        above = grid.rows[row - 1]
        top -= len(filled_cells(above)) == 2 and above[right] != ""
    return _Beside(top, end, right) if end - row >= _FEWEST else None


def _heads_years(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    years = [text for text in filled if find_heading_year(text)]
    return len(filled) >= _FEWEST and len(years) >= _FEWEST_YEARS and not find_heading_year(filled[0])


def _is_open(grid: Grid, row: int, gap: int) -> bool:
    """True where nothing stands in the column between, nor reaches across it."""
    merged = grid.merged_rows.covering(row)
    return grid.rows[row][gap] == "" and not any(span.left <= gap <= span.right for span in merged)


def _stack(grid: Grid, found: Sequence[_Beside]) -> RewrittenGrid:
    rows: list[list[Cell | str]] = []
    # Where the rows of each piece stand now: its first and last row and column, and how far it moved.
    moved: list[tuple[range, range, int]] = []
    whole = range(grid.width)
    start = 0
    for beside in found:
        both, right = range(beside.top, beside.end), range(beside.right, grid.width)
        pieces = [(range(start, beside.top), whole), (both, range(beside.right)), (both, right)]
        for lines, columns in pieces:
            moved.append((lines, columns, len(rows) - lines.start))
            rows += [[Cell(row, column) for column in columns] for row in lines]
            rows += [[]] if lines is both else []
        start = beside.end
    moved.append((range(start, grid.height), whole, len(rows) - start))
    rows += [[Cell(row, column) for column in whole] for row in range(start, grid.height)]
    return replace(rewrite_grid(grid, rows), merges=tuple(_move_merges(grid.merges, moved)))


def _move_merges(merges: Sequence[Span], moved: Sequence[tuple[range, range, int]]) -> Iterator[Span]:
    starts = [lines.start for lines, _, _ in moved]
    for span in merges:
        # Both halves begin in the same row, the right one behind the left one.
        for lines, columns, down in moved[max(bisect_right(starts, span.top) - 2, 0) :][:2]:
            if span.top in lines and span.left in columns:
                yield move_span(span, down=down, left=columns.start)
                break


def _say(grid: Grid, row: int) -> Finding:
    return Finding(
        code="tables-beside",
        level=Level.INFORMATION,
        place=grid.place(row, 0),
        message="別の表が横に並んでいるため、右の表を左の表の下に続けて読み取りました。",
        remedy="違う場合は、表を上下に並べるか、シートを分けてください。",
    )
