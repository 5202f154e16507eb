from __future__ import annotations

from typing import Any

import pytest

from shirube.core.graded_plan import compute_graded_plan
from shirube.core.indicator import Accumulation, Direction
from shirube.core.promise import compute_promises, find_stated_total
from tests.builders import build_indicator, build_plan, build_scale, year

TARGETS: dict[str, str | int] = {"R5": 10, "R6": 15, "R7": 23, "R8": 33}


@pytest.mark.parametrize("goal", ["累計80事業者", "合計８１事業者", "合計82者", "2年で80者"])
def test_the_total_in_the_text_is_found_though_yearly_targets_were_rounded(goal: str) -> None:
    assert find_stated_total(build_indicator(targets=TARGETS, goal=goal)) is not None


@pytest.mark.parametrize(
    "goal", ["", "令和80年度", "80%", "90事業者", "第80回の開催", "80", "80頁", "180事業者"]
)
def test_other_numbers_are_no_promise(goal: str) -> None:
    assert find_stated_total(build_indicator(targets=TARGETS, goal=goal)) is None


def test_with_small_targets_a_near_number_is_not_taken_for_a_total() -> None:
    small: dict[str, str | int] = {"R5": 3, "R6": 3, "R7": 5, "R8": 5}

    assert find_stated_total(build_indicator(targets=small, goal="15件の実績を踏まえる")) is None
    assert find_stated_total(build_indicator(targets=small, goal="16件の実績を踏まえる")) == 16


def test_rounding_is_let_pass_by_half_a_unit_for_each_year_and_no_more() -> None:
    two: dict[str, str | int] = {"R5": 50, "R6": 50}

    assert find_stated_total(build_indicator(targets=two, goal="累計101人")) == 101
    assert find_stated_total(build_indicator(targets=two, goal="累計102人")) is None


def test_a_total_may_be_one_and_never_nothing() -> None:
    def stated(number: int) -> object:
        targets: dict[str, str | int] = {"R5": 0, "R6": number}
        return find_stated_total(build_indicator(targets=targets, goal=f"累計{number}件"))

    assert stated(1) == 1
    assert stated(0) is None


@pytest.mark.parametrize("accumulation", [Accumulation.YEAR_END, Accumulation.CUMULATIVE])
def test_figures_that_are_not_yearly_amounts_promise_no_sum(accumulation: Accumulation) -> None:
    indicator = build_indicator(targets=TARGETS, goal="累計81事業者", accumulation=accumulation)

    assert find_stated_total(indicator) is None


def test_a_target_in_words_leaves_the_sum_open() -> None:
    assert find_stated_total(build_indicator(targets={**TARGETS, "R8": "検討"}, goal="48事業者")) is None


def promise_of(**more: Any) -> list[tuple[int, int, int]]:
    indicator = build_indicator(targets=TARGETS, goal="累計80事業者", **more)
    graded = compute_graded_plan(build_plan(indicator), build_scale())
    found = compute_promises(graded, year("R7"))
    assert all(item.row is graded.rows[0] for item in found)
    return [(int(item.done), int(item.remaining), int(item.next_target)) for item in found]


def test_only_the_years_of_the_plan_count_towards_the_promise() -> None:
    assert promise_of(actuals={"R4": 99, "R5": 5, "R6": 16}) == [(21, 59, 56)]


def test_a_missing_year_adds_nothing_and_a_kept_promise_goes_below_zero() -> None:
    assert promise_of(actuals={"R5": "未公表", "R6": 90}) == [(90, -10, 56)]


def test_without_any_actual_or_for_a_falling_indicator_there_is_nothing_to_hold_against() -> None:
    assert promise_of(actuals={}) == []
    assert promise_of(actuals={"R5": 5}, direction=Direction.DOWN) == []
