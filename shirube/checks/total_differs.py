"""Yearly targets that do not add up to the total that the goal states (累計80事業者 against 81).

How much of a stated total is still to come is computed by core.promise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from msgspec import Struct

from shirube.checks.context import CheckContext, Row
from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import fold_width
from shirube.core.indicator import Accumulation
from shirube.core.pattern import late_pattern
from shirube.core.rounding import Rounding, render_exact_number, round_fraction
from shirube.core.text_numbers import CountedNumber

CODE = "total-differs"
LEVELS = (Level.ODD, Level.INFORMATION)

# Only what flows within a year can be added up over the years.
_FLOWS = (Accumulation.ANNUAL, Accumulation.CUMULATIVE_FLOW)
_TOTAL_WORD = late_pattern(
    r"累計|合計|総計|通算|総数|計画期間(?:中|内)?[にで]|期間中[にで]|(?:\d|[一-十])[か年]年間[でに]"
)
# What had been reached before the plan is told in the same words.
_PAST = late_pattern(r"これまで|既に|すでに|現在|時点|実績|に達した|となった|減少|増加傾向")
_CLAUSE = late_pattern(r"[。、\n]")

_HALF = late_pattern(r"半数|半分|二分の一|2分の1|1/2")
_PARTS = late_pattern(r"(?P<of>[2-9])分の(?P<part>[1-9])|(?P<tenths>[1-9])割")

Index = Mapping[tuple[Decimal, ...], Row]


class _Stated(Struct, frozen=True):
    """A number of the goal that may be the total; ``is_named`` when a word such as 累計 says so."""

    number: CountedNumber
    is_named: bool


def check_total_differs(context: CheckContext) -> Iterator[Finding]:
    """At most one finding for each indicator.

    A number called 累計, 合計 … is held against the sum when it counts the indicator's unit or lies within a
    fifth of the sum; any other number only when it lies within a twentieth of it and above every yearly
    target. Silent where the sum of all years or of the first ones, with or without the baseline, or the last
    target agrees.
    """
    shares: dict[Fraction, Index] = {}
    for row in context.rows:
        numbers = context.goal_numbers.get(row.indicator.key)
        targets = _collect_targets(row) if numbers and row.indicator.accumulation in _FLOWS else ()
        if not numbers or len(targets) < 2:
            continue
        agreeing = _compute_agreeing(row, targets)
        found = list(_find_stated(row, numbers, targets))
        if not found or any(item.number.value in agreeing for item in found):
            continue
        total = sum(targets)
        stated = min(found, key=lambda item: abs(item.number.value - total))
        yield _report(row, targets, stated, _explain_rounding(context, row, targets, stated, shares))


def _collect_targets(row: Row) -> tuple[Decimal, ...]:
    """The yearly targets; empty where one of them is no plain number of zero or above."""
    quantities = [item.reading.quantity for item in row.indicator.targets]
    known = tuple(item.value for item in quantities if item and item.of is None and item.value >= 0)
    return known if len(known) == len(quantities) else ()


def _find_stated(row: Row, numbers: Sequence[CountedNumber], targets: Sequence[Decimal]) -> Iterator[_Stated]:
    goal, total = fold_width(row.indicator.goal), sum(targets)
    for number in numbers:
        clause = _clause_around(goal, number)
        if number.unit.startswith("%") or _PAST.search(clause):
            continue
        distance = abs(number.value - total)
        if _TOTAL_WORD.search(clause):
            if number.counts(row.indicator.unit) or distance * 5 <= total:
                yield _Stated(number, True)
        elif distance * 20 <= total and number.value > max(targets):
            yield _Stated(number, False)


def _clause_around(text: str, number: CountedNumber) -> str:
    before = _CLAUSE.split(text[: number.start])[-1]
    return before + _CLAUSE.split(text[number.start :])[0]


def _compute_agreeing(row: Row, targets: Sequence[Decimal]) -> set[Decimal]:
    """Every total that fits the targets, as check_total_differs says."""
    sums = set(accumulate(targets)) | {targets[-1]}
    baseline = row.indicator.baseline.reading.quantity if row.indicator.baseline else None
    return sums | {value + baseline.value for value in sums} if baseline else sums


def _explain_rounding(
    context: CheckContext,
    row: Row,
    targets: tuple[Decimal, ...],
    stated: _Stated,
    shares: dict[Fraction, Index],
) -> str:
    """The sentence that shows which yearly targets were rounded up, "" where rounding does not explain it."""
    share = _find_share(fold_width(row.indicator.goal))
    if share is None:
        return ""
    if share not in shares:
        shares[share] = _index_shares(context, share)
    source = shares[share].get(targets)
    if source is None or source is row:
        return ""
    exact = [Fraction(number) * share for number in _collect_targets(source)]
    if sum(exact) != Fraction(stated.number.value):
        return ""
    rounded = "、".join(
        f"{render_exact_number(before)}→{after:,f}"
        for before, after in zip(exact, targets, strict=True)
        if before != Fraction(after)
    )
    return (
        f"年度ごとの目標値は「{source.name}」の目標値に{_render_share(share)}を掛けて"
        f"端数を四捨五入した値で（{rounded}）、差はその端数によるものです。"
    )


def _find_share(goal: str) -> Fraction | None:
    if _HALF.search(goal):
        return Fraction(1, 2)
    match = _PARTS.search(goal)
    if not match:
        return None
    return (
        Fraction(int(match["tenths"]), 10)
        if match["tenths"]
        else Fraction(int(match["part"]), int(match["of"]))
    )


def _render_share(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def _index_shares(context: CheckContext, share: Fraction) -> Index:
    """Rows by their targets times the share, rounded half up; the first of several with the same."""
    index: dict[tuple[Decimal, ...], Row] = {}
    for row in context.rows:
        targets = _collect_targets(row)
        whole = Rounding(digits=0)
        index.setdefault(tuple(round_fraction(Fraction(number) * share, whole) for number in targets), row)
    return index


def _report(row: Row, targets: Sequence[Decimal], stated: _Stated, reason: str) -> Finding:
    total = sum(targets)
    number = stated.number
    summed = " + ".join(f"{item:,f}" for item in targets)
    word = "累計" if stated.is_named else "全体の数"
    unit = row.indicator.unit if number.counts(row.indicator.unit) else number.unit
    message = (
        f"年度ごとの目標値の合計は{total:,f}（{summed}）ですが、"
        f"目標とする姿では{word}を{number.value:,f}{unit}としています。"
    )
    if reason:
        return Finding(
            code=CODE,
            level=Level.INFORMATION,
            place=row.place(),
            message=message + reason,
            remedy="質問に備え、年度ごとの目標値の端数を四捨五入している旨を注記すると親切です。",
        )
    return Finding(
        code=CODE,
        level=Level.ODD,
        place=row.place(),
        message=message,
        remedy="年度ごとの目標値と文章の数値のどちらが正しいか確かめてください。"
        "端数の処理による差であれば、その旨を注記してください。",
    )
