"""Parts of one indicator counted in its name, and as many figures in each cell of its row."""

from __future__ import annotations

import time

from tests.readers.tables import actuals, marks, read_one, targets

HEAD = "指標 | 現状(R2) | 実績(R5) | 目標(R7) | 評価\n"


def test_each_part_has_its_own_figure_and_shares_one_goal_and_mark() -> None:
    read = read_one(
        HEAD
        + """④郷土料理を食べる割合 ①小学生 ②中学生 | 56.1% 62.5% | 57% 60% | 80% | B
        ⑤食育に関心がある割合 ①保護者 ②大人 | ①81% ②59% | ①82% ②60% | ①90% ②80% | A
        ⑥ボランティアの数 | 150 | 160 | 200 | A"""
    )

    assert [(item.name, actuals(item), targets(item), marks(item)) for item in read.plan.indicators] == [
        ("④郷土料理を食べる割合 小学生", {2023: "57%"}, {2025: "80%"}, {2023: "B"}),
        ("④郷土料理を食べる割合 中学生", {2023: "60%"}, {2025: "80%"}, {2023: "B"}),
        ("⑤食育に関心がある割合 保護者", {2023: "82%"}, {2025: "90%"}, {2023: "A"}),
        ("⑤食育に関心がある割合 大人", {2023: "60%"}, {2025: "80%"}, {2023: "A"}),
        ("⑥ボランティアの数", {2023: "160"}, {2025: "200"}, {2023: "A"}),
    ]
    assert "parts-counted" in {finding.code for finding in read.findings}


def test_parts_may_stand_in_a_column_beside_the_names_and_figures_at_the_beginning_alone() -> None:
    items = read_one(
        """指標 | | 策定時値 平成29年 | 目標値 平成34年
        ①食育に関心がある割合 | ①保護者 ②18歳以上 | 81.1% 59.9% | 90%以上
        ②食育を実践する割合 | 18歳以上 | 57.8% | 65%以上"""
    ).plan.indicators

    assert [(item.name, item.baseline and item.baseline.reading.text) for item in items] == [
        ("①食育に関心がある割合 保護者", "81.1%"),
        ("①食育に関心がある割合 18歳以上", "59.9%"),
        ("②食育を実践する割合 18歳以上", "57.8%"),
    ]


def test_where_one_figure_was_reached_by_all_parts_nothing_is_told_apart() -> None:
    """The figures that stay are said, also where they are but the baseline."""
    read = read_one(HEAD + "⑦講座 ①開催 ②受講 | 10回 20人 | 15 | 30 | A\n⑧相談 | 1 | 2 | 3 | A")

    assert [item.name for item in read.plan.indicators] == ["⑦講座 ①開催 ②受講", "⑧相談"]
    assert "cells-several" in {finding.code for finding in read.findings}


def test_many_long_names_are_looked_through_in_no_time() -> None:
    begin = time.process_time()
    name = "①" * 99 + "②" * 99
    read_one(HEAD + f"{name} | {'5 ' * 90} | 1 | 2 | A\n" * 200)

    assert time.process_time() - begin < 5


def test_two_things_in_one_name_are_told_by_their_units() -> None:
    items = read_one(
        HEAD
        + """講座の実施回数(件数)、受講者数 | 35.8回/年 3,946人/年 ※1 | 56回 6,953人 | 40回 4,500人 | A
        相談件数 | 10 | 20 | 30 | B"""
    ).plan.indicators

    assert [(item.name, actuals(item), targets(item)) for item in items] == [
        ("講座の実施回数(件数)", {2023: "56回"}, {2025: "40回"}),
        ("受講者数", {2023: "6,953人"}, {2025: "4,500人"}),
        ("相談件数", {2023: "20"}, {2025: "30"}),
    ]


def test_two_figures_of_one_unit_below_two_names_are_those_of_nobody_known() -> None:
    read = read_one(HEAD + "保育所の数、幼稚園の数 | 10 20 | 12 21 | 13 22 | A\n相談件数 | 10 | 20 | 30 | B")

    assert [item.name for item in read.plan.indicators] == ["保育所の数、幼稚園の数", "相談件数"]
    assert {"cells-several", "cell-unreadable"} & {finding.code for finding in read.findings}
