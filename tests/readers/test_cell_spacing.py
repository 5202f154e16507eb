"""Spaces around the texts of cells and between the letters of headings."""

from __future__ import annotations

import pytest

from shirube.readers.cell_spacing import close_spaces
from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from tests.readers.tables import actuals, grid, marks, targets


def close(cell: str) -> str:
    (row,) = close_spaces(Grid(file="", name="", rows=[[cell]])).rows
    return str(row[0])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("目　標　値", "目標値"),
        ("備 考", "備考"),
        ("達\n成\n率", "達成率"),
        ("実　績\n（R5）", "実績\n（R5）"),
        ("令和5年度 目 標", "令和5年度 目標"),
        ("平 成 28 年 度", "平成28年度"),
        ("令　和　元　年　度", "令和元年度"),
        ("合　計", "合計"),
        ("　うち女性 ", "うち女性"),
        ("相談件数\n", "相談件数"),
    ],
)
def test_spaces_that_only_shape_a_cell_are_taken_out(cell: str, text: str) -> None:
    assert close(cell) == text


@pytest.mark.parametrize(
    "cell",
    [
        "男 女",
        "小 中 高",
        "A B",
        "1 2 3",
        "目標 実績",
        "学校 教育課",
        "",
        "図 書 館 の 利 用 者 数 と 貸 出 の 冊 数",
    ],
)
def test_words_side_by_side_stay_apart(cell: str) -> None:
    assert close(cell) == cell


def test_a_grid_without_such_spaces_is_left_as_it_is() -> None:
    plain = grid("指標 | 目標値\n相談件数 | 20件")

    assert close_spaces(plain) is plain


def test_a_table_says_the_same_however_its_letters_are_spaced() -> None:
    table = """
    令和5年度の進捗状況
    区分 | 指標 | 単位 | 目標 | 実績 | 評価
    環境 | ごみの排出量 | g | 900 | 920 | B
    教育 | 読書をする児童の割合 | % | 80 | 82.5 | A
    """
    plain = grid(table)
    spaced = [["　".join(cell) if isinstance(cell, str) else cell for cell in plain.rows[1]]]
    padded = [[f" {cell}　" if cell else "" for cell in row] for row in plain.rows[2:]]
    sheet = Grid(file="", name="", rows=[plain.rows[0], *spaced, *padded])

    (expected,) = read_grids_as_plans([plain], "表.xlsx")
    (read,) = read_grids_as_plans([sheet], "表.xlsx")

    assert read.plan == expected.plan
    assert [targets(item) for item in read.plan.indicators] == [{2023: "900"}, {2023: "80"}]
    assert [actuals(item) for item in read.plan.indicators] == [{2023: "920"}, {2023: "82.5"}]
    assert [marks(item) for item in read.plan.indicators] == [{2023: "B"}, {2023: "A"}]
