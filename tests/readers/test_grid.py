"""Cells and their names."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Grid, MergedRows, Span, column_letters, widen_rows


def test_a_cell_of_a_sheet_is_called_as_spreadsheets_do() -> None:
    grid = Grid(file="表.xlsx", name="R6", rows=[[""] * 5] * 20)

    assert grid.place(13, 3).render() == "表.xlsx / R6 / D14"
    assert (grid.height, grid.width) == (20, 5)


def test_a_cell_of_a_text_is_called_by_row_and_column() -> None:
    assert Grid(file="表.tsv", name="", rows=[["a"]], lettered=False).place(0, 0).cell == "1行1列"


def test_columns_are_lettered_beyond_z() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_rows_of_different_width_are_refused_and_can_be_widened() -> None:
    with pytest.raises(ValueError, match="equally wide"):
        Grid(file="", name="", rows=[["a"], ["b", "c"]])

    assert widen_rows([["a"], ["b", "c"]]) == [["a", ""], ["b", "c"]]


def test_an_empty_grid_has_no_width() -> None:
    assert Grid(file="", name="", rows=[]).width == 0


def test_merges_are_found_by_their_rows_from_the_nearest_up() -> None:
    tall, flat, low = Span(0, 0, 4, 0), Span(1, 1, 1, 2), Span(3, 2, 4, 2)
    merged = Grid(file="表.xlsx", name="表", rows=[[""] * 3] * 6, merges=(low, tall, flat)).merged_rows

    assert (merged.starting(1), merged.starting(2)) == ([flat], ())
    assert [list(merged.covering(row)) for row in (0, 1, 3, 5)] == [[tall], [flat, tall], [low, tall], []]


def test_of_thousands_of_merges_only_the_near_ones_are_looked_at() -> None:
    looked_at = []

    class Watched(Span, frozen=True):
        def __getattribute__(self, name: str) -> object:
            if name == "bottom":
                looked_at.append(self)
            return super().__getattribute__(name)

    merged = MergedRows([Watched(row, 0, row + 1, 0) for row in range(0, 10_000, 2)])
    looked_at.clear()

    assert len(list(merged.covering(9_000))) == 1
    assert len(looked_at) == 1
