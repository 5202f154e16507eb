"""Finding tables in grids."""

from __future__ import annotations

from collections.abc import Sequence

from shirube.readers.grid import Grid, Raw, Span, widen_rows
from shirube.readers.table import find_tables

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
