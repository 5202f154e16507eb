"""Indicators refuse nonsense and find their years."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Actual, Decision, Fact, Indicator, Published, Revision, Target
from tests.builders import build_indicator, reading

R5, R6, R7 = FiscalYear(2023), FiscalYear(2024), FiscalYear(2025)


def test_figures_are_found_by_year() -> None:
    indicator = build_indicator(targets={"R5": 20, "R6": 30}, actuals={"R5": 21}, marks={"R5": "A"})

    assert indicator.target(R6) == Target(R6, reading(30, "人"))
    assert indicator.actual(R5) == Actual(R5, reading(21, "人"))
    assert indicator.published_in(R5) == Published(R5, "A")
    assert indicator.actual(R6) is None
    assert indicator.decision(R5) is None


def test_the_years_of_an_indicator_are_those_of_targets_actuals_and_marks() -> None:
    indicator = build_indicator(baseline=("R3", 1), targets={"R6": 1}, actuals={"R5": 1}, marks={"R7": "A"})

    assert indicator.years == (R5, R6, R7)


@pytest.mark.parametrize(
    "series",
    [
        {"targets": (Target(R6, reading(1)), Target(R5, reading(1)))},
        {"actuals": (Actual(R5, reading(1)), Actual(R5, reading(2)))},
        {"published": (Published(R6, "A"), Published(R5, "A"))},
        {"decisions": (Decision(R5, "A", "理由"), Decision(R5, "B", "理由"))},
    ],
)
def test_a_year_twice_or_out_of_order_is_refused(series: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="ascending order"):
        Indicator(key="1", **series)


def test_an_indicator_needs_a_key() -> None:
    with pytest.raises(ValueError, match="key"):
        Indicator(key="")


def test_a_decided_grade_needs_its_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        Decision(R5, "A", " ")


def test_a_fact_needs_its_question_and_its_answer() -> None:
    for question, answer in (("", "はい"), ("予定どおりの進捗", " ")):
        with pytest.raises(ValueError, match="answer to a question"):
            Fact(R5, question, answer)


@pytest.mark.parametrize(
    "facts",
    [
        (Fact(R5, "問い", "はい"), Fact(R5, "問い", "いいえ")),
        (Fact(R6, "問い", "はい"), Fact(R5, "問い", "いいえ")),
    ],
)
def test_a_question_has_one_answer_a_year_in_ascending_years(facts: tuple[Fact, ...]) -> None:
    with pytest.raises(ValueError, match="one answer a year"):
        Indicator(key="1", facts=facts)


def test_answers_are_found_by_year() -> None:
    facts = (Fact(R5, "甲", "はい"), Fact(R5, "乙", "順調"), Fact(R6, "甲", "いいえ"))
    indicator = Indicator(key="1", facts=facts)

    assert indicator.facts_in(R5) == {"甲": "はい", "乙": "順調"}
    assert indicator.facts_in(R5 - 1) == {}


def test_the_original_target_is_that_before_the_first_revision() -> None:
    first, second = Revision(reading(10)), Revision(reading(15))

    assert Target(R5, reading(20), (first, second)).original == reading(10)
    assert Target(R5, reading(20)).original == reading(20)
