"""Columns by role."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.row_cells import RowCells
from tests.readers.layouts import make_table, understand


def test_columns_are_found_by_role_and_year() -> None:
    table = make_table(["甲", "乙", "塾", "市", "1人", "2人", "3人", "A", "4人", "5人", "B"])
    cells = RowCells(table.grid, understand(table), table.body)

    assert cells.levels == [0, 1, 2]
    assert cells.texts(Role.BODY) == ["市"]
    assert cells.texts(Role.NOTE) == [""]
    assert cells.texts_of(cells.levels) == [("甲", "乙", "塾")]
    assert cells.yearly[Role.ACTUAL] == [(FiscalYear(2023), 6), (FiscalYear(2024), 9)]
    assert cells.first(Role.NOTE) is None


def test_a_final_target_is_the_target_of_its_year_unless_there_is_one() -> None:
    head = [["指標", "最終目標値(令和8年度)", "令和7年度目標", "令和8年度目標", "令和7年度実績"]]
    table = make_table(["人数", "9人", "7人", "8人", "6人"], head=head)

    cells = RowCells(table.grid, understand(table), table.body)

    assert cells.yearly[Role.TARGET] == [(FiscalYear(2025), 2), (FiscalYear(2026), 3)]


def test_a_row_is_filled_by_any_figure_or_mark_and_by_nothing_else() -> None:
    table = make_table(
        ["甲", "乙", "塾", "市", "1人", "2人"],
        ["甲", "乙", "塾", "市", "1人", "", "", "", "", "", "B"],
        ["甲", "乙", "塾", "市", "1人"],
    )

    cells = RowCells(table.grid, understand(table), table.body)

    assert cells.find_filled() == [True, True, False]
    assert RowCells(table.grid, [], table.body).find_filled() == [False, False, False]
