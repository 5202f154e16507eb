from __future__ import annotations

from fractions import Fraction
from typing import Any

from shirube.core.graded_plan import compute_graded_plan
from shirube.core.indicator import Accumulation, Direction
from shirube.core.pace import Pace, compute_paces
from tests.builders import build_indicator, build_plan, build_scale, year

R7 = year("R7")


def paces(targets: dict[str, str | int], actuals: dict[str, str | int], **more: Any) -> tuple[Pace, ...]:
    indicator = build_indicator(targets=targets, actuals=actuals, **more)
    return compute_paces(compute_graded_plan(build_plan(indicator), build_scale()), R7)


def test_what_the_final_year_needs_is_held_against_the_last_and_the_best_year() -> None:
    (pace,) = paces({"R5": 20, "R8": 60}, {"R5": 30, "R6": 10, "R7": 20})

    assert (pace.final_year, pace.final_target) == (year("R8"), Fraction(60))
    assert [pace.needed, pace.gap] == [Fraction(60), Fraction(40)]
    assert [pace.ratio_to_last, pace.ratio_to_best] == [Fraction(3), Fraction(2)]
    assert not pace.is_reached


def test_after_a_year_of_zero_there_is_no_multiple_and_the_row_comes_first() -> None:
    one = build_indicator("1", targets={"R8": 10}, actuals={"R7": 1})
    zero = build_indicator("2", targets={"R8": 10}, actuals={"R7": 0})
    graded = compute_graded_plan(build_plan(one, zero), build_scale())

    found = compute_paces(graded, R7)

    assert [pace.row.indicator.key for pace in found] == ["2", "1"]
    assert found[0].ratio_to_last is None
    assert found[0].ratio_to_best is None


def test_a_running_total_needs_only_what_is_left_for_each_remaining_year() -> None:
    (pace,) = paces(
        {"R5": 10, "R9": 100}, {"R5": 10, "R6": 30, "R7": 40}, accumulation=Accumulation.CUMULATIVE
    )

    assert pace.needed == Fraction(100 - 40, 2)
    assert [pace.last, pace.best] == [Fraction(10), Fraction(20)]


def test_yearly_amounts_that_are_added_up_need_what_is_left_of_their_sum() -> None:
    (pace,) = paces(
        {"R6": 10, "R7": 10, "R8": 10}, {"R6": 4, "R7": 6}, accumulation=Accumulation.CUMULATIVE_FLOW
    )

    assert [pace.final_target, pace.needed] == [Fraction(30), Fraction(20)]


def test_for_a_falling_indicator_the_best_year_is_the_lowest() -> None:
    (pace,) = paces({"R8": 50}, {"R6": 60, "R7": 80}, direction=Direction.DOWN)

    assert (pace.best, pace.is_reached) == (Fraction(60), False)
    assert paces({"R8": 50}, {"R7": 40}, direction=Direction.DOWN)[0].is_reached
    assert paces({"R8": 50}, {"R7": 50}, direction=Direction.DOWN)[0].is_reached
    assert paces({"R8": 50}, {"R7": 50})[0].is_reached


def test_rates_below_one_have_a_multiple_too() -> None:
    (pace,) = paces({"R8": "1.5"}, {"R6": "0.75", "R7": "0.5"})

    assert [pace.ratio_to_last, pace.ratio_to_best] == [Fraction(3), Fraction(2)]


def test_rows_that_are_over_or_have_no_figures_have_no_pace() -> None:
    assert paces({"R7": 10}, {"R7": 5}) == ()
    assert paces({"R8": 10}, {"R7": "未公表"}) == ()
    assert paces({"R8": "検討"}, {"R7": 5}) == ()
    assert paces({}, {"R7": 5}) == ()
    assert paces({"R8": 10}, {"R7": 5}, direction=Direction.REFERENCE) == ()
