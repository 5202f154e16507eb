"""Where a long table is divided into pages: groups stay together while they fit, and labels are repeated.

Heights are estimates (measure.py); setting the pages is left to the PDF writer.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from shirube.core.table import Cell, PrintedTable

# A page may stay empty by so much to keep a group of that rank together: outer groups first.
_SPARE = (0.12, 0.35)


class Page(Struct, frozen=True):
    """Body rows ``start`` to ``end`` (not included) of a table."""

    start: int
    end: int


def divide_rows(table: PrintedTable, heights: Sequence[float], first: float, other: float) -> list[Page]:
    """Pages for all rows, given the room for rows on the first page and on each further one.

    A row is never divided; one that is higher than a page gets a page of its own.
    """
    pages: list[Page] = []
    start = 0
    while start < len(heights):
        room = first if not pages else other
        end, used = start, 0.0
        while end < len(heights) and (end == start or used + heights[end] <= room):
            used += heights[end]
            end += 1
        if end < len(heights):
            end = _prefer_boundary(table, heights, start, end, room)
        pages.append(Page(start, end))
        start = end
    return pages or [Page(0, 0)]


def _prefer_boundary(table: PrintedTable, heights: Sequence[float], start: int, end: int, room: float) -> int:
    """The last row up to ``end`` where a group begins, if the page does not stay too empty for it."""
    levels = table.levels
    used = sum(heights[start:end])
    for rank, level in enumerate(levels[:-1][:2]):
        spare = _SPARE[min(rank + (len(levels) == 2), len(_SPARE) - 1)]
        left = used
        for row in range(end, start, -1):
            if row < end:
                left -= heights[row]
            if left < room * (1 - spare):
                break
            if table.rows[row].cells[level] is not None:
                return row
    return end


def cut_rows(table: PrintedTable, page: Page) -> list[tuple[Cell | None, ...]]:
    """The cells of one page: merged cells end with the page and begin anew, with their text, on the next."""
    found: list[list[Cell | None]] = [list(row.cells) for row in table.rows[page.start : page.end]]
    for at in range(len(table.columns)):
        if found and found[0][at] is None:
            found[0][at] = _continue(table, page.start, at)
        for row, line in enumerate(found):
            cell = line[at]
            if cell and row + cell.rows > len(found):
                line[at] = cell._replace(rows=len(found) - row)
    return [tuple(line) for line in found]


def _continue(table: PrintedTable, row: int, column: int) -> Cell:
    """The part, from ``row`` on, of the merged cell that covers this place."""
    above = row
    while (cell := table.rows[above].cells[column]) is None:
        above -= 1
    return cell._replace(rows=cell.rows - (row - above))
