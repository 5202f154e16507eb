from __future__ import annotations

import pytest

from shirube.checks.total_differs import check_total_differs
from shirube.core.finding import Level
from shirube.core.indicator import Accumulation
from tests.builders import build_indicator
from tests.checks.checking import run_on

SEMINAR = build_indicator(
    "seminar", targets={"R5": 20, "R6": 30, "R7": 45, "R8": 65}, goal="160事業者に案内する。"
)
TALKS = {"R5": 10, "R6": 15, "R7": 23, "R8": 33}


def test_a_total_that_rounding_explains_is_an_information_that_shows_the_rounding() -> None:
    talks = build_indicator(targets=TALKS, goal="参加者の半数(累計80事業者)の相談を受ける。")

    [finding] = run_on(check_total_differs, SEMINAR, talks)

    assert finding.level is Level.INFORMATION
    assert "81（10 + 15 + 23 + 33）" in finding.message
    assert "累計を80事業者" in finding.message
    assert "22.5→23、32.5→33" in finding.message


def test_the_same_total_without_a_source_of_the_halves_is_odd() -> None:
    talks = build_indicator(targets=TALKS, goal="参加者の半数(累計80事業者)の相談を受ける。")

    [finding] = run_on(check_total_differs, talks)

    assert finding.level is Level.ODD
    assert "端数" in finding.remedy
    assert "22.5" not in finding.message


def test_a_total_called_so_in_the_unit_of_the_indicator_is_odd_however_far_off() -> None:
    indicator = build_indicator(targets={"R5": 20, "R6": 30}, goal="計画期間中に合計200人の参加を得る。")

    [finding] = run_on(check_total_differs, indicator)

    assert finding.level is Level.ODD
    assert "50（20 + 30）" in finding.message


def test_a_number_just_beside_the_sum_is_odd_without_being_called_a_total() -> None:
    indicator = build_indicator(
        targets={"R5": 20, "R6": 30, "R7": 45, "R8": 66}, goal="160事業者に案内する。"
    )

    [finding] = run_on(check_total_differs, indicator)

    assert "合計は161" in finding.message


def test_a_total_that_agrees_is_silent() -> None:
    assert run_on(check_total_differs, SEMINAR) == []


@pytest.mark.parametrize(
    "goal",
    [
        "関連計画では100人としているが、さらに増やす。",
        "商店会長(10人)を中心に参加者を募る。",
        "令和4年度の講座数(40講座)を保つ。",
        "累計10,000世帯に広報紙を配る。",
        "これまでに累計90人が修了した。",
        "参加者の累計が増えている。",
        "令和8年度までに取り組む。",
        "",
    ],
)
def test_other_numbers_in_the_goal_are_silent(goal: str) -> None:
    indicator = build_indicator(targets=TALKS, goal=goal)

    assert run_on(check_total_differs, indicator) == []


@pytest.mark.parametrize(
    "goal",
    [
        "令和7年度までに累計48人の相談を受ける。",
        "令和8年度に累計33人とする。",
        "基準値と合わせて累計87人とする。",
    ],
)
def test_a_total_of_some_years_of_the_last_or_with_the_baseline_is_silent(goal: str) -> None:
    indicator = build_indicator(targets=TALKS, baseline=("R3", 6), goal=goal)

    assert run_on(check_total_differs, indicator) == []


@pytest.mark.parametrize("accumulation", [Accumulation.CUMULATIVE, Accumulation.YEAR_END, Accumulation.RATIO])
def test_figures_that_cannot_be_added_up_are_silent(accumulation: Accumulation) -> None:
    goal = "累計80人の相談を受ける。"

    assert run_on(check_total_differs, build_indicator(targets=TALKS, goal=goal)) != []
    assert (
        run_on(check_total_differs, build_indicator(targets=TALKS, goal=goal, accumulation=accumulation))
        == []
    )


def test_a_single_or_unreadable_target_is_silent() -> None:
    goal = "累計80人の相談を受ける。"

    assert run_on(check_total_differs, build_indicator(targets={"R8": 81}, goal=goal)) == []
    assert run_on(check_total_differs, build_indicator(targets={"R7": 81, "R8": "検討中"}, goal=goal)) == []
