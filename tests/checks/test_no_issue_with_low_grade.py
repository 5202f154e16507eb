from __future__ import annotations

import pytest

from shirube.checks.no_issue_with_low_grade import check_no_issue_with_low_grade
from shirube.core.finding import Finding
from tests.builders import build_indicator, build_plan, year
from tests.checks.checking import run, run_on


def _check(actual: int, *, no_issue: bool = True, issues: tuple[str, ...] = ()) -> list[Finding]:
    indicator = build_indicator(
        targets={"R7": 100}, actuals={"R7": actual}, status="開催した。", no_issue=no_issue, issues=issues
    )
    return run_on(check_no_issue_with_low_grade, indicator)


@pytest.mark.parametrize(("actual", "mark"), [(60, "B"), (40, "C")])
def test_no_issue_beside_a_low_grade_is_odd(actual: int, mark: str) -> None:
    [finding] = _check(actual)

    assert f"評価は「{mark}」" in finding.message
    assert finding.place.year == year("R7")


@pytest.mark.parametrize("actual", [90, 130])
def test_no_issue_beside_a_good_grade_is_silent(actual: int) -> None:
    assert _check(actual) == []


def test_a_low_grade_with_an_issue_is_silent() -> None:
    assert _check(40, no_issue=False, issues=("集客",)) == []


def test_a_low_grade_of_another_year_than_the_text_is_silent() -> None:
    indicator = build_indicator(
        targets={"R6": 100, "R7": 100}, actuals={"R6": 40, "R7": 100}, status="開催した。", no_issue=True
    )

    assert run_on(check_no_issue_with_low_grade, indicator) == []


def test_without_a_rule_nothing_is_called_low() -> None:
    indicator = build_indicator(marks={"R7": "C"}, status="開催した。", no_issue=True)

    assert run(check_no_issue_with_low_grade, build_plan(indicator)) == []
