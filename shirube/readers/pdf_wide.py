"""Sheets too wide for the paper: the columns that were printed on further pages, put beside their rows again.

A spreadsheet prints all rows of the left columns first, or goes to the right first. The right pages have as
many rows at the same heights, and no names; or they repeat the columns of the names. Joining pages below one
another is left to pdf_file.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.notation import parse_reading
from shirube.readers.grid import Span
from shirube.readers.joined_tables import count_heading_rows
from shirube.readers.pdf_page import PageParts, PageTable
from shirube.readers.pdf_text import Line
from shirube.readers.tables_across import count_repeated

# Points by which the top and the end of the two halves may differ.
_NEAR = 4.0
# With fewer rows the heights are the same by chance.
_FEWEST_ROWS = 3


def join_wide_pages(pages: Sequence[PageParts]) -> int:
    """Put the tables of right pages beside those of left ones, and take them from their pages; how many.

    Without repeated names only where every page is the half of a sheet: one that stands alone says that the
    others are no halves.
    """
    tables = [[part for part in page.parts if isinstance(part, PageTable)] for page in pages]
    if joined := _join_repeating(pages, tables):
        return joined
    if len(pages) < 2 or len(pages) % 2 or any(len(one) != 1 for one in tables):
        return 0
    named = [_has_names(one[0]) for one in tables]
    half = len(pages) // 2
    if named == [True] * half + [False] * half:
        pairs = [(number, number + half) for number in range(half)]
    elif named == [True, False] * half:
        pairs = [(number, number + 1) for number in range(0, len(pages), 2)]
    else:
        return 0
    left_and_right = [(tables[left][0], tables[right][0]) for left, right in pairs]
    if not all(_fits(left, right) for left, right in left_and_right):
        return 0
    if not all(count_heading_rows(half_of.table) for half_of in left_and_right[0]):
        return 0
    for (_, number), (left, right) in zip(pairs, left_and_right, strict=True):
        _widen(left, right)
        pages[number].parts.remove(right)
    return len(pairs)


def _join_repeating(pages: Sequence[PageParts], tables: Sequence[Sequence[PageTable]]) -> int:
    """Put pages that begin with the same columns of names beside those before them; how many."""
    lefts: list[int] = []
    kept_before: set[int] = set()
    for number, page in enumerate(pages):
        if len(tables[number]) != 1:
            continue
        (right,) = tables[number]
        for left in lefts:
            is_beside = _fits(tables[left][0], right)
            kept = count_repeated(tables[left][0].table, right.table, kept_before) if is_beside else 0
            if kept:
                kept_before.add(kept)
                known = [part.text for part in pages[left].parts if isinstance(part, Line)]
                _cut(right, kept)
                _widen(tables[left][0], right)
                # The title is printed again as far as the columns reach.
                page.parts[:] = [
                    part
                    for part in page.parts
                    if isinstance(part, Line) and not any(line.startswith(part.text) for line in known)
                ]
                break
        else:
            lefts.append(number)
    return len([one for one in tables if len(one) == 1]) - len(lefts)


def _cut(right: PageTable, kept: int) -> None:
    """Leave the columns out that the left table has already."""
    right.table.rows[:] = [row[kept:] for row in right.table.rows]
    right.table.merges[:] = [
        Span(span.top, max(span.left - kept, 0), span.bottom, span.right - kept)
        for span in right.table.merges
        if span.right >= kept
    ]
    right.edges[:] = right.edges[kept:]


def _has_names(found: PageTable) -> bool:
    """True for a table with words below its headings: names stand in one of the first columns."""
    rows = found.table.rows[count_heading_rows(found.table) :]
    cells = [str(cell) for row in rows for cell in row[:2]]
    return any(len(cell) > 1 and parse_reading(cell).quantity is None for cell in cells)


def _fits(left: PageTable, right: PageTable) -> bool:
    rows = len(left.table.rows)
    same = abs(left.top - right.top) < _NEAR and abs(left.bottom - right.bottom) < _NEAR
    return same and rows == len(right.table.rows) >= _FEWEST_ROWS


def _widen(left: PageTable, right: PageTable) -> None:
    width = len(left.table.rows[0])
    for row, more in zip(left.table.rows, right.table.rows, strict=True):
        row.extend(more)
    left.table.heading_rows = None
    left.table.merges += [
        Span(span.top, span.left + width, span.bottom, span.right + width) for span in right.table.merges
    ]
    shift = left.edges[-1] - right.edges[0]
    left.edges += [edge + shift for edge in right.edges[1:]]
