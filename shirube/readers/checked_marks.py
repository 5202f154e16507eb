"""Marks given by ticking one of several boxes: 「■順調 □おおむね順調 □遅れ」 is the mark 順調.

Of B（95.0%） the mark is B, and the rate stands in brackets behind it.
"""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.indicator import Indicator, Published
from shirube.core.pattern import late_pattern

_OPTION = late_pattern(r"(?P<box>[□☐■☑☒✓✔])\s*(?P<words>[^□☐■☑☒✓✔]+)")
# ■B: only the box that was ticked is printed.
_TICKED = late_pattern(r"[■☑☒✓✔]\s*(?P<mark>[A-Za-zＡ-Ｚ]{1,2}[+-]?|[◎○△×])")
_BOXES = frozenset("■☑☒✓✔")
_CLOSING = frozenset(")）")
_WITH_RATE = late_pattern(r"(?P<mark>[^()（）\s]{1,8})\s?[(（](?P<rate>\d{1,4}(?:\.\d{1,2})?[%％])[)）]")
_OPEN = frozenset("□☐")


def take_checked_marks(item: Indicator) -> Indicator:
    """The indicator, its ticked marks in words; a cell without exactly one stays as written."""
    for one in item.published:
        if len(one.mark) > 1 and _needs_a_look(one.mark):
            return replace(item, published=tuple(map(_take, item.published)))
    return item


def find_checked(text: str) -> str:
    """The words behind the only ticked box of several; "" where there is no such choice."""
    options = [
        (match["box"] not in _OPEN, match["words"].strip(" 　・、\n")) for match in _OPTION.finditer(text)
    ]
    checked = [words for is_checked, words in options if is_checked]
    return checked[0] if len(options) > 1 and len(checked) == 1 else ""


def _needs_a_look(mark: str) -> bool:
    return mark[-1] in _CLOSING or mark[0] in _BOXES or _has_boxes(mark)


def _has_boxes(mark: str) -> bool:
    return len(mark) > 3 and ("□" in mark or "☐" in mark)


def _take(one: Published) -> Published:
    words = find_checked(one.mark) if _has_boxes(one.mark) else ""
    if not words and (match := _TICKED.fullmatch(one.mark)):
        words = match["mark"]
    if not words and not one.rate and one.mark[-1:] in _CLOSING and (match := _WITH_RATE.fullmatch(one.mark)):
        # B（95.0%）: the rate in brackets is that of the year, and no part of the mark.
        return replace(one, mark=match["mark"], rate=match["rate"])
    return replace(one, mark=words) if words else one
