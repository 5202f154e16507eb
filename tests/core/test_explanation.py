from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shirube.core.evaluation import Evaluation, evaluate_situation
from shirube.core.indicator import Decision, Direction
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading, Standing
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Band, Code, Evidence, Scale
from shirube.core.scale_words import parse_condition
from shirube.core.undefined import Undefined
from tests.builders import build_scale, missing, reading, year
from tests.core.situations import between, build_rate_scale, build_situation, state


def explain(*cells: Any, scale: Scale | None = None, **more: Any) -> str:
    return evaluate_situation(build_situation(*cells, **more), scale or build_scale()).explanation


def band(mark: str, *conditions: str) -> Band:
    return Band(mark=mark, conditions=tuple(parse_condition(item) for item in conditions))


def test_the_sentence_of_the_reference_case() -> None:
    assert explain("94店", "105店") == "94店 ÷ 105店 = 89.5%（50%超90%未満）→ B"


@pytest.mark.parametrize(
    ("actual", "sentence"),
    [
        ("27,000部", "27,000部 ÷ 20,000部 = 135.0%（120%以上）→ S"),
        ("8,000部", "8,000部 ÷ 20,000部 = 40.0%（50%以下）→ C"),
    ],
)
def test_grades_at_both_ends(actual: str, sentence: str) -> None:
    assert explain(actual, "20,000部") == sentence


@pytest.mark.parametrize(
    ("actual", "target", "shown"),
    [
        ("1129868", "1130000", "= 99.99%（"),
        ("8999", "10000", "= 89.99%（"),
        ("899999", "1000000", "= 89.9999%（"),
        ("900004", "1000000", "= 90.0%（"),
        ("899", "1000", "= 89.9%（"),
    ],
)
def test_a_rate_gets_as_many_decimals_as_it_takes_not_to_look_like_another_band(
    actual: str, target: str, shown: str
) -> None:
    assert shown in explain(
        actual, target, scale=build_scale() if target != "1130000" else build_rate_scale()
    )


def test_a_rate_within_a_hair_of_an_edge_is_shown_cut_with_an_ellipsis() -> None:
    hair = Fraction(9, 10) - Fraction(1, 10**15)

    sentence = explain(f"{hair.numerator}", f"{hair.denominator}")

    assert "= 89.9999999999…%（50%超90%未満）→ B" in sentence


def test_a_rule_that_rounds_first_shows_what_it_judged() -> None:
    scale = replace(build_scale(), rounding=Rounding(RoundingMode.HALF_UP, 0))

    assert explain("94店", "105店", scale=scale) == (
        "94店 ÷ 105店 = 90%（小数第1位を四捨五入して判定）（90%以上120%未満）→ A"
    )


def test_other_conditions_are_shown_with_what_was_found() -> None:
    scale = Scale(
        name="x",
        bands=(
            band("C", "基準値との差 0未満", "達成率 100%未満"),
            band("D", "前年度からの変化率 -5%以下"),
            band("E", "目標達成ではない", "目標値 10以上", "予定どおりの進捗"),
            band("F", "目標達成", "状態：完了"),
            band("G", "それ以外"),
        ),
    )

    assert explain("84,800円", "93,000円", scale=scale, baseline="86,600円", previous="1円") == (
        "84,800円 ÷ 93,000円 = 91.2%（基準値との差は-1,800円で0未満、100%未満）→ C"
    )
    assert explain("90人", "100人", scale=scale, baseline="80人", previous="100人") == (
        "90人 ÷ 100人 = 90.0%（前年度からの変化率は-10.0%で-5%以下）→ D"
    )
    asked = {"予定どおりの進捗": "はい"}
    assert explain("90人", "100人", scale=scale, baseline="80人", previous="90人", facts=asked) == (
        "90人 ÷ 100人 = 90.0%（目標達成ではない、目標値は100人で10以上、人の入力により予定どおりの進捗）→ E"
    )
    assert explain("9人", "9人", scale=scale, baseline="8人", previous="9人") == (
        "9人 ÷ 9人 = 100.0%。この評価基準の評価区分は、人の判断によるため計算しません。"
        "可能性のある評価はF、Gです。"
    )


