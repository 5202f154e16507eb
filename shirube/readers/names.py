"""Cells that hold several things in words: an activity with its flag, indicator and page; bodies; texts.

Numbers belong to core/notation.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Status
from shirube.core.pattern import late_pattern
from shirube.core.wording import break_before_issues, use_wave_dash

_LABEL = late_pattern(r"【([^】]{0,100})】")
# A reference to a page at the end of a name; a parenthesis before it is looked for apart.
_PAGE = late_pattern(r"[PpＰｐ]{1,2}[.．]?\s*[\d０-９]+(?:\s*[-~～〜―]\s*[\d０-９]+)?[)）]?\Z")
_PAGE_IN_WORDS = late_pattern(r"(?<![\d０-９])[\d０-９]++(?:頁|ページ)[)）]?\Z")
_OPEN, _CLOSE = "(（〔［[〈", ")）〕］]〉"
_PAIRS = dict(zip(_CLOSE, _OPEN, strict=True))
_PARENTHESES = frozenset(_OPEN + _CLOSE)
# 「課題：」 and 「【今後の課題】：」 open the list of issues, and so does 「【課題】」 without a colon.
_ISSUE = "課題"
_BEHIND_ISSUE = late_pattern(r"(?:等|点)?】?\s*[:：]\s*")
_BEHIND_FRAMED = late_pattern(r"】\s*")
# At the beginning of a text or of a line a space does as well: 課題　指導者不足.
_BEHIND_AT_START = late_pattern(r"[ 　]+(?=\S)")
_JOINING = late_pattern(r"・|及び|並びに")
_SEPARATORS_AND_PARENTHESES = late_pattern(r"[、，\n;；(（〔［\[〈)）〕］\]〉]")
_NOTHING = late_pattern(r"(?:特に)?(?:な|無)し[。．]?")


class ActivityName(Struct, frozen=True):
    """An activity's cell taken apart: 「経営支援セミナー【新規事業】(参加者数) P.35」."""

    name: str
    labels: tuple[str, ...] = ()
    indicator: str = ""
    page: str = ""


def parse_activity(text: str, *, with_indicator: bool = True) -> ActivityName:
    """Take an activity's cell apart; parentheses inside the name stay there.

    ``with_indicator`` is False where the table has a column for the indicator's name: then parentheses at
    the end belong to the activity.
    """
    rest, page = _split_page(text.strip())
    labels: tuple[str, ...] = ()
    if "【" in rest:
        labels = tuple(_LABEL.findall(rest))
        rest = _LABEL.sub("", rest).strip()
    indicator = ""
    if with_indicator and rest and rest[-1] in _CLOSE:
        start = _find_opening(rest)
        # A cell that is one parenthesis from end to end has no name to take the indicator apart from.
        if start > 0:
            rest, indicator = rest[:start].strip(), rest[start + 1 : -1].strip()
    return ActivityName(" ".join(rest.split()), labels, indicator, page)


def _split_page(text: str) -> tuple[str, str]:
    """The text before a reference to a page (P.33, 12頁), and the reference; "" where there is none."""
    last = text[-1:]
    if not last.isdecimal() and last not in ")）頁ジ":
        return text, ""
    match = _PAGE.search(text)
    if match is None and ("頁" in text or "ページ" in text):
        match = _PAGE_IN_WORDS.search(text)
    if match is None:
        return text, ""
    before = text[: match.start()]
    if before.endswith(("(", "（")):
        before = before[:-1]
    return before.rstrip(), match[0].strip("()（）")


def _find_opening(text: str) -> int:
    """Where the parenthesis that closes a text opens; -1 where none does."""
    # Nearly always the last parenthesis of that kind has no other within.
    last = text.rfind(_PAIRS[text[-1]], 0, -1)
    if last >= 0 and _PARENTHESES.isdisjoint(text[last + 1 : -1]):
        return last
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        if text[index] in _CLOSE:
            depth += 1
        elif text[index] in _OPEN:
            depth -= 1
            if depth == 0:
                return index
    return -1


def collect_bodies(cells: Iterable[str]) -> tuple[str, ...]:
    """The master list of bodies: every cell that cannot be several, in order of appearance."""
    distinct = [cell for cell in dict.fromkeys(map(str.strip, cells)) if cell]
    single = {part for cell in distinct for part in _split_always(cell) if not _is_joined(part)}
    return tuple(dict.fromkeys(body for cell in distinct for body in split_bodies(cell, single)))


def split_bodies(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The bodies a cell names: 「商工会・市」 is two when one of them stands alone elsewhere.

    「・」 and 「及び」 also occur inside names, so without such a witness the cell stays one body.
    """
    bodies: list[str] = []
    for part in _split_always(text):
        joined = _is_joined(part)
        pieces = [piece.strip() for piece in _JOINING.split(part) if piece.strip()] if joined else []
        if part not in known and len(pieces) > 1 and any(piece in known for piece in pieces):
            bodies += pieces
        else:
            bodies.append(part)
    return tuple(dict.fromkeys(bodies))


def _is_joined(text: str) -> bool:
    return "・" in text or "及び" in text or "並びに" in text


def _split_always(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[、,，/／\n;；]", text) if part.strip()]


def parse_status(text: str, year: FiscalYear | None = None, issues: str = "") -> Status:
    """A text on status and issues, its issue tags apart; 「なし」 is no tag.

    ``issues`` is the text of a column of its own for issues, where the table has one.
    """
    whole = use_wave_dash(text.strip())
    if _ISSUE in whole:
        whole = break_before_issues(whole)
    narrative, listed = whole, issues.strip()
    if not listed and _ISSUE in whole:
        narrative, listed = _split_issues(whole)
    nothing = bool(listed) and bool(_NOTHING.fullmatch(listed))
    tags = () if nothing or not listed else tuple(split_outside_parentheses(listed))
    return Status(text=whole, year=year, narrative=narrative, issues=tags, no_issue=nothing)


def _without_frame(before: str, listed: str) -> tuple[str, str]:
    """Both parts without the parentheses around the second: 伸びている。（課題：なし）."""
    if before[-1:] in ("(", "（") and listed[-1:] in (")", "）"):
        return before[:-1].rstrip(), listed[:-1].rstrip()
    return before, listed


def _split_issues(text: str) -> tuple[str, str]:
    """What stands before and behind the last 「課題：」 of a text; all of it and "" where there is none."""
    at = text.rfind(_ISSUE)
    while at >= 0:
        end = at + len(_ISSUE)
        behind = _BEHIND_ISSUE.match(text, end)
        if behind is None and text.endswith("【", 0, at):
            behind = _BEHIND_FRAMED.match(text, end)
        if behind is None and (at == 0 or text[at - 1] in "\n。"):
            behind = _BEHIND_AT_START.match(text, end)
        if behind:
            before = text[:at]
            before = before[:-3] if before.endswith("今後の") else before.removesuffix("主な")
            return _without_frame(before.removesuffix("【").strip(), text[behind.end() :].strip())
        at = text.rfind(_ISSUE, 0, at)
    return text, ""


def split_outside_parentheses(text: str) -> list[str]:
    """The parts of a list; separators in parentheses do not count: 「方法(対面、郵送)」 is one."""
    parts: list[str] = []
    start = depth = 0
    for match in _SEPARATORS_AND_PARENTHESES.finditer(text):
        sign = match[0]
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth -= 1
        elif depth <= 0:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return _strip_parts(parts)


def _strip_parts(parts: Iterable[str]) -> list[str]:
    return [kept for piece in parts if (kept := piece.strip(" 　・。"))]
