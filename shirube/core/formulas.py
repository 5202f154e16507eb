"""Formulas of the achievement rate (達成率): exact, each with its name, its words and its odd cases.

Which formula a city uses is said by its scale; what grade a rate earns by the scale's bands; the figures of
one case in words by explanation.py.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from shirube.core.comparison import compute_met, compute_reduction, is_reduction
from shirube.core.indicator import Accumulation, Direction
from shirube.core.situation import NOT_SUMMABLE, Situation
from shirube.core.undefined import Undefined

__all__ = ["FORMULAS", "Formula", "Measure", "Undefined", "compute_expected", "find_formula"]

Rate = Fraction | Undefined


class Measure(Enum):
    """What a formula gives: a rate (1 = 100 %), a number in the unit of the indicator, or met or not."""

    RATE = "率"
    NUMBER = "差"
    MET = "達成・未達成"


class Formula(Struct, frozen=True):
    """One formula: its key in scales, its Japanese name, the formula in words, and how it is computed.

    ``uses_target`` is False where the target of the year itself is not looked at.
    """

    name: str
    label: str
    words: str
    compute: Callable[[Situation], Rate]
    measure: Measure = Measure.RATE
    uses_target: bool = True


def compute_ratio(situation: Situation) -> Rate:
    """Actual ÷ target of the year (F1). Undefined for a target of zero or below, where it would mislead."""
    pair = _numbers(situation)
    if isinstance(pair, Undefined):
        return pair
    actual, target = pair
    return _refuse_target(target) or actual / target


def compute_inverse_ratio(situation: Situation) -> Rate:
    """Target ÷ actual (F2a), for falling indicators. An actual of zero, often the best case, has no rate."""
    pair = _levels(situation)
    if isinstance(pair, Undefined):
        return pair
    actual, target = pair
    return _refuse_target(target) or _refuse_divisor(actual) or target / actual


def compute_difference_ratio(situation: Situation) -> Rate:
    """2 − actual ÷ target (F2b), for falling indicators; below zero from twice the target on."""
    pair = _levels(situation)
    if isinstance(pair, Undefined):
        return pair
    actual, target = pair
    return _refuse_target(target) or 2 - actual / target


def compute_signed_ratio(situation: Situation) -> Rate:
    """1 ± (actual − target) ÷ |target| (F2c): holds for negative targets too; undefined only at zero."""
    pair = _levels(situation) if situation.direction is Direction.DOWN else _numbers(situation)
    if isinstance(pair, Undefined):
        return pair
    actual, target = pair
    if target == 0:
        return Undefined.ZERO_TARGET
    better = (target - actual) if situation.direction is Direction.DOWN else (actual - target)
    return 1 + better / abs(target)


def compute_progress(situation: Situation) -> Rate:
    """Share of the way from the baseline to the target of the year that is covered (F3), either direction."""
    pair = _numbers(situation)
    if isinstance(pair, Undefined):
        return pair
    return _share_of_way(situation.baseline, pair[1], pair[0], Undefined.NO_BASELINE)


def compute_final_progress(situation: Situation) -> Rate:
    """Share of the way from the baseline to the final target that is covered (F3)."""
    actual = _actual(situation)
    if isinstance(actual, Undefined):
        return actual
    if situation.final_target is None:
        return Undefined.NO_FINAL_TARGET
    return _share_of_way(situation.baseline, situation.final_target, actual, Undefined.NO_BASELINE)


def compute_previous_progress(situation: Situation) -> Rate:
    """Share of the way from last year's actual to the target of the year that is covered."""
    pair = _numbers(situation)
    if isinstance(pair, Undefined):
        return pair
    if situation.previous == pair[1]:
        return Undefined.TARGET_IS_PREVIOUS
    return _share_of_way(situation.previous, pair[1], pair[0], Undefined.NO_PREVIOUS)


