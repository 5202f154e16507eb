from __future__ import annotations

from shirube.checks.actual_without_target import check_actual_without_target
from shirube.core.finding import Level
from shirube.core.indicator import Direction
from tests.builders import build_indicator
from tests.checks.checking import run_on

COMPLETE = build_indicator("full", targets={"R5": 10, "R6": 10, "R7": 10}, actuals={"R5": 9})


def test_an_actual_whose_target_was_forgotten_is_odd_and_the_figure_is_shown() -> None:
    indicator = build_indicator(targets={"R5": 10, "R7": 10}, actuals={"R5": 9, "R6": 12})

    [finding] = run_on(check_actual_without_target, COMPLETE, indicator)

    assert finding.level is Level.ODD
    assert "令和6年度 12人" in finding.message
    assert "令和5年度" not in finding.message


def test_several_years_of_one_indicator_are_one_finding() -> None:
    indicator = build_indicator(targets={}, actuals={"R5": 9, "R6": 12})

    [finding] = run_on(check_actual_without_target, COMPLETE, indicator)

    assert "令和5年度 9人、令和6年度 12人" in finding.message


def test_a_target_in_the_final_year_only_is_an_information() -> None:
    indicator = build_indicator(targets={"R7": 10}, actuals={"R5": 9, "R6": 12})

    [finding] = run_on(check_actual_without_target, COMPLETE, indicator)

    assert finding.level is Level.INFORMATION
    assert "目標値が令和7年度だけに設定されている" in finding.message


def test_an_actual_with_its_target_is_silent() -> None:
    assert run_on(check_actual_without_target, COMPLETE) == []


def test_a_plan_that_sets_no_yearly_targets_is_silent() -> None:
    indicator = build_indicator(targets={"R8": 10}, actuals={"R5": 9, "R6": 12})

    assert run_on(check_actual_without_target, indicator) == []


def test_a_column_of_earlier_years_is_silent() -> None:
    indicator = build_indicator(targets={"R5": 10}, actuals={"R3": 8, "R4": 9, "R5": 10})

    assert run_on(check_actual_without_target, indicator) == []


def test_a_target_that_is_said_not_to_be_set_is_silent() -> None:
    indicator = build_indicator(targets={"R5": 10, "R6": "設定なし"}, actuals={"R5": 9, "R6": 12})

    assert run_on(check_actual_without_target, COMPLETE, indicator) == []


def test_a_grade_without_a_target_is_odd_even_where_none_was_set() -> None:
    indicator = build_indicator(
        targets={"R5": 10, "R6": "設定なし"}, actuals={"R5": 9, "R6": 12}, marks={"R6": "A"}
    )

    assert len(run_on(check_actual_without_target, COMPLETE, indicator)) == 1


def test_a_reference_indicator_is_silent() -> None:
    indicator = build_indicator(actuals={"R5": 9}, direction=Direction.REFERENCE)

    assert run_on(check_actual_without_target, COMPLETE, indicator) == []


def test_a_missing_actual_is_silent() -> None:
    indicator = build_indicator(targets={"R5": 10}, actuals={"R5": 9, "R6": "未公表"})

    assert run_on(check_actual_without_target, COMPLETE, indicator) == []
