"""Tables with one row for each figure."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, marks, rates, read, read_one, targets

DATA = """
    計画名 | 指標名 | 年度 | 区分 | 値 | 単位
    食育推進計画 | 朝食を食べる児童 | 2022 | 目標 | 95 | %
    食育推進計画 | 朝食を食べる児童 | 2022 | 実績 | 93.2 | %
    食育推進計画 | 朝食を食べる児童 | 2023 | 目標 | 96 | %
    食育推進計画 | 朝食を食べる児童 | 2023 | 実績 | 94.1 | %
    食育推進計画 | 朝食を食べる児童 | 2023 | 達成率 | 98.0% | %
    食育推進計画 | 地場産物の割合 | 2023 | 目標 | 31 | %
    食育推進計画 | 地場産物の割合 | 2023 | 実績 | 31.5 | %
    """


def test_each_row_may_hold_one_figure_and_say_of_which_kind_it_is() -> None:
    found = read_one(DATA)
    first, second = found.plan.indicators

    assert (first.name, first.unit) == ("朝食を食べる児童", "%")
    assert (targets(first), actuals(first)) == ({2022: "95", 2023: "96"}, {2022: "93.2", 2023: "94.1"})
    assert rates(first) == {2023: "98.0%"}
    assert (targets(second), actuals(second)) == ({2023: "31"}, {2023: "31.5"})
    assert "lines-mistaken" not in {one.code for one in found.findings}


def test_a_kind_that_occurs_twice_for_one_indicator_and_year_is_left_alone() -> None:
    """Which of the two counts nobody knows."""
    found = read_one(DATA + "食育推進計画 | 地場産物の割合 | 2023 | 実績 | 30 | %")

    assert "lines-mistaken" in {one.code for one in found.findings}


def test_a_column_of_groups_beside_values_says_no_kinds() -> None:
    found = read_one(
        """
        指標名 | 年度 | 区分 | 値 | 目標値
        利用者 | R5 | 大人 | 20 | 25
        利用者 | R5 | 子ども | 30 | 35
        """
    )

    assert all(not item.actuals for item in found.plan.indicators)


def test_lines_of_kinds_below_a_single_year_are_one_indicator_each() -> None:
    """One year is no row of years: 目標 and 実績 were indicators of their own."""
    first, second = read_one(
        """
        指標 | 区分 | R6 | 備考
        相談件数 | 目標 | 100 |
         | 実績 | 120 |
         | 評価 | ○ | 課題が残る
        会員数 | 目標 | 40 |
         | 実績 | 45 |
         | 評価 | △ |
        """
    ).plan.indicators

    assert (first.name, targets(first), actuals(first), marks(first)) == (
        "相談件数",
        {2024: "100"},
        {2024: "120"},
        {2024: "○"},
    )
    assert (second.name, actuals(second), marks(second)) == ("会員数", {2024: "45"}, {2024: "△"})


def test_lines_that_say_more_than_one_figure_are_not_cut_to_one() -> None:
    found = read_one(
        """
        指標 | 区分 | 前の年 | 令和5年度
        来場者 | 目標 | 50 | 60
         | 実績 | 48 | 58
        """
    )

    assert "lines-mistaken" in {one.code for one in found.findings}


FORM = """
平成27年度 評価シート
活動指標 | 単位 | 区分 | H26(実績)
① ツアー開催回数 | 回 | 計画 | 180
 | | 実績 | 163
② | | 計画 |
 | | 実績 |
"""


def test_the_heading_of_a_single_year_may_say_that_it_is_over() -> None:
    (found,) = read_one(FORM).plan.indicators

    assert (found.name, targets(found), actuals(found)) == (
        "① ツアー開催回数",
        {2014: "180"},
        {2014: "163"},
    )


def test_lines_of_kinds_below_a_heading_of_values_lose_none() -> None:
    text = """
    令和5年度の目標と実績
    指標 | 区分 | 値
    参加者数 | 目標 | 30
     | 実績 | 31
    相談件数 | 目標 | 10
     | 実績 | 9
    """
    first, second = read_one(text).plan.indicators

    assert (targets(first), actuals(first)) == ({2023: "30"}, {2023: "31"})
    assert (targets(second), actuals(second)) == ({2023: "10"}, {2023: "9"})


@pytest.mark.parametrize("year", ["平成27年度", "27年度"])
def test_a_year_over_the_kinds_heads_the_figures_and_marks_behind_them(year: str) -> None:
    found = read_one(
        f"""
        経営発達支援計画 平成27年度目標と実績について
        項目 | {year} | |
        各種計画の策定数 | 目標 | 117件 | △
         | 実績 | 68件 |
        創業計画の策定数 | 目標 | 60件 | 〇
         | 実績 | 64件 |
        """
    )

    first, second = found.plan.indicators
    assert (targets(first), actuals(first), marks(first)) == ({2015: "117件"}, {2015: "68件"}, {2015: "△"})
    assert (targets(second), actuals(second), marks(second)) == ({2015: "60件"}, {2015: "64件"}, {2015: "〇"})


def test_a_column_behind_the_kinds_with_a_heading_of_its_own_is_left_to_it() -> None:
    table = "項目 | 平成27年度 | 平成28年度 | 備考\n策定数 | 目標 | 117件 | 増\n | 実績 | 68件 | 減"
    (found,) = read(table)

    assert all(2015 not in targets(item) for item in found.plan.indicators)