def compute_expected(situation: Situation) -> Rate:
    """The value expected for the year (F4): on the straight line from the baseline to the final target.

    Counted from the baseline's year; where that is unknown, the baseline is taken to stand in the year
    before the first target. A running total without a baseline starts from zero: nothing had been counted.
    """
    start, end = _start_year(situation), situation.final_year
    if situation.final_target is None:
        return Undefined.NO_FINAL_TARGET
    baseline = situation.baseline
    if baseline is None and situation.accumulation in (Accumulation.CUMULATIVE, Accumulation.CUMULATIVE_FLOW):
        baseline = Fraction(0)
    if baseline is None:
        return Undefined.NO_BASELINE
    if start is None or end is None or end.start <= start:
        return Undefined.NO_PERIOD
    if not start <= situation.year.start <= end.start:
        return Undefined.OUTSIDE_PERIOD
    passed = Fraction(situation.year.start - start, end.start - start)
    return baseline + (situation.final_target - baseline) * passed


def compute_expected_ratio(situation: Situation) -> Rate:
    """Actual ÷ expected value of the year (F4)."""
    actual, expected = _actual(situation), compute_expected(situation)
    if isinstance(actual, Undefined):
        return actual
    if isinstance(expected, Undefined):
        return expected
    return actual / expected if expected > 0 else Undefined.ZERO_EXPECTED


def compute_expected_progress(situation: Situation) -> Rate:
    """Share of the way from the baseline to the expected value that is covered (F4), either direction."""
    actual, expected = _actual(situation), compute_expected(situation)
    if isinstance(actual, Undefined):
        return actual
    if isinstance(expected, Undefined):
        return expected
    if expected == situation.baseline:
        return Undefined.EXPECTED_IS_BASELINE
    return _share_of_way(situation.baseline, expected, actual, Undefined.NO_BASELINE)


def compute_paced_ratio(situation: Situation) -> Rate:
    """(Actual ÷ final target) ÷ (years passed ÷ years of the plan) (F5a): 20 % a year of a five-year plan."""
    reached = compute_final_ratio(situation)
    first, last = situation.first_year, situation.final_year
    if isinstance(reached, Undefined):
        return reached
    if first is None or last is None or last < first:
        return Undefined.NO_PERIOD
    if not first <= situation.year <= last:
        return Undefined.OUTSIDE_PERIOD
    return reached * Fraction(last.start - first.start + 1, situation.year.start - first.start + 1)


def compute_cumulative_ratio(situation: Situation) -> Rate:
    """Sum of the actuals ÷ sum of the targets so far (F5b); of running totals their figures of the year."""
    total = _total(situation)
    if isinstance(total, Undefined):
        return total
    if situation.total_target is None:
        return Undefined.NO_TOTAL
    return _refuse_target(situation.total_target) or total / situation.total_target


def compute_cumulative_final_ratio(situation: Situation) -> Rate:
    """Sum of the actuals so far ÷ the final target, where that is a total to be reached (F5b)."""
    total = _total(situation)
    if isinstance(total, Undefined):
        return total
    if situation.final_target is None:
        return Undefined.NO_FINAL_TARGET
    return _refuse_target(situation.final_target) or total / situation.final_target


def compute_final_ratio(situation: Situation) -> Rate:
    """Actual ÷ final target, in every year and without any share of time."""
    actual = _actual(situation)
    if isinstance(actual, Undefined):
        return actual
    if situation.final_target is None:
        return Undefined.NO_FINAL_TARGET
    return _refuse_target(situation.final_target) or actual / situation.final_target


def compute_inverse_final_ratio(situation: Situation) -> Rate:
    """Final target ÷ actual, for falling indicators."""
    actual = _actual(situation)
    if isinstance(actual, Undefined):
        return actual
    if situation.final_target is None:
        return Undefined.NO_FINAL_TARGET
    refused = _refuse_target(situation.final_target) or _refuse_divisor(actual)
    return refused or situation.final_target / actual


def compute_previous_ratio(situation: Situation) -> Rate:
    """Actual ÷ last year's actual (F9). It tells a trend, not whether a target was met."""
    actual = _actual(situation)
    if isinstance(actual, Undefined):
        return actual
    if situation.previous is None:
        return Undefined.NO_PREVIOUS
    return actual / situation.previous if situation.previous > 0 else Undefined.ZERO_PREVIOUS


