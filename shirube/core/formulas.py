"""Formulas of the achievement rate (達成率): exact, each with its name, its words and its odd cases.

Which formula a city uses is said by its scale; what grade a rate earns by the scale's bands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from shirube.core.situation import Situation, number_of


class Undefined(Enum):
    """Why a formula gives no rate. The value is a Japanese sentence without its full stop."""

    NO_TARGET = "目標値がないため、達成率を計算できません"
    NO_ACTUAL = "実績値がないため、達成率を計算できません"
    NO_NUMBER = "数値でないため、達成率を計算できません"
    ZERO_TARGET = "目標値が0のため、達成率を計算できません"
    NEGATIVE_TARGET = "目標値が負の数のため、この式では達成率を計算できません"
    NO_FORMULA = "この指標の方向についての計算式が評価基準にないため、評価できません"
    NO_BASELINE = "基準値がないため、進捗率を計算できません"
    TARGET_IS_BASELINE = "目標値と基準値が同じため、進捗率を計算できません"


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula: its key in scales, its Japanese name, the formula in words, and how it is computed."""

    name: str
    label: str
    words: str
    compute: Callable[[Situation], Fraction | Undefined]


def compute_ratio(situation: Situation) -> Fraction | Undefined:
    """Actual ÷ target of the year (F1). Undefined for a target of zero or below, where it would mislead."""
    target, actual = number_of(situation.target), number_of(situation.actual)
    if target is None or actual is None:
        return _lacking(situation)
    if target == 0:
        return Undefined.ZERO_TARGET
    if target < 0:
        return Undefined.NEGATIVE_TARGET
    return actual / target


def _lacking(situation: Situation) -> Undefined:
    """Why target or actual gives no number, the target first because without it nothing was promised."""
    if situation.target is None or situation.target.is_missing:
        return Undefined.NO_TARGET
    if situation.actual is None or situation.actual.is_missing:
        return Undefined.NO_ACTUAL
    return Undefined.NO_NUMBER


FORMULAS: dict[str, Formula] = {
    "ratio": Formula("ratio", "単年度達成率", "実績値÷目標値", compute_ratio),
}
