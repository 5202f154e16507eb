from __future__ import annotations

import pytest

from shirube.checks.tenfold_jump import check_tenfold_jump
from shirube.core.finding import Level
from shirube.core.indicator import Accumulation
from tests.builders import build_indicator, year
from tests.checks.checking import run_on


def test_an_actual_with_a_nought_too_few_is_odd_against_last_year_and_target() -> None:
    indicator = build_indicator(
        unit="部",
        targets={"R5": 28000, "R6": 28000, "R7": 30000},
        actuals={"R5": 28000, "R6": 2800, "R7": 29000},
    )

    [finding] = run_on(check_tenfold_jump, indicator)

    assert finding.level is Level.ODD
    assert finding.place.year == year("R6")
    assert "令和6年度の実績値（2,800部）が令和5年度の実績値（28,000部）の10分の1です" in finding.message
    assert "令和6年度の目標値（28,000部）とも大きく離れています" in finding.message


def test_a_slip_is_found_though_the_value_itself_moved() -> None:
    indicator = build_indicator(actuals={"R5": 340, "R6": 2750})

    [finding] = run_on(check_tenfold_jump, indicator)

    assert "約8倍" in finding.message


def test_a_target_with_a_nought_too_many_is_odd() -> None:
    indicator = build_indicator(targets={"R5": 280, "R6": 2800, "R7": 300}, actuals={"R5": 270, "R6": 275})

    [finding] = run_on(check_tenfold_jump, indicator)

    assert finding.place.year == year("R6")
    assert "令和6年度の目標値（2,800人）" in finding.message


def test_the_first_year_is_held_against_the_baseline() -> None:
    indicator = build_indicator(baseline=("R3", 2700), targets={"R5": 2800}, actuals={"R5": 275})

    [finding] = run_on(check_tenfold_jump, indicator)

    assert "令和3年度の基準値（2,700人）の約10分の1" in finding.message


def test_without_a_baseline_the_first_actual_is_held_against_its_target() -> None:
    indicator = build_indicator(unit="円", targets={"R5": 28, "R6": 28}, actuals={"R5": 28000, "R6": 27000})

    [finding] = run_on(check_tenfold_jump, indicator)

    assert "令和5年度の目標値（28円）の1,000倍" in finding.message


@pytest.mark.parametrize(("before", "after"), [("45.2%", "4.5%"), ("1.2%", "12%")])
def test_a_rate_with_its_point_in_another_place_is_odd(before: str, after: str) -> None:
    indicator = build_indicator(unit="%", actuals={"R5": before, "R6": after})

    assert len(run_on(check_tenfold_jump, indicator)) == 1


def test_a_nought_added_to_a_small_count_against_last_year_and_target_is_odd() -> None:
    indicator = build_indicator(unit="回", targets={"R5": 1, "R6": 1}, actuals={"R5": 1, "R6": 10})

    assert len(run_on(check_tenfold_jump, indicator)) == 1


@pytest.mark.parametrize(("before", "after"), [(1, 12), (2, 25), (9, 90), (0, 500), (30, 3)])
def test_small_counts_grow_and_shrink_in_silence(before: int, after: int) -> None:
    indicator = build_indicator(unit="件", actuals={"R5": before, "R6": after})

    assert run_on(check_tenfold_jump, indicator) == []


def test_a_small_count_that_its_target_planned_is_silent() -> None:
    indicator = build_indicator(unit="回", targets={"R5": 1, "R6": 10}, actuals={"R5": 1, "R6": 10})

    assert run_on(check_tenfold_jump, indicator) == []


@pytest.mark.parametrize("after", [100, 400, 790])
def test_growth_below_eightfold_is_silent(after: int) -> None:
    assert run_on(check_tenfold_jump, build_indicator(actuals={"R5": 100, "R6": after})) == []


def test_growth_of_eightfold_is_the_first_that_is_reported() -> None:
    assert len(run_on(check_tenfold_jump, build_indicator(actuals={"R5": 100, "R6": 800}))) == 1


def test_an_actual_that_reaches_its_target_is_silent_however_low_last_year_was() -> None:
    indicator = build_indicator(targets={"R6": 300}, actuals={"R5": 30, "R6": 290})

    assert run_on(check_tenfold_jump, indicator) == []


def test_an_actual_far_above_its_target_is_odd_though_less_than_tenfold() -> None:
    targets = {"R6": 28000, "R7": 30000}
    indicator = build_indicator(unit="部", targets=targets, actuals={"R6": 28000, "R7": 230000})

    [finding] = run_on(check_tenfold_jump, indicator)

    assert "約8倍" in finding.message


def test_a_new_level_is_reported_once() -> None:
    indicator = build_indicator(actuals={"R4": 100, "R5": 1000, "R6": 1050, "R7": 1100})

    [finding] = run_on(check_tenfold_jump, indicator)

    assert finding.place.year == year("R5")


def test_the_way_back_after_a_slip_is_silent() -> None:
    indicator = build_indicator(actuals={"R4": 1000, "R5": 10000, "R6": 1050})

    [finding] = run_on(check_tenfold_jump, indicator)

    assert finding.place.year == year("R5")


def test_a_balance_that_changes_its_sign_is_silent() -> None:
    assert run_on(check_tenfold_jump, build_indicator(actuals={"R5": "▲2,530人", "R6": "120人"})) == []


def test_values_of_different_units_are_left_to_the_check_of_units() -> None:
    assert run_on(check_tenfold_jump, build_indicator(unit="", actuals={"R5": "10人", "R6": "1000円"})) == []


def test_running_totals_are_not_held_against_the_baseline() -> None:
    figures = {"R5": 100, "R6": 250}
    running = build_indicator(
        baseline=("R3", 2000), targets=figures, actuals=figures, accumulation=Accumulation.CUMULATIVE
    )
    yearly = build_indicator(baseline=("R3", 2000), targets=figures, actuals=figures)

    assert run_on(check_tenfold_jump, running) == []
    assert run_on(check_tenfold_jump, yearly) != []
