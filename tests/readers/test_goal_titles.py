"""Years alone above figures of which the title, or the sheet, says that they are goals."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.form import Role
from shirube.readers.layout_reader import read_tables
from shirube.readers.layout_recipe import ColumnRule, LayoutRecipe
from shirube.readers.layouts import find_all_tables
from shirube.readers.result import ReadPlan
from tests.readers.tables import actuals, grid, read, read_one, targets

_TABLE = "指標 | 現状値(R3) | R5 | R6\n相談件数 | 100 | 120 | 130"


def _said(found: ReadPlan) -> list[Finding]:
    return [one for one in found.findings if one.code == "years-are-goals"]


@pytest.mark.parametrize(
    "title",
    [
        "市総合計画 数値目標",
        "目標値一覧",
        "目標",
        "年度別目標",
        "第2期計画（令和5年度～） 各年度の目標値",
        "【数値目標】",
        "経営発達支援事業の目標",
    ],
)
def test_below_a_title_of_goals_figures_of_a_year_are_goals(title: str) -> None:
    found = read_one(f"{title}\n{_TABLE}")

    (item,) = found.plan.indicators
    assert (targets(item), actuals(item)) == ({2023: "120", 2024: "130"}, {})
    (said,) = _said(found)
    assert said.level is Level.ODD
    assert "目標値とみなしました" in said.message


def test_the_name_of_the_sheet_says_it_as_well() -> None:
    (found,) = read_tables(find_all_tables(replace(grid(_TABLE), name="目標値")))

    assert targets(found.plan.indicators[0]) == {2023: "120", 2024: "130"}


def test_below_a_year_that_spans_kinds_the_heading_stays_whole() -> None:
    found = read_one("数値目標\n指標 | 計画期間 | \n | R5 | R6\n相談件数 | 120 | 130")

    assert targets(found.plan.indicators[0]) == {2023: "120", 2024: "130"}


@pytest.mark.parametrize(
    "text",
    [
        # Parts of a plan, and reports on goals.
        f"基本目標1 しごと\n{_TABLE}",
        f"基本目標\n{_TABLE}",
        f"数値目標の達成状況\n{_TABLE}",
        f"目標の推移\n{_TABLE}",
        f"【基本目標】\n{_TABLE}",
        # Something in the table says what the years are.
        "数値目標\n指標 | R5 | R6 | 目標値(R8)\n相談件数 | 120 | 130 | 200",
        "数値目標\n指標 | R5 | R6 | 達成率(R6)\n相談件数 | 120 | 130 | 90.0%",
        # They are not goals alone.
        "数値目標\n指標 | R5(見込) | R6(見込)\n相談件数 | 120 | 130",
    ],
)
def test_elsewhere_figures_of_a_year_are_actuals(text: str) -> None:
    found = read_one(text)

    assert not _said(found)
    assert {2023, 2024} <= set(actuals(found.plan.indicators[0]))


def test_what_a_person_says_of_the_columns_counts() -> None:
    rule = ColumnRule(Role.ACTUAL)
    found = read_one(f"目標\n{_TABLE}", LayoutRecipe(name="r", columns={"R5": rule, "R6": rule}))

    assert not _said(found)
    assert actuals(found.plan.indicators[0]) == {2023: "120", 2024: "130"}


def test_a_title_of_actuals_nearer_to_the_table_goes_before_one_of_goals() -> None:
    text = "2 数値目標\n3 参画率の推移\n指標 | R5 | R6\n参画率 | 38.1 | 38.5"

    (item,) = read_one(text).plan.indicators
    assert actuals(item) == {2023: "38.1", 2024: "38.5"}
    assert targets(read_one(text.replace("3 参画率の推移\n", "")).plan.indicators[0]) == {
        2023: "38.1",
        2024: "38.5",
    }


_PROMISED = """
    1.達成目標
    (1)特定健診{title} | (%)
     | 20年度 | 21年度 | 22年度 | 国の参酌標準
    被保険者 | 95.0 | 95.0 | 98.0 |
    被扶養者 | 50.0 | 55.0 | 55.0 | 80.0
    (2)特定保健指導{title} | (人)
    (被保険者と被扶養者)
     | 20年度 | 21年度 | 22年度 | 国の参酌標準
    対象者 | 2,458 | 2,542 | 2,591 |
    実施者数 | 246 | 490 | 780 |
    (3)成果に係る目標
    該当者の減少率を10%以上とする。
    """


def test_a_rate_that_shall_be_reached_is_a_goal_and_each_table_has_its_own_unit() -> None:
    first, second = read(_PROMISED.format(title="目標実施率"))

    assert [targets(item) for item in first.plan.indicators] == [
        {2008: "95.0", 2009: "95.0", 2010: "98.0"},
        {2008: "50.0", 2009: "55.0", 2010: "55.0"},
    ]
    assert [item.unit for one in (first, second) for item in one.plan.indicators] == ["%", "%", "人", "人"]
    # What is said in words behind the last row is no row.
    assert [item.name for item in second.plan.indicators] == ["対象者", "実施者数"]
    assert "column-unknown" not in {one.code for one in first.findings}


def test_a_rate_that_was_reached_of_goals_is_none() -> None:
    first, _ = read(_PROMISED.format(title="目標達成率"))

    assert targets(first.plan.indicators[0]) == {}


def test_what_a_title_says_is_expected_is_a_goal_of_its_year() -> None:
    found = read_one(
        """総事業費等の見込み
        (1)介護給付費の推計
        サービス | 令和3年度 | 令和4年度
        訪問介護 | 1,406 | 1,459
        訪問看護 | 238 | 244"""
    )

    assert [targets(item) for item in found.plan.indicators] == [
        {2021: "1,406", 2022: "1,459"},
        {2021: "238", 2022: "244"},
    ]
    assert "years-are-goals" in {one.code for one in found.findings}


def test_years_below_the_result_of_a_count_are_no_goals() -> None:
    (item,) = read_one(
        """
        削減目標値
        使用量の集計結果
        種別 | H18 | H19
        電気 | 13,122 | 13,370
        """
    ).plan.indicators

    assert actuals(item) == {2006: "13,122", 2007: "13,370"}
