"""Characters of a PDF page → text of a cell or of a line.

A PDF knows only where each character is painted. Lines of a cell that were broken because they were full are
joined again; lines that end early were ended by a person and stay apart.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

from msgspec import Struct

from shirube.core.pattern import late_pattern
from shirube.readers.invisible import write_plainly
from shirube.readers.pdf_turn import Mark, find_direction

_UNKNOWN = late_pattern(r"\(cid:\d+\)")
# Shown for a character that the file draws but does not name.
UNKNOWN_MARK = "〓"
# Distances as shares of the size of a character.
_SPACE_GAP = 0.28
_FULL_GAP = 1.6
_SAME_LINE = 0.5
# Gaps that differ by less are the same; so many of them spread a word.
_SAME_GAP = 0.3
_FEWEST_GAPS = 3


class Character(Struct, frozen=True):
    """One painted character; points from the left and from the top of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    # Painted where a clipping path hides it: how far to the right and down it is to where that path shows.
    hidden: tuple[float, float] | None = None
    # 1 where the text runs upwards, -1 where it runs downwards: a heading turned in its narrow cell.
    turn: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        """The point that decides on which line the character stands."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def place(self) -> tuple[float, float]:
        """The point that decides in which cell the character stands."""
        (x, y), (right, down) = self.middle, self.hidden or (0.0, 0.0)
        return x + right, y + down


class Line(Struct, frozen=True):
    """Characters side by side, with the text they make."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


def make_characters(found: Iterable[Mark]) -> list[Character]:
    """The characters of pdfplumber, without those painted twice to look bold."""
    seen: set[tuple[str, int, int]] = set()
    characters = []
    for one in found:
        text = str(one["text"])
        # Positions on paper are floats throughout; figures stay text until notation.py reads them exactly.
        left, top, right, bottom = (one[key] for key in ("x0", "top", "x1", "bottom"))
        place = (text, round(left), round(top))
        if place in seen and text.strip():
            continue
        seen.add(place)
        turn = find_direction(one.get("matrix"))
        size = right - left if turn else one["size"] or bottom - top
        distance = one.get("tag")
        hidden = (distance[0], -distance[1]) if isinstance(distance, tuple) else None
        characters.append(Character(_clean(text), left, top, right, bottom, size, hidden, turn))
    return characters


def turn_straight(
    characters: Sequence[Character], left: float, top: float, right: float, bottom: float
) -> tuple[list[Character], float, float]:
    """Characters of a cell as they stand when the sheet is turned until they are upright, and its new sides.

    A cell of which not most characters are turned the same way stays as it is.
    """
    turns = Counter(one.turn for one in characters if one.text.strip())
    turn = turns.most_common(1)[0][0] if turns else 0
    if not turn:
        return list(characters), left, right
    if turn > 0:
        turned = [
            Character(one.text, -one.bottom, one.left, -one.top, one.right, one.size) for one in characters
        ]
        return turned, -bottom, -top
    turned = [Character(one.text, one.top, -one.right, one.bottom, -one.left, one.size) for one in characters]
    return turned, top, bottom


def _clean(text: str) -> str:
    if _UNKNOWN.fullmatch(text):
        return UNKNOWN_MARK
    return write_plainly(text) if "\u2e80" <= text <= "\u2fff" else text


def make_lines(characters: Sequence[Character]) -> list[Line]:
    """Characters gathered into lines, from top to bottom, with spaces where there are gaps."""
    rows: list[list[Character]] = []
    for one in sorted(characters, key=lambda one: (one.middle[1], one.left)):
        if rows and _is_same_line(rows[-1], one):
            rows[-1].append(one)
        else:
            rows.append([one])
    lines = [_make_line(sorted(row, key=attrgetter("left"))) for row in rows]
    return [line for line in lines if line.text.strip()]


def _is_same_line(row: list[Character], one: Character) -> bool:
    """Small and large characters share a line when their middles are close."""
    first = row[0]
    return abs(one.middle[1] - first.middle[1]) <= _SAME_LINE * max(min(first.size, one.size), 1.0)


def _is_spread(row: Sequence[Character]) -> bool:
    """True for words spread over their cell: H28実績 with the same wide gap between all of its characters."""
    gaps = [one.left - before.right for before, one in itertools.pairwise(row)]
    if len(gaps) < _FEWEST_GAPS or any(not one.text.strip() for one in row):
        return False
    written = sum(_is_kana_or_kanji(one.text) for one in row)
    return (
        written > 1
        and min(gaps) > _SPACE_GAP * row[0].size
        and max(gaps) - min(gaps) < _SAME_GAP * row[0].size
    )


def _make_line(row: list[Character]) -> Line:
    pieces = []
    before: Character | None = None
    is_spread = _is_spread(row)
    for one in row:
        if before is not None and one.text.strip() and before.text.strip() and not is_spread:
            gap = one.left - before.right
            wide = _SPACE_GAP * max(one.size, before.size, 1.0)
            # Between full-width characters a small gap is letter-spacing, not a space.
            if gap > (wide * 3.5 if _is_wide(one.text) and _is_wide(before.text) else wide):
                pieces.append(" ")
        pieces.append(one.text)
        before = one
    text = re.sub(r" {2,}", " ", "".join(pieces)).strip()
    return Line(
        text,
        min(one.left for one in row),
        min(one.top for one in row),
        max(one.right for one in row),
        max(one.bottom for one in row),
        max(one.size for one in row),
    )


def _is_wide(text: str) -> bool:
    return bool(text) and unicodedata.east_asian_width(text[-1]) in "WFA"