def test_a_target_in_percent_is_an_amount_and_a_gap_is_in_points() -> None:
    scale = Scale(name="x", bands=(band("A", "目標値 100以上100以下", "目標値との差 -5以上"),))

    assert explain("98%", "100%", scale=scale) == (
        "98% ÷ 100% = 98.0%（目標値は100%で100以上100以下、目標値との差は-2ポイントで-5以上）→ A"
    )


def test_several_questions_are_asked_at_once() -> None:
    scale = Scale(name="x", bands=(band("A", "予定どおりの進捗", "手入力『判断』：順調"),))

    sentence = explain("94店", "105店", scale=scale)

    assert sentence.endswith("決まりません（入力が必要な事項：予定どおりの進捗、判断）。")


def test_states_and_answers_are_quoted() -> None:
    scale = Scale(name="x", bands=(band("F", "状態：完了、実施", "手入力『判断』：順調、良好"),))

    assert explain(state("実施"), state("実施"), scale=scale, facts={"判断": "良好"}) == (
        "実績実施、目標実施（状態：実施、人の入力により判断：良好）→ F"
    )


def test_the_way_that_led_to_the_grade_is_told() -> None:
    both = replace(band("A", "達成率 110%以上"), alternatives=((parse_condition("それ以外"),),))

    assert explain("94店", "105店", scale=Scale(name="x", bands=(both,))).endswith("= 89.5%（それ以外）→ A")
    assert explain("150店", "105店", scale=Scale(name="x", bands=(both,))).endswith("（110%以上）→ A")


def test_met_or_not_and_differences_have_no_percentage() -> None:
    met = build_rate_scale(formulas=((Direction.RANGE, "met"), (Direction.UP, "difference")))

    assert explain("42.1%", between("40", "60"), scale=met, direction=Direction.RANGE) == (
        "実績42.1%、目標40%以上60%以下：達成（100%以上）→ A"
    )
    assert explain("36.6%", between("40", "60"), scale=met, direction=Direction.RANGE) == (
        "実績36.6%、目標40%以上60%以下（範囲の外、差3.4ポイント）：未達成（80%未満）→ C"
    )
    assert explain("1園", "5園", scale=replace(met, bands=())) == "1園 － 5園 = -4園"


@pytest.mark.parametrize(
    ("actual", "target", "sentence"),
    [
        (None, None, "目標値が設定されていないため、評価しません。"),
        (None, "5人", "実績値がまだ入力されていないため、評価しません。"),
        (missing(Missing.NOT_DUE), "5人", "年度が未到来のため、評価しません。"),
        (missing(Missing.UNREADABLE), "5人", "数値として読み取れないため、評価しません。"),
        (missing(Missing.TABULATING), "5人", "実績値がないため（集計中）、評価しません。"),
        ("5人", missing(Missing.WITHHELD), "目標値がないため（秘匿）、評価しません。"),
        ("5人", missing(Missing.NOT_ENTERED), "目標値がまだ入力されていないため、評価しません。"),
        (missing(Missing.TABULATING), missing(Missing.WITHHELD), "目標値がないため（秘匿）、評価しません。"),
        ("5人", "0人", "目標値が0のため、達成率を計算できません。"),
    ],
)
def test_why_there_is_no_grade(actual: Any, target: Any, sentence: str) -> None:
    assert explain(actual, target) == sentence


def test_codes_end_the_sentence() -> None:
    codes = (Code(mark="X", missing=(Missing.NOT_ENTERED,), undefined=(Undefined.ZERO_TARGET,)),)
    scale = replace(build_scale(), codes=codes)

    assert explain(None, "5人", scale=scale) == "実績値がまだ入力されていないため、評価しません → X"
    assert explain("5人", "0人", scale=scale) == "目標値が0のため、達成率を計算できません → X"


