"""A single actual before the first goal: the baseline, or the newest figure?"""

from __future__ import annotations

import pytest

from shirube.core.finding import Finding, Level
from shirube.core.form import Role
from shirube.readers.layout_recipe import ColumnRule, LayoutRecipe
from shirube.readers.result import ReadPlan
from tests.readers.tables import actuals, marks, read_one

_LONE = """
指標 | 単位 | R5実績 | 目標(R10)
相談件数 | 件 | 120 | 200
"""


def _asked(found: ReadPlan) -> list[Finding]:
    return [one for one in found.findings if one.code == "baseline-or-actual"]


def _meaning(found: ReadPlan) -> tuple[str, dict[int, str]]:
    item = found.plan.indicators[0]
    return item.baseline.reading.text if item.baseline else "", actuals(item)


def test_a_lone_actual_of_which_nothing_says_what_it_is_is_asked_about() -> None:
    found = read_one(_LONE)

    assert _meaning(found) == ("120", {})
    (said,) = _asked(found)
    assert said.level is Level.ODD
    assert "「R5実績」" in said.message
    assert "基準値とみなしました" in said.message
    assert "「基準値(令和5年度)」" in said.remedy
    assert '"R5実績" = "実績値"' in said.remedy
    assert said.place.cell == "C1"


def test_behind_the_goal_it_is_rather_the_newest_figure_and_asked_about_too() -> None:
    found = read_one("指標 | 目標(R10) | R5実績\n相談件数 | 200 | 120")

    assert _meaning(found) == ("", {2023: "120"})
    assert len(_asked(found)) == 1


def test_before_a_final_goal_alone_it_is_asked_about_too() -> None:
    found = read_one("指標 | R5実績 | 最終目標(R10)\n相談件数 | 120 | 200")

    assert _meaning(found) == ("", {2023: "120"})
    assert len(_asked(found)) == 1


@pytest.mark.parametrize(
    "title",
    [
        "令和5年度 実績報告",
        "総合計画 進捗状況",
        "総合計画 施策の取組状況（令和7年3月作成）",
        "第2期総合戦略（令和2年度～令和10年度）",
    ],
)
def test_a_report_or_the_plans_period_says_that_it_is_an_actual(title: str) -> None:
    found = read_one(f"{title}\n{_LONE.strip()}")

    assert _meaning(found) == ("", {2023: "120"})
    assert not _asked(found)


def test_a_column_on_what_was_done_says_that_it_is_an_actual() -> None:
    found = read_one("指標 | R5実績 | R10目標 | 取組状況\n相談件数 | 120 | 200 | 相談会を月に2回開いた。")

    assert _meaning(found) == ("", {2023: "120"})
    assert not _asked(found)
    assert "「取組状況」の列がある" in next(
        item.why for item in found.columns if item.column.role is Role.ACTUAL
    )


@pytest.mark.parametrize(
    "text",
    [
        # Before the plan began, whatever the title calls itself.
        f"第2期総合戦略（令和6年度～令和10年度） 進捗状況\n{_LONE.strip()}",
        # Goals from the next year on.
        "指標 | R5実績 | R6目標 | R7目標\n相談件数 | 120 | 130 | 140",
        # Newer actuals beside their goals.
        "指標 | R5実績 | R7目標 | R7実績 | R10目標\n相談件数 | 120 | 130 | 125 | 200",
    ],
)
def test_a_figure_from_before_the_plan_is_the_baseline(text: str) -> None:
    found = read_one(text)

    assert _meaning(found)[0] == "120"
    assert not _asked(found)


@pytest.mark.parametrize(
    ("heads", "baseline"),
    [
        # Last year's figure beside the goal and the actual of one year; the start of a plan of several years.
        ("R4実績 | R5目標 | R5実績", ""),
        ("R4実績 | R6目標 | R6実績", "300"),
        ("R4実績 | R5目標 | R6目標", "300"),
    ],
)
def test_the_year_before_the_only_year_reported_on_is_no_baseline(heads: str, baseline: str) -> None:
    found = read_one(f"指標 | {heads}\n講座参加者数 | 300 | 250 | 280")

    assert _meaning(found)[0] == baseline
    assert not _asked(found)


def test_a_year_of_which_the_title_says_that_the_plan_was_set_up_is_not_reported_on() -> None:
    found = read_one(f"総合計画（令和5年度策定）\n{_LONE.strip()}")

    assert _meaning(found)[0] == "120"
    assert len(_asked(found)) == 1


def test_the_period_of_a_survey_is_not_that_of_the_plan() -> None:
    found = read_one(f"意識調査（令和2年度～令和3年度）による\n{_LONE.strip()}")

    assert len(_asked(found)) == 1


def test_nothing_is_asked_where_a_baseline_stands_beside_it() -> None:
    found = read_one("指標 | 現状値(R2) | R5実績 | R10目標\n相談件数 | 100 | 120 | 200")

    assert _meaning(found) == ("100", {2023: "120"})
    assert not _asked(found)


@pytest.mark.parametrize(
    "text",
    [
        _LONE,
        # Rewritten, because of its group line.
        "指標 | R5実績 | 目標(R10) | 備考\n1 相談 | | | \n相談件数 | 120 | 200 | \n講座の数 | 3 | 5 | ",
    ],
)
def test_what_a_person_says_of_the_column_counts(text: str) -> None:
    said = read_one(text, LayoutRecipe(name="r", columns={"R5実績": ColumnRule(Role.ACTUAL)}))
    other = read_one(text, LayoutRecipe(name="r", columns={"R5実績": ColumnRule(Role.BASELINE)}))

    assert _meaning(said) == ("", {2023: "120"})
    assert _meaning(other)[0] == "120"
    assert not _asked(said)
    assert not _asked(other)
    assert len(_asked(read_one(text))) == 1


@pytest.mark.parametrize(
    ("behind", "baseline"),
    [
        ("", ""),
        (" | R6目標", ""),
        (" | R6目標 | R7目標", "188"),
        (" | R8目標", "188"),
    ],
)
def test_a_report_that_rolls_on_gives_the_year_before_and_the_goal_of_the_next(
    behind: str, baseline: str
) -> None:
    """Goals of further years are those of a plan, which began with what was reached before them."""
    further = " | ".join(["210"] * behind.count("|"))
    found = read_one(f"指標 | R4実績 | R5目標 | R5実績{behind}\n展示日数 | 188 | 200 | 211 | {further}")

    years = {} if baseline else {2022: "188"}
    assert _meaning(found) == (baseline, {**years, 2023: "211"})


def test_an_actual_that_the_next_year_is_compared_with_is_none_of_the_plan() -> None:
    (item,) = read_one(
        """
        指標 | 目標値(R7) | R4実績 | R5年次目標値 | R5実績 | 前年度比較 | 年次目標値の達成状況
        女性委員の割合 | 40% | 35.2% | 38% | 35.9% | 改善 | 未達成
        """
    ).plan.indicators

    assert actuals(item) == {2022: "35.2%", 2023: "35.9%"}
    assert marks(item) == {2023: "未達成"}
