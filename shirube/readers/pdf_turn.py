"""Pages whose table lies on its side: characters and rules as they are when the sheet is turned.

A wide table in an upright booklet is often painted turned, without the page saying so. Reading the page is
left to pdf_page.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

# A mark of pdfplumber: a character or the edge of a rule.
Mark = dict[str, Any]
# Nearly all letters have to lie on the same side; words along the axis of a chart are some of many.
_NEARLY_ALL = 0.8


def find_turn(characters: Sequence[Mark]) -> int:
    """1 where the text runs upwards, -1 where it runs downwards, 0 where it runs to the right."""
    turns = Counter(find_direction(one.get("matrix")) for one in characters if str(one["text"]).strip())
    if not turns:
        return 0
    turn, count = turns.most_common(1)[0]
    return turn if count >= _NEARLY_ALL * turns.total() else 0


def find_direction(matrix: Any) -> int:
    """The same of one character, by the matrix that paints it: how far it goes along and across the page."""
    if not isinstance(matrix, tuple) or len(matrix) < 2 or abs(matrix[0]) >= abs(matrix[1]):
        return 0
    return 1 if matrix[1] > 0 else -1


def turn_marks(marks: Sequence[Mark], turn: int, *, width: float, height: float) -> list[Mark]:
    """The marks of a page of this size at their places on the turned sheet; rules change their direction."""
    return [_turn_mark(mark, turn, width, height) for mark in marks]


def _turn_mark(mark: Mark, turn: int, width: float, height: float) -> Mark:
    x0, top, x1, bottom = (mark[key] for key in ("x0", "top", "x1", "bottom"))
    if turn > 0:
        places = {"x0": height - bottom, "x1": height - top, "top": x0, "bottom": x1}
    else:
        places = {"x0": top, "x1": bottom, "top": width - x1, "bottom": width - x0}
    turned: Mark = {**mark, **places, "width": bottom - top, "height": x1 - x0}
    if "size" in mark:
        turned["size"] = x1 - x0
    if isinstance(distance := mark.get("tag"), tuple):
        turned["tag"] = (distance[1] * turn, -distance[0] * turn)
    if isinstance(matrix := mark.get("matrix"), tuple) and len(matrix) > 3:
        # A letter turned with its sheet stands upright; else its cell would be turned once more.
        along, across, down, up = (turn * one for one in matrix[:4])
        turned["matrix"] = (across, -along, up, -down, *matrix[4:])
    if mark.get("orientation") in ("h", "v"):
        turned["orientation"] = "v" if mark["orientation"] == "h" else "h"
    return turned
