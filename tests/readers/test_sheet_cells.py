"""The cells of sheets of labels, listed once for all indicators beside one another."""

from __future__ import annotations

from shirube.readers.sheet_cells import SheetCells
from tests.readers.tables import grid

BESIDE = """
令和5年度 指標の調書
指標名 | 相談件数 | 利用者数
目標値 | 20件     | 300人
         | 21件     |
"""


def test_indicators_beside_one_another_have_their_columns() -> None:
    cells = SheetCells(grid(BESIDE))

    assert cells.owners == [1, 2]
    assert str(cells.context) == "令和5年度"
    assert cells.names_itself


def test_each_of_them_has_the_labels_and_its_own_figures() -> None:
    cells = SheetCells(grid(BESIDE))

    assert cells.rows[2] == [(0, "目標値"), (1, "20件"), (2, "300人")]
    assert cells.list_own(2, 2) == [(0, "目標値"), (2, "300人")]
    assert cells.list_own(3, 1) == [(1, "21件")]
    assert cells.list_own(3, 2) == []


def test_a_sheet_with_the_unit_behind_its_figures_is_of_one_indicator() -> None:
    assert SheetCells(grid("指標名 | 相談件数 | 単位 | 件\n目標値 | 20")).owners == []
