"""What rows are called where several columns share the name."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Span
from shirube.readers.rewritten_grid import Cell
from shirube.readers.row_names import RowNames
from tests.readers.tables import grid, read_one


def test_a_part_and_a_ditto_go_on_with_the_name_above() -> None:
    sheet = grid(
        """
        相談件数 | 電話
         | うち来所
        〃 | メール
        講座 |
        """
    )
    names = RowNames(sheet, [0, 1])

    assert [names.read(row, is_first=row == 0) for row in range(4)] == [
        ("相談件数 電話", Cell(0, 0)),
        ("相談件数 うち来所", Cell(1, 1)),
        ("相談件数 メール", Cell(2, 0)),
        ("講座", Cell(3, 0)),
    ]


def test_a_dash_is_no_part_of_a_name() -> None:
    names = RowNames(grid("居場所の数 | －\n利用率 | 産婦\n－ | －"), [0, 1])

    assert [names.read(row, is_first=row == 0)[0] for row in range(3)] == ["居場所の数", "利用率 産婦", "－"]


def test_a_total_in_the_column_of_numbers_is_the_name_of_its_row() -> None:
    names = RowNames(grid("1 | 相談件数\n計 |"), [1], numbers=[0])

    assert names.read(0, is_first=True) == ("相談件数", Cell(0, 1))
    assert names.read(1, is_first=False) == ("計", Cell(1, 0))


def test_a_name_merged_down_is_told_apart_by_its_unit() -> None:
    text = "参加者数 | 人\n | 時間/月"
    merged = RowNames(grid(text, merges=[Span(0, 0, 1, 0)]), [0], units=[1])
    plain = RowNames(grid(text), [0], units=[1])
    apart = RowNames(grid("参加者数 | 人\n | 人"), [0], units=[1], otherwise=3)

    assert [merged.read(row, is_first=row == 0)[0] for row in range(2)] == ["参加者数", "参加者数 時間/月"]
    assert [plain.read(row, is_first=row == 0)[0] for row in range(2)] == ["参加者数", "参加者数 時間/月"]
    assert apart.read(0, is_first=True)[0] == "参加者数"
    assert apart.read(1, is_first=False) == ("", Cell(1, 3))


def test_a_first_row_without_a_name_stops_nobody() -> None:
    names = RowNames(grid("|\n | うち来所\n〃 | メール"), [0, 1])

    found = [names.read(row, is_first=row == 0)[0] for row in range(3)]

    assert found == ["", "うち来所", "メール"]
    assert RowNames(grid(" | 人\n | 時間"), [0], units=[1]).read(1, is_first=False)[0] == ""


@pytest.mark.parametrize("years", ["R1 | R4 | 目標(R4)", "R1実績 | R4実績 | R4目標"])
def test_a_name_in_brackets_goes_on_with_the_one_above(years: str) -> None:
    """（女） alone says nothing: the words before the brackets above it are those of both."""
    found = read_one(
        f"""
        指標 | {years}
        毎日飲酒する人の割合（男） | 30.1％ | 27.6％ | 25％以下
        　　　　　　　　　　（女） | 8.8％ | 9.4％ | 7％以下
        歩数（再掲） | 6,801 | 6,900 | 7,100
        """
    )

    assert [item.name for item in found.plan.indicators] == [
        "毎日飲酒する人の割合（男）",
        "毎日飲酒する人の割合（女）",
        "歩数（再掲）",
    ]


def test_the_first_name_and_a_part_go_on_with_nothing() -> None:
    """The control: nothing stands above the first, and （うち…） is told from its whole elsewhere."""
    found = read_one("指標 | R4実績 | R4目標\n（仮称） | 5 | 6\n講座数 | 7 | 8\n（うち夜間） | 1 | 2")

    assert [item.name for item in found.plan.indicators] == ["（仮称）", "講座数", "（うち夜間）"]


def test_a_name_in_round_brackets_goes_on_from_the_last_that_stood_in_none() -> None:
    found = read_one(
        """
        区分 | R4プラン | R4決算
        1日入院患者数 | 42人 | 47人
        [病床利用率] | [85.7%] | [96.0%]
        (単価) | (20,000円) | (19,136円)
        1日外来患者数 | 141人 | 145人
        (単価) | (5,500円) | (5,686円)
        """
    )

    assert [item.name for item in found.plan.indicators] == [
        "1日入院患者数",
        "[病床利用率]",
        "1日入院患者数(単価)",
        "1日外来患者数",
        "1日外来患者数(単価)",
    ]
