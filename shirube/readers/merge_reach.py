"""How far down the merged cells of a grid reach, for asking it of many rows, and which reach down at all.

A form of thousands of lines has as many merges: going through all of them for each line would take minutes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

from shirube.readers.grid import Span


class MergeReach:
    """The merges of one grid; each column that is asked about is gone through once."""

    def __init__(self, merges: Sequence[Span]) -> None:
        self._merges = merges
        self._columns: dict[int, tuple[list[int], list[int]]] = {}

    def find(self, row: int, column: int) -> int:
        """The last row that a merge over this column reaches which begins at ``row`` or above; -1 for none.

        A reach above ``row`` is that of a merge that has ended by then.
        """
        if not self._merges:
            return -1
        tops, reaches = self._columns.get(column) or self._look_at(column)
        at = bisect_right(tops, row)
        return reaches[at - 1] if at else -1

    def _look_at(self, column: int) -> tuple[list[int], list[int]]:
        spans = sorted((span.top, span.bottom) for span in self._merges if span.left <= column <= span.right)
        found = [top for top, _ in spans], list(accumulate((bottom for _, bottom in spans), max))
        self._columns[column] = found
        return found


def find_tall_merges(merges: Sequence[Span], columns: Collection[int]) -> Iterator[Span]:
    """Merges of one of these columns over several rows, downwards. Of those over one another the first.

    No program makes the latter, and a file of thousands would be gone through for each of them.
    """
    ends: dict[int, int] = {}
    for span in sorted(merges, key=lambda span: span.top):
        if span.left in columns and span.right == span.left and span.bottom > span.top:
            if span.top > ends.get(span.left, -1):
                yield span
            ends[span.left] = max(span.bottom, ends.get(span.left, -1))
