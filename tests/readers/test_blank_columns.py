"""Columns without heading and cells."""

from __future__ import annotations

from shirube.readers.blank_columns import find_used_columns
from shirube.readers.read import read_grids_as_plans
from shirube.readers.table import find_tables
from tests.readers.tables import grid

GAP = """
施策 |  | 指標 | R5目標 | R5実績 |  |
道路 |  | 舗装率 | 20 | 25 |  |
公園 |  | 面積 | 30 | 28 |  |
"""


def test_nobody_is_asked_what_a_gap_between_columns_means_and_no_report_prints_it() -> None:
    (found,) = read_grids_as_plans([grid(GAP)], "表.tsv")

    assert [item.column.title for item in found.columns] == ["施策", "指標", "R5目標", "R5実績"]
    assert [item.index for item in found.columns] == [0, 2, 3, 4]
    assert len(found.plan.form.columns) == 4


def test_a_column_with_one_word_anywhere_is_kept() -> None:
    (table,) = find_tables(grid(GAP.replace("28 |  |", "28 |  | 改定")))

    assert find_used_columns(table) == [0, 2, 3, 4, 6]


def test_a_column_that_a_heading_names_is_kept_though_it_is_empty() -> None:
    (table,) = find_tables(grid(GAP.replace("R5実績 |  |", "R5実績 | 備考 |")))

    assert find_used_columns(table) == [0, 2, 3, 4, 5]