def test_what_people_must_enter_is_asked_for() -> None:
    scale = Scale(name="x", bands=(band("A", "予定どおりの進捗"), band("a", "予定どおりの進捗ではない")))

    assert explain("94店", "105店", scale=scale) == (
        "94店 ÷ 105店 = 89.5%。手で入力する事項が未入力のため、評価区分が決まりません"
        "（入力が必要な事項：予定どおりの進捗）。可能性のある評価はA、aです。"
    )


def test_a_gap_in_the_rule_is_said() -> None:
    scale = Scale(name="x", bands=(band("A", "達成率 100%以上"),))

    assert explain("94店", "105店", scale=scale) == "94店 ÷ 105店 = 89.5%（当てはまる評価区分がありません）"
    assert explain("94店", "105店", scale=Scale(name="x")) == "94店 ÷ 105店 = 89.5%"
    last_only = Scale(name="x", final_bands=scale.bands)
    assert explain("94店", "105店", scale=last_only, period=("R5", "R6")).endswith("区分がありません）")


def test_doubts_are_added_behind_the_grade() -> None:
    provisional = replace(reading(90, "店"), standing=Standing.PROVISIONAL)
    open_scale = build_scale(evidence=Evidence.OPEN)

    assert explain(provisional, "100店", scale=open_scale) == (
        "90店 ÷ 100店 = 90.0%（90%以上120%未満）→ A（実績値は速報）（境目がどちらの区分に入るか未確認）"
    )
    assert explain("156回", "1件").endswith("→ S（実績値の単位「回」と目標値の単位「件」が異なります）")
    assert explain("156回", "1").endswith("→ S")


def test_the_exception_of_the_last_year_is_named() -> None:
    scale = replace(build_scale(), final_bands=(band("達", "達成率 80%以上"),))

    assert explain("94店", "105店", scale=scale, period=("R5", "R6")) == (
        "94店 ÷ 105店 = 89.5%（80%以上）→ 達（最終年度の基準による）"
    )
    assert explain("94店", "105店", scale=scale, period=("R5", "R7")).endswith("→ B")


def test_all_doubts_stand_side_by_side() -> None:
    scale = replace(
        build_scale(evidence=Evidence.OPEN), final_bands=(band("達", "達成率 80%以上（未確認）"),)
    )
    provisional = replace(reading(80, "店"), standing=Standing.EXPECTED)
    situation = build_situation(provisional, "100件", period=("R5", "R6"))

    evaluation = evaluate_situation(situation, scale, Decision(year("R6"), "未", "集計誤り"))

    assert evaluation.explanation == (
        "80店 ÷ 100件 = 80.0%（80%以上）→ 達（最終年度の基準による）（実績値は見込）"
        "（境目がどちらの区分に入るか未確認）（実績値の単位「店」と目標値の単位「件」が異なります）"
        "。決定評価は未（理由：集計誤り）"
    )


@pytest.mark.parametrize(
    ("mark", "end"), [("A", "→ B。決定評価はA（理由：台風を考慮）"), ("B", "（50%超90%未満）→ B")]
)
def test_a_decided_grade_is_told_with_its_reason_where_it_differs(mark: str, end: str) -> None:
    decision = Decision(year("R6"), mark, "台風を考慮")

    evaluation = evaluate_situation(build_situation("94店", "105店"), build_scale(), decision)

    assert evaluation.explanation.endswith(end)


def shown_rate(sentence: str) -> Fraction | None:
    """The percentage in front of the bracket, None where it was cut."""
    text = sentence.partition("= ")[2].partition("%")[0].replace(",", "")
    return None if "…" in text else Fraction(text) / 100


@given(st.integers(0, 200_000), st.integers(1, 100_000))
def test_an_explanation_never_contradicts_the_grade(actual: int, target: int) -> None:
    evaluation: Evaluation = evaluate_situation(
        build_situation(_number(actual), _number(target)), build_scale()
    )

    assert evaluation.band is not None
    assert evaluation.explanation.endswith(f"→ {evaluation.mark}")
    shown = shown_rate(evaluation.explanation)
    assert shown is not None
    assert all(condition.holds(shown) for condition in evaluation.band.conditions)


def _number(value: int) -> Reading:
    return Reading(quantity=Quantity(Decimal(value), "人"))
