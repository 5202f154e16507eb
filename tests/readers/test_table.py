"""Finding tables in grids."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from shirube.readers.grid import Grid, Raw, Span, widen_rows
from shirube.readers.table import find_tables, is_heading_cell
from tests.readers.tables import actuals, read, read_one, targets
from tests.readers.tables import grid as parse_grid

HEAD = ["施策", "指標", "令和5年度", "", "令和6年度", ""]
KINDS = ["", "", "目標", "実績", "目標", "実績"]
ROW = ["承継", "参加者数", "20人", "21人", "30人", "31人"]
NEXT = ["", "相談者数", "10人", "5人", "15人", "16人"]


def grid(*rows: Sequence[Raw], merges: tuple[Span, ...] = ()) -> Grid:
    return Grid(file="表.xlsx", name="Sheet1", rows=widen_rows(rows), merges=merges)


def test_headings_body_and_surroundings_are_told_apart() -> None:
    (table,) = find_tables(grid(["計画の進捗"], [], HEAD, KINDS, ROW, NEXT, [], ["※速報値"]))

    assert (table.top, table.heading_rows) == (2, 2)
    assert table.body == (4, 5)
    assert (table.above, table.below) == ((0,), (7,))


def test_a_group_heading_spans_the_columns_below_it() -> None:
    (table,) = find_tables(grid(HEAD, KINDS, ROW))

    assert table.headings[3] == ("令和5年度", "実績")
    assert table.headings[0] == ("施策", "")


def test_merged_cells_decide_how_far_a_group_heading_reaches() -> None:
    head = ["施策", "指標", "令和5年度", "", "", "備考"]
    kinds = ["", "", "目標", "実績", "評価", ""]
    merges = (Span(0, 2, 0, 3),)

    (table,) = find_tables(grid(head, kinds, ["承継", "参加者数", "1人", "1人", "A", ""], merges=merges))

    assert table.headings[3] == ("令和5年度", "実績")
    assert table.headings[4] == ("", "評価")


def test_a_heading_repeated_on_a_further_page_is_no_row() -> None:
    (table,) = find_tables(grid(HEAD, KINDS, ROW, HEAD, KINDS, NEXT))

    assert table.body == (2, 5)


def test_two_tables_in_one_sheet_are_two() -> None:
    other = ["事業", "成果指標", "目標値", "実績値", "達成率"]
    tables = find_tables(
        grid(HEAD, KINDS, ROW, NEXT, [], ["第2表"], other, ["塾", "参加者数", "5", "4", "80%"])
    )

    assert [table.top for table in tables] == [0, 6]
    assert tables[0].body == (2, 3)
    assert tables[1].body == (7,)
    assert tables[1].above == (5,)


def test_a_letter_is_no_table() -> None:
    assert find_tables(grid(["会議のお知らせ"], ["日時", "令和6年5月1日"], ["場所", "市役所"])) == []


def test_an_empty_grid_has_no_table() -> None:
    assert find_tables(grid()) == []


def test_cells_are_judged_as_headings() -> None:
    assert is_heading_cell("令和5年度")
    assert is_heading_cell("R7目標")
    assert not is_heading_cell("20人")


def test_headings_copied_without_their_merges_are_still_those_of_the_table() -> None:
    sheet = parse_grid(
        """
        指標 | R4 | | R5 |
         | 目標① | 実績（確定） | 目標① | 実績（確定）
        相談件数 | 1 | 2 | 3 | 4
        指標 | R4 | | R5 |
         | 目標① | 実績（確定） | 目標① | 実績（確定）
        創業件数 | 5 | 6 | 7 | 8
        """,
        merges=[Span(0, 0, 1, 0), Span(0, 1, 0, 2), Span(0, 3, 0, 4)],
    )
    (table,) = find_tables(sheet)

    assert table.body == (2, 5)


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


def test_a_year_alone_above_the_headings_is_that_of_the_columns_below() -> None:
    kinds, row = ["施策", "指標", "目標", "実績"], ["承継", "講座数", "5", "4"]
    year = grid(["計画 令和7年度"], ["", "", "令和4年度", ""], kinds, row)
    day = grid(["計画 令和7年度"], ["", "", "", "令和7年3月末現在"], kinds, row)
    own = grid(["計画"], ["", "", "令和4年度", ""], ["施策", "指標", "R5目標", "R5実績"], row)

    (table,) = find_tables(year)
    assert (table.top, table.heading_rows, table.headings[2]) == (1, 2, ("令和4年度", "目標"))
    assert table.headings[3] == ("令和4年度", "実績")
    assert [find_tables(sheet)[0].heading_rows for sheet in (day, own)] == [1, 1]


def test_a_repeated_heading_that_begins_with_three_letters_is_no_legend() -> None:
    (table,) = find_tables(
        parse_grid(
            """
            KPI | R4実績値 | R5実績値 | R5目標値
            相談件数 | 118 | 125 | 124
            Ⅱ 産業の振興
            KPI | R4実績値 | R5実績値 | R5目標値
            創業件数 | 218 | 225 | 224
            """
        )
    )

    assert table.body == (1, 2, 4)


def test_other_headings_right_below_the_last_row_begin_a_table_of_their_own() -> None:
    first, second = find_tables(
        parse_grid(
            """
            指標 | 単位 | R5目標 | R5実績 | 評価
            出生数 | 人 | 50 | 48 | B
            保育所数 | 園 | 20 | 21 | A
            取組名 | 担当課 | R5計画 | R5実績 | 達成率
            相談会 | 子育て課 | 12 | 10 | 83.3%
            訪問 | 保健課 | 100 | 120 | 120.0%
            """
        )
    )

    assert (first.body, second.top, second.body) == ((1, 2), 3, (4, 5))


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


def test_a_line_right_above_other_headings_is_the_title_of_their_table() -> None:
    first, second = find_tables(
        parse_grid(
            """
            表1 基本目標
            指標 | 基準値(R1) | 目標(R6) | R5実績
            人口 | 10000 | 9800 | 9850
            転入者数 | 300 | 350 | 310
            表2 取組の指標
            KPI | 基準値(R1) | R5目標 | R5実績 | 達成度
            起業件数 | 3 | 8 | 9 | ◎
            """
        )
    )

    assert (first.body, second.above, second.body) == ((2, 3), (4,), (6,))


def test_a_note_above_other_headings_stays_with_the_table_before() -> None:
    first, second = find_tables(
        parse_grid(
            """
            指標 | 基準値(R1) | 目標(R6) | R5実績
            人口 | 10000 | 9800 | 9850
            ※人口は各年10月1日現在
            KPI | 基準値(R1) | R5目標 | R5実績 | 達成度
            起業件数 | 3 | 8 | 9 | ◎
            """
        )
    )

    assert (first.body, first.below, second.body) == ((1,), (2,), (4,))


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


def test_a_kind_above_years_that_begin_right_of_the_names_is_that_of_the_years() -> None:
    found = read_one(_PLANNED.format("捕獲計画数"))

    assert targets(found.plan.indicators[0]) == {2022: "250頭", 2023: "300頭"}


@pytest.mark.parametrize("word", ["獣害対策", "単位：頭"])
def test_any_other_word_above_years_is_no_heading(word: str) -> None:
    found = read_one(_PLANNED.format(word))

    assert actuals(found.plan.indicators[0]) == {2022: "250頭", 2023: "300頭"}


_PLANNED = """
対象鳥獣 | {} |
 | 令和4年度 | 令和5年度
エゾシカ | 250頭 | 300頭
ヒグマ | 10頭 | 10頭
"""


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
