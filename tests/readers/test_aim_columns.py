"""Names below one goal, figures below the other."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, read_one, targets


def test_figures_below_a_goal_are_no_names_where_words_stand_below_another() -> None:
    first, second = read_one(
        """
        達成目標 | 数値目標 | 計画開始前(実績ベース) | 平成17年度(実績ベース)
        ホームヘルパー | 約60,000人 | 42,722人(14年度末) | 110,636人(17年度末)
        グループホーム | 約30,400人分 | 18,807人分(14年度末) | 34,085人分(17年度末)
        """
    ).plan.indicators

    assert (first.name, second.name) == ("ホームヘルパー", "グループホーム")
    assert (targets(first), actuals(first)) == ({2005: "約60,000人"}, {2005: "110,636人(17年度末)"})
    assert first.baseline is not None
    assert first.baseline.reading.text == "42,722人(14年度末)"


def test_the_rest_of_the_names_stands_in_the_column_without_a_heading() -> None:
    indicators = read_one(
        """
        達成目標 | | 数値目標 | 計画開始前 | 平成17年度
        段差解消 | 鉄軌道駅 | 約60% | 39.0%(14年度末) | 56.3%(17年度末)
         | バスターミナル | 約80% | 71.1%(14年度末) | 75.0%(17年度末)
         | 旅客船ターミナル | 約70% | 55.6%(14年度末) | 71.4%(17年度末)
        """
    ).plan.indicators

    assert [item.name for item in indicators] == [
        "段差解消 鉄軌道駅",
        "段差解消 バスターミナル",
        "段差解消 旅客船ターミナル",
    ]


@pytest.mark.parametrize("head", ["達成目標", "目標"])
def test_figures_below_the_goal_on_the_left_stay_the_goal(head: str) -> None:
    (item,) = read_one(
        f"""
        指標 | {head} | 令和5年度実績 | 数値目標の根拠
        登録者数 | 120人 | 98人 | 過去の平均
        """
    ).plan.indicators

    assert (item.name, list(targets(item).values())) == ("登録者数", ["120人"])


def test_a_row_of_a_goal_and_an_actual_is_named_by_the_line_above_and_not_by_the_goal() -> None:
    (item,) = read_one(
        """
        ①配偶者出産休暇及び育児参加のための休暇の取得率
        数値目標 (令和5年度) | 最新値 (令和5年度)
        50% | 0%
        """
    ).plan.indicators

    assert item.name == "①配偶者出産休暇及び育児参加のための休暇の取得率"
    assert (targets(item), actuals(item)) == ({2023: "50%"}, {2023: "0%"})


def test_names_below_a_numeric_goal_stay_names() -> None:
    (item,) = read_one(
        """
        数値目標 (令和5年度) | 最新値 (令和5年度)
        休暇の取得率50% | 0%
        """
    ).plan.indicators

    assert "取得率" in item.name


def test_a_goal_with_figures_of_its_own_is_an_indicator_beside_the_next_one() -> None:
    """重点目標 alone is a level: with 現況 and 目標値 of its own, as KPI has them, it is none."""
    found = read_one(
        """
        重点項目 | 重点目標 | 現況 | 目標値 | 主要施策 | KPI | 現況 | 目標値
        子育て | 満足な人の割合 | 59.8%(H27) | 72.4%(H31) | 出産の支援 | 受診率 | 98.0%(H26) | 100%(H31)
               |                |            |            |            | 助成件数 | 7件(H26) | 10件(H31)
        """
    )

    share, visits, grants = found.plan.indicators
    assert [item.name for item in (share, visits, grants)] == ["満足な人の割合", "受診率", "助成件数"]
    assert (targets(share), targets(visits)) == ({2019: "72.4%(H31)"}, {2019: "100%(H31)"})
    assert share.baseline and share.baseline.reading.text == "59.8%(H27)"
    assert grants.baseline and grants.baseline.reading.text == "7件(H26)"
