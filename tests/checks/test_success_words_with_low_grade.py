from __future__ import annotations

import pytest

from shirube.checks.success_words_with_low_grade import check_success_words_with_low_grade
from shirube.core.finding import Finding, Level
from tests.builders import build_indicator, year
from tests.checks.checking import run_on


def _check(narrative: str, *, actual: int = 60) -> list[Finding]:
    indicator = build_indicator(
        targets={"R7": 100}, actuals={"R7": actual}, status=narrative, issues=("集客",)
    )
    return run_on(check_success_words_with_low_grade, indicator)


@pytest.mark.parametrize(
    "narrative",
    [
        "参加者数は順調に推移している。",
        "市内で4回開催した。事業は好調であった。",
        "目標を達成した。",
        "年間目標を上回っている。",
        "目標値を大きく上回り、次の段階に進む。",
    ],
)
def test_a_text_of_success_beside_a_low_grade_is_odd(narrative: str) -> None:
    [finding] = _check(narrative)

    assert finding.level is Level.ODD
    assert "評価は「B」" in finding.message
    assert finding.place.year == year("R7")


def test_the_sentence_is_quoted() -> None:
    [finding] = _check("市内で4回開催した。参加者数は順調に推移している。")

    assert "「参加者数は順調に推移している」" in finding.message


@pytest.mark.parametrize("narrative", ["参加者数は順調に推移している。", "目標を達成した。"])
def test_the_same_text_beside_a_good_grade_is_silent(narrative: str) -> None:
    assert _check(narrative, actual=95) == []


@pytest.mark.parametrize(
    "narrative",
    [
        "順調とは言えない状況である。",
        "参加者数は順調ではない。",
        "順調に進んでいない。",
        "事業は順調に進まず、翌年度に持ち越した。",
        "目標を達成できなかった。",
        "目標を達成できていない。",
        "目標を上回ることはなかった。",
    ],
)
def test_a_word_that_is_taken_back_is_silent(narrative: str) -> None:
    assert _check(narrative) == []


@pytest.mark.parametrize(
    "narrative",
    [
        "既存の相談は順調に推移しているが、新規の相談は横ばいである。",
        "講座は好調であるものの、相談会は空席が目立つ。",
        "創業者数は順調に増加している。一方で新規の相談者は減っている。",
        "再相談は順調に増えた。新規の相談者数が課題である。",
    ],
)
def test_success_of_something_else_is_silent(narrative: str) -> None:
    assert _check(narrative) == []


@pytest.mark.parametrize(
    "narrative",
    [
        "順調に進むよう支援する。",
        "目標を達成するため、周知を続ける。",
        "目標を達成できるよう取り組む。",
        "順調な実施を目指す。",
    ],
)
def test_a_wish_is_silent(narrative: str) -> None:
    assert _check(narrative) == []


def test_the_success_of_earlier_years_is_silent() -> None:
    assert _check("前年度は好調であった。") == []


def test_a_text_without_such_words_is_silent() -> None:
    assert _check("予定どおり4回開催した。") == []
