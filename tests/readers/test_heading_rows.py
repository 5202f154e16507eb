"""Which rows of a grid are headings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from shirube.readers.grid import Grid, Raw, Span, widen_rows
from shirube.readers.heading_rows import is_heading_cell
from shirube.readers.table import find_tables
from tests.readers.tables import grid as parse_grid
from tests.readers.tables import read, read_one, targets


def grid(*rows: Sequence[Raw], merges: tuple[Span, ...] = ()) -> Grid:
    return Grid(file="表.xlsx", name="Sheet1", rows=widen_rows(rows), merges=merges)


def test_cells_are_judged_as_headings() -> None:
    assert is_heading_cell("令和5年度")
    assert is_heading_cell("R7目標")
    assert not is_heading_cell("20人")


@pytest.mark.parametrize(
    "rows",
    [
        [["講座数", "10", "11"], ["利用者数", "2000", "2050"], ["参加者数", "100", "110"]],
        [["利用者数", "2000", "2050"], ["参加者数", "100", "110"]],
        [["計画数", "1990", "2010"], ["目標達成数", "2023", "2025"]],
        [["冊数", "2001", "2002"]],
    ],
)
def test_figures_that_look_like_years_begin_no_table(rows: list[list[str]]) -> None:
    empty: list[str] = []
    for gap in (0, 1):
        (table,) = find_tables(grid(["指標", "R5目標", "R5実績"], rows[0], *[empty] * gap, *rows[1:]))
        assert len(table.body) == len(rows)


def test_bare_years_head_a_table_in_its_first_rows_and_further_down() -> None:
    head, row = ["指標", "", "", "目標"], ["講座数", "1", "2", "3"]
    first = grid(head, ["", "2020", "2025", "2030"], row)
    later = grid(
        ["指標", "R5目標", "R5実績"], ["講座数", "1", "2"], [], ["施設", "2020", "2021", "2022"], row
    )

    assert [table.heading_rows for table in find_tables(first)] == [2]
    assert len(find_tables(later)) == 2


def test_words_of_headings_in_a_row_of_figures_begin_no_table() -> None:
    (table,) = find_tables(
        parse_grid(
            """
            指標 | 区分 | R5目標 | R5実績 | 評価
            研修 | 実績 | 50 | 48 | B
            計画 | 評価 | 20 | 21 | A
            """
        )
    )

    assert table.body == (1, 2)


def test_cells_merged_down_into_the_headings_belong_to_them() -> None:
    """税目, 調定額 and 評価 say little, but they reach down into the row of 目標 and 実績."""
    sheet = Grid(
        file="表.xlsx",
        name="表",
        rows=[
            ["税目", "調定額", "収納率", "", "評価"],
            ["", "", "目標", "実績", ""],
            ["市民税", "4820", "98.5", "98.8", "Ａ"],
        ],
        merges=(Span(0, 0, 1, 0), Span(0, 1, 1, 1), Span(0, 2, 0, 3), Span(0, 4, 1, 4)),
    )

    (table,) = find_tables(sheet)
    assert table.headings[4] == ("評価", "")
    assert table.body == (2,)


@pytest.mark.parametrize("text", ["分析件数30件", "①分析件数 30件", "指標達成者 5名"])
def test_a_name_with_its_figure_is_no_heading(text: str) -> None:
    assert not is_heading_cell(text)


@pytest.mark.parametrize("text", ["R5目標", "実績(4~9月)", "目標値(人)", "令和5年度目標"])
def test_a_heading_with_a_figure_stays_one(text: str) -> None:
    assert is_heading_cell(text)


def test_a_row_of_names_with_figures_below_the_headings_is_read() -> None:
    (table,) = find_tables(
        parse_grid(
            """
            事業名 | 目標 | 実績 | 評価
            経営分析事業 | 分析件数30件 | 分析件数33件 | A
            創業支援事業 | 創業者数5名 | 創業者数6名 | A
            """
        )
    )

    assert (table.heading_rows, table.body) == (1, (1, 2))


def test_the_mark_of_a_form_with_its_reason_heads_no_table() -> None:
    found = read(
        """
        区分 | R5 | R6
        目標 | 5 | 7
        実績 | 6 | 8

        有効性 | 中：成果あり
        総合評価 | B：改善して継続
        指標の方向性 | 上向き | 課題 | 周知
        """
    )

    assert len(found) == 1


def test_a_row_of_figures_with_their_years_is_no_row_of_headings() -> None:
    rates, points, people = read_one(
        """
        総合計画指標一覧
        指標 | 現状 | 目標
        研修の修了者数 | 4,914人(令和2年度) | 6,500人(令和6年度)
        消費総合指数 | 93.7(令和2年度平均) | 101.9(令和6年度平均)
        活動の割合 | 68.9%(令和2年度) | 84.3%(令和6年度)
        """
    ).plan.indicators

    assert [targets(item) for item in (rates, points, people)] == [
        {2024: "6,500人(令和6年度)"},
        {2024: "101.9(令和6年度平均)"},
        {2024: "84.3%(令和6年度)"},
    ]


def test_a_name_below_the_label_of_names_heads_no_figures() -> None:
    """課題 and 成果指標 are words of headings elsewhere."""
    found = read_one(
        """
        普及所の工程表
        指標名 | | | | 指標の分類
        重点支援対象の課題解決率 | | | | 成果指標
             | 基準値   | 年度当初値 | 今年度目標値 | 今年度実績値
        数値 | 13%      | 60%        | 80%          | 75%
        時点 | 平成26年度 | 令和3年度 | 令和4年度    | 令和4年度
        """
    )

    assert [item.name for item in found.plan.indicators] == ["重点支援対象の課題解決率"]


def test_years_with_nothing_at_their_left_head_a_table_whatever_else_is_said_of_them() -> None:
    tables = find_tables(
        parse_grid(
            """
             | 平成19年度(基準年度) | 平成26年度実績 | 削減量 | 削減率
            排出量 | 3,225 | 2,789 | △436 | -13.5%

            事業 | R5目標 | R5実績
            訪問 | 10 | 12
            """
        )
    )

    assert [table.top for table in tables] == [0, 3]


def test_a_kind_of_names_and_one_dated_figure_head_a_table() -> None:
    first, second = read(
        """
        成果指標
        試験名 | H31目標
        看護師 | 100
        助産師 | 100
        成果指標
        学部名 | H31目標
        看護学部 | 52.5
        """
    )

    assert [targets(item) for item in first.plan.indicators] == [{2019: "100"}, {2019: "100"}]
    assert [item.name for item in second.plan.indicators] == ["看護学部"]


@pytest.mark.parametrize("row", ["試験名 | 目標", "事業1 | R5目標", "研修のあり方 | R5目標"])
def test_two_other_cells_head_nothing(row: str) -> None:
    assert find_tables(parse_grid(f"{row}\n訪問 | 12\n相談 | 14")) == []
