"""Hidden columns that no heading names."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from shirube.readers.grid import Grid, Raw
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.helper_columns import leave_helpers_out
from tests.readers.tables import actuals, grid, targets

TABLE = """
施策 | 指標 | 目標値 | 実績値
環境 | ごみの排出量 | 900g | 920g
教育 | 読書をする児童の割合 | 80% | 82.5%
"""


def hide(cells: Sequence[str | int], place: int = 4) -> Grid:
    """The table with a hidden column in this place, filled from the top."""
    sheet = grid("令和5年度の進捗状況" + TABLE)
    rows = [
        [*row[:place], cell, *row[place:]]
        for row, cell in zip(sheet.rows, [*cells, *[""] * sheet.height], strict=False)
    ]
    return Grid(file="表.xlsx", name="表", rows=rows, hidden_columns=frozenset({place}))


@pytest.mark.parametrize("cells", [["", "", 1, 2], ["", 1, 2, 3], ["", "", "○", "TRUE"], ["", "", "#N/A", 7]])
@pytest.mark.parametrize("place", [0, 2, 4])
def test_what_officers_only_work_with_is_no_figure_of_the_plan(cells: list[str | int], place: int) -> None:
    (read,) = read_grids_as_plans([hide(cells, place)], "表.xlsx")

    assert [targets(item) for item in read.plan.indicators] == [{2023: "900g"}, {2023: "80%"}]
    assert [actuals(item) for item in read.plan.indicators] == [{2023: "920g"}, {2023: "82.5%"}]
    (said,) = [item for item in read.findings if item.code.startswith("hidden")]
    assert said.code == "hidden-columns-unread"
    assert f"（{'ABCDE'[place]}列）" in said.message


@pytest.mark.parametrize(
    "cells",
    [["", "判定用", 1, 2], ["", "R4実績", 910, 81], ["", 2022, 910, 81], ["", "", "環境課", "学校教育課"]],
)
def test_a_hidden_column_with_a_heading_or_words_stays(cells: list[str | int]) -> None:
    sheet = hide(cells)

    assert leave_helpers_out(sheet) == (sheet, None)


def test_bare_years_beside_one_another_are_headings() -> None:
    rows: Sequence[Sequence[Raw]] = [["指標", 28, 29], ["相談件数", 100, 120]]
    sheet = Grid(file="", name="", rows=rows, hidden_columns=frozenset({1}))
    control = Grid(file="", name="", rows=[["指標", 28, "R1"], *rows[1:]], hidden_columns=frozenset({1}))

    assert leave_helpers_out(sheet)[1] is None
    assert leave_helpers_out(control)[1] is not None


def test_a_visible_column_without_heading_is_read_as_ever() -> None:
    seen = Grid(file="", name="", rows=hide(["", "", 1, 2]).rows)

    assert leave_helpers_out(seen) == (seen, None)
