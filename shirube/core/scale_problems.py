"""What is wrong with a rule itself: gaps and overlaps between its bands, codes that can never be given.

Reading a rule is left to the readers; these are the questions a careful colleague would ask about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from shirube.core.finding import Finding, Level
from shirube.core.rounding import render_exact_percent
from shirube.core.scale import Band, Condition, Scale

# The rate that a band needs before its colour can be read on white paper (WCAG 2, level AA).
LEAST_CONTRAST = Fraction(9, 2)


def check_scale(scale: Scale) -> list[Finding]:
    """Every gap, overlap and other oddity of a rule, in Japanese with what to do."""
    found = [
        *_check_bands(scale.bands),
        *_check_bands(scale.final_bands),
        *_check_codes(scale),
        *_check_colours((*scale.bands, *scale.final_bands)),
    ]
    if not scale.bands and not scale.final_bands and not scale.formulas:
        found.append(
            _find("scale-empty", "評価基準に、計算式も評価区分もありません。", "どちらかを書いてください。")
        )
    return found


def find_gaps(bands: Sequence[Band]) -> Iterator[tuple[Fraction | None, Fraction | None]]:
    """Stretches of the rate that no band covers, as (from, to); a single point has both ends alike.

    Only bands that look at nothing but the rate count, and only where all bands do.
    """
    conditions = sorted(_rates_alone(bands), key=_start)
    if not conditions:
        return
    covered = conditions[0]
    if covered.lower:
        yield None, covered.lower.value
    for item in conditions[1:]:
        if covered.upper is None:
            return
        if item.lower and _leaves_gap(covered, item):
            yield covered.upper.value, item.lower.value
        if item.upper is None or (item.upper.value, item.upper.inclusive) > (
            covered.upper.value,
            covered.upper.inclusive,
        ):
            covered = item
    if covered.upper:
        yield covered.upper.value, None


def find_overlaps(bands: Sequence[Band]) -> Iterator[tuple[Band, Band]]:
    """Neighbouring bands whose printed rates claim the same value; the first of them wins."""
    for upper, lower in pairwise(bands):
        high, low = _rate_alone(upper), _rate_alone(lower)
        if high and low and high.lower and low.upper and _meet_twice(high, low):
            yield upper, lower


def _meet_twice(high: Condition, low: Condition) -> bool:
    start, end = high.lower, low.upper
    if start is None or end is None:
        return False
    return end.value > start.value or (end.value == start.value and end.inclusive and start.inclusive)


def _leaves_gap(covered: Condition, following: Condition) -> bool:
    end, start = covered.upper, following.lower
    if end is None or start is None:
        return False
    return start.value > end.value or (start.value == end.value and not start.inclusive and not end.inclusive)


def _rates_alone(bands: Sequence[Band]) -> list[Condition]:
    """The conditions of the bands where each looks at the rate alone; empty where one does not."""
    found = [_rate_alone(band) for band in bands]
    return [item for item in found if item] if found and all(found) else []


def _rate_alone(band: Band) -> Condition | None:
    alone = len(band.conditions) == 1 and not band.alternatives
    return band.rate if alone else None


def _start(condition: Condition) -> tuple[bool, Fraction, bool]:
    if condition.lower is None:
        return False, Fraction(0), False
    return True, condition.lower.value, not condition.lower.inclusive


def _check_bands(bands: Sequence[Band]) -> Iterator[Finding]:
    for low, high in find_gaps(bands):
        yield _find(
            "scale-gap",
            f"{_name_stretch(low, high)}の達成率に当てはまる評価区分がありません。",
            "境目の以上・超・以下・未満を確かめ、すき間がないように直してください。",
        )
    for upper, lower in find_overlaps(bands):
        yield _find(
            "scale-overlap",
            f"評価区分「{upper.mark}」と「{lower.mark}」の範囲が重なっています。",
            "重なる値は先に書かれた区分とします。どちらか一方に直してください。",
        )


def _name_stretch(low: Fraction | None, high: Fraction | None) -> str:
    if low is not None and low == high:
        return f"ちょうど{render_exact_percent(low)}"
    start = f"{render_exact_percent(low)}から" if low is not None else ""
    end = f"{render_exact_percent(high)}まで" if high is not None else "上"
    return f"{start}{end}"


def _check_codes(scale: Scale) -> Iterator[Finding]:
    known: dict[object, str] = {}
    marks = {band.mark for band in (*scale.bands, *scale.final_bands)}
    for code in scale.codes:
        if code.mark in marks:
            yield _find(
                "scale-mark-twice",
                f"記号「{code.mark}」が、評価区分と評価しない場合の記号の両方に使われています。",
                "別の記号にしてください。",
            )
        for reason in (*code.missing, *code.undefined):
            if reason in known:
                yield _find(
                    "scale-reason-twice",
                    f"理由「{reason.value}」が、記号「{known[reason]}」と「{code.mark}」の両方にあります。",
                    "どちらか一方に書いてください。",
                )
            known.setdefault(reason, code.mark)


def _check_colours(bands: Sequence[Band]) -> Iterator[Finding]:
    for band in bands:
        if band.colour and compute_contrast(band.colour) < LEAST_CONTRAST:
            yield _find(
                "scale-contrast",
                f"評価区分「{band.mark}」の色{band.colour}は、白地では読みにくい色です。",
                "白との明度の比が4.5以上の、濃い色にしてください。",
            )


def is_colour(text: str) -> bool:
    """Whether a text names a colour as rules write it: #1A5FB4, in large or small letters."""
    return (
        len(text) == 7 and text[0] == "#" and all(letter in "0123456789abcdefABCDEF" for letter in text[1:])
    )


def compute_contrast(colour: str) -> Fraction:
    """Contrast of #RRGGBB with white (WCAG 2): 1 for white itself, 21 for black."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return Fraction(round(1.05 / (luminance + 0.05) * 1000), 1000)


def _find(code: str, message: str, remedy: str) -> Finding:
    return Finding(code=code, level=Level.ODD, message=message, remedy=remedy)
