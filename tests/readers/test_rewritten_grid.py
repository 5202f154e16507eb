"""Cells put in another order that know where they came from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shirube.readers.grid import Grid
from shirube.readers.rewritten_grid import Cell, rewrite_grid

SOURCE = Grid(
    file="表.xlsx",
    name="Sheet1",
    rows=[["名前", 5, "10人 20人"], ["", Decimal("0.5"), ""]],
    formats={(1, 1): "0%"},
    notes={(0, 1): "速報"},
    struck=frozenset({(0, 2)}),
)


def test_a_cell_keeps_its_value_its_format_and_its_notes() -> None:
    moved = rewrite_grid(SOURCE, [["見出し"], [Cell(1, 1), Cell(0, 1), Cell(0, 2)]])

    assert moved.rows[1] == [Decimal("0.5"), 5, "10人 20人"]
    assert moved.formats == {(1, 0): "0%"}
    assert moved.notes == {(1, 1): "速報"}
    assert moved.struck == {(1, 2)}


def test_a_finding_names_the_cell_of_the_file() -> None:
    moved = rewrite_grid(SOURCE, [["見出し", "実績"], ["", Cell(1, 1)]])

    assert moved.place(1, 1).cell == "B2"
    assert moved.place(1, 0).cell == "B2"
    assert moved.place(0, 1).cell == "B2"


def test_a_part_of_a_cell_replaces_its_text_and_not_its_place() -> None:
    moved = rewrite_grid(SOURCE, [[Cell(0, 2, "20人")]])

    assert moved.rows[0] == ["20人"]
    assert moved.place(0, 0).cell == "C1"


def test_cells_moved_twice_still_name_the_file() -> None:
    once = rewrite_grid(SOURCE, [["", Cell(1, 1)]])
    twice = rewrite_grid(once, [[Cell(0, 1)]])

    assert twice.place(0, 0).cell == "B2"


def test_of_cells_equally_near_the_first_of_the_file_is_named() -> None:
    moved = rewrite_grid(SOURCE, [["", "", ""], [Cell(0, 2), "carried", Cell(0, 0)], ["", "", ""]])

    assert moved.place(1, 1).cell == "A1"
    assert moved.place(2, 0).cell == "C1"
    assert moved.place(0, 1).cell == "A1", "a column of nothing but carried texts"


@pytest.mark.timeout(20)
def test_headings_of_a_table_of_many_cells_are_named_at_once() -> None:
    """Every finding about a heading went through all cells: a wide table took minutes."""
    wide = Grid(file="表.xlsx", name="Sheet1", rows=[["1"] * 700] * 200)
    cells = [[Cell(row, column) for column in range(700)] for row in range(200)]
    moved = rewrite_grid(wide, [["実績"] * 700, *cells])

    assert {moved.place(0, column).cell for column in range(700)} == {
        wide.place(0, column).cell for column in range(700)
    }
