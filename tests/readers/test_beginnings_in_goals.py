"""Goals that say where things began as well."""

from __future__ import annotations

import time

import pytest

from shirube.core.indicator import Indicator
from tests.readers.tables import actuals, read_one, targets


def baseline(item: Indicator) -> tuple[int | None, str] | None:
    found = item.baseline
    return (found.year.start if found.year else None, found.reading.text) if found else None


def test_what_stands_in_brackets_behind_a_goal_is_the_baseline() -> None:
    found = read_one(
        """
        政策目標 | 目標年次 | 目標値
        家事の時間 | 2024年度 | 3時間/日（2013年：77分/日）
        参加率 | 2020年度 | 70%(2015 年:50.9%)
        企業数 | 2020年度 | 4,000社
        """
    )

    hours, share, firms = found.plan.indicators
    assert (targets(share), baseline(share)) == ({2020: "70%"}, (2015, "50.9%(2015 年)"))
    assert (targets(hours), baseline(hours)) == ({2024: "3時間/日"}, (2013, "77分/日(2013年)"))
    assert (targets(firms), baseline(firms)) == ({2020: "4,000社"}, None)
    assert "beginnings-in-goals" in [one.code for one in found.findings]
    # 77分 is less than 3時間, though 77 is more than 3.
    assert hours.direction.name == "UP"


def test_the_word_for_it_is_enough() -> None:
    found = read_one("指標 | 目標値（R8）\n参加率 | 80%（現状値 72%）\n利用率 | 60%（現状値 55%）")

    assert [baseline(item) for item in found.plan.indicators] == [(None, "72%"), (None, "55%")]


@pytest.mark.parametrize("remark", ["2027年:90%", "うち女性:30人", "R9:90%"])
def test_a_later_year_or_a_part_is_no_baseline(remark: str) -> None:
    found = read_one(f"指標 | 目標値（R8）\n参加率 | 80%（{remark}）")

    assert found.plan.indicators[0].baseline is None


def test_a_table_with_baselines_is_left_alone() -> None:
    found = read_one("指標 | 基準値(R3) | 目標値（R8）\n参加率 | 70% | 80%（R2：72%）")

    assert baseline(found.plan.indicators[0]) == (2021, "70%")


def test_a_heading_with_two_years_dates_where_things_began_and_the_goal() -> None:
    read = read_one(
        """重点目標 | 数値目標 | 目標値(平成17年現状値から平成23年目標値)
        1 尊重 | 講師の登用人数 | 0人から15人へ
        1 尊重 | 講座の受講者数 | 109人から毎年500人以上へ
        2 家庭 | 相談窓口の数 | 2か所から5か所に増加
        2 家庭 | 冊子の配布 | 小83%から100%へ 中75%から100%へ"""
    )

    found = [
        (item.baseline.year, item.baseline.reading.text, targets(item))
        for item in read.plan.indicators[:3]
        if item.baseline and item.baseline.year
    ]
    assert [(year.start, text, goals) for year, text, goals in found] == [
        (2005, "0人", {2011: "15人"}),
        (2005, "109人", {2011: "500人以上"}),
        (2005, "2か所", {2011: "5か所"}),
    ]
    # What tells two ways stays as it stands, and that is said.
    assert "cell-unreadable" in {finding.code for finding in read.findings}


def test_the_years_of_the_cells_themselves_count_first() -> None:
    first, second = read_one(
        """施策 | 指標 | 目標 | R5実績
        1 | 登用人数 | 0人(R2)から15人(R7)に増加 | 3人
        1 | 受講者数 | 109人(R2)から500人(R7)に増加 | 120人"""
    ).plan.indicators

    assert (targets(first), actuals(first)) == ({2025: "15人(R7)"}, {2023: "3人"})
    assert (targets(second), actuals(second)) == ({2025: "500人(R7)"}, {2023: "120人"})


def test_ages_and_months_are_no_ways() -> None:
    read = read_one(
        "指標 | 目標(R7) | 実績(R5)\n対象 | 18歳から25歳 | 10\n期間 | 4月から6月 | 12\n件数 | 5件 | 4件"
    )

    assert [targets(item) for item in read.plan.indicators] == [
        {2025: "18歳から25歳"},
        {2025: "4月から6月"},
        {2025: "5件"},
    ]


def test_long_cells_are_looked_through_in_no_time() -> None:
    begin = time.process_time()
    cell = "1" + "から" * 39
    read_one("指標 | 目標(R7) | 実績(R5)\n" + f"件数 | {cell} | 4件\n" * 300)

    assert time.process_time() - begin < 5
