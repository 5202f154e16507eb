"""Numbers that Word writes before paragraphs by itself (1. ①  (ア)): a person sees them, the text lacks them.

Numbers count on through the whole document, as in Word; a level begins anew below a higher one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct, field

from shirube.core.pattern import late_pattern
from shirube.readers.docx_xml import find, get, local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PLACE = late_pattern(r"%([1-9])")
_MOST = 9_999
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_KANJI = "〇一二三四五六七八九"


class Level(Struct):
    """One level of a list: its first number, how numbers are written, and the text around them (「%1.」)."""

    start: int = 1
    style: str = "decimal"
    text: str = ""


class _List(Struct):
    """A list of the document: its levels, and the count that lists of the same kind share."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class ListNumbers:
    """The numbers of one document, to be asked paragraph by paragraph in its order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists = _read_lists(numbering) if numbering is not None else {}
        self._styles = _read_styles(styles) if styles is not None and self._lists else {}

    def next_number(self, paragraph: Element) -> str:
        """What Word writes before this paragraph, "" for nothing; counts it."""
        if not self._lists:
            return ""
        properties = find(paragraph, "pPr")
        own = find(properties, "numPr")
        list_id, level = _read_place(own)
        if own is None or not list_id:
            style = get(find(properties, "pStyle"), "val")
            found_id, found_level = self._styles.get(style, ("", 0))
            list_id, level = list_id or found_id, level or found_level
        found = self._lists.get(list_id)
        if found is None or level not in found.levels:
            return ""
        return _count(found, level)


def _count(found: _List, level: int) -> str:
    counts = found.counts
    start = found.levels[level].start
    counts[level] = counts[level] + 1 if level in counts else start
    for below in [known for known in counts if known > level]:
        del counts[below]
    shown = found.levels[level]
    if shown.style == "bullet":
        return "・"
    if shown.style == "none":
        return ""

    def render(place: int) -> str:
        part = found.levels.get(place)
        return render_number(counts.get(place, part.start), part.style) if part else ""

    return _PLACE.sub(lambda match: render(int(match[1]) - 1), shown.text).strip()


def render_number(number: int, style: str) -> str:
    """A number as Word writes it in a style of lists; unknown styles are written in digits."""
    if not 0 < number <= _MOST:
        return str(number)
    write = _STYLES.get(style)
    return write(number) if write else str(number)


def _letter(number: int) -> str:
    """A to Z, then AA, BB and so on, as Word counts."""
    times, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (times + 1)


def _roman(number: int) -> str:
    signs = (
        *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
        *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
    )
    written = ""
    for value, sign in signs:
        written += sign * (number // value)
        number %= value
    return written


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= 20 else str(number)


def _kana(letters: str) -> Callable[[int], str]:
    return lambda number: letters[(number - 1) % len(letters)]


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _kanji(number: int) -> str:
    """一 to 九十九 counted, larger ones digit by digit."""
    if number > 99:
        return "".join(_KANJI[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _KANJI[tens]) + ("十" if tens else "") + (_KANJI[ones] if ones else "")


_STYLES: dict[str, Callable[[int], str]] = {
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda number: f"{number:02}",
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "aiueo": _kana(_AIUEO),
    "aiueoFullWidth": _kana(_AIUEO),
    "iroha": _kana(_IROHA),
    "irohaFullWidth": _kana(_IROHA),
    "japaneseCounting": _kanji,
    "japaneseDigitalTenThousand": _kanji,
    "ideographDigital": _kanji,
}


def _read_place(number: Element | None) -> tuple[str, int]:
    """The list that a paragraph belongs to ("" for none) and its level there."""
    level = get(find(number, "ilvl"), "val")
    return get(find(number, "numId"), "val"), int(level) if level in set("012345678") else 0


def _read_lists(numbering: Element) -> dict[str, _List]:
    kinds: dict[str, dict[int, Level]] = {}
    found: dict[str, _List] = {}
    shared: dict[str, dict[int, int]] = {}
    for element in numbering:
        if local_name(element) == "abstractNum":
            kinds[get(element, "abstractNumId")] = _read_levels(element)
        elif local_name(element) == "num":
            kind = get(find(element, "abstractNumId"), "val")
            changed = _read_overrides(element, kinds.get(kind, {}))
            levels = {**kinds.get(kind, {}), **changed}
            # Lists of one kind count on together, unless one says that it begins anew.
            counts = {} if changed else shared.setdefault(kind, {})
            found[get(element, "numId")] = _List(levels, counts)
    return found


def _read_levels(kind: Element) -> dict[int, Level]:
    levels = {}
    for element in kind:
        number = get(element, "ilvl")
        if local_name(element) == "lvl" and number in set("012345678"):
            levels[int(number)] = _read_level(element)
    return levels


def _read_level(element: Element) -> Level:
    return Level(
        _to_start(find(element, "start")),
        get(find(element, "numFmt"), "val") or "decimal",
        get(find(element, "lvlText"), "val")[:40],
    )


def _read_overrides(element: Element, kind: dict[int, Level]) -> dict[int, Level]:
    """The levels that one list has otherwise than its kind: written otherwise, or begun anew."""
    found = {}
    for change in element:
        number = get(change, "ilvl")
        if local_name(change) != "lvlOverride" or number not in set("012345678"):
            continue
        level, start = find(change, "lvl"), find(change, "startOverride")
        known = _read_level(level) if level is not None else kind.get(int(number), Level())
        found[int(number)] = Level(_to_start(start), known.style, known.text) if start is not None else known
    return found


def _to_start(element: Element | None) -> int:
    text = get(element, "val")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


def _read_styles(styles: Element) -> dict[str, tuple[str, int]]:
    """The list and level of each style of paragraphs that numbers them."""
    found = {}
    for style in styles:
        if local_name(style) == "style":
            place = _read_place(find(style, "pPr", "numPr"))
            if place[0]:
                found[get(style, "styleId")] = place
    return found
