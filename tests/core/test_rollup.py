from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from shirube.core.graded_plan import GradedRow, compute_graded_plan
from shirube.core.indicator import Accumulation, Direction, Indicator
from shirube.core.rollup import ROLLUP_RULES, Rollup, RollupOptions, compute_rollup, find_mark_of_rate
from shirube.core.rounding import Rounding
from shirube.core.scale import Condition, Scale, Subject
from tests.builders import build_indicator, build_plan, build_scale, year

R5 = year("R5")


def one(key: str, target: int, actual: int | str, **more: Any) -> Indicator:
    return build_indicator(key, targets={"R5": target}, actuals={"R5": actual}, **more)


def rows_of(*indicators: Indicator, scale: Scale | None = None) -> tuple[GradedRow, ...]:
    return compute_graded_plan(build_plan(*indicators), scale or build_scale()).rows


def roll(name: str, *indicators: Indicator, scale: Scale | None = None, **options: Any) -> Rollup:
    rule = scale or build_scale()
    return compute_rollup(name, rows_of(*indicators, scale=rule), R5, rule, RollupOptions(**options))


def test_every_result_names_its_rule_and_its_denominator() -> None:
    found = roll("mean", one("1", 100, 157), one("2", 10, 4), one("3", 10, "未公表"))

    assert found.render() == "平均：98.5% → A（2 / 全 3 指標）"


def test_what_cannot_be_rolled_up_rests_on_no_indicator() -> None:
    found = roll("mean", one("1", 10, "未公表"), one("2", 10, "未公表"))

    assert (found.used, found.total, found.value) == (0, 2, None)


def test_one_far_overshoot_rescues_the_mean_but_not_the_capped_mean() -> None:
    indicators = (one("1", 100, 300), one("2", 10, 2))

    assert roll("mean", *indicators).mark == "S"
    capped = roll("capped-mean", *indicators)
    assert (capped.value, capped.mark) == (Fraction(6, 10), "B")
    assert capped.render() == "上限付き平均：60.0% → B（2 / 全 2 指標）。1指標の上限は100.0%"
    assert roll("capped-mean", *indicators, cap=Fraction(3, 2)).value == Fraction(85, 100)


def test_rates_of_different_formulas_are_not_averaged() -> None:
    scale = replace(build_scale(), formulas=((Direction.UP, "ratio"), (Direction.KEEP, "progress")))
    keep = one("2", 10, 8, baseline=("R3", 5), direction=Direction.KEEP)

    found = roll("mean", one("1", 10, 10), keep, scale=scale)

    assert (found.value, found.mark) == (None, "")
    assert found.render().startswith("平均：達成率の計算式が指標によって異なり")


def test_people_and_shops_are_not_added_up_unless_asked_and_then_it_is_said() -> None:
    people, shops = one("1", 10, 10), one("2", 30, 10, unit="店")

    refused = roll("sum-ratio", people, shops)
    asked = roll("sum-ratio", people, shops, mixed_units=True)

    assert refused.refusal == "単位が異なる値（人、店）は合計できないため、計算しません。"
    assert asked.render() == (
        "合計の比：50.0% → C（2 / 全 2 指標）。単位の異なる値（人、店）を合計しています"
    )


def test_figures_of_a_moment_are_not_added_up() -> None:
    stock = one("1", 10, 10, accumulation=Accumulation.YEAR_END)

    assert "合計できない値（年度末）" in roll("sum-ratio", stock, one("2", 10, 10)).refusal


def test_a_sum_of_other_formulas_or_of_no_target_is_refused() -> None:
    scale = replace(build_scale(), formulas=((Direction.UP, "progress"),))

    assert (
        "実績値÷目標値でない" in roll("sum-ratio", one("1", 10, 8, baseline=("R3", 5)), scale=scale).refusal
    )
    assert "0以下" in roll("sum-ratio", one("1", 0, 8)).refusal


def test_the_sum_ratio_of_one_unit_needs_no_remark() -> None:
    found = roll("sum-ratio", one("1", 10, 20), one("2", 30, 10))

    assert (found.value, found.remark) == (Fraction(3, 4), "")


def test_the_worst_grade_ignores_rows_without_one() -> None:
    found = roll("worst", one("1", 10, 10), one("2", 10, 6), one("3", 10, "未公表"))

    assert found.render() == "最も低い評価：B（2 / 全 3 指標）"
    assert roll("worst", one("1", 10, "未公表")).refusal


def test_points_are_averaged_and_banded_by_the_rule_of_the_city() -> None:
    plain = build_scale()
    points = {"S": 100, "A": 95, "B": 80, "C": 35}
    scale = replace(
        plain, bands=tuple(replace(band, points=Fraction(points[band.mark])) for band in plain.bands)
    )
    indicators = (one("1", 10, 10), one("2", 10, 2))

    found = roll("points", *indicators, scale=scale, point_bands=(("良", Fraction(60)), ("可", Fraction(0))))

    assert found.render() == "点数の平均：65.0点 → 良（2 / 全 2 指標）"
    assert roll("points", *indicators).refusal == "評価区分に点数が定められていないため、計算しません。"


def test_a_representative_lends_its_grade() -> None:
    indicators = (one("1", 10, 10), one("2", 10, 2))

    found = roll("representative", *indicators, representatives=frozenset({"2"}))

    assert (found.value, found.mark, found.used) == (Fraction(1, 5), "C", 1)
    assert "代表指標：事業2（参加者数）" in found.remark
    assert roll("representative", *indicators).refusal
    missing = one("3", 10, "未公表")
    assert "評価がない" in roll("representative", missing, representatives=frozenset({"3"})).refusal


def test_several_representatives_are_averaged_and_it_is_said() -> None:
    found = roll(
        "representative",
        one("1", 10, 10),
        one("2", 10, 2),
        one("3", 10, 1),
        representatives=frozenset({"1", "2"}),
    )

    assert (found.value, found.remark) == (Fraction(6, 10), "。代表指標2件の平均")


def test_a_rule_that_looks_at_more_than_the_rate_gives_a_mean_but_no_grade() -> None:
    plain = build_scale()
    first = replace(plain.bands[0], conditions=(Condition(Subject.BASELINE_GAP),))
    scale = replace(plain, bands=(first, *plain.bands[1:]))

    assert find_mark_of_rate(scale, Fraction(1)) == ""
    assert find_mark_of_rate(plain, Fraction(1)) == "A"
    assert find_mark_of_rate(replace(plain, bands=plain.bands[:1]), Fraction(1)) == ""


def test_a_mean_is_rounded_before_judging_where_the_city_does_so() -> None:
    scale = replace(build_scale(), rounding=Rounding(digits=0))

    assert find_mark_of_rate(build_scale(), Fraction(895, 1000)) == "B"
    assert find_mark_of_rate(scale, Fraction(895, 1000)) == "A"


def test_a_rule_nobody_knows_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        roll("magic", one("1", 10, 10))


def test_no_rate_at_all_is_refused_in_words() -> None:
    assert roll("mean", one("1", 10, "未公表")).refusal == "達成率のある指標がないため、計算しません。"


def test_every_rule_has_a_name_and_words_for_people() -> None:
    assert all(rule.name == name and rule.label and rule.words for name, rule in ROLLUP_RULES.items())
