from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from shirube.core.distribution import (
    compute_distribution,
    compute_history,
    compute_rate_summary,
    count_reached,
    find_always_best,
    find_no_common_meaning,
    render_reason,
)
from shirube.core.graded_plan import GradedPlan, compute_graded_plan
from shirube.core.indicator import Direction
from shirube.core.reading import Missing
from shirube.core.scale import Code
from tests.builders import build_indicator, build_plan, build_scale, year

R5 = year("R5")


def graded(*figures: tuple[int | str | None, int | str | None]) -> GradedPlan:
    indicators = [
        build_indicator(
            str(number),
            targets={} if target is None else {"R5": target},
            actuals={} if actual is None else {"R5": actual},
        )
        for number, (target, actual) in enumerate(figures)
    ]
    return compute_graded_plan(build_plan(*indicators), build_scale())


def test_every_count_stands_beside_its_denominator_and_the_reasons_for_the_rest() -> None:
    plan = graded((10, 10), (10, 2), (10, "未公表"), (10, "未公表"), (None, 5), (0, 5))

    shown = compute_distribution(plan.rows, plan.scale, R5).render()

    assert shown == (
        "S 0、A 1、B 0、C 1（評価対象 2 / 全 6。評価なし：未公表 2、目標設定なし 1、計算不能 1）"
    )


def test_a_missing_actual_is_not_the_worst_grade() -> None:
    plan = graded((10, 10), (10, "集計中"))
    found = compute_distribution(plan.rows, plan.scale, R5)

    assert found.count("C") == 0
    assert (found.graded, found.total) == (1, 2)


def test_codes_are_counted_apart_from_grades() -> None:
    scale = replace(build_scale(), codes=(Code(mark="X", missing=(Missing.NOT_STARTED,)),))
    plan = build_plan(
        build_indicator("1", targets={"R5": 10}, actuals={"R5": 10}),
        build_indicator("2", targets={"R5": 10}, actuals={"R5": "未着手"}),
    )

    found = compute_distribution(compute_graded_plan(plan, scale).rows, scale, R5)

    assert found.others == (("X", 1),)
    assert found.render() == "S 0、A 1、B 0、C 0、X 1（評価対象 1 / 全 2）"


def test_a_row_that_the_year_does_not_know_is_said_to_have_no_target() -> None:
    plan = graded((10, 10))

    assert render_reason(plan.rows[0], year("R7")) == "目標設定なし"
    assert [item.total for item in compute_history(plan, (R5, year("R7")))] == [1, 1]


def test_grades_of_a_plan_without_rule_are_counted_as_published() -> None:
    plan = compute_graded_plan(build_plan(build_indicator(actuals={"R5": 1}, marks={"R5": "◎"})))

    assert compute_distribution(plan.rows, plan.scale, R5).grades == (("◎", 1),)


def test_better_or_equal_is_counted_from_the_best_down() -> None:
    plan = graded((10, 13), (10, 10), (10, 6))
    found = compute_distribution(plan.rows, plan.scale, R5)

    assert found.count_from("A") == 2
    assert found.count_from("?") == 0
    assert count_reached(found, plan.scale) == ("A", 2)
    assert count_reached(found, replace(plan.scale, bands=())) is None


def test_the_mean_of_rates_counts_only_rows_that_have_one() -> None:
    plan = graded((10, 10), (10, 5), (10, "未公表"))
    found = compute_rate_summary(plan.rows, R5)

    assert (found.known, found.total, found.reached) == (2, 3, 1)
    assert found.mean == found.median
    assert found.mean is not None
    assert found.mean * 4 == 3


def test_rates_of_different_formulas_are_not_averaged() -> None:
    scale = replace(build_scale(), formulas=((Direction.UP, "ratio"), (Direction.KEEP, "progress")))
    plan = build_plan(
        build_indicator("1", targets={"R5": 10}, actuals={"R5": 10}),
        build_indicator(
            "2", targets={"R5": 10}, actuals={"R5": 8}, baseline=("R3", 5), direction=Direction.KEEP
        ),
    )
    rows = compute_graded_plan(plan, scale).rows

    found = compute_rate_summary(rows, R5)

    assert found.known == 2
    assert found.mean is None
    assert "平均しても意味がない" in found.refusal
    assert find_no_common_meaning(rows[:1], R5) == ""


def test_rising_and_falling_indicators_are_averaged_where_both_are_shares_of_the_target() -> None:
    scale = replace(build_scale(), formulas=((Direction.UP, "ratio"), (Direction.DOWN, "inverse_ratio")))
    plan = build_plan(
        build_indicator("1", targets={"R5": 10}, actuals={"R5": 5}),
        build_indicator("2", targets={"R5": 10}, actuals={"R5": 10}, direction=Direction.DOWN),
    )

    found = compute_rate_summary(compute_graded_plan(plan, scale).rows, R5)

    assert found.mean == Fraction(3, 4)
    assert found.reached == 1


def test_differences_in_units_are_not_averaged() -> None:
    scale = replace(build_scale(), formulas=((Direction.UP, "difference"),))
    plan = build_plan(build_indicator("1", targets={"R5": 10}, actuals={"R5": 12}))

    found = compute_rate_summary(compute_graded_plan(plan, scale).rows, R5)

    assert (found.mean, found.reached) == (None, 1)
    assert "目標との差" in found.refusal


def test_no_rate_at_all_has_no_mean() -> None:
    plan = graded((10, "未公表"))

    assert compute_rate_summary(plan.rows, R5).mean is None


def test_a_row_is_always_best_only_if_it_was_best_in_every_year() -> None:
    plan = graded((10, 13), (10, 10))

    assert find_always_best(plan, (R5,)) == plan.rows[:1]
    assert find_always_best(plan, ()) == ()
