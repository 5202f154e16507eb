"""Blocks of lines below a row of years."""

from __future__ import annotations

import pytest

from shirube.readers.line_blocks import Block, find_blocks, group_blocks
from tests.readers.tables import marks, rates, read_one


def find(text: str) -> list[Block]:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    width = max(map(len, rows))
    return find_blocks([[*row, *[""] * (width - len(row))] for row in rows])


TWO = """
相談件数の推移
指標 | 区分 | R5 | R6
相談件数 | 目標 | 75 | 80
| 実績 | 70 | 82

来館者数の推移
指標 | 区分 | R5 | R6
来館者数 | 目標 | 50 | 52
| 実績 | 48 | 53
"""


def test_each_row_of_years_begins_a_block_with_its_lines_and_the_labels_above() -> None:
    first, second = find(TWO)

    assert (first.years.row, first.lines, first.labels) == (1, [2, 3], [0])
    assert (second.years.row, second.lines, second.labels) == (6, [7, 8], [5])
    assert first.kind_column == second.kind_column == 1


def test_blocks_of_the_same_years_are_one_table() -> None:
    later = TWO + "\n区分 | | R7 | R8\n出荷額 | 目標 | 5 | 6\n| 実績 | 4 | 7\n"

    assert [len(group) for group in group_blocks(find(TWO))] == [2]
    assert [len(group) for group in group_blocks(find(later))] == [2, 1]
    assert group_blocks([]) == []


def test_without_lines_that_say_what_a_figure_is_there_is_no_block() -> None:
    assert find("指標 | R5 | R6\n相談件数 | 75 | 80\n来館者数 | 50 | 52") == []
    assert find("指標 | 区分\n相談件数 | 目標") == []


def test_after_a_gap_a_block_goes_on_only_with_a_kind() -> None:
    (block,) = find(
        "指標 | 区分 | R5 | R6\n相談件数 | 目標 | 75 | 80\n\n| 実績 | 70 | 82\n\n備考 | 速報を含む | |"
    )

    assert block.lines == [1, 3]


SHEET = """
成果指標名 | ボランティアグループの数
年度 | R5 | R6
目標値 | 16 | 17
実績値 | 15 | 16
指標説明 | 加盟した団体の数
成果指標名 | 安心して暮らせる市民の割合
年度 | R5 | R6
目標値 | 66.0 | 67.6
実績値 | 66.1 | 67.8
"""


def test_what_explains_an_indicator_below_its_figures_is_no_label_of_the_next() -> None:
    first, second = find(SHEET)

    assert (first.labels, second.labels) == ([0, 4], [5])


def test_a_measure_above_the_name_of_the_next_indicator_is_a_label_of_that() -> None:
    first, second = find(SHEET.replace("指標説明 | 加盟した団体の数", "基本施策 | 安全な暮らし"))

    assert (first.labels, second.labels) == ([0], [4, 5])


def test_a_counted_name_that_begins_like_a_report_of_results_is_that_of_the_next_indicator() -> None:
    first, second = find(
        """
        成果指標1 | 集会所整備数 | 単位: 件
        | 区分 | H25 | H26
        | 計画値 | 356 | 379
        | 実績値 | 356 | 379
        成果指標2 | | 単位:
        | 区分 | H25 | H26
        | 計画値 | |
        | 実績値 | |
        """
    )

    assert (first.labels, second.labels) == ([0], [4])


def test_a_line_of_texts_below_the_figures_of_each_indicator_is_one_of_the_last_too() -> None:
    first, second = read_one(
        """
        指標 | | R3年度 | R4年度
        参加者数 | 目標 | 10 | 12
        | 実績 | 9 | 12
        | 取組状況 | 会場を変えた。 | 計画どおり行った。
        会員数 | 目標 | 20 | 22
        | 実績 | 19 | 22
        | 取組状況 | 広報を強めた。 | 計画どおり行った。
        """
    ).plan.indicators

    assert [status.text for status in first.statuses] == ["会場を変えた。", "計画どおり行った。"]
    assert [status.text for status in second.statuses] == ["広報を強めた。", "計画どおり行った。"]


def test_a_text_below_the_last_figures_alone_is_a_label_and_no_line() -> None:
    """The control: nothing like it stands below the other indicators."""
    (block,) = find(
        """
        指標 | | R3年度 | R4年度
        参加者数 | 目標 | 10 | 12
        | 実績 | 9 | 12
        会員数 | 目標 | 20 | 22
        | 実績 | 19 | 22
        | 取組状況 | 全体に広報を強めた。 |
        """
    )

    assert (block.lines, block.labels) == ([1, 2, 3, 4], [5])


@pytest.mark.parametrize("label", ["進捗", "進捗状況"])
def test_letters_and_rates_in_a_line_of_progress_are_marks_and_rates(label: str) -> None:
    text = """
        指標 | | R3年度 | R4年度
        参加者数 | 目標 | 10 | 12
        | 実績 | 9 | 12
        | {0} | {1} | {2}
        会員数 | 目標 | 20 | 22
        | 実績 | 19 | 22
        | {0} | {1} | {2}
        """
    for judged in read_one(text.format(label, "B", "A")).plan.indicators:
        assert marks(judged) == {2021: "B", 2022: "A"}
    for rated in read_one(text.format(label, "90%", "100%")).plan.indicators:
        assert rates(rated) == {2021: "90%", 2022: "100%"}
