from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.checks.actual_missing import check_actual_missing
from shirube.core.finding import Level
from shirube.core.indicator import Direction
from shirube.core.scale import Code
from tests.builders import build_indicator, build_scale, year
from tests.checks.checking import run_on

TARGETS = {"R5": 10, "R6": 10, "R7": 10, "R8": 10}
REPORTED = build_indicator("full", targets=TARGETS, actuals={"R5": 9, "R6": 9, "R7": 9})


def test_a_blank_actual_in_a_finished_year_is_odd() -> None:
    indicator = build_indicator(targets=TARGETS, actuals={"R5": 9, "R7": 9})

    [finding] = run_on(check_actual_missing, REPORTED, indicator)

    assert finding.level is Level.ODD
    assert finding.place.year == year("R6")
    assert "目標値は10人" in finding.message


def test_a_dash_without_a_reason_is_odd() -> None:
    indicator = build_indicator(targets=TARGETS, actuals={"R5": 9, "R6": 9, "R7": "-"})

    [finding] = run_on(check_actual_missing, REPORTED, indicator)

    assert "実績値が「-」で、理由がありません" in finding.message


def test_a_year_of_which_the_first_figures_are_in_is_not_said_to_be_over() -> None:
    begun = build_indicator("begun", targets=TARGETS, actuals={"R5": 9, "R6": 9, "R7": 9, "R8": 4})

    [finding] = run_on(check_actual_missing, begun, REPORTED)

    assert finding.place.year == year("R8")
    assert "この計画には令和8年度の実績値があるため" in finding.message
    assert "終わって" not in finding.message


def test_a_year_just_begun_is_told_once_and_not_cell_by_cell() -> None:
    begun = build_indicator("begun", targets=TARGETS, actuals={"R5": 9, "R6": 9, "R7": 9, "R8": 4})
    others = [replace(REPORTED, key=key) for key in ("a", "b")]

    [finding] = run_on(check_actual_missing, begun, *others)

    assert finding.level is Level.INFORMATION
    assert finding.place.render() == "令和8年度"
    assert "3指標のうち1指標に記入されています" in finding.message


def test_a_blank_in_an_earlier_year_is_odd_while_the_next_is_being_entered() -> None:
    begun = build_indicator("begun", targets=TARGETS, actuals={"R5": 9, "R6": 9, "R7": 9, "R8": 4})
    gap = build_indicator("gap", targets=TARGETS, actuals={"R5": 9, "R7": 9})

    found = run_on(check_actual_missing, begun, gap, REPORTED)

    assert [(item.level, item.place.year) for item in found] == [
        (Level.INFORMATION, year("R8")),
        (Level.ODD, year("R6")),
    ]


def test_a_grade_without_any_actual_is_named() -> None:
    indicator = build_indicator(targets=TARGETS, actuals={"R5": 9, "R6": 9}, marks={"R7": "A"})

    [finding] = run_on(check_actual_missing, REPORTED, indicator)

    assert "評価「A」の根拠も確かめられません" in finding.message


def test_a_year_still_to_come_is_silent() -> None:
    assert run_on(check_actual_missing, REPORTED) == []


def test_a_plan_about_which_nothing_is_reported_yet_is_silent() -> None:
    assert run_on(check_actual_missing, build_indicator(targets=TARGETS)) == []


@pytest.mark.parametrize("reason", ["未公表", "集計中", "中止", "対象なし", "未着手", "秘匿"])
def test_a_reason_in_words_is_an_answer(reason: str) -> None:
    indicator = build_indicator(targets=TARGETS, actuals={"R5": 9, "R6": 9, "R7": reason})

    assert run_on(check_actual_missing, REPORTED, indicator) == []


def test_years_after_the_end_of_an_activity_are_silent() -> None:
    indicator = build_indicator(targets=TARGETS, actuals={"R5": 9, "R6": "終了"})

    assert run_on(check_actual_missing, REPORTED, indicator) == []


def test_a_code_of_the_rule_for_missing_figures_is_an_answer() -> None:
    scale = replace(build_scale(), codes=(Code(mark="X"),))
    indicator = build_indicator(targets=TARGETS, actuals={"R5": 9, "R6": 9}, marks={"R7": "X"})

    assert run_on(check_actual_missing, REPORTED, indicator, scale=scale) == []
    assert len(run_on(check_actual_missing, REPORTED, indicator)) == 1


def test_a_year_without_a_target_is_silent() -> None:
    indicator = build_indicator(targets={"R7": 10}, actuals={"R7": 9})

    assert run_on(check_actual_missing, REPORTED, indicator) == []


def test_a_reference_indicator_is_silent() -> None:
    indicator = build_indicator(targets=TARGETS, actuals={"R5": 9}, direction=Direction.REFERENCE)

    assert run_on(check_actual_missing, REPORTED, indicator) == []
