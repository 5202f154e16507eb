from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.checks.tenfold_jump import check_tenfold_jump
from shirube.checks.unusual_change import check_unusual_change
from shirube.core.finding import Level
from shirube.core.indicator import Accumulation, Direction, Indicator
from tests.builders import build_indicator, year
from tests.checks.checking import run_on


def find(indicator: Indicator) -> list[str]:
    return [finding.message for finding in run_on(check_unusual_change, indicator)]


def test_an_actual_that_doubled_is_worth_a_word() -> None:
    indicator = build_indicator(unit="部", targets={"R7": 900}, actuals={"R6": 800, "R7": 2000})

    [finding] = run_on(check_unusual_change, indicator)

    assert finding.level is Level.INFORMATION
    assert finding.place.year == year("R7")
    assert finding.message == "令和7年度の実績値（2,000部）が、前年度（800部）の約2.5倍です。"


def test_an_actual_that_halved_is_worth_a_word() -> None:
    assert find(build_indicator(actuals={"R6": 120, "R7": 60})) == [
        "令和7年度の実績値（60人）が、前年度（120人）の約2分の1です。"
    ]


def test_a_slip_of_a_digit_is_told_by_its_own_check_alone() -> None:
    indicator = build_indicator(actuals={"R6": 300, "R7": 3000})

    assert find(indicator) == []
    assert len(run_on(check_tenfold_jump, indicator)) == 1


@pytest.mark.parametrize(
    "indicator",
    [
        build_indicator(actuals={"R6": 10, "R7": 25}),
        build_indicator(actuals={"R6": 0, "R7": 500}),
        build_indicator(actuals={"R6": 100, "R7": 190}),
        build_indicator(actuals={"R5": 100, "R7": 300}),
        build_indicator(unit="%", actuals={"R6": "4%", "R7": "9%"}),
        build_indicator(targets={"R6": 100, "R7": 290}, actuals={"R6": 100, "R7": 300}),
        replace(build_indicator(actuals={"R6": 100, "R7": 260}), accumulation=Accumulation.CUMULATIVE),
    ],
    ids=["small", "from zero", "less than twice", "not last year", "small rate", "planned", "running total"],
)
def test_what_changes_by_itself_or_was_planned_is_silent(indicator: Indicator) -> None:
    assert find(indicator) == []


def test_a_figure_far_beyond_the_final_target_is_told_once() -> None:
    targets = {"R5": 80, "R6": 90, "R7": 95, "R8": 100}
    indicator = build_indicator(targets=targets, actuals={"R5": 150, "R6": 205, "R7": 210})

    assert find(indicator) == [
        "令和6年度の実績値（205人）は、最終の令和8年度の目標値（100人）に対して205.0%です。"
    ]


def test_a_falling_figure_far_below_the_final_target_is_told() -> None:
    indicator = replace(
        build_indicator(targets={"R7": 300, "R8": 240}, actuals={"R6": 180, "R7": 120}),
        direction=Direction.DOWN,
    )

    assert find(indicator) == [
        "令和7年度の実績値（120人）は、最終の令和8年度の目標値（240人）に対して50.0%です。"
    ]


def test_in_the_final_year_itself_a_good_figure_is_only_good() -> None:
    assert find(build_indicator(targets={"R7": 100}, actuals={"R6": 190, "R7": 250})) == []
