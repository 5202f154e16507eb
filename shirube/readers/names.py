"""Cells that hold several things in words: an activity with its flag, indicator and page; bodies; texts.

Numbers belong to core/notation.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Status
from shirube.core.pattern import late_pattern

_LABEL = late_pattern(r"【([^】]*)】")
_PAGE = late_pattern(
    r"[\s　]*[(（]?(?:[PpＰｐ]{1,2}[.．]?\s*[\d０-９]+(?:\s*[-~～〜―]\s*[\d０-９]+)?"
    r"|[\d０-９]+(?:頁|ページ))[)）]?\s*$"
)
_OPEN, _CLOSE = "(（〔［[〈", ")）〕］]〉"
_ISSUE_HEAD = late_pattern(r"[\s　]*【?(?:今後の|主な)?課題(?:等|点)?】?\s*[:：]\s*|[\s　]*【課題】\s*")
_SEPARATORS = late_pattern(r"[、，\n;；]")
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
    rest = text.strip()
    page = ""
    if match := _PAGE.search(rest):
        page, rest = match.group().strip().strip("()（）"), rest[: match.start()].rstrip()
    labels = tuple(_LABEL.findall(rest))
    rest = _LABEL.sub("", rest).strip()
    indicator = ""
    if with_indicator and rest and rest[-1] in _CLOSE:
        start = _find_opening(rest)
        # A cell that is one parenthesis from end to end has no name to take the indicator apart from.
        if start > 0:
            rest, indicator = rest[:start].strip(), rest[start + 1 : -1].strip()
    return ActivityName(" ".join(rest.split()), labels, indicator, page)


def _find_opening(text: str) -> int:
    """Where the parenthesis that closes a text opens; -1 where none does."""
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
    cells = [cell.strip() for cell in cells if cell.strip()]
    single = {part for cell in cells for part in _split_always(cell) if "・" not in part}
    bodies: dict[str, None] = {}
    for cell in cells:
        for body in split_bodies(cell, single):
            bodies.setdefault(body)
    return tuple(bodies)


def split_bodies(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The bodies a cell names: 「商工会・市」 is two when one of them stands alone elsewhere.

    「・」 also occurs inside names, so without such a witness the cell stays one body.
    """
    known = set(known)
    bodies: list[str] = []
    for part in _split_always(text):
        pieces = [piece.strip() for piece in part.split("・") if piece.strip()]
        if part not in known and len(pieces) > 1 and any(piece in known for piece in pieces):
            bodies += pieces
        else:
            bodies.append(part)
    return tuple(dict.fromkeys(bodies))


def _split_always(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[、,，/／\n;；]", text) if part.strip()]


def parse_status(text: str, year: FiscalYear | None = None, issues: str = "") -> Status:
    """A text on status and issues, its issue tags apart; 「なし」 is no tag.

    ``issues`` is the text of a column of its own for issues, where the table has one.
    """
    whole = text.strip()
    heads = list(_ISSUE_HEAD.finditer(whole))
    narrative, listed = whole, issues.strip()
    if heads and not listed:
        narrative, listed = whole[: heads[-1].start()].strip(), whole[heads[-1].end() :].strip()
    nothing = bool(listed) and bool(_NOTHING.fullmatch(listed))
    tags = () if nothing or not listed else tuple(split_outside_parentheses(listed))
    return Status(text=whole, year=year, narrative=narrative, issues=tags, no_issue=nothing)


def split_outside_parentheses(text: str) -> list[str]:
    """The parts of a list; separators in parentheses do not count: 「方法(対面、郵送)」 is one."""
    if not any(opening in text for opening in _OPEN):
        return _strip_parts(_SEPARATORS.split(text))
    parts: list[str] = []
    part, depth = "", 0
    for character in text:
        depth += (character in _OPEN) - (character in _CLOSE)
        if depth <= 0 and _SEPARATORS.match(character):
            parts.append(part)
            part = ""
        else:
            part += character
    parts.append(part)
    return _strip_parts(parts)


def _strip_parts(parts: Iterable[str]) -> list[str]:
    return [kept for kept in (piece.strip(" 　・。") for piece in parts) if kept]
