"""What rows of a grid say: their texts, and whether they hold anything."""

from __future__ import annotations

from decimal import Decimal

from shirube.readers.grid import Grid, Raw
from shirube.readers.grid_rows import GridLines, count_filled, filled_cells, is_blank, text_of


def test_blank_and_filled_rows() -> None:
    assert is_blank(["", " ", "　"])
    assert not is_blank(["", 0])
    assert count_filled(["a", "", 0, Decimal("1.5")]) == 3
    assert count_filled(["", ""]) == 0
    assert filled_cells(["", " a ", 5]) == ["a", "5"]
    assert text_of(5) == "5"


def test_lines_of_a_grid_are_asked_for_gaps_and_repeated_words() -> None:
    rows: list[list[Raw]] = [["指標", "目標", "実績"], [" ", "", ""], ["相談件数", 1, "実績"]]
    lines = GridLines(Grid(file="表.xlsx", name="Sheet1", rows=rows))

    assert [lines.is_blank(row) for row in range(3)] == [False, True, False]
    assert lines.repeats(0, {"目標", "実績"})
    assert not lines.repeats(2, {"目標", "実績"})
