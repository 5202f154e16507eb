"""Lines of text within the rules of a table, and in which of its columns their parts stand.

For tables of a PDF without upright rules; where their columns and cells are is told by pdf_open.py and
pdf_open_cells.py.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from shirube.readers.pdf_text import Character, make_lines

# Texts in a line that are so far apart, in characters, may stand in different columns.
_APART = 0.4
_OPENING, _CLOSING = frozenset("（「『【〔［〈《"), frozenset("）」』】〕］〉》、。，．")


class Segment(Struct, frozen=True):
    """Characters of a line with no wide gap between them."""

    left: float
    right: float
    text: str


class TextRow(Struct, frozen=True):
    """A line of text within the table."""

    middle: float
    size: float
    segments: tuple[Segment, ...]


class Frame(Struct, frozen=True):
    """Rules of one table that run across: from left to right, and at which heights."""

    left: float
    right: float
    heights: tuple[float, ...]


def is_within(one: Character, frame: Frame) -> bool:
    """True for a character between the first and the last rule."""
    x, y = one.place
    return frame.left - 1 <= x <= frame.right + 1 and frame.heights[0] <= y <= frame.heights[-1]


def find_rows(characters: Sequence[Character]) -> list[TextRow]:
    """The lines that these characters make, from the top down, each cut where there are gaps."""
    rows = []
    written = sorted((one for one in characters if one.text.strip()), key=lambda one: one.middle[1])
    heights = [one.middle[1] for one in written]
    for line in make_lines(characters):
        own = written[bisect_left(heights, line.top - 0.1) : bisect_right(heights, line.bottom + 0.1)]
        own.sort(key=lambda one: one.left)
        parts: list[list[Character]] = []
        for one in own:
            if parts and one.left - parts[-1][-1].right < _APART * one.size:
                parts[-1].append(one)
            else:
                parts.append([one])
        segments = tuple(map(_make_segment, parts))
        if segments:
            rows.append(TextRow((line.top + line.bottom) / 2, line.size, segments))
    return rows


def _make_segment(part: Sequence[Character]) -> Segment:
    first, last = part[0], part[-1]
    # Half of a full-width bracket is blank, and set in the margin by some programs.
    left = first.left + (first.size / 2 if first.text in _OPENING else 0.0)
    right = max(one.right for one in part) - (last.size / 2 if last.text in _CLOSING else 0.0)
    return Segment(left, max(left, right), "".join(one.text for one in part))


def find_column(edges: Sequence[float], segment: Segment) -> int:
    """The column in which the middle of a text stands, from 0; the outer ones reach beyond their edges."""
    middle = (segment.left + segment.right) / 2
    return min(max(bisect_right(edges, middle) - 1, 0), len(edges) - 2)
