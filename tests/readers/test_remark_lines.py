"""Lines that tell of the indicator above them and head nothing."""

from __future__ import annotations

import time

import pytest

from shirube.readers.remark_lines import find_remarks
from shirube.readers.table import find_tables
from tests.readers.tables import grid, read_one

TABLE = """
施策名 | 現状値(H26) | 実績(H27) | 目標値(H31)
被害額(千円) | 22,585 | 20,563 | 20,000
{0}
栽培面積(ha) | 22.6 | 24.6 | 35.0
{0}
"""


@pytest.mark.parametrize(
    "line",
    [
        "≪成果と見直し≫ 柵の設置が進んだ",
        "【取組内容】 研修を開いた",
        "(主な要因) 天候",
        "＜今後の方針＞ 続ける",
    ],
)
def test_a_labelled_line_below_an_indicator_is_said_of_it(line: str) -> None:
    read = read_one(TABLE.format(line).replace("施策名", "指標名"))

    assert [([node.name for node in path if node.name], item.name) for path, item in read.plan.rows] == [
        ([], "被害額(千円)"),
        ([], "栽培面積(ha)"),
    ]


@pytest.mark.parametrize("line", ["【課題1】 担い手", "【成果指標】 農業", "≪農業≫ 担い手", "成果と見直し"])
def test_other_lines_are_none(line: str) -> None:
    table = find_tables(grid(TABLE.format(line)))[0]

    assert find_remarks(table, [0], [1, 2, 3]) == frozenset()


def test_a_line_above_the_first_indicator_heads_it_whatever_it_says() -> None:
    lines = ["指標 | R5目標 | R5実績", *["【農業の課題】 担い手", "就農者数 | 5 | 4"] * 2]
    table = find_tables(grid("\n".join(lines)))[0]

    assert find_remarks(table, [0], [1, 2]) == frozenset()


def test_sentences_below_figures_head_nothing() -> None:
    read = read_one("""
        総務部の結果
        窓口の改革
        R5目標 | R5実績 | 自己評価
        窓口の待ち時間10分以下 | 9分 | A
        窓口を1つにまとめた。
        夜間の窓口も開いた。
        文書の改革
        R5目標 | R5実績 | 自己評価
        電子化した文書90% | 80% | B
        """)

    assert [([node.name for node in path], item.name) for path, item in read.plan.rows] == [
        (["窓口の改革"], "窓口の待ち時間"),
        (["文書の改革"], "電子化した文書"),
    ]


@pytest.mark.parametrize("line", ["(1) 柵の設置を進めます。", "柵の設置を進める"])
def test_numbered_sentences_and_words_without_a_stop_head_rows(line: str) -> None:
    table = find_tables(grid(TABLE.format(line)))[0]

    assert find_remarks(table, [0], [1, 2, 3]) == frozenset()


def test_sentences_head_rows_where_one_stands_above_the_headings() -> None:
    lines = [
        "農地を守ります。",
        "指標 | R5目標 | R5実績",
        "面積 | 5 | 4",
        "担い手を育てます。",
        "就農者数 | 5 | 4",
    ]
    table = find_tables(grid("\n".join(lines)))[0]

    assert find_remarks(table, [0], [1, 2]) == frozenset()


def test_thousands_of_long_lines_cost_no_time() -> None:
    hostile = "【" + "課題の" * 5_000
    table = find_tables(grid("\n".join(["指標 | R5目標 | R5実績", *["就農者数 | 5 | 4", hostile] * 500])))[0]
    begun = time.perf_counter()

    assert find_remarks(table, [0], [1, 2]) == frozenset()
    assert time.perf_counter() - begun < 2
