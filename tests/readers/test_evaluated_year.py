"""The year of figures whose heading names none."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from shirube.core.fiscal_year import FiscalYear
from shirube.readers.layout_recipe import LayoutRecipe
from tests.readers.tables import actuals, marks, read_one


@pytest.mark.parametrize(
    ("title", "heading", "note"),
    [
        ("令和6年度　進捗状況", "実績値", ""),
        ("進捗状況", "実績値(R6)", ""),
        ("進捗状況", "最終評価時", "※最終評価時は令和6年度の調査による"),
    ],
)
def test_the_title_the_heading_or_a_note_says_the_year(title: str, heading: str, note: str) -> None:
    (item,) = read_one(
        f"""
        {title}
        項目 | 目標値(R6) | {heading}
        参加者数 | 30 | 21
        {note}
        """
    ).plan.indicators

    assert actuals(item) == {2024: "21"}


_OPEN = "指標 | 目標値(R12) | 実績値 | 評価\n相談件数 | 200 | 120 | B"


def test_figures_that_get_the_year_of_the_goal_are_asked_about() -> None:
    found = read_one(f"総合計画 進捗状況\n{_OPEN}")

    assert actuals(found.plan.indicators[0]) == {2030: "120"}
    (said,) = [one for one in found.findings if one.code == "year-of-goal"]
    assert said.level is Level.ODD
    assert "「実績値」、「評価」" in said.message
    assert "令和12年度" in said.message


@pytest.mark.parametrize(
    "text",
    [
        f"令和5年度 進捗状況\n{_OPEN}",
        "指標 | 目標値(R12) | 実績値(R5) | 評価\n相談件数 | 200 | 120 | B",
        "指標 | 目標値(R12) | 実績値 | 評価\n相談件数 | 200 | 120(R5) | B",
        "指標 | R5目標 | R5実績 | 評価\n相談件数 | 200 | 120 | B",
    ],
)
def test_a_year_that_is_said_anywhere_else_needs_no_question(text: str) -> None:
    found = read_one(text)

    assert actuals(found.plan.indicators[0])[2023].startswith("120")
    assert "year-of-goal" not in {one.code for one in found.findings}


def test_the_year_that_a_person_says_comes_before_that_of_the_goal() -> None:
    found = read_one(_OPEN, LayoutRecipe(name="r", year=FiscalYear(2023)))

    assert actuals(found.plan.indicators[0]) == {2023: "120"}
    assert "year-of-goal" not in {one.code for one in found.findings}


def test_figures_that_their_rows_date_are_not_said_to_be_of_the_year_of_the_goal() -> None:
    found = read_one(
        """
        施策 | 指標 | 策定時 | | 中間評価時 | | 目標（R10） | 評価
             |      | 年度 | 値 | 年度 | 値 | |
        健康 | 健康寿命 | H29 | 79.4 | R3 | 80.1 | 81.0 | 改善
        安全 | 認知件数 | R元 | 512 | R5 | 498 | 400 | 改善
        """
    )
    first, second = found.plan.indicators

    assert (actuals(first), actuals(second)) == ({2021: "80.1"}, {2023: "498"})
    assert (marks(first), marks(second)) == ({2021: "改善"}, {2023: "改善"})
    assert "year-of-goal" not in {one.code for one in found.findings}


def test_figures_that_nobody_dates_still_are() -> None:
    """The control: 目標（R10） is the only year of the table."""
    found = read_one("指標 | 策定時 | 評価時 | 目標（R10） | 評価\n健康寿命 | 79.4 | 80.1 | 81.0 | 改善")

    assert "year-of-goal" in {one.code for one in found.findings}


_FORM = """
    {label} | 平成28年度 | 計画策定時期 | 平成24年度
    指標 | 従前値 | 基準年度 | 目標値 | 目標年度 | 評価値 | 目標達成度
    観光者数 | 245,000 | H24 | 247,000 | H28 | 256,000 | ○
"""


def test_a_form_that_says_when_it_was_judged_dates_what_was_reached() -> None:
    (item,) = read_one(_FORM.format(label="事後評価 実施時期")).plan.indicators

    assert actuals(item) == {2016: "256,000"}
    assert marks(item) == {2016: "○"}


def test_another_date_of_a_form_dates_nothing() -> None:
    found = read_one(_FORM.format(label="計画変更時期"))

    assert not actuals(found.plan.indicators[0])
    assert "year-unknown" in {one.code for one in found.findings}


def test_one_figure_of_another_year_does_not_date_the_others() -> None:
    first, second, third = read_one(
        """
        平成27年度 取組状況
        取組 | 計画時(H16) | 目標値 | 実績値 | 達成率
        整備した戸数 | 22,281 | 26,800 | 27,042 | 100.9%
        住宅の割合 | 68 | 90 | 75(H25) | 83.3%
        件数 | 7,822 | 5,200 | 4,917 | 105.8%
        """
    ).plan.indicators

    assert [actuals(item) for item in (first, second, third)] == [
        {2015: "27,042"},
        {2013: "75(H25)"},
        {2015: "4,917"},
    ]


@pytest.mark.parametrize(
    ("title", "judged"), [("令和6年度 評価シート", 2023), ("令和5年度 評価シート", 2023)]
)
def test_marks_of_a_paper_are_of_its_last_figures(title: str, judged: int) -> None:
    (item,) = read_one(
        f"""
        {title}
        指標 | 策定時(R1) | 中間(R3)実績 | R5実績 | R5目標 | 評価
        相談件数 | 100 | 120 | 150 | 140 | A
        """
    ).plan.indicators

    assert marks(item) == {judged: "A"}


def test_marks_of_a_year_with_a_goal_are_of_that_year() -> None:
    (item,) = read_one(
        """
        令和6年度 評価シート
        指標 | R4実績 | R5実績 | R6目標 | 評価
        相談件数 | 120 | 150 | 140 | A
        """
    ).plan.indicators

    assert marks(item) == {2024: "A"}
