from __future__ import annotations

from fractions import Fraction

from shirube.core.graded_plan import GradedRow, compute_graded_plan
from shirube.core.indicator import Accumulation
from shirube.core.yearly_figures import (
    adds_up,
    collect_figures,
    collect_steps,
    compute_final_goal,
    compute_total,
)
from tests.builders import build_indicator, build_plan, build_scale, year

R7 = year("R7")


def row(
    actuals: dict[str, str | int],
    accumulation: Accumulation = Accumulation.ANNUAL,
    targets: dict[str, str | int] | None = None,
) -> GradedRow:
    indicator = build_indicator(targets=targets or {}, actuals=actuals, accumulation=accumulation)
    return compute_graded_plan(build_plan(indicator), build_scale()).rows[0]


def test_a_missing_year_is_absent_and_not_zero() -> None:
    found = collect_figures(row({"R5": 4, "R6": "未公表", "R7": 6}), R7)

    assert [int(value) for _, value in found] == [4, 6]


def test_years_after_the_one_asked_for_do_not_count() -> None:
    assert [when for when, _ in collect_figures(row({"R7": 1, "R8": 2}), R7)] == [R7]


def test_a_running_total_is_taken_apart_into_years() -> None:
    found = collect_steps(row({"R5": 10, "R6": 25, "R7": 30}, Accumulation.CUMULATIVE), R7)

    assert [int(value) for _, value in found] == [10, 15, 5]


def test_over_a_gap_the_step_is_spread_evenly() -> None:
    found = collect_steps(row({"R5": 10, "R7": 25}, Accumulation.CUMULATIVE), R7)

    assert [value for _, value in found] == [10, Fraction(15, 2)]


def test_totals_of_running_totals_and_of_yearly_amounts() -> None:
    actuals: dict[str, str | int] = {"R5": 10, "R6": 25}

    assert compute_total(row(actuals, Accumulation.CUMULATIVE), R7) == 25
    assert compute_total(row(actuals, Accumulation.CUMULATIVE_FLOW), R7) == 35
    assert compute_total(row({}, Accumulation.CUMULATIVE), R7) == 0


def test_the_goal_of_the_last_year() -> None:
    targets: dict[str, str | int] = {"R7": 10, "R8": 15}

    assert compute_final_goal(row({}, targets=targets)) == 15
    assert compute_final_goal(row({}, Accumulation.CUMULATIVE_FLOW, targets)) == 25
    assert compute_final_goal(row({}, Accumulation.CUMULATIVE_FLOW, {**targets, "R7": "検討"})) is None
    assert compute_final_goal(row({})) is None


def test_only_counts_over_years_add_up() -> None:
    assert adds_up(row({}, Accumulation.CUMULATIVE).indicator)
    assert not adds_up(row({}, Accumulation.YEAR_END).indicator)
