"""Finding tables in grids."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from shirube.readers.grid import Grid, Raw, Span, widen_rows
from shirube.readers.table import (
    count_filled,
    filled_cells,
    find_tables,
    is_blank,
    is_footnote,
    is_heading_cell,
    text_of,
)
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


def test_a_blank_row_within_the_body_does_not_end_it() -> None:
    (table,) = find_tables(grid(HEAD, KINDS, ROW, [], NEXT))

    assert table.body == (2, 4)


def test_a_legend_right_below_the_table_is_not_part_of_it() -> None:
    (table,) = find_tables(grid(HEAD, KINDS, ROW, ["評価区分", "内容"], ["A", "達成(100%以上)"]))

    assert table.body == (2,)
    assert table.below == (3, 4)


def test_a_letter_is_no_table() -> None:
    assert find_tables(grid(["会議のお知らせ"], ["日時", "令和6年5月1日"], ["場所", "市役所"])) == []


def test_an_empty_grid_has_no_table() -> None:
    assert find_tables(grid()) == []


def test_cells_are_judged_as_headings() -> None:
    assert is_heading_cell("令和5年度")
    assert is_heading_cell("R7目標")
    assert not is_heading_cell("20人")


def test_blank_and_filled_rows() -> None:
    assert is_blank(["", " ", "　"])
    assert not is_blank(["", 0])
    assert count_filled(["a", "", 0, Decimal("1.5")]) == 3
    assert count_filled(["", ""]) == 0
    assert filled_cells(["", " a ", 5]) == ["a", "5"]
    assert text_of(5) == "5"


def test_footnotes_stand_alone() -> None:
    assert is_footnote(["※速報値を含む"])
    assert not is_footnote(["※", "75.0", "37.5"])


def test_a_legend_below_is_no_part_of_the_table_however_it_is_printed() -> None:
    across = grid(
        HEAD, KINDS, ROW, NEXT, [], ["評価", "A", "B", "C"], ["基準", "100%以上", "100%未満", "50%未満"]
    )
    behind = grid(HEAD, KINDS, ROW, NEXT, [], ["達成率", "評価"], ["100%以上", "A"], ["100%未満", "B"])
    line = grid(HEAD, KINDS, ROW, NEXT, ["評価：◎ 100%以上、△ 100%未満"])

    assert [table.body for table in find_tables(across)] == [(2, 3)]
    assert [table.body for table in find_tables(behind)] == [(2, 3)]
    assert [table.body for table in find_tables(line)] == [(2, 3)]


@pytest.mark.parametrize("second", ["2 | | 講座の参加者数 | 224 | 225 |", "2 | | 講座の参加者数 | | |"])
def test_numbers_of_rows_are_no_marks_of_a_legend(second: str) -> None:
    """Below merged levels a row of four cells looks much like 「2｜目標をやや下回った」."""
    (table,) = find_tables(
        parse_grid(
            f"""
            番号 | 方針 | 指標 | R5目標 | R5実績 | 備考
            1 | 方針1 | 相談の件数 | 124 | 125 |
            {second}
            3 | 方針2 | 組織率の向上 | 324 | 325 |
            """
        )
    )

    assert table.body == (1, 2, 3)


@pytest.mark.parametrize(
    "legend",
    [
        ["5 | 目標を大きく上回った", "4 | 目標を上回った"],
        ["3 | 目標を大きく上回った | 90%以上", "2 | 目標を上回った | 80%以上"],
        ["S | 目標を上回った | 120%以上", "A | 目標どおりだった | 100%以上"],
        ["A | 目標を達成したもの | 12件", "B | 目標に届かないもの | 3件"],
    ],
)
def test_a_legend_right_below_numbered_rows_is_no_part_of_the_table(legend: list[str]) -> None:
    rows = "\n".join(
        [
            "番号 | 方針 | 指標 | R5目標 | R5実績",
            "1 | 甲 | 相談の件数 | 1 | 2",
            "2 | 乙 | 講座数 | 3 | 4",
            *legend,
        ]
    )
    (table,) = find_tables(parse_grid(rows))

    assert table.body == (1, 2)


@pytest.mark.parametrize("gap", ["", "\n\n"])
def test_rows_below_a_line_after_a_gap_are_not_lost(gap: str) -> None:
    """A blank row and 「2 産業の振興」 set sections apart; the rows below them are rows."""
    sheet = parse_grid(
        f"指標 | R4目標 | R4実績 | R5目標 | R5実績\n相談件数 | 1 | 2 | 3 | 4\n"
        f"{gap}2 産業の振興\n創業件数 | 5 | 6 | 7 | 8"
    )
    (table,) = find_tables(sheet)

    assert [sheet.rows[row][0] for row in table.body] == ["相談件数", "2 産業の振興", "創業件数"]


@pytest.mark.parametrize(
    "lines",
    [
        "\n令和5年度の集計\n区分 | A | B | C | 計\n件数 | 3 | 4 | 1 | 8",
        "\nこの表は速報値による。\n創業件数 | 5 | 6 | 7 | 8",
        "\n※速報値\n創業件数 | 5 | 6 | 7 | 8",
    ],
)
def test_what_follows_a_sentence_or_has_headings_of_its_own_is_no_row(lines: str) -> None:
    (table,) = find_tables(
        parse_grid(f"指標 | R4目標 | R4実績 | R5目標 | R5実績\n相談件数 | 1 | 2 | 3 | 4\n{lines}")
    )

    assert table.body == (1,)


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


def test_a_row_after_a_line_and_a_gap_may_say_that_there_is_no_figure() -> None:
    (table,) = find_tables(
        parse_grid(
            """
            指標 | 単位 | R4実績 | R5実績 | R5目標
            相談件数 | 件 | 118 | 125 | 124

            【環境】
            講座の参加者数 | 人 | － | － | 227
            """
        )
    )

    assert len(table.body) == 3


def test_a_label_with_a_sentence_below_the_figures_is_no_row() -> None:
    rows = [ROW, NEXT, ["今後の方針", "引き続き啓発に努める。"]]
    named = [ROW, NEXT, ["方針の策定", "検討を続ける。"]]

    assert [table.body for table in find_tables(grid(HEAD, KINDS, *rows))] == [(2, 3)]
    assert [table.body for table in find_tables(grid(HEAD, KINDS, *named))] == [(2, 3, 4)]
