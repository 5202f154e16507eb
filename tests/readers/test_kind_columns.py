"""The column that says what the figures of a line are."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from shirube.readers.kind_columns import may_take_turns
from tests.readers.tables import actuals, marks, rates, read_one, targets


@pytest.mark.parametrize(
    ("promise", "reached"),
    [
        ("当初計画", "利用実績"),
        ("見込値", "取組実績"),
        ("数値目標", "実　績"),
        ("目　標", "決算"),
        ("確保目標", "事業実績"),
        ("見込量", "実績（人）"),
    ],
)
def test_lines_of_plan_and_actual_go_by_many_names(promise: str, reached: str) -> None:
    first, second = read_one(
        f"""
        指標名 | 区分 | 単位 | 令和4年度 | 令和5年度 | 担当課
        相談件数 | {promise} | 件 | 122 | 123 | 福祉課
         | {reached} | | 124 | 125 |
        講座数 | {promise} | 回 | 22 | 23 | 福祉課
         | {reached} | | 24 | 25 |
        """
    ).plan.indicators

    assert (first.name, targets(first), actuals(first)) == (
        "相談件数",
        {2022: "122", 2023: "123"},
        {2022: "124", 2023: "125"},
    )
    assert (targets(second), second.unit) == ({2022: "22", 2023: "23"}, "回")


def test_a_line_of_a_kind_that_nobody_knows_is_kept_and_asked_about() -> None:
    """確保枠 says neither plan nor actual: its figures are neither."""
    found = read_one(
        """
        指標名 | 区分 | 令和4年度 | 令和5年度
        相談件数 | 確保枠 | 122 | 123
        相談件数 | 実績 | 124 | 125
        講座数 | 確保枠 | 22 | 23
        講座数 | 実績 | 24 | 25
        """
    )
    first, second = found.plan.indicators

    assert (actuals(first), targets(first)) == ({2022: "124", 2023: "125"}, {})
    assert [text for _, text in second.extras] == ["22", "23"]
    assert [one.level for one in found.findings if one.code == "column-unknown"] == [Level.ODD]


def test_a_level_merged_over_the_lines_is_no_part_of_the_name() -> None:
    first, second = read_one(
        """
        施策 | サービス種別 | 区分 | 令和4年度 | 令和5年度
        施策1 | 訪問の件数 | 目標 | 122 | 123
         | 訪問の件数 | 実績 | 124 | 125
         | 通所の件数 | 目標 | 22 | 23
         | 通所の件数 | 実績 | 24 | 25
        """
    ).plan.indicators

    assert (targets(first), actuals(first)) == ({2022: "122", 2023: "123"}, {2022: "124", 2023: "125"})
    assert (second.name, actuals(second)) == ("通所の件数", {2022: "24", 2023: "25"})


def test_units_in_the_place_of_kinds_are_units() -> None:
    found = read_one(
        """
        指標名 | 区分 | 令和4年度 | 令和5年度
        相談件数 | 目標 | 122 | 123
         | 実績 | 124 | 125
        来館者数 | 人 | 22 | 23
        """
    )
    _, second = found.plan.indicators

    assert (second.unit, actuals(second)) == ("人", {2022: "22", 2023: "23"})


def test_rates_between_lines_that_nobody_knows_show_that_they_are_lines() -> None:
    first, _ = read_one(
        """
        指標名 | 種別 | 令和4年度 | 令和5年度
        相談件数 | 数値目標 | 122 | 123
         | 取組実績 | 124 | 125
         | 達成率 | 101% | 102%
        講座数 | 数値目標 | 22 | 23
         | 取組実績 | 24 | 25
         | 達成率 | 109% | 108%
        """
    ).plan.indicators

    assert (targets(first), actuals(first), rates(first)) == (
        {2022: "122", 2023: "123"},
        {2022: "124", 2023: "125"},
        {2022: "101%", 2023: "102%"},
    )


@pytest.mark.parametrize(
    ("cells", "is_so"),
    [
        (["区分", "実績", "確保枠", "実績", "確保枠"], True),
        (["区分", "目標", "枠", "目標", "枠", "目標", "枠"], True),
        (["評価", "達成", "達成", "達成", "未達成"], False),
        (["種別", "道路", "公園", "道路", "公園"], False),
        (["区分", "実績", "確保枠"], False),
    ],
)
def test_words_that_take_turns_say_kinds_where_one_of_them_does(cells: list[str], is_so: bool) -> None:
    assert may_take_turns(cells) is is_so


def test_figures_beside_a_line_of_marks_are_the_rates_of_it() -> None:
    """達成度 alone heads marks; above 評価 its 99.6 was taken for the mark, and ○ for a second one."""
    (item,) = read_one(
        """
        指標 | 項目 | R5 | R6
        来館者数 | 目標 | 240 | 238
         | 実績 | 239 | 240
         | 達成度 | 99.6 | 100.8
         | 評価 | ○ | ◎
        """
    ).plan.indicators

    assert rates(item) == {2023: "99.6", 2024: "100.8"}
    assert marks(item) == {2023: "○", 2024: "◎"}


def test_two_lines_of_marks_stay_marks() -> None:
    (item,) = read_one(
        """
        指標 | 項目 | R5 | R6
        来館者数 | 目標 | 240 | 238
         | 実績 | 239 | 240
         | 達成度 | B | A
         | 評価 | ○ | ◎
        """
    ).plan.indicators

    assert (rates(item), marks(item)) == ({}, {2023: "B", 2024: "A"})


def test_figures_in_a_lone_line_of_how_far_it_got_are_rates() -> None:
    (item,) = read_one(
        """
        成果指標 | 項目 | R5 | R6
        提供割合 | 成果実績 | 22.9 | 25.3
         | 目標値 | 23 | 26
         | 達成度 | 99.6 | 97.3
        """
    ).plan.indicators

    assert (rates(item), marks(item)) == ({2023: "99.6", 2024: "97.3"}, {})


def test_small_figures_in_a_lone_line_may_be_marks() -> None:
    (item,) = read_one(
        """
        成果指標 | 項目 | R5 | R6
        提供割合 | 実績値 | 22.9 | 25.3
         | 目標値 | 23 | 26
         | 達成度 | 4 | 3
        """
    ).plan.indicators

    assert (rates(item), marks(item)) == ({}, {2023: "4", 2024: "3"})


def test_reviews_of_the_state_call_the_plan_what_was_expected() -> None:
    (item,) = read_one(
        """
        活動指標 | 単位 | 区分 | H24 | H25 | H26
        助成件数 | か所 | 活動実績 | 185 | 78 | 65
         | | 当初見込み | 130 | 68 | 50
        """
    ).plan.indicators

    assert targets(item) == {2012: "130", 2013: "68", 2014: "50"}
    assert actuals(item) == {2012: "185", 2013: "78", 2014: "65"}
