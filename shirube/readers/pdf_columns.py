"""Pages set in two columns: what stands in the left one comes before what stands in the right one.

    1 福祉          2 産業
    | 指標 | R6 |   | 指標 | R6 |

Their titles stand at one height, so that they would be one line above the first table. Where no line of its
own stands in the right column the tables are parts of one, and stay in their order from the top down.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from shirube.readers.pdf_rules import Box
from shirube.readers.pdf_text import Character, Line, make_lines

# The gap between the texts of two columns, in characters.
_GAP = 1.5
# Points above the first table of a column in which its title stands.
_TITLE = 40.0
# Wide tables with something beside each of them are no page of two columns, but cost time.
_MOST_TABLES = 20


def order_columns(characters: Sequence[Character], tables: Sequence[Box]) -> list[Line | int] | None:
    """The lines of these characters and the tables by their numbers, by columns; None for one column."""
    gutter = _find_gutter(tables) if len(tables) <= _MOST_TABLES else None
    if gutter is None:
        return None
    lines = [part for line in make_lines(characters) for part in _divide(line, characters, gutter)]
    beside = [box for box in tables if _find_side(box[0], box[2], gutter)]
    top, bottom = min(box[1] for box in beside) - _TITLE, max(box[3] for box in beside)
    parts: list[tuple[float, int, Line | int]] = [
        (box[1], _find_side(box[0], box[2], gutter), number) for number, box in enumerate(tables)
    ]
    for line in lines:
        inside = top < line.top and line.bottom < bottom
        parts.append((line.top, _find_side(line.left, line.right, gutter) if inside else 0, line))
    if not any(side == 1 and isinstance(part, Line) for _, side, part in parts):
        return None
    ordered: list[Line | int] = []
    columns: dict[int, list[Line | int]] = {-1: [], 1: []}
    for _, side, part in sorted(parts, key=lambda one: one[0]):
        if side:
            columns[side].append(part)
            continue
        # What reaches over both columns parts the page.
        ordered += [*columns[-1], *columns[1], part]
        columns = {-1: [], 1: []}
    return [*ordered, *columns[-1], *columns[1]]


def _find_gutter(tables: Sequence[Box]) -> float | None:
    """The middle between two tables beside one another, where no other one stands; None without these."""
    ordered = sorted(tables)
    for left in ordered:
        for right in ordered:
            beside = left[2] < right[0] and left[1] < right[3] and right[1] < left[3]
            middle = (left[2] + right[0]) / 2
            if beside and not any(_crosses(box, middle, left, right) for box in tables):
                return middle
    return None


def _crosses(box: Box, middle: float, left: Box, right: Box) -> bool:
    top, bottom = min(left[1], right[1]), max(left[3], right[3])
    return box[0] < middle < box[2] and box[1] < bottom and top < box[3]


def _find_side(left: float, right: float, gutter: float) -> int:
    """-1 for what stands left of the gutter, 1 for what stands right of it, 0 for what reaches over it."""
    return -1 if right <= gutter else 1 if left >= gutter else 0


def _divide(line: Line, characters: Sequence[Character], gutter: float) -> list[Line]:
    """The parts of a line on both sides of the gutter; the line itself where it goes on over it."""
    if _find_side(line.left, line.right, gutter):
        return [line]
    own = [one for one in characters if line.top - 0.1 <= one.middle[1] <= line.bottom + 0.1]
    own.sort(key=lambda one: one.left)
    for before, after in pairwise(own):
        if before.right <= gutter <= after.left and after.left - before.right > _GAP * line.size:
            halves = [one for one in own if one.left < gutter], [one for one in own if one.left >= gutter]
            return [part for half in halves for part in make_lines(half)]
    return [line]