def compute_change_rate(situation: Situation) -> Rate:
    """(Actual − baseline) ÷ |baseline|: the change against a base year, below zero for a fall."""
    actual = _actual(situation)
    if isinstance(actual, Undefined):
        return actual
    if situation.baseline is None:
        return Undefined.NO_BASELINE
    if situation.baseline == 0:
        return Undefined.ZERO_BASELINE
    return (actual - situation.baseline) / abs(situation.baseline)


def compute_reduction_ratio(situation: Situation) -> Rate:
    """Reduction reached ÷ reduction promised (16%削減); the actual may be a reduction or a level."""
    target = situation.target
    if target is None or target.is_missing or target.quantity is None:
        return Undefined.NO_TARGET if target is None or target.is_missing else Undefined.NO_NUMBER
    if not is_reduction(target.quantity):
        return Undefined.NO_NUMBER
    reached = compute_reduction(situation)
    if isinstance(reached, Undefined):
        return reached
    return _refuse_target(target.quantity.exact) or reached / target.quantity.exact


def compute_met_rate(situation: Situation) -> Rate:
    """1 where the target is met, else 0 (F6, F7, F8): states, ranges and 「維持」 have no ratio."""
    met = compute_met(situation)
    return met if isinstance(met, Undefined) else Fraction(met)


def compute_difference(situation: Situation) -> Rate:
    """Actual − target in the unit of the indicator, whichever way is good."""
    pair = _numbers(situation)
    return pair if isinstance(pair, Undefined) else pair[0] - pair[1]


def _numbers(situation: Situation) -> tuple[Fraction, Fraction] | Undefined:
    """Actual and target as numbers, or why there is no pair of them; the target is named first."""
    target = situation.target
    if target is None or target.is_missing:
        return Undefined.NO_TARGET
    if target.quantity is None:
        return _actual_gap(situation) or Undefined.NO_NUMBER
    if target.quantity.to is not None:
        return Undefined.RANGE_TARGET
    actual = _actual(situation)
    if isinstance(actual, Undefined):
        return actual
    if is_reduction(target.quantity) and not (
        situation.actual and situation.actual.quantity and is_reduction(situation.actual.quantity)
    ):
        # 実績 35人 held against 目標 16%削減: numbers of different things.
        return Undefined.CHANGE_TARGET
    promised = situation.measured_target
    return Undefined.NO_TOTAL if promised is None else (actual, promised)


def _levels(situation: Situation) -> tuple[Fraction, Fraction] | Undefined:
    """The same, but no changes: of 16%削減 more is better, which formulas for falling figures turn round."""
    target = situation.target.quantity if situation.target else None
    is_change = target is not None and is_reduction(target)
    pair = _numbers(situation)
    return Undefined.CHANGE_TARGET if is_change and not isinstance(pair, Undefined) else pair


def _actual(situation: Situation) -> Fraction | Undefined:
    refused = _actual_gap(situation)
    if refused:
        return refused
    number = situation.measured_actual
    return Undefined.NO_TOTAL if number is None else number


def _actual_gap(situation: Situation) -> Undefined | None:
    if situation.actual is None or situation.actual.is_missing:
        return Undefined.NO_ACTUAL
    return Undefined.NO_NUMBER if situation.actual.quantity is None else None


def _total(situation: Situation) -> Fraction | Undefined:
    refused = _actual_gap(situation)
    if refused:
        return refused
    if situation.accumulation in NOT_SUMMABLE:
        return Undefined.NOT_SUMMABLE
    return Undefined.NO_TOTAL if situation.total_actual is None else situation.total_actual


def _refuse_target(target: Fraction) -> Undefined | None:
    if target.numerator > 0:
        return None
    return Undefined.NEGATIVE_TARGET if target.numerator else Undefined.ZERO_TARGET


