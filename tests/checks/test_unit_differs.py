from __future__ import annotations

import pytest

from shirube.checks.unit_differs import check_unit_differs
from shirube.core.finding import Level
from tests.builders import build_indicator
from tests.checks.checking import run_on


def test_two_units_in_one_indicator_are_odd_and_both_cells_are_named() -> None:
    indicator = build_indicator(unit="", targets={"R5": "10人", "R6": "12人"}, actuals={"R5": "8件"})

    [finding] = run_on(check_unit_differs, indicator)

    assert finding.level is Level.ODD
    assert "令和5年度の目標値は10人、令和5年度の実績値は8件" in finding.message


def test_the_unit_of_the_baseline_counts_too() -> None:
    indicator = build_indicator(
        unit="", baseline=("R3", "40%"), targets={"R5": "10人"}, actuals={"R5": "8人"}
    )

    [finding] = run_on(check_unit_differs, indicator)

    assert "令和3年度の基準値は40%" in finding.message


def test_a_unit_column_that_contradicts_the_cells_is_odd() -> None:
    indicator = build_indicator(unit="回", targets={"R5": "10人"})

    [finding] = run_on(check_unit_differs, indicator)

    assert "指標の単位は「回」" in finding.message


@pytest.mark.parametrize(("one", "other"), [("10か所", "8箇所"), ("10人", "8名"), ("10店", "8店舗")])
def test_two_spellings_of_one_unit_are_an_information(one: str, other: str) -> None:
    [finding] = run_on(
        check_unit_differs, build_indicator(unit="", targets={"R5": one}, actuals={"R5": other})
    )

    assert finding.level is Level.INFORMATION
    assert "書き方" in finding.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10人", "8人"),
        ("40%", "３８％"),
        ("10人", "8"),
        ("13,300頭/年", "17,979頭"),
        ("114.5万冊", "1,145,346冊"),
        ("10人", "未公表"),
        ("延べ10人", "約8人"),
    ],
)
def test_the_same_unit_in_any_notation_is_silent(one: str, other: str) -> None:
    indicator = build_indicator(unit="", targets={"R5": one}, actuals={"R5": other})

    assert run_on(check_unit_differs, indicator) == []


def test_different_units_of_different_indicators_are_silent() -> None:
    people = build_indicator("1", unit="人", targets={"R5": 10})
    cases = build_indicator("2", unit="件", targets={"R5": 10})

    assert run_on(check_unit_differs, people, cases) == []
