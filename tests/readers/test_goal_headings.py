"""Headings that mean a goal, or what was reached, by what stands beside them."""

from __future__ import annotations

import pytest

from shirube.readers.result import ReadPlan
from tests.readers.tables import actuals, read_one, targets


def is_said(found: ReadPlan) -> bool:
    return any(one.code == "heading-by-place" for one in found.findings)


def test_what_is_expected_years_behind_the_last_plan_is_a_goal() -> None:
    found = read_one(
        """
        指標名 | H24年度計画 | H24年度実績 | H25年度計画 | H28年度見込み
        講座参加者数 | 300 | 342 | 320 | 380
        """
    )

    (item,) = found.plan.indicators
    assert targets(item) == {2012: "300", 2013: "320", 2016: "380"}
    assert {year for year, text in actuals(item).items() if text} == {2012}
    assert is_said(found)


@pytest.mark.parametrize(
    "headings",
    [
        "R5年度計画 | R5年度実績 | R6年度計画 | R6年度見込み",  # the year under way
        "R5年度計画 | R5年度実績 | R7年度計画 | R6年度見込み",
        "R4年度実績 | R5年度実績 | R5年度計画 | R6年度見込み",
    ],
)
def test_what_is_expected_of_the_year_under_way_is_an_actual(headings: str) -> None:
    found = read_one(f"指標名 | {headings}\n講座参加者数 | 300 | 342 | 320 | 380")

    assert actuals(found.plan.indicators[0])[2024] == "380"
    assert not is_said(found)


def test_the_end_of_a_plan_is_its_goal_where_nothing_else_is() -> None:
    found = read_one("指標 | 策定時(R2) | 計画終了時(R7)\n相談件数 | 100 | 150\n訪問件数 | 50 | 60")

    assert targets(found.plan.indicators[0]) == {2025: "150"}
    assert is_said(found)
    assert "column-unknown" not in [one.code for one in found.findings]


@pytest.mark.parametrize(
    "text",
    [
        "指標 | 策定時(R2) | 目標値(R6) | 計画終了時(R6)\n相談件数 | 100 | 140 | 150",
        "事後評価の概要\n指標 | 従前値(R2) | 計画終了時値(R6)\n相談件数 | 100 | 150",
    ],
)
def test_beside_a_goal_or_in_a_review_it_is_what_was_reached(text: str) -> None:
    found = read_one(text)

    assert actuals(found.plan.indicators[0])[2024] == "150"
    assert is_said(found)


def test_the_end_of_a_project_without_a_beginning_stays_unknown() -> None:
    found = read_one("指標 | R5目標 | R5実績 | 事業終了\n相談件数 | 100 | 90 | R8")

    assert not is_said(found)


def test_a_figure_for_reference_of_a_year_of_its_own_is_what_was_reached() -> None:
    found = read_one(
        """
        指標 | 単位 | 基準値 2014(H26) | 参考値 2015(H27) | 目標値 2016(H28) | 実績値 2016(H28)
        入込客数 | 万人 | 5,075 | 5,704 | 5,800 | 6,181
        """
    )

    assert actuals(found.plan.indicators[0]) == {2015: "5,704", 2016: "6,181"}
    assert is_said(found)


@pytest.mark.parametrize(
    "heading",
    ["参考値", "参考値(全国) H27", "参考(県) H27", "参考 H28"],  # without a year, of others, of a known year
)
def test_other_figures_for_reference_stay_beside_the_table(heading: str) -> None:
    found = read_one(
        f"指標 | 基準値 H26 | {heading} | 目標値 H28 | 実績値 H28\n入込客数 | 5,075 | 5,704 | 5,800 | 6,181"
    )

    assert actuals(found.plan.indicators[0]) == {2016: "6,181"}
    assert not is_said(found)


def test_figures_below_the_years_of_the_plan_are_aimed_at() -> None:
    found = read_one(
        """
        数値目標 | H27～H31 | H28実績値
        雇用創出 | 1,000人 | 515人
        出生数 | 8,000人 | 3,170人
        """
    )

    assert targets(found.plan.indicators[0]) == {2019: "1,000人"}
    assert is_said(found)


@pytest.mark.parametrize("head", ["指標 | H27～H31 | H28実績値", "数値目標 | H27～H31 | 目標値 | H28実績値"])
def test_a_period_that_may_be_of_anything_stays(head: str) -> None:
    found = read_one(f"{head}\n雇用創出 | 1,000人 | 515人 | 400人")

    assert not is_said(found)


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("病院の概要", "項目 | 27年度(実績) | 28年度(見込) | 29年度 | 30年度"),
        ("経営指標に係る数値目標", "項目 | 27年度(実績) | 28年度(実績) | 29年度 | 30年度"),
    ],
)
def test_years_behind_all_that_are_known_are_aimed_at(title: str, head: str) -> None:
    found = read_one(f"平成28年度 改革プラン\n{title}\n{head}\n経常収支比率 | 98.5 | 99.0 | 99.6 | 100.1")
    (item,) = found.plan.indicators

    assert (actuals(item), targets(item)) == (
        {2015: "98.5", 2016: "99.0"},
        {2017: "99.6", 2018: "100.1"},
    )
    assert is_said(found)


@pytest.mark.parametrize(
    "head",
    [
        "項目 | 27年度(実績) | 28年度(実績) | 29年度 | 30年度",  # nothing says that the table looks ahead
        "項目 | 27年度 | 28年度 | 29年度(実績) | 30年度",  # the year before is known as well
        "項目 | 27年度(実績) | 28年度(見込) | 29年度目標 | 30年度",
    ],
)
def test_other_years_alone_are_left(head: str) -> None:
    found = read_one(f"平成28年度 病院の概要\n{head}\n経常収支比率 | 98.5 | 99.0 | 99.6 | 100.1")

    assert not is_said(found)
