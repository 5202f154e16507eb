"""Rows of costs below the indicators of a sheet."""

from __future__ import annotations

import time

import pytest

from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.result import ReadPlan
from tests.readers.tables import grid, targets

SHEET = """
基本事業の数値目標
数値目標の指標名 | 区分 | 2001年度 | 2002年度 | 2003年度
生活排水処理率（％） | 目標 | 55 | 57 | 60
 | 実績 | 57.2 | 60 |
コスト
年度 | | 2001年度 | 2002年度 | 2003年度
必要概算コスト（千円） | | 7,611 | 8,053 | 7,845
予算額等（千円） | | 7,474 | 7,879 | 7,673
所要時間（時間） | | 137 | 174 | 172
"""


def read(text: str) -> list[ReadPlan]:
    return read_grids_as_plans([grid(text)], "評価.xlsx")


def test_costs_are_kept_beside_the_indicators_that_have_goals() -> None:
    (found,) = read(SHEET)
    (item,) = found.plan.indicators
    (said,) = [one for one in found.findings if one.code == "costs-apart"]

    assert targets(item) == {2001: "55", 2002: "57", 2003: "60"}
    assert [cost.name for cost in found.totals] == [
        "必要概算コスト（千円）",
        "予算額等（千円）",
        "所要時間（時間）",
    ]
    assert "「必要概算コスト（千円）」「予算額等（千円）」" in said.message
    assert set(found.rows) == {item.key}


def test_a_table_of_costs_is_no_plan_of_its_own() -> None:
    (found,) = read(
        """
        指標 | 令和5年度目標 | 令和5年度実績
        参加者数（人） | 100 | 120

        区分 | 令和4年度 | 令和5年度
        事業費 | 1,200 | 1,300
        人件費 | 800 | 820
        """
    )
    assert [item.name for item in found.plan.indicators] == ["参加者数（人）"]
    assert [cost.name for cost in found.totals] == ["事業費", "人件費"]


@pytest.mark.parametrize(
    "text",
    [
        # A plan of finances: 人件費 has a goal here,
        """
        指標 | 令和5年度目標 | 令和5年度実績
        人件費（百万円） | 820 | 800
        物件費（百万円） | 400 | 420
        """,
        # and beside it the actuals of earlier years.
        """
        指標 | 令和5年度目標 | 令和5年度実績
        人件費 | 820 | 800
        参加者数 | 100 | 120

        区分 | 令和3年度実績 | 令和4年度実績
        人件費 | 840 | 830
        """,
        # Nothing has a goal.
        """
        区分 | 令和4年度実績 | 令和5年度実績
        職員数 | 320 | 318
        人件費 | 840 | 830
        """,
        # One row alone whose goal is blank, among those that have one.
        """
        指標 | 令和5年度目標 | 令和5年度実績
        人件費 | | 800
        参加者数 | 100 | 120
        """,
        # Counted beside no costs.
        """
        指標 | 令和5年度目標 | 令和5年度実績
        参加者数 | 100 | 120
        所要時間 | | 20
        人件費の削減額 | | 30
        """,
    ],
)
def test_other_rows_are_indicators(text: str) -> None:
    found = read(text)

    assert not any(plan.totals for plan in found)
    assert not any(one.code == "costs-apart" for one in (said for plan in found for said in plan.findings))


def test_what_each_person_costs_is_watched_and_no_row_of_costs() -> None:
    (found,) = read(
        """
        指標 | R5目標 | R5実績
        健診受診率 | 60 | 55
        事業費 | | 1,200
        消耗品費 | | 300
        一人当たり医療費 | | 412
        """
    )

    assert [item.name for item in found.plan.indicators] == ["健診受診率", "一人当たり医療費"]


def test_groups_of_nothing_but_costs_are_left_out() -> None:
    (found,) = read(
        """
        施策 | 指標 | 令和5年度目標 | 令和5年度実績
        子育て | 参加者数 | 100 | 120
        費用 | 事業費 | | 800
         | 人件費 | | 300
        """
    )
    assert [node.name for node in found.plan.nodes] == ["子育て"]
    assert [cost.name for cost in found.totals] == ["事業費", "人件費"]


def test_a_long_name_takes_no_time() -> None:
    begun = time.process_time()

    read_grids_as_plans([grid(f"指標|R5目標|R5実績\n人件費{'+' * 50_000}!||3\n相談|1|2")], "a.xlsx")
    assert time.process_time() - begun < 2


def test_what_was_paid_for_below_the_costs_is_one_of_them() -> None:
    text = """
    事務事業評価シート（令和5年度）
    指標 | R4実績 | R5実績 | R6目標
    車両の管理数 | 25 | 26 | 27
    2 事業費等
    区分 | R4決算 | R5決算
    事業費(千円) | 11,029 | 11,229
    燃料費 | 5,053 | 4,993
    設備保守点検委託料 | 602 | 619
    """
    found = read_grids_as_plans([grid(text)], "表.tsv")

    assert [item.name for one in found for item in one.plan.indicators] == ["車両の管理数"]
    assert [item.name for one in found for item in one.totals] == [
        "事業費(千円)",
        "燃料費",
        "設備保守点検委託料",
    ]


def test_costs_with_their_heading_and_unit_in_the_name_are_costs() -> None:
    (found,) = read(
        """
        | 指標名 | 単位 | | H24年度 | H25年度
        活動指標 | 広報紙の発行部数 | 部 | 目標値 | 20,000 | 20,000
        | | | 実績値 | 19,800 | 20,100
        投入量 | 事業費（A） | 千円 | | 1,200 | 1,300
        | ③人員（人工） | 人 | | 1 | 1
        | うち一般財源 | 千円 | | 1,100 | 1,200
        """
    )

    assert [item.name for item in found.plan.indicators] == ["活動指標 広報紙の発行部数"]
    assert len(found.totals) == 3
