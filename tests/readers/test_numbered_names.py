"""Rows that say by a number alone whose figures they hold."""

from __future__ import annotations

import pytest

from shirube.readers.numbered_names import read_number, write_out_numbers
from tests.readers.tables import actuals, grid, read, read_one, targets

LINES = """
2.<指標の設定>
重点 | 指標名 | 単位 | 算式・引用等
① | 消防団員の充足率 | % | 消防団員数/定員数(281)
② | 消防水利の充足率 | % | 基準水利/必要数
| | H19(実績) | H20(実績) | H21(試算)
① | 目標 | 100 | 100 | 100
| 実績 | 98.6 | 99.6 |
② | 目標 | 95.00 | 95.50 | 96.00
| 実績 | 95.00 | 95.65 |
"""
SHEET = """
平成19年度 事務事業評価表
④成果指標
| 成果指標名 | 成果指標の説明
① | 市内犯罪件数 | 市内犯罪件数
②
⑤事業の進捗状況(単位:千円)
| 平成18年度決算(実績) | 平成19年度決算(実績)
成果指標① | 1,363件 | 1,292件
成果指標②
事業費 | 15,636 | 16,395
⑥事務事業内容の評価
項目 | 課内評価 | 部長評価
達成度 | 2 | 2
"""


def test_lines_that_only_count_their_indicators_have_the_names_beside_the_numbers_above() -> None:
    found = read_one(LINES)
    first, second = found.plan.indicators

    assert (first.name, first.unit) == ("消防団員の充足率（%）", "%")
    assert targets(first) == {2007: "100", 2008: "100", 2009: "100"}
    assert {year: text for year, text in actuals(second).items() if text} == {2007: "95.00", 2008: "95.65"}


def test_a_number_of_a_kind_of_indicators_is_that_of_the_list_below_this_kind() -> None:
    (found,) = (one for one in read(SHEET) if one.plan.indicators[0].name == "市内犯罪件数")

    assert actuals(found.plan.indicators[0]) == {2006: "1,363件", 2007: "1,292件"}
    # A number without a name and a figure heads nothing, and marks of the year are no figures of these years.
    assert [("".join(node.name for node in path), item.name) for path, item in found.plan.rows] == [
        ("", "市内犯罪件数"),
        ("", "事業費"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Rows that name themselves, below a list that counts something else.
        "① | 安全なまち\n② | 元気なまち\n指標 | 名 | R5\n① | 相談件数 | 10\n② | 来館者数 | 20",
        # Two names for one number: whose figures they are is not known.
        "① | 相談件数\n① | 来館者数\n| R5 | R6\n① | 10 | 20\n① | 20 | 30",
        # A row with a name and figures is an indicator, whose targets other lines may add.
        "KPI1 | 出生率 | 0.90 | 1.40\n| R5 | R6\nKPI1 | 0.93 | 1.11",
    ],
)
def test_numbers_are_left_where_no_row_above_gives_one_name_to_each(text: str) -> None:
    assert write_out_numbers(grid(text)) is None


def test_a_number_of_an_indicator_is_told_from_other_words_that_end_with_one() -> None:
    assert read_number("成果指標①") == read_number("成果指標 1") == ("成果指標", "1")
    assert read_number("KPI(2)") == ("KPI", "2")
    assert read_number("③") == ("", "3")
    assert not any(map(read_number, ("", "3", "施策1", "目標①", "令和5", "とても長い名前の指標名その①")))
