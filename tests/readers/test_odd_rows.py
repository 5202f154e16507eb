"""Rows that are no indicator of their own are seen wherever they stand."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Grid, Raw
from shirube.readers.odd_rows import has_odd_rows
from shirube.readers.table import find_tables
from tests.readers.tables import grid


@pytest.mark.parametrize(
    ("row", "is_odd"),
    [
        ("講座の数 | 1 | 2", False),
        ("合計 | 1 | 2", True),
        ("うち女性 | 1 | 2", True),
        ("講座の数 | 〃 | 2", True),
        ("令和5年度 | |", True),
        ("計画の数 | 1 | 2", False),
    ],
)
def test_one_row_among_hundreds_is_enough(row: str, is_odd: bool) -> None:
    rows = "\n".join(f"指標{number} | 3 | 4" for number in range(30))
    (table,) = find_tables(grid(f"指標 | R5目標 | R5実績\n{rows}\n{row}\n最後の数 | 5 | 6"))

    found = has_odd_rows(table, names=[0], numbers=[], levels=[], values=[1, 2])

    assert found is is_odd


@pytest.mark.parametrize(("target", "is_odd"), [("1\n2", True), ("1", False)])
def test_lines_within_a_cell_count_where_the_figures_have_as_many(target: str, is_odd: bool) -> None:
    rows: list[list[Raw]] = [["指標", "R5目標", "R5実績"], ["相談\n講座", target, "3"]]
    (table,) = find_tables(Grid(file="表.xlsx", name="表", rows=rows))

    found = has_odd_rows(table, names=[0], numbers=[], levels=[], values=[1, 2])

    assert found is is_odd
