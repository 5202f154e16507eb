"""Rows that stand above one another as their headings do."""

from __future__ import annotations

from shirube.core.finding import Level
from shirube.readers.grid import Span
from tests.readers.tables import actuals, marks, read_one, targets


def test_headings_above_one_another_tell_what_the_rows_of_an_indicator_hold() -> None:
    found = read_one(
        """
        指標     | 単位 | R5     | R6     | 評価 | 備考
                 |      | 目標値 | 目標値 |      |
                 |      | 実績値 | 実績値 |      |
        相談件数 | 件   | 75     | 80     | B    | 窓口
                 |      | 70     | 78     |      | 電話
        訪問件数 | 件   | 30     | 40     |      |
                 |      | 31     |        | A    |
        ※ 速報値
        """,
        merges=[Span(0, 0, 2, 0), Span(0, 1, 2, 1), Span(3, 0, 4, 0), Span(5, 0, 6, 0)],
    )

    talks, visits = found.plan.indicators
    assert (targets(talks), actuals(talks)) == ({2023: "75", 2024: "80"}, {2023: "70", 2024: "78"})
    assert (targets(visits), actuals(visits)) == ({2023: "30", 2024: "40"}, {2023: "31"})
    assert (marks(talks), marks(visits)) == ({2024: "B"}, {2024: "A"})
    # What stands beside the second line has a place of its own.
    assert (talks.notes, [text for _, text in talks.extras]) == (("窓口",), ["電話"])
    assert (found.layout, found.plan.footnotes) == ("lines", ("※ 速報値",))


def test_a_line_above_may_say_what_the_rows_are() -> None:
    first, second = read_one(
        """
        進捗（上段：目標値、下段：実績値）
        施策 | 指標 | R5 | R6
        学ぶ | 講座 | 10 | 20
             |      | 12 | 18
             | 図書 | 30 | 40
             |      | 31 | 43
        """
    ).plan.indicators

    assert (targets(first), actuals(first)) == ({2023: "10", 2024: "20"}, {2023: "12", 2024: "18"})
    assert (targets(second), actuals(second)) == ({2023: "30", 2024: "40"}, {2023: "31", 2024: "43"})


def test_where_nobody_says_it_the_rows_without_a_name_are_a_grave_finding() -> None:
    found = read_one(
        """
        指標 | R5 | R6
        講座 | 10 | 20
             | 12 | 18
        """
    )

    (said,) = (one for one in found.findings if one.code == "rows-nameless")
    assert (said.level, said.place and said.place.cell) == (Level.GRAVE, "A3")


def test_activities_without_a_name_of_their_indicator_are_nothing_to_ask_about() -> None:
    found = read_one(
        """
        施策 | 指標 | R6目標 | R6実績
        学ぶ | 講座 | 10     | 12
        遊ぶ |      | 30     | 31
        """
    )

    assert "rows-nameless" not in {one.code for one in found.findings}


def test_a_dash_in_one_of_the_two_rows_takes_no_figure_from_the_other() -> None:
    (item,) = read_one(
        """
        みどり市計画（上段：目標、下段：実績）
        指標 | R4 | R5 | R6
        配布数 | - | 216 | 585
               | 427 | 698 | -
        """
    ).plan.indicators

    assert targets(item) == {2022: "-", 2023: "216", 2024: "585"}
    assert actuals(item) == {2022: "427", 2023: "698", 2024: "-"}


def test_a_dash_before_a_long_figure_ends_no_table() -> None:
    found = read_one(
        """
        みどり市計画（上段：目標、下段：実績）
        施策 | 指標 | 単位 | R5 | R7
        暮らし | 女性の割合 | 回 | 310 | 730
               |            |    | -   | 23,844
               | 計画数     | 回 | 90  | 83,128
               |            |    | 57  | 2,061
        """
    )

    assert [actuals(item) for item in found.plan.indicators] == [
        {2023: "-", 2025: "23,844"},
        {2023: "57", 2025: "2,061"},
    ]


def test_the_heading_over_the_years_may_say_which_line_is_which() -> None:
    first, second = read_one(
        """
        観光振興基本計画 指標総括表
        指標 | 単位 | 基準値 2014 | 目標値(上段)・実績値(下段)
         | | | 2016 | 2017 | 2018
        宿泊客数 | 万人 | 462 | 578 | 603 | 673
         | | | 534 | 512
        外国人旅行者数 | 万人 | 18.7 | 36.5 | 45.4 | 54.3
         | | | 25.9 | 29.7
        """
    ).plan.indicators

    assert (targets(first), actuals(first)) == (
        {2016: "578", 2017: "603", 2018: "673"},
        {2016: "534", 2017: "512"},
    )
    assert second.baseline is not None
    assert second.baseline.reading.text == "18.7"


def test_the_goal_may_stand_in_the_lower_line() -> None:
    (item,) = read_one(
        """
        指標 | 実績（上段）／目標（下段）
         | R4 | R5
        相談件数 | 70 | 78
         | 75 | 80
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2022: "75", 2023: "80"}, {2022: "70", 2023: "78"})


def test_kinds_in_one_heading_stand_for_two_rows_of_each_indicator() -> None:
    (item,) = read_one(
        """
        県民指標
        目標項目 | 平成23年度 | 平成24年度 | 平成25年度 |
         | 現状値 | 目標値 実績値 | 目標値 実績値 | 目標達成状況
        防災活動に参加する県民の割合 | | 43.0% | 45.0% | 1.00
         | 39.5% | 43.0% | 57.5% |
        """
    ).plan.indicators

    assert targets(item) == {2012: "43.0%", 2013: "45.0%"}
    assert actuals(item) == {2012: "43.0%", 2013: "57.5%"}
    assert item.baseline is not None
    assert item.baseline.reading.text == "39.5%"


def test_a_heading_that_says_year_and_lines_keeps_its_year() -> None:
    first, second = read_one(
        """
        平成27年度 施策評価
        指標 | 単位 | 平成25年度(実績) | 平成26年度(上段:目標)(下段:実績)
        満足度 | % | 60.6 | 65.0
        | | | 64.3
        参加率 | % | 20.1 | 22.0
        | | | 23.5
        """
    ).plan.indicators

    assert (targets(first), actuals(first)) == ({2014: "65.0"}, {2013: "60.6", 2014: "64.3"})
    assert (targets(second), actuals(second)) == ({2014: "22.0"}, {2013: "20.1", 2014: "23.5"})


def test_forms_left_blank_below_a_single_indicator_do_not_count() -> None:
    found = read_one(
        """
        成果指標 | 単位 | H25 | H26 (上段:目標) (下段:実績)
        A スポーツをする割合 | % | 48.5 | 55.0
         | | | 50.1
        B | | |
        C | | |
        """
    )
    item, *_ = found.plan.indicators

    assert targets(item) == {2014: "55.0"}
    assert actuals(item)[2014] == "50.1"
