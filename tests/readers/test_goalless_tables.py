"""Finances and statistics beside plans with goals."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.result import ReadPlan
from tests.readers.tables import grid

GOALS = """指標 | R4目標 | R4実績 | R5目標 | R5実績
施設利用率 | 71 | 66.4 | 72 | 72.9
会員数 | 215 | 203 | 220 | 201"""
ACCOUNTS = """科目 | R4決算 | R5決算 | R6予算
経常収益 | 131,200 | 140,800 | 141,000
経常費用 | 130,100 | 138,800 | 140,500"""
YEARS = """区分 | 令和3年度 | 令和4年度 | 令和5年度
料金収入 | 820,100 | 815,400 | 812,300"""


def sheet(name: str, text: str) -> Grid:
    return replace(grid(text), name=name)


def names(found: list[ReadPlan]) -> list[str]:
    return [item.name for read in found for item in read.plan.indicators]


def said(found: list[ReadPlan]) -> list[str]:
    return [one.message for read in found for one in read.findings if one.code == "goalless-apart"]


def test_accounts_beside_goals_are_kept_beside_them() -> None:
    found = read_grids_as_plans([sheet("目標", GOALS), sheet("財務", ACCOUNTS)], "評価.xlsx")

    assert names(found) == ["施設利用率", "会員数"]
    assert [item.name for item in found[0].totals] == ["経常収益", "経常費用"]
    assert "「経常収益」「経常費用」の2行" in said(found)[0]


@pytest.mark.parametrize("sheets", [(GOALS, YEARS), (YEARS, GOALS)], ids=["behind", "before"])
def test_figures_of_years_alone_on_another_sheet_are_statistics(sheets: tuple[str, str]) -> None:
    found = read_grids_as_plans([sheet(f"{n}", text) for n, text in enumerate(sheets)], "経営.xlsx")

    assert names(found) == ["施設利用率", "会員数"]
    assert [item.name for item in found[0].totals] == ["料金収入"]
    assert len(said(found)) == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("指標 | R4実績 | R5実績\n相談件数 | 5 | 6", id="called actuals"),
        pytest.param(
            "参考指標 | R3 | R4 | R5\n人口 | 5,100 | 5,050 | 5,010", id="indicators by their heading"
        ),
        pytest.param("項目 | 望ましい方向 | R4 | R5\n満足度 | ↑ | 55 | 60", id="a direction"),
        pytest.param("財務指標 | R4決算 | R5決算\n経常収支比率 | 91 | 92", id="indicators of accounts"),
        pytest.param("区分 | 計画値 | 実績値\n居宅 | 5 | 6", id="goals without a year"),
        pytest.param("区分 | 令和4年度 | 令和5年度\n会員数 | 203 | 201\n利用者数 | 5 | 6", id="a known name"),
    ],
)
def test_what_may_be_indicators_stays(other: str) -> None:
    found = read_grids_as_plans([sheet("目標", GOALS), sheet("他", other)], "計画.xlsx")

    assert said(found) == []


def test_accounts_without_any_goal_in_the_file_stay() -> None:
    found = read_grids_as_plans([sheet("決算", ACCOUNTS), sheet("推移", YEARS)], "財政.xlsx")

    assert len(names(found)) == 3


@pytest.mark.parametrize(
    ("name", "other"),
    [
        pytest.param("施策2", "区分 | R4 | R5\n入込客数 | 5 | 6", id="one series of sheets"),
        pytest.param("観光", "取組 | 項目 | 単位 | R4\n誘客 | 入込客数 | 人 | 5", id="the same headings"),
        pytest.param("モニタリング", "項目 | R4 | R5\n高齢化率 | 30.9 | 31.5", id="what is watched"),
    ],
)
def test_a_sheet_without_goals_beside_its_like_stays(name: str, other: str) -> None:
    goals = "取組 | 項目 | 単位 | R4 | R5 | R8目標\n子育て | 待機児童数 | 人 | 5 | 6 | 0"

    found = read_grids_as_plans([sheet("施策1", goals), sheet(name, other)], "計画.xlsx")

    assert said(found) == []
    assert len(names(found)) == 2
