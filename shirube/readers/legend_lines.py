"""Legends written as running text: 「達成：100%以上、概ね達成：80%以上100%未満」, 「100%以上→A、80%以上→B」.

Every entry holds a band of rates; which word beside it is the mark follows from where it stands. Legends in
the cells of a table of their own, and the scale that a legend makes, belong to legend.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern

# Digits are counted and runs of spaces and dots taken whole: else thousands of them are tried in every way.
_PLAIN = r"(?<!\d)\d{1,9}(?:\.\d{1,9})?+\s*+(?:%|割)?+"
_BOUND = rf"{_PLAIN}\s*+(?:以上|以下|未満|を?超(?:える|過)?)"
_CONDITION = late_pattern(
    rf"{_BOUND}(?:[\s、,から~]*+{_BOUND})?|(?:{_PLAIN}\s*+)?~\s*+{_PLAIN}|{_PLAIN}\s*+~"
)
# Folding the width makes plain digits of these: 「①100%以上」 would become 1100%以上.
_CIRCLED = {code: 0xE000 + code - 0x2460 for code in range(0x2460, 0x2474)}
_UNCIRCLED = {made: code for code, made in _CIRCLED.items()}
_SIGN = (
    r"(?:(?<![A-Za-z0-9])(?:[A-Z]{1,2}[+-]?\d?|[a-z]\d?)(?![A-Za-z0-9])|"
    r"(?P<sign>[★☆◎○●◆■])(?P=sign){0,4}|[〇△▲×✕□◇☀⛅☁☂☔↗→↘↑↓⇧⇩⇗⇒⇘]|[\ue000-\ue013])"
)
_DIGIT = r"(?<![\d.])[1-9](?=[:=])"
_WORD = r"[^\s、,。;:()\[\]【】「」『』=→…/|\d%]{1,8}"
_AFTER_MARK = r"(?:\s*+(?:評価|判定|ランク))?"
_NAME = r"(?:\s*+\((?P<name>[^()]{1,20})\))?\s*?"
_JOINT = r"(?:[:=(\[]|\.{2,}+|・{2,}+|→|⇒|-)"
# Between a mark and its band at most a few words stand: 達成率が, 目標値に対する割合が.
_LEAD = (
    r"\s*(?P<lead>[^\s、,。:;()]{0,20}(?:率|値|割合|度)(?:が|は|で|に対し(?:て)?|の)?\s*|"
    r"[^\s、,。:;()]{1,16}\()?"
)
# 「A地区の参加率80%以上」 is no entry: a sign stands apart from its band, or right before 達成率.
_APART = rf"(?:{_JOINT}+|\s+|(?=$|達成|進捗|目標|実績))"
_BEFORE_SIGN = late_pattern(rf"(?P<mark>{_SIGN}|{_DIGIT}){_AFTER_MARK}{_NAME}{_APART}{_LEAD}$")
_BEFORE_WORD = late_pattern(
    rf"(?:^|[\s、,。;/|)\]】」])(?P<mark>{_WORD}){_AFTER_MARK}{_NAME}{_JOINT}+{_LEAD}$"
)
_AFTER = late_pattern(
    r"^\s*+(?:のもの|の場合|のとき|の時)?\s*+(?:[:=(\[「『はをが]|\.{2,}+|・{2,}+|→|⇒)+\s*+"
    rf"(?P<mark>(?:{_SIGN}|[1-9]|{_WORD}))(?:評価|判定|ランク)?(?=$|[\s、,。;/)\]」』])"
)
# Before the first mark only a short label may stand: 凡例, 評価区分, ※達成状況評価.
_LONGEST_LABEL = 16
# So far before its band a mark is sought.
_FURTHEST = 400
# An end that a band leaves open lies beyond every rate.
_OPEN = Fraction(10**9)


def parse_legend_text(text: str) -> list[tuple[str, str]]:
    """Marks and wordings of a line that gives each mark its band of rates; empty for any other line.

    Words count as marks only where the bands join without a gap, from one that is open at the top to one
    that is open at the bottom: 「目標値：80%以上、現状値：60%以上」 is no legend.
    """
    folded = fold_width(text.translate(_CIRCLED)).strip()
    bands = [match for match in _CONDITION.finditer(folded) if any(sign in match[0] for sign in "%割")]
    if not bands:
        return []
    gaps = _split_gaps(folded, bands)
    signs = _find_before(gaps, bands, _BEFORE_SIGN)
    if signs:
        return _restore(signs)
    if len(bands) < 2 or not joins_without_gap([match[0] for match in bands]):
        return []
    return _restore(_find_before(gaps, bands, _BEFORE_WORD) or _find_after(gaps, bands))


def joins_without_gap(bands: Sequence[str]) -> bool:
    """True for bands that share every edge, the best open at the top and the worst at the bottom.

    「100%以上, 80%以上, 80%未満」 is such a row too: each band ends where the one above it begins.
    """
    ends = sorted(map(_parse_ends, bands), reverse=True)
    if len(ends) < 2 or ends[-1][0] != -_OPEN:
        return False
    return all(
        # A whole number below the edge is that of bands printed in whole numbers: 100%~, 80~99%.
        upper[0] - 1 <= lower[1] <= upper[0] or lower[1] == _OPEN
        for upper, lower in pairwise(ends)
    )


def _parse_ends(band: str) -> tuple[Fraction, Fraction]:
    """The lower and the upper end of a band in percent."""
    numbers = [
        Fraction(number) * (10 if unit == "割" else 1)
        for number, unit in re.findall(r"(\d+(?:\.\d+)?)\s*(%|割)?", band)
    ]
    low, high = min(numbers), max(numbers)
    if len(numbers) > 1:
        return low, high
    rising = re.search(r"以上|超|~\s*$", band)
    return (low, _OPEN) if rising else (-_OPEN, high)


def _split_gaps(folded: str, bands: Sequence[re.Match[str]]) -> list[str]:
    starts = [0, *(match.end() for match in bands)]
    ends = [*(match.start() for match in bands), len(folded)]
    return [folded[start:end] for start, end in zip(starts, ends, strict=True)]


def _find_before(
    gaps: Sequence[str], bands: Sequence[re.Match[str]], pattern: re.Pattern[str]
) -> list[tuple[str, str]]:
    """The entries where each band has its mark before it; empty unless every one has."""
    found = [pattern.search(gap, max(len(gap) - _FURTHEST, 0)) for gap in gaps[:-1]]
    if found[0] is None or not _is_label(gaps[0][: found[0].start("mark")]):
        return []
    entries = []
    for place, match in enumerate(found):
        if match is None:
            return []
        following = found[place + 1] if place + 1 < len(found) else None
        rest = gaps[place + 1]
        tail = rest[: following.start("mark")] if following else rest
        name = f"{match['name']}：" if match["name"] else ""
        lead = (match["lead"] or "").lstrip()
        closing = ")" if lead.endswith("(") and tail.startswith(")") else ""
        wording = f"{name}{lead}{bands[place][0]}{closing}{_trim(tail)}"
        entries.append((match["mark"], wording.strip()))
    return entries if len(dict(entries)) == len(entries) else []


def _find_after(gaps: Sequence[str], bands: Sequence[re.Match[str]]) -> list[tuple[str, str]]:
    """The entries where the mark follows its band: 「100%以上：A」."""
    entries = []
    for gap, band in zip(gaps[1:], bands, strict=True):
        match = _AFTER.match(gap)
        if match is None:
            return []
        entries.append((match["mark"], band[0].strip()))
    return entries if _is_label(gaps[0]) and len(dict(entries)) == len(entries) else []


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and "。" not in text


def _trim(tail: str) -> str:
    """What stands between a band and the next mark, without the signs that part entries."""
    trimmed = tail.strip(" 　、,;/|・:【[「")
    if trimmed.startswith(")") and trimmed.count("(") < trimmed.count(")"):
        trimmed = trimmed[1:].strip(" 　、,;/|・:【[「")
    return trimmed.removesuffix("(").rstrip() if trimmed.count("(") > trimmed.count(")") else trimmed


def _restore(entries: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(mark.translate(_UNCIRCLED), wording.translate(_UNCIRCLED)) for mark, wording in entries]