# How many characters the piece that no line break divides may have; what is longer is divided after all.
_LONGEST_UNIT = 12
_BEGINS_NO_LINE = frozenset(
    "ーァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ々ゝヽ、。，．,.・：；:;？！?!）」』】〕］〉》)]}％%/／"
)
# 割合:29.5 is not divided behind its sign, nor is 人/日.
_LEADS_A_FIGURE = frozenset(":;,.")
_FIGURE = late_pattern(r"[-△▲]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,9})?[%％]?")
# So many different characters one below the other are a word.
_SHORTEST_UPRIGHT = 3
# With more characters no cell is written upright. So close do they follow in a column, and so much further
# apart are the columns, in characters.
_LONGEST_UPRIGHT = 60
_CLOSE = 1.15
_APART = 0.15
_ENDS_NO_LINE = frozenset("（「『【〔［〈《([{")


def join_lines(lines: Sequence[Line], left: float, right: float) -> str:
    """The text of a cell between these edges: full lines run on, short ones end with a line break."""
    if not lines:
        return ""
    if is_upright([line.text for line in lines]):
        return "".join(line.text for line in lines)
    pieces = [lines[0].text]
    begun = 0
    widest = max(line.right - line.left for line in lines)
    for before, line in itertools.pairwise(lines):
        room = right - left - (before.right - before.left)
        # The cell has padding on both sides; what begins the next line would not have fitted in.
        unit = max(_FULL_GAP, measure_unit(line.text)) * before.size
        full = room < unit + 6 and before.right - before.left > widest - unit - 0.4 * before.size
        if not full or _are_two_figures("".join(pieces[begun:]), line.text):
            pieces.append("\n")
            begun = len(pieces)
        elif needs_space(before.text[-1], line.text[0]):
            pieces.append(" ")
        pieces.append(line.text)
    return "".join(pieces)


def _are_two_figures(one: str, other: str) -> bool:
    """True for 42.0 above 41.2: what they would make together is no figure.

    192 above 262 would be one, 192262, but nobody can tell: that is left to a person. 18,31 above 3 is.
    """
    if not _FIGURE.fullmatch(one) or not _FIGURE.fullmatch(other):
        return False
    return _FIGURE.fullmatch(one + other) is None or (one.isdecimal() and other.isdecimal() and len(one) > 1)


def is_upright(lines: Sequence[str]) -> bool:
    """True for a text written from top to bottom, a character in each line: 基 / 本 / 目 / 標 / 1.

    A mark for each of several indicators (A / B / A, 済 / 済 / 未) is not: letters are no writing, and of a
    few words for a state one comes again.
    """
    if any(len(line) > 1 and not line.isdecimal() for line in lines):
        return False
    written = {line for line in lines if _is_kana_or_kanji(line)}
    # Marks and words for a state do not come with figures: H / 2 / 8 / 実 / 績.
    with_figures = len(lines) > _SHORTEST_UPRIGHT and any(line.isdecimal() for line in lines)
    return len(written) >= _SHORTEST_UPRIGHT - with_figures


def read_upright(characters: Sequence[Character]) -> str:
    """The text of several columns written from top to bottom, from right to left; "" for any other text.

    In a column one character follows another closely, while the columns stand apart; lines do the opposite.
    """
    written = [one for one in characters if one.text.strip()]
    if not 2 * _SHORTEST_UPRIGHT - 2 <= len(written) <= _LONGEST_UPRIGHT:
        return ""
    size = written[0].size
    columns: list[list[Character]] = []
    for one in sorted(written, key=lambda one: (-one.middle[0], one.top)):
        if columns and columns[-1][0].middle[0] - one.middle[0] < _SAME_LINE * size:
            columns[-1].append(one)
        else:
            columns.append([one])
    if len(columns) < 2 or len(columns[0]) < _SHORTEST_UPRIGHT:
        return ""
    steps = [below.middle[1] - above.middle[1] for own in columns for above, below in itertools.pairwise(own)]
    apart = [right[0].middle[0] - left[0].middle[0] for right, left in itertools.pairwise(columns)]
    begin_together = all(abs(own[0].top - columns[0][0].top) < _SAME_LINE * size for own in columns)
    if not begin_together or max(steps) > _CLOSE * size or min(apart) < max(steps) + _APART * size:
        return ""
    return "".join(one.text for own in columns for one in own)


def _is_kana_or_kanji(text: str) -> bool:
    name = unicodedata.name(text[0], "")
    return name.startswith(("CJK UNIFIED", "HIRAGANA", "KATAKANA"))


def measure_unit(text: str) -> float:
    """Width, in characters, of the piece at the beginning of a text that no line break may divide.

    Some characters begin no line (ー、。), some end none (（「); a word in Latin letters or a figure is one.
    """
    width = 0.0
    for place, one in enumerate(text[:_LONGEST_UNIT]):
        before = text[place - 1] if place else ""
        joined = not before or one in _BEGINS_NO_LINE or before in _ENDS_NO_LINE
        joined |= before == "/" or (before in _LEADS_A_FIGURE and one.isdecimal())
        if not joined and not (_is_word(before) and _is_word(one)):
            break
        width += 1.0 if _is_wide(one) else 0.55
    return width


def _is_word(text: str) -> bool:
    return text.isascii() and (text.isalnum() or text in ".,%/-+")


def needs_space(before: str, after: str) -> bool:
    """Between words of Latin letters a broken line stands for a space; Japanese has none."""
    return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
