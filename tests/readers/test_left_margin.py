"""Empty columns left of everything in a sheet."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Grid, Span
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.layout_recipe import parse_layout_recipe
from shirube.readers.left_margin import cut_left_margin
from tests.readers.tables import actuals, grid, targets

# A year alone above the headings, and no heading that says where names stand: both told by the first column.
TABLE = """
平成16年度
項目 | 目標 | 現況 | 評価
水質の良い川 | 90% | 92% | A
下水道の普及 | 60% | 65.8% | A
"""


def move(sheet: Grid, width: int) -> Grid:
    return Grid(file="表.xlsx", name="表", rows=[[*[""] * width, *row] for row in sheet.rows])


@pytest.mark.parametrize("width", [1, 2, 5])
def test_a_table_says_the_same_wherever_in_the_sheet_it_begins(width: int) -> None:
    (plain,) = read_grids_as_plans([grid(TABLE)], "表.xlsx")
    (moved,) = read_grids_as_plans([move(grid(TABLE), width)], "表.xlsx")

    assert moved.plan == plain.plan
    assert [targets(item) for item in moved.plan.indicators] == [{2004: "90%"}, {2004: "60%"}]
    assert [actuals(item) for item in moved.plan.indicators] == [{2004: "92%"}, {2004: "65.8%"}]


def test_places_are_named_as_the_sheet_names_them() -> None:
    cut = cut_left_margin(move(grid(TABLE), 2))

    assert (cut.left, cut.place(1, 0).cell, cut.column_name(0)) == (2, "C2", "C")


def test_all_that_belongs_to_cells_moves_with_them() -> None:
    sheet = Grid(
        file="",
        name="",
        rows=[["", "", "表題", ""], ["", " ", 5, 6]],
        merges=(Span(0, 0, 1, 0), Span(0, 1, 0, 3)),
        formats={(1, 2): '0"人"', (1, 0): "0", (1, 3): "0.0"},
        hidden_columns=frozenset({0, 3}),
        struck=frozenset({(1, 1), (1, 3)}),
        notes={(0, 0): "左の欄外", (0, 2): "表題の注", (1, 3): "速報"},
    )

    cut = cut_left_margin(sheet)

    assert cut.rows == [["表題", ""], [5, 6]]
    assert cut.merges == (Span(0, 0, 0, 1),)
    assert dict(cut.formats) == {(1, 0): '0"人"', (1, 1): "0.0"}
    assert cut.hidden_columns == {1}
    assert cut.struck == {(1, 1)}
    assert cut.notes == {(0, 0): "左の欄外\n表題の注", (1, 1): "速報"}


@pytest.mark.parametrize("rows", [[], [[]], [["", ""], ["", " "]], [[0, ""]], [["", 1], ["名", ""]]])
def test_a_sheet_without_a_margin_or_without_anything_stays_as_it_is(rows: list[list[str]]) -> None:
    sheet = Grid(file="", name="", rows=rows)

    assert cut_left_margin(sheet) is sheet


def test_cells_that_a_recipe_puts_in_are_counted_from_the_edge_of_the_sheet() -> None:
    recipe = parse_layout_recipe(
        '[[insert]]\nbefore = 1\ncells = ["", "指標", "R5目標", "R5実績"]\n', "設定.toml"
    )
    sheet = move(grid("一 | 90% | 92%"), 1)

    (found,) = read_grids_as_plans([sheet], "表.xlsx", recipe)

    assert [item.name for item in found.plan.indicators] == ["一"]
    assert targets(found.plan.indicators[0]) == {2023: "90%"}
