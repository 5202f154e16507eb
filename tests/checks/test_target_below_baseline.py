from __future__ import annotations

import pytest

from shirube.checks.target_below_baseline import check_target_below_baseline
from shirube.core.finding import Level
from shirube.core.indicator import Accumulation, Direction
from tests.builders import build_indicator
from tests.checks.checking import run_on


def test_a_first_target_below_the_baseline_is_odd() -> None:
    indicator = build_indicator(
        unit="店", baseline=("R3", 102), targets={"R5": 100, "R6": 105, "R7": 110, "R8": 115}
    )

    [finding] = run_on(check_target_below_baseline, indicator)

    assert finding.level is Level.ODD
    assert "基準値102店（令和3年度）を下回っています（令和5年度 100店）" in finding.message


def test_targets_that_are_all_below_ask_for_the_direction() -> None:
    indicator = build_indicator(baseline=("R3", 300), targets={"R5": 250, "R6": 150})

    [finding] = run_on(check_target_below_baseline, indicator)

    assert "減少を目指す指標であれば" in finding.message
    assert "「減少」" in finding.remedy


@pytest.mark.parametrize("direction", [Direction.DOWN, Direction.KEEP, Direction.RANGE, Direction.REFERENCE])
def test_an_indicator_that_need_not_rise_is_silent(direction: Direction) -> None:
    indicator = build_indicator(baseline=("R3", 300), targets={"R5": 250}, direction=direction)

    assert run_on(check_target_below_baseline, indicator) == []


@pytest.mark.parametrize("target", [102, 103])
def test_a_target_at_or_above_the_baseline_is_silent(target: int) -> None:
    indicator = build_indicator(baseline=("R3", 102), targets={"R5": target})

    assert run_on(check_target_below_baseline, indicator) == []


@pytest.mark.parametrize("target", ["15%以下", "20%未満", "16%削減", "未公表", "10件"])
def test_a_target_that_is_a_limit_a_change_or_another_unit_is_silent(target: str) -> None:
    indicator = build_indicator(unit="%", baseline=("R3", "40%"), targets={"R5": target})

    assert run_on(check_target_below_baseline, indicator) == []


def test_the_same_target_without_the_limit_is_reported() -> None:
    indicator = build_indicator(unit="%", baseline=("R3", "40%"), targets={"R5": "15%"})

    assert len(run_on(check_target_below_baseline, indicator)) == 1


@pytest.mark.parametrize("accumulation", [Accumulation.CUMULATIVE, Accumulation.CUMULATIVE_FLOW])
def test_a_total_that_begins_anew_with_the_plan_is_silent(accumulation: Accumulation) -> None:
    indicator = build_indicator(baseline=("R3", 300), targets={"R5": 50}, accumulation=accumulation)

    assert run_on(check_target_below_baseline, indicator) == []


def test_an_indicator_without_a_baseline_is_silent() -> None:
    assert run_on(check_target_below_baseline, build_indicator(baseline=("R3", "-"), targets={"R5": 1})) == []
    assert run_on(check_target_below_baseline, build_indicator(targets={"R5": 1})) == []
