"""Text that hangs out of the last cells of a table which the page cut: browsers print it below the frame.

    | 見守りに参加 | 人 | 目標 | 155 |
    | した商店会の |    |------|-----|
      延べ人数                            below the last rule, and still of its cell

What no rule closes is told by pdf_rules.py, cells on the next page by pdf_cut_cells.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from shirube.readers.pdf_rules import Box, RuledTable
from shirube.readers.pdf_text import Character, Line, make_lines

# Of its size; lines of one text stand closer to one another than to a note below the table.
_MOST_GAP = 1.2
# A line that goes on fills its cell, but for the padding and one character.
_ROOM_LEFT = 4
_MOST_LINES = 12


def lower_open_cells(found: RuledTable, characters: Sequence[Character]) -> RuledTable:
    """The table, its last cells as long as the text that goes on below them; as it is where none does."""
    if not found.open_below:
        return found
    bottom = max(cell[3] for cell in found.cells)
    end = _find_end(bottom, sorted(found.open_below), characters)
    if end <= bottom:
        return found

    def lower(cells: Sequence[Box]) -> list[Box]:
        return [(*cell[:3], end) if cell[3] == bottom else cell for cell in cells]

    return replace(
        found,
        cells=lower(found.cells),
        open_above=lower(found.open_above),
        open_below=lower(found.open_below),
    )


def _find_end(bottom: float, cells: Sequence[Box], characters: Sequence[Character]) -> float:
    """Where the last line ends that goes on with a text of these cells below them."""
    below = [one for one in characters if one.middle[1] > bottom and not one.hidden and one.text.strip()]
    if not below:
        return bottom
    lefts = [cell[0] for cell in cells]
    last = [_find_last_line(cell, characters) for cell in cells]
    end = bottom
    for line in make_lines(_take_near(below, bottom)):
        own = [one for one in below if line.top <= one.middle[1] <= line.bottom]
        numbers = {bisect_right(lefts, one.left) - 1 for one in own}
        if not all(_goes_on(cells, last, number, own) for number in numbers):
            break
        for number in numbers:
            mine = [one for one in own if bisect_right(lefts, one.left) - 1 == number]
            last[number] = make_lines(mine)[-1]
        end = line.bottom + 0.1
    return end


def _take_near(below: Sequence[Character], bottom: float) -> list[Character]:
    """Characters that may be of a few lines right below the table."""
    size = max(one.size for one in below)
    return [one for one in below if one.middle[1] < bottom + _MOST_LINES * (1 + _MOST_GAP) * size]


def _find_last_line(cell: Box, characters: Sequence[Character]) -> Line | None:
    left, top, right, bottom = cell
    inside = [one for one in characters if left < one.place[0] < right and top < one.place[1] < bottom]
    return make_lines(inside)[-1] if inside else None


def _goes_on(
    cells: Sequence[Box], last: Sequence[Line | None], number: int, own: Sequence[Character]
) -> bool:
    """True for characters that stand in one column, right below a line that fills it."""
    before = last[number] if number >= 0 else None
    if before is None:
        return False
    left, _, right, _ = cells[number]
    after = [cell[0] for cell in cells[number + 1 : number + 2]]  # none right of the last column
    mine = [one for one in own if left <= one.left and all(one.left < edge for edge in after)]
    is_full = right - left - (before.right - before.left) < _ROOM_LEFT * before.size
    top = min(one.top for one in mine)
    return (
        is_full
        and all(one.right <= right for one in mine)
        and top - before.bottom < _MOST_GAP * before.size
        and all(abs(one.size - before.size) < 1 for one in mine)
    )
