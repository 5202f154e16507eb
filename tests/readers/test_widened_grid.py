"""Grids with cells of other rows beside those of a row."""

from __future__ import annotations

from shirube.readers.grid import Grid, Span
from shirube.readers.rewritten_grid import Cell
from shirube.readers.widened_grid import widen_grid

SOURCE = Grid(
    file="表.xlsx",
    name="Sheet1",
    rows=[["相談件数", 480], ["", 6000], ["", "(12)"]],
    merges=[Span(0, 0, 2, 0)],
    formats={(0, 1): '0"人"', (1, 1): '0"千円"'},
    notes={(1, 1): "速報", (0, 1): "確報"},
    struck=frozenset({(2, 1)}),
)
ROWS = range(3)


def test_a_cell_of_the_row_below_keeps_its_format_and_its_place() -> None:
    widened = widen_grid(SOURCE, ROWS, 1, {(0, 2): Cell(1, 1)})

    assert [list(row) for row in widened.rows] == [["相談件数", 480, 6000], ["", 6000, ""], ["", "(12)", ""]]
    assert widened.formats == {(0, 1): '0"人"', (0, 2): '0"千円"', (1, 1): '0"千円"'}
    assert (widened.place(0, 2).cell, widened.place(0, 1).cell) == ("B2", "B1")
    assert widened.merges == SOURCE.merges


def test_a_cell_that_is_replaced_leaves_its_format_behind() -> None:
    widened = widen_grid(SOURCE, ROWS, 0, {(0, 1): Cell(2, 1, "12")})

    assert widened.rows[0] == ["相談件数", "12"]
    assert (0, 1) not in widened.formats
    assert widened.place(0, 1).cell == "B3"


def test_what_is_bound_to_a_cell_goes_with_it() -> None:
    """A figure that was struck through must not come back to life beside its indicator."""
    widened = widen_grid(SOURCE, ROWS, 2, {(0, 2): Cell(1, 1), (0, 3): Cell(2, 1, "12"), (0, 1): Cell(2, 1)})

    assert widened.notes == {(1, 1): "速報", (0, 2): "速報"}
    assert widened.struck == {(2, 1), (0, 3), (0, 1)}


def test_rows_of_other_tables_are_left_blank() -> None:
    widened = widen_grid(SOURCE, [0], 1, {(0, 2): Cell(1, 1)})

    assert [list(row) for row in widened.rows] == [["相談件数", 480, 6000], ["", "", ""], ["", "", ""]]