def _refuse_divisor(actual: Fraction) -> Undefined | None:
    if actual == 0:
        return Undefined.ZERO_ACTUAL
    return Undefined.NEGATIVE_ACTUAL if actual < 0 else None


def _share_of_way(start: Fraction | None, end: Fraction, now: Fraction, without_start: Undefined) -> Rate:
    if start is None:
        return without_start
    return (now - start) / (end - start) if end != start else Undefined.TARGET_IS_BASELINE


def _start_year(situation: Situation) -> int | None:
    if situation.baseline_year and situation.baseline is not None:
        return situation.baseline_year.start
    return situation.first_year.start - 1 if situation.first_year else None


_R, _N, _M = Measure.RATE, Measure.NUMBER, Measure.MET

# Name, label, words, function, what it gives, and whether it looks at the target of the year.
FORMULAS: dict[str, Formula] = {
    formula.name: formula
    for formula in (
        Formula("ratio", "単年度達成率", "実績値÷目標値", compute_ratio),
        Formula("inverse_ratio", "逆数による達成率", "目標値÷実績値", compute_inverse_ratio),
        Formula("difference_ratio", "差分による達成率", "2－実績値÷目標値", compute_difference_ratio),
        Formula("signed_ratio", "符号に応じた達成率", "1±（実績値－目標値）÷|目標値|", compute_signed_ratio),
        Formula("progress", "進捗率", "（実績値－基準値）÷（目標値－基準値）", compute_progress),
        Formula(
            "final_progress",
            "最終目標への進捗率",
            "（実績値－基準値）÷（最終目標値－基準値）",
            compute_final_progress,
            _R,
            uses_target=False,
        ),
        Formula(
            "previous_progress",
            "前年度からの進捗率",
            "（実績値－前年度実績値）÷（目標値－前年度実績値）",
            compute_previous_progress,
        ),
        Formula("expected_ratio", "期待値比", "実績値÷期待値", compute_expected_ratio, _R, uses_target=False),
        Formula(
            "expected_progress",
            "期待値への進捗率",
            "（実績値－基準値）÷（期待値－基準値）",
            compute_expected_progress,
            _R,
            uses_target=False,
        ),
        Formula(
            "paced_ratio",
            "経過年数による達成率",
            "（実績値÷最終目標値）÷（経過年数÷計画年数）",
            compute_paced_ratio,
            _R,
            uses_target=False,
        ),
        Formula(
            "final_ratio",
            "最終目標に対する達成率",
            "実績値÷最終目標値",
            compute_final_ratio,
            _R,
            uses_target=False,
        ),
        Formula(
            "inverse_final_ratio",
            "最終目標に対する逆数による達成率",
            "最終目標値÷実績値",
            compute_inverse_final_ratio,
            _R,
            uses_target=False,
        ),
        Formula("cumulative_ratio", "累計達成率", "実績値の累計÷目標値の累計", compute_cumulative_ratio),
        Formula(
            "cumulative_final_ratio",
            "最終目標に対する累計達成率",
            "実績値の累計÷最終目標値",
            compute_cumulative_final_ratio,
            _R,
            uses_target=False,
        ),
        Formula(
            "previous_ratio", "前年度比", "実績値÷前年度実績値", compute_previous_ratio, _R, uses_target=False
        ),
        Formula(
            "change_rate",
            "基準年からの変化率",
            "（実績値－基準値）÷|基準値|",
            compute_change_rate,
            _R,
            uses_target=False,
        ),
        Formula("reduction_ratio", "削減率の達成率", "実績の削減率÷目標の削減率", compute_reduction_ratio),
        Formula("met", "達成・未達成", "目標達成なら100%、未達成なら0%", compute_met_rate, _M),
        Formula("difference", "目標との差", "実績値－目標値", compute_difference, _N),
    )
}


def find_formula(text: str) -> Formula | None:
    """The formula that a key, a name or words mean: ratio, 単年度達成率, 実績値÷目標値; None for others."""
    plain = text.replace(" ", "").replace("\u3000", "")
    for formula in FORMULAS.values():
        if plain in (formula.name, formula.label, formula.words):
            return formula
    return None
