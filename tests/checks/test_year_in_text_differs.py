from __future__ import annotations

import pytest

from shirube.checks.year_in_text_differs import check_year_in_text_differs
from shirube.core.finding import Finding, Level
from tests.builders import build_indicator
from tests.checks.checking import run_on


def _check(goal: str, *, baseline: tuple[str, str | int] = ("R3", 37), **more: object) -> list[Finding]:
    indicator = build_indicator(
        unit="講座",
        goal=goal,
        baseline=baseline,
        targets={"R5": 40, "R6": 42},
        **more,  # type: ignore[arg-type]
    )
    return run_on(check_year_in_text_differs, indicator)


def test_a_goal_that_starts_from_another_year_than_the_baseline_is_odd() -> None:
    [finding] = _check("令和4年度の講座数(40講座)を維持する。")

    assert finding.level is Level.ODD
    assert "令和4年度の値（40講座）" in finding.message
    assert "表の基準値は令和3年度（37講座）" in finding.message


@pytest.mark.parametrize(
    "goal",
    [
        "R4の40講座を保つ。",
        "2022年度時点の40講座から増やす。",
        "令和4年度末現在40講座",
        "令和４年度（４０講座）を保つ。",
    ],
)
def test_the_year_is_found_in_any_notation(goal: str) -> None:
    assert len(_check(goal)) == 1


def test_the_year_of_the_baseline_with_another_figure_is_odd() -> None:
    [finding] = _check("令和3年度の40講座を保つ。")

    assert "表の令和3年度の値は37講座です" in finding.message


def test_the_year_and_figure_of_the_baseline_are_silent() -> None:
    assert _check("令和3年度の37講座から増やす。") == []


def test_a_year_and_figure_that_a_column_of_the_table_shows_are_silent() -> None:
    assert _check("令和4年度の40講座を保つ。", actuals={"R4": 40}) == []
    assert len(_check("令和4年度の40講座を保つ。", actuals={"R4": 39})) == 1


@pytest.mark.parametrize(
    "goal",
    [
        "令和4年度に導入したアプリを活用する。",
        "令和4年度に3講座を新設した経験を生かす。",
        "令和8年度までに42講座とする。",
        "令和5年度の40講座を足がかりとする。",
        "令和4年度の調査を踏まえる。20講座を開く。",
        "令和4年度の会員数(40人)を保つ。",
        "令和2年度から令和4年度までの計画を引き継ぐ。",
        "",
    ],
)
def test_years_that_are_no_point_of_reference_are_silent(goal: str) -> None:
    assert _check(goal) == []


def test_a_plan_without_a_baseline_is_silent() -> None:
    assert _check("令和4年度の40講座を保つ。", baseline=("R3", "-")) == []
