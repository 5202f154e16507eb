from __future__ import annotations

import pytest

from shirube.checks.low_grade_without_issue import check_low_grade_without_issue
from shirube.core.indicator import Indicator
from tests.builders import build_indicator, year
from tests.checks.checking import run_on


def _build(key: str = "1", *, actual: int = 40, **more: object) -> Indicator:
    return build_indicator(key, targets={"R7": 100}, actuals={"R7": actual}, **more)  # type: ignore[arg-type]


TOLD = _build("told", status="開催した。", issues=("集客",))


def test_a_low_grade_whose_text_names_no_issue_is_odd() -> None:
    [finding] = run_on(check_low_grade_without_issue, _build(status="市内で4回開催した。"))

    assert "評価は「C」" in finding.message
    assert "課題が書かれていません" in finding.message
    assert finding.place.year == year("R7")


def test_a_low_grade_without_any_text_is_odd_where_others_have_one() -> None:
    [finding] = run_on(check_low_grade_without_issue, TOLD, _build())

    assert "実施状況と課題が書かれていません" in finding.message


def test_a_low_grade_with_an_issue_is_silent() -> None:
    assert run_on(check_low_grade_without_issue, TOLD) == []


def test_a_good_grade_without_an_issue_is_silent() -> None:
    assert run_on(check_low_grade_without_issue, _build(actual=95, status="開催した。")) == []


def test_no_issue_said_in_words_is_left_to_its_own_check() -> None:
    assert run_on(check_low_grade_without_issue, _build(status="開催した。", no_issue=True)) == []


@pytest.mark.parametrize(
    "narrative",
    [
        "開催したが、参加者の確保が難しい。",
        "大雨のため中止した。",
        "参加者が減少している。",
        "周知の方法を見直す。",
        "参加者増が課題である。",
    ],
)
def test_a_difficulty_told_in_the_running_text_is_enough(narrative: str) -> None:
    assert run_on(check_low_grade_without_issue, _build(status=narrative)) == []


def test_a_table_without_a_column_of_texts_is_silent() -> None:
    assert run_on(check_low_grade_without_issue, _build("1"), _build("2")) == []


def test_a_year_without_texts_is_silent() -> None:
    indicator = build_indicator(
        targets={"R6": 100, "R7": 100}, actuals={"R6": 40, "R7": 95}, status="開催した。"
    )

    assert run_on(check_low_grade_without_issue, indicator) == []
