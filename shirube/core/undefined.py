"""Why a rule gives no rate or no grade, each reason with the sentence that an officer reads.

Which of them applies is found by formulas.py and subjects.py; a missing figure itself is reading.Missing.
"""

from __future__ import annotations

from enum import Enum


class Undefined(Enum):
    """Why there is no rate or no grade. The value is a Japanese sentence without its full stop."""

    NO_TARGET = "目標値がないため、達成率を計算できません"
    NO_ACTUAL = "実績値がないため、達成率を計算できません"
    NO_NUMBER = "数値でないため、達成率を計算できません"
    ZERO_TARGET = "目標値が0のため、達成率を計算できません"
    NEGATIVE_TARGET = "目標値が負の数のため、この式では達成率を計算できません"
    ZERO_ACTUAL = "実績値が0のため、「目標値÷実績値」の式では達成率を計算できません"
    NEGATIVE_ACTUAL = "実績値が負の数のため、「目標値÷実績値」の式では達成率を計算できません"
    RANGE_TARGET = "目標値が範囲で定められているため、この式では達成率を計算できません"
    CHANGE_TARGET = "目標値が増減で定められているため、この式では達成率を計算できません"
    NO_FORMULA = "この指標の方向についての計算式が評価基準にないため、評価できません"
    NO_DIRECTION = "この指標には望ましい方向が定められていないため、良し悪しを判定できません"
    NO_BASELINE = "基準値がないため、進捗率を計算できません"
    ZERO_BASELINE = "基準値が0のため、基準値からの変化率を計算できません"
    TARGET_IS_BASELINE = "目標値と基準値が同じため、進捗率を計算できません"
    EXPECTED_IS_BASELINE = "期待値と基準値が同じため、進捗率を計算できません"
    NO_FINAL_TARGET = "最終目標値がないため、達成率を計算できません"
    NO_PERIOD = "計画の初年度又は最終年度が分からないため、経過年数に応じた値を計算できません"
    OUTSIDE_PERIOD = "計画期間の外の年度のため、経過年数に応じた値を計算できません"
    ZERO_EXPECTED = "期待値が0以下のため、達成率を計算できません"
    NO_PREVIOUS = "前年度の実績値がないため、前年度と比べられません"
    ZERO_PREVIOUS = "前年度の実績値が0のため、前年度との比を計算できません"
    TARGET_IS_PREVIOUS = "目標値と前年度の実績値が同じため、進捗率を計算できません"
    NO_TOTAL = "これまでの年度に数値のない年度があるため、累計を計算できません"
    NOT_SUMMABLE = "年度末の値、平均又は率は合計できないため、累計を計算できません"
    STATE_DIFFERS = "目標と実績の文言が異なるため、達成したかどうかは人の判断が必要です"
    NO_FACT = "手で入力する事項が未入力のため、評価区分が決まりません"
    JUDGED = "この評価基準の評価区分は、人の判断によるため計算しません"
    OUT_OF_FORCE = "この年度には適用されない評価基準のため、評価しません"
