"""Goals told as the way to them: 109人から500人以上へ."""

from __future__ import annotations

import time

from tests.readers.tables import actuals, read_one, targets


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
