"""Columns without heading and cells."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.readers.blank_columns import find_used_columns
from shirube.readers.grids_as_plans import read_grids_as_plans
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


NAMES_IN_TWO_COLUMNS = """
施策 | 指標 | 校種 | R5目標 | R5実績
健康 | 朝食欠食 | 小6 | 10% | 8%
 |  | 中3 | 20% | 18%
 | 運動習慣 | 小6 | 30% | 38%
 |  | 中3 | 40% | 18%
"""


@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize("width", [1, 4])
def test_a_gap_between_columns_takes_no_part_of_a_name_away(place: int, width: int) -> None:
    table = grid(NAMES_IN_TWO_COLUMNS)
    apart = replace(table, rows=[[*row[:place], *[""] * width, *row[place:]] for row in table.rows])

    (found,) = read_grids_as_plans([apart], "表.tsv")

    names = [item.name for item in found.plan.indicators]
    assert names == ["朝食欠食 小6", "朝食欠食 中3", "運動習慣 小6", "運動習慣 中3"]
