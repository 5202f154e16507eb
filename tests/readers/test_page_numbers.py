"""Rows with nothing but the number of a page."""

from __future__ import annotations

from shirube.readers.page_numbers import leave_page_numbers_out
from tests.readers.tables import actuals, grid, read_one, targets


def test_the_number_of_a_page_between_rows_is_no_group_and_no_figure() -> None:
    for page in ("- 3 -", "P.12", "||||3ページ", "||||||2/5頁", "（3頁）"):
        found = read_one(
            f"""
            施策 | 指標 | 単位 | 基準値(H30) | R4実績 | R5実績 | 目標(R6)
            1 健康 | 健診受診率 | % | 38.2 | 33.1 | 35.8 | 45.0
             | がん検診受診率 | % | 12.4 | 9.8 | 10.3 | 15.0
            {page}
            2 福祉 | 教室参加者数 | 人 | 3,480 | 1,022 | 1,615 | 3,900
            """
        )

        assert [[node.name for node in nodes] for nodes, _ in found.plan.rows] == [
            ["1 健康"],
            ["1 健康"],
            ["2 福祉"],
        ]
        assert len(found.plan.indicators) == 3


def test_the_number_of_a_page_between_lines_is_no_group() -> None:
    found = read_one(
        """
        指標 | 区分 | R4 | R5 | R6
        健診受診率 | 目標 | 30 | 31 | 32
         | 実績 | 29 | 33 | 31
        2ページ
        がん検診受診率 | 目標 | 30 | 31 | 32
         | 実績 | 29 | 33 | 31
        """
    )

    assert all(not node.name for nodes, _ in found.plan.rows for node in nodes)
    assert [(targets(item)[2022], actuals(item)[2024]) for item in found.plan.indicators] == [
        ("30", "31"),
        ("30", "31"),
    ]


def test_pages_may_be_counted_without_a_word_but_a_fraction_alone_stays() -> None:
    pages = leave_page_numbers_out(grid("指標|R5\n|1/2\nA|3\n|2/2\nB|4"))

    assert pages is not None
    assert [list(row) for row in pages.rows] == [["指標", "R5"], ["", ""], ["A", "3"], ["", ""], ["B", "4"]]
    for text in ("指標|R5\n|1/2\nA|3", "指標|R5\n|1/2\nA|3\n|2/3", "指標|R5\n3|\n-3|\nA|3"):
        assert leave_page_numbers_out(grid(text)) is None
