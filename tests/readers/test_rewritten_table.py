"""Tables put together anew from cells of their source."""

from __future__ import annotations

from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import line_of, replace_rows, rewrite_table
from shirube.readers.table import find_tables
from tests.readers.tables import grid

SOURCE = grid("""
    第2期計画 |      |  | 資料1
    指標      | 実績 |  |
    相談      | 12   |  |
    """)


def test_a_table_keeps_the_lines_around_it_and_knows_where_each_part_stands() -> None:
    table = rewrite_table(
        SOURCE,
        [("", "指標"), ("令和6年度", "実績")],
        [[Cell(2, 0), Cell(2, 1)]],
        above=[line_of(SOURCE, 0)],
        below=[["※ 速報値", "", "調査"]],
    )

    assert [list(row) for row in table.grid.rows] == [
        ["第2期計画", "資料1", ""],
        ["", "令和6年度", ""],
        ["指標", "実績", ""],
        ["相談", "12", ""],
        ["※ 速報値", "", "調査"],
    ]
    assert (table.top, table.heading_rows, table.body) == (1, 2, (3,))
    assert (table.above, table.below) == ((0,), (4,))
    # The third column is there for the line below alone.
    assert table.headings == (("", "指標"), ("令和6年度", "実績"), ("", ""))
    assert table.grid.place(3, 1) == SOURCE.place(2, 1)


def test_nothing_at_all_is_an_empty_table() -> None:
    table = rewrite_table(SOURCE, [], [])

    assert (table.body, table.headings, table.grid.rows) == ((), (), [])


def test_other_rows_leave_the_lines_around_a_table_where_they_are() -> None:
    (table,) = find_tables(grid("令和5年度の表\n指標 | 目標 | 実績\n相談 | 12 | 13\n※ 速報値"))

    made = replace_rows(table, [("指標",), ("実績",)], [[Cell(2, 0), Cell(2, 2)]])

    assert [list(row) for row in made.grid.rows] == [
        ["令和5年度の表", ""],
        ["指標", "実績"],
        ["相談", "13"],
        ["※ 速報値", ""],
    ]
    assert (made.above, made.body, made.below) == ((0,), (2,), (3,))
