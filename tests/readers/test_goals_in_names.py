"""Goals told in whole sentences where the names stand."""

from __future__ import annotations

import time

from tests.readers.tables import actuals, read_one, targets


def test_a_sentence_that_tells_a_goal_is_a_name_and_its_goal() -> None:
    read = read_one(
        """ | 平成27年度までの数値目標(目標年度:平成32年度) | 平成23年度 | 平成24年度
        1 | 週1回以上運動をする市民の割合を65%以上にします。 | 46.8% | 48.6%
        2 | 全国の平均以上の種目の割合を50%以上に高める | 45.8% | 77.1%"""
    )

    assert [(item.name, targets(item), actuals(item)) for item in read.plan.indicators] == [
        ("週1回以上運動をする市民の割合", {2020: "65%以上"}, {2011: "46.8%", 2012: "48.6%"}),
        ("全国の平均以上の種目の割合", {2020: "50%以上"}, {2011: "45.8%", 2012: "77.1%"}),
    ]
    assert "goals-in-names" in {finding.code for finding in read.findings}


def test_a_year_within_the_sentence_is_that_of_its_goal() -> None:
    first, second = read_one(
        """数値目標 | 令和4年度 | 令和5年度
        運動をする市民の割合を令和8年度までに65%以上にする | 46.8% | 48.6%
        施設の利用者数を令和9年度までに年間2,000人まで増やす | 1,500人 | 1,600人"""
    ).plan.indicators

    assert targets(first) == {2026: "65%以上(令和8年度)"}
    assert (second.name, targets(second)) == ("施設の利用者数", {2027: "年間2,000人(令和9年度)"})


def test_a_change_is_no_level_to_come_to() -> None:
    first, _ = read_one(
        "数値目標 | 令和4年度 | 令和5年度\n電気の使用量を10%削減する | 46 | 48\n紙を5%減らす | 15 | 16"
    ).plan.indicators

    assert (first.name, targets(first)) == ("電気の使用量を10%削減する", {})


def test_long_sentences_are_looked_through_in_no_time() -> None:
    begin = time.process_time()
    read_one("数値目標 | 令和4年度\n" + f"{'割合を5' * 39}する | 46\n" * 200)

    assert time.process_time() - begin < 5


def test_a_sentence_in_the_column_of_goals_gives_its_figure() -> None:
    read = read_one(
        """項目 | 現状(R4) | 環境目標(令和7年度)
        低公害車の導入 | 90% | 公用車の低公害車導入率を100%とする
        電力 | 10,000kWh | 電気使用量を9,500kWh以下にする
        水 | 100 | 水の使用量を10%削減する
        会議 | 3回 | 会議を年3回開催する"""
    )

    assert [targets(item) for item in read.plan.indicators] == [
        {2025: "100%"},
        {2025: "9,500kWh以下"},
        {2025: "水の使用量を10%削減する"},
        {2025: "会議を年3回開催する"},
    ]
    assert {"goals-in-sentences", "cell-unreadable"} <= {finding.code for finding in read.findings}
