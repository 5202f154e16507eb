"""Empty columns right of everything in a sheet."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.readers.grid import Grid, Span
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.right_margin import cut_right_margin
from tests.readers.tables import actuals, grid, marks, targets

# The one heading stands over the labels, the figures and the marks.
TABLE = """
令和5年度の目標と実績
項目 | 5年度 | |
相談件数 | 目標 | 20件 | △
 | 実績 | 14件 |
経営計画書策定数 | 目標 | 30件 | ○
 | 実績 | 31件 |
"""


def widen(sheet: Grid, width: int) -> Grid:
    return replace(sheet, rows=[[*row, *[" "] * width] for row in sheet.rows])


def test_commas_at_the_ends_of_lines_change_nothing() -> None:
    (plain,) = read_grids_as_plans([grid(TABLE)], "表.csv")
    (wide,) = read_grids_as_plans([widen(grid(TABLE), 3)], "表.csv")

    assert wide.plan == plain.plan
    assert [targets(item) for item in wide.plan.indicators] == [{2023: "20件"}, {2023: "30件"}]
    assert [actuals(item) for item in wide.plan.indicators] == [{2023: "14件"}, {2023: "31件"}]
    assert [marks(item) for item in wide.plan.indicators] == [{2023: "△"}, {2023: "○"}]


def test_a_column_that_holds_anything_or_belongs_to_a_merge_stays() -> None:
    full = grid(TABLE)
    merged = replace(widen(full, 3), merges=(Span(0, 0, 0, full.width),))
    blank = Grid(file="", name="", rows=[["", ""]])

    assert cut_right_margin(full) is full
    assert cut_right_margin(merged).width == full.width + 1
    assert cut_right_margin(blank) is blank
    assert cut_right_margin(Grid(file="", name="", rows=[])).width == 0
