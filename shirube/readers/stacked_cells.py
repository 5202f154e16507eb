"""Several figures in one cell, target and actual above one another or side by side: 目標\\n実績, 実績／目標.

Only what the table says of itself counts, in a heading or in a line of its own: without such words nobody
knows which figure is which, and 98/99校園 is a fraction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from shirube.core.fiscal_year import fold_width
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.headings import strip_years
from shirube.readers.line_words import match_kind

_SAID = late_pattern(
    r"上段\s*+[:は=(]?\s*+(?P<upper>[一-龠]{2,4}値?)[\s、,・/()]*+下段\s*+[:は=(]?\s*+(?P<lower>[一-龠]{2,4}値?)"
)
_WORD = r"\s*+[:は=(]?\s*+([一-龠]{2,4}値?)[\s、,・/()]*+"
_SAID_OF_THREE = late_pattern(rf"上段{_WORD}中段{_WORD}下段{_WORD}")
# 目標値(上段)・実績値(下段): the place behind what stands there.
_SAID_BEHIND = late_pattern(
    r"(?P<upper>[一-龠]{2,4}値?)\s*+[:(]\s*+上段\s*+\)?[\s、,・/]*+(?P<lower>[一-龠]{2,4}値?)\s*+[:(]\s*+下段"
)
# A line that says nothing but how the cells are written: ※各欄は「実績／目標」を示す。
_SAYING = late_pattern(
    r"[※*(\s]*(?:注\d*)?[):]?(?:各(?:年度)?の?)?(?:欄|セル|数値|値|表示|表記|記載|凡例|見方)?(?:内|中)?(?:の(?:数値|表記|表示))?"
    r"[\s:=]*(?:は|…)?[\s、:]*[「『]?(?P<pair>[^「」『』。():]{4,24}?)[」』]?"
    r"(?:の順)?(?:で|に|を)?(?:示す|表す|記載|表示|表記|示しています|表しています)?(?:する|している|しています)?[。)\s]*"
)
# What the second of two figures is: ※( )内は目標値, 括弧書きは達成率.
_SAID_BRACKETS = late_pattern(
    r"(?:\(\s*+\)|[括かカ](?:弧|っこ|ッコ))\s*+(?:内|書き?)?(?:の数[値字]|の値)?\s*+[はが:=]\s*+、?(?:各年度の|当該年度の|その年度の)?"
    r"(?P<word>[一-龠]{2,4}値?)(?:です|である|を(?:示す|示している|表す)?)?[。)\s]*$"
)
_SEPARATOR = late_pattern(r"\s*[\n/|・、,→⇒]\s*|\s+")
_FORMULA = late_pattern(r"[%×÷=]|率[^率(/\n]*+[(/]|100")
# R4（目標/実績）: the year stood before.
_ENCLOSED = late_pattern(r"[(\[【<](?P<inner>[^()\[\]【】<>]{4,20})[)\]】>]")
_IN_BRACKETS = late_pattern(r"(?P<outer>[^()\s]+)\s*\((?P<inner>[^()]+)\)")
_LAST_IN_BRACKETS = late_pattern(r"(?P<outer>[^()（）]+)[(（](?P<inner>[^()（）]+)[)）]")
_KINDS = (Role.TARGET, Role.ACTUAL)
# 目標(R7決算): when it shall be reached, and no actual beside it.
_SETTLED = frozenset(("決算", "決算値", "決算時"))
# A remark of one kind: 目標(人), 実績値(上段).
_REMARK = late_pattern(r"\([^()]*\)$")
# Signs between the figures of a cell, the surest first; a slash of full width is seldom part of a figure.
_BETWEEN = ("／", "/", "→", "⇒", "|", "｜", "・")
_PAIRED = late_pattern(r"(\d[\d,.]*\D{0,5})/(\d[\d,.]*\D{0,6})")
# A line that says what brackets hold may say something else before.
_LONGEST_SAYING = 60
Stack = tuple[Role, ...]


def find_stack(texts: Iterable[str]) -> Stack | None:
    """What the figures of each cell are, by a line around the table or a heading."""
    for text in texts:
        if "上段" not in text:
            continue
        folded = fold_width(text)
        if three := _SAID_OF_THREE.search(folded):
            kinds = tuple(kind for word in three.groups() if (kind := match_kind(word)))
            return kinds if len(set(kinds)) == len(three.groups()) else None
        if match := _SAID_BEHIND.search(folded) or _SAID.search(folded):
            upper, lower = match_kind(match["upper"]), match_kind(match["lower"])
            if upper and lower and upper is not lower:
                return upper, lower
    return None


def find_said_pair(lines: Iterable[str]) -> Stack | None:
    """What a line around the table says of all its cells: 「※各欄は実績／目標」."""
    for text in lines:
        if len(text) <= 40 and "目標" in text and "/" in (folded := fold_width(text)):
            match = _SAYING.fullmatch(folded)
            if match and (pair := find_pair(match["pair"])):
                return pair
    return None


def find_said_brackets(lines: Iterable[str]) -> Stack | None:
    """The kind before brackets and the one in them, where a line says the latter: 「※（　）内は目標値」."""
    for text in lines:
        folded = fold_width(text)
        match = _SAID_BRACKETS.search(folded) if len(text) <= _LONGEST_SAYING else None
        inner = match_kind(match["word"]) if match else None
        if inner in (*_KINDS, Role.RATE):
            return (Role.TARGET if inner is Role.ACTUAL else Role.ACTUAL, inner)
    return None


def is_bracketed(text: str) -> bool:
    """True for a figure with another in brackets: 12（10）."""
    match = _LAST_IN_BRACKETS.fullmatch(text.strip()) if "(" in text or "（" in text else None
    return match is not None and all(
        part.strip()[:1].isdigit() and _is_figure(part) for part in match.groups()
    )


def find_pair(heading: str) -> Stack | None:
    """The kinds that one heading names in order: 実績／目標, 目標\\n実績, 実績（目標）, 目標/実績/達成率.

    None for a heading that does not name a target and an actual, and for a formula (達成率＝実績/目標).
    """
    if "上段" in heading:
        return find_stack([heading])
    if len(heading) > 40 or ("目標" not in heading and "計画" not in heading):
        return None
    folded = strip_years(fold_width(heading)).strip().removeprefix("年度").strip()
    if (enclosed := _ENCLOSED.fullmatch(folded)) is not None:
        folded = enclosed["inner"].strip()
    if _FORMULA.search(folded):
        return None
    match = _IN_BRACKETS.fullmatch(folded)
    if match and match["inner"] in _SETTLED:
        return None
    outer, inner = (match["outer"], [match["inner"]]) if match else (folded, [])
    # 目標／実績（達成率）: of what stands before the brackets there may be several.
    parts = [*(part for part in _SEPARATOR.split(outer) if part), *inner]
    if not 2 <= len(parts) <= 4:
        return None
    words = [_REMARK.sub("", part) for part in parts]
    # 最終目標 is that of another year than the actual beside it.
    found = tuple(kind for word in words if "最終" not in word and (kind := match_kind(word)))
    if len(found) < len(parts) or len(set(found)) < len(found) or not set(_KINDS) <= set(found):
        return None
    return found


def split_cell(text: str, count: int = 2) -> tuple[str, ...] | None:
    """The figures of a cell that holds as many as ``count``; None for any other cell.

    Two may also stand as 78（80）. A part may be blank where its sign is there: 「／80」.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == count:
        return tuple(_without_signs(line) for line in lines)
    for sign in _BETWEEN:
        whole = text.replace("／", "/") if sign == "/" else text
        parts = [part.strip() for part in whole.split(sign)]
        if len(parts) == count and any(parts) and all(not part or _is_figure(part) for part in parts):
            return tuple(parts)
    if count == 2 and (match := _IN_BRACKETS.fullmatch(fold_width(text).strip())):
        parts = [match["outer"].strip(), match["inner"].strip()]
        return tuple(parts) if all(map(_is_figure, parts)) else None
    if count > 2 and (match := _LAST_IN_BRACKETS.fullmatch(text.strip())):
        before = split_cell(match["outer"].strip(), count - 1)
        return (*before, match["inner"].strip()) if before and _is_figure(match["inner"]) else None
    words = text.split()
    return tuple(words) if len(words) == count and all(map(_is_figure, words)) else None


def are_stacked(cells: Sequence[str], count: int) -> bool:
    """True where most cells that hold a figure hold as many as the heading says."""
    filled = [text for text in cells if not is_nothing(text)]
    return sum(split_cell(text, count) is not None for text in filled) * 2 >= len(filled)


def is_nothing(text: str) -> bool:
    """True for a cell that gives a reason for having no figure: 「-」, 集計中."""
    return parse_reading(text).missing not in (None, Missing.UNREADABLE, Missing.SEVERAL)


def looks_paired(text: str) -> tuple[str, str] | None:
    """The two halves of a cell that may be two figures or a fraction: 78/80, 3／3."""
    if "/" not in text and "／" not in text:
        return None
    match = _PAIRED.fullmatch(re.sub(r"\s+", "", fold_width(text)))
    return (match[1], match[2]) if match else None


def _without_signs(line: str) -> str:
    """A line of a cell without what only sets it apart: 「(78人)」, 「／80」."""
    bare = line.strip("／/ ")
    return bare[1:-1].strip() if bare[:1] in "(（" and bare[-1:] in ")）" else bare


def _is_figure(text: str) -> bool:
    reading = parse_reading(text)
    return reading.missing not in (Missing.UNREADABLE, Missing.SEVERAL)
