"""Rows that are called 目標値 and nothing else."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, read_one, targets


def test_a_row_of_goals_belongs_to_the_row_above_it() -> None:
    found = read_one(
        """
        利用状況 | | 平成21年度 | 平成22年度 | 平成23年度
        利用者数 | エアーライフル | 1,737 | 1,469 | 1,769
         | 小口径ライフル | 1,291 | 1,082 | 1,127
         | 利用者数合計 | 3,028 | 2,551 | 2,896
        目標値 | | 3,100 | 3,100 | 3,100
        """
    )
    *parts, total = found.plan.indicators

    path, _ = found.plan.rows[-1]
    assert "目標値" not in " ".join([*(node.name for node in path), total.name])
    assert [targets(item) for item in parts] == [{}] * len(parts)
    assert targets(total) == {2009: "3,100", 2010: "3,100", 2011: "3,100"}
    assert actuals(total) == {2009: "3,028", 2010: "2,551", 2011: "2,896"}
    (said,) = (one for one in found.findings if one.code == "goal-rows")
    assert "すぐ上の行" in said.message


def test_each_goal_is_that_of_its_own_row() -> None:
    found = read_one(
        """
        指標 | H26 | H27
        大ホール | 52 | 61
        目標値 | 50 | 60
        小ホール | 48 | 39
        展示室 | 12 | 14
        計画値 | 10 | 15
        """
    )

    assert {item.name: targets(item) for item in found.plan.indicators} == {
        "大ホール": {2014: "50", 2015: "60"},
        "小ホール": {},
        "展示室": {2014: "10", 2015: "15"},
    }


@pytest.mark.parametrize(
    "row", ["目標管理の実施回数 | 9 | 11", "計画書の配布 | 9 | 11", "目標値設定の考え方 | 実績による | 同左"]
)
def test_names_that_only_begin_so_stay_names(row: str) -> None:
    found = read_one(
        f"""
        施設 | H26 | H27
        大ホール | 52 | 61
        小ホール | 48 | 39
        {row}
        """
    )

    assert len(found.plan.indicators) == 3
    assert "goal-rows" not in {one.code for one in found.findings}


def test_forms_of_the_state_have_the_goals_of_each_year_below_the_actuals() -> None:
    found = read_one(
        """
        業績指標 | 初期値 | 実績値 | | | 評価 | 目標値
         | H19年度 | H20年度 | H21年度 | H22年度 | | H24年度
        重点整備地区の総面積 | 50,997ha | 55,412ha | 64,105ha | 65,111ha | A-2 | 約70,000ha
         | 年度ごとの目標値 | - | 60,000ha | 65,000ha | |
        バリアフリー化率 | 51% | 60% | 68% | 77% | A-2 | 約75%
         | 年度ごとの目標値 | - | - | - | |
        """
    )
    first, second = found.plan.indicators

    assert targets(first) == {2008: "-", 2009: "60,000ha", 2010: "65,000ha", 2012: "約70,000ha"}
    assert actuals(second) == {2008: "60%", 2009: "68%", 2010: "77%"}
    assert first.baseline is not None
    assert first.baseline.reading.text == "50,997ha"


@pytest.mark.parametrize(
    "line", ["目標値 | 14.8 | 目標年度 | 令和5年度", "目標年度 | 令和5年度 | 目標値 | 14.8"]
)
def test_a_goal_with_its_year_is_that_of_the_row_above(line: str) -> None:
    found = read_one(
        f"""
        成果指標名 | 単位 | 平成30年度 | 令和元年度 | 令和2年度
        相談件数 | 件 | 8 | 9 | 7
        自殺死亡率 | 人 | 19.8 | 17.3 | 14.9
         | {line}
        """
    )

    assert {item.name: targets(item) for item in found.plan.indicators} == {
        "相談件数": {},
        "自殺死亡率": {2023: "14.8"},
    }
    assert [actuals(item)[2018] for item in found.plan.indicators] == ["8", "19.8"]


def test_a_goal_without_a_year_of_its_own_stays_below_its_columns() -> None:
    """The control: 目標年度 without a year dates nothing."""
    found = read_one(
        """
        成果指標名 | 単位 | 平成30年度 | 令和元年度 | 令和2年度
        自殺死亡率 | 人 | 19.8 | 17.3 | 14.9
         | 目標値 | 14.8 | 目標年度 | 未定
        """
    )

    assert all(2023 not in targets(item) for item in found.plan.indicators)
