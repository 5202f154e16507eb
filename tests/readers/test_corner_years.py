"""The year of a whole table in its corner, above the names."""

from __future__ import annotations

from tests.readers.tables import actuals, read_one, targets


def test_a_year_above_the_names_is_that_of_the_figures_beside_them() -> None:
    items = read_one(
        """平成27年度 | | 計画数値 | 実績値 | 差
        一時預かり | 需要量 | 94,956人 | 153,824人 | 58,868人
         | 確保量 | 146,000人 | 153,824人 | 7,824人
        定期預かり | 需要量 | 31,815人 | 36,369人 | 4,554人"""
    ).plan

    assert [
        ([node.name for node in path], item.name, targets(item), actuals(item)) for path, item in items.rows
    ] == [
        (["一時預かり"], "需要量", {2015: "94,956人"}, {2015: "153,824人"}),
        (["一時預かり"], "確保量", {2015: "146,000人"}, {2015: "153,824人"}),
        (["定期預かり"], "需要量", {2015: "31,815人"}, {2015: "36,369人"}),
    ]


def test_figures_below_such_a_year_are_figures() -> None:
    read = read_one(
        "令和4年度 | 指標 | 令和5年度 目標 | 令和5年度 実績\n10 | 相談件数 | 20 | 21\n11 | 講座数 | 30 | 31"
    )

    assert [actuals(item) for item in read.plan.indicators] == [
        {2022: "10", 2023: "21"},
        {2022: "11", 2023: "31"},
    ]
