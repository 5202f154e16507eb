"""Which year a figure belongs to, where several places of a table could say it."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.readers.column_roles import find_column_roles
from shirube.readers.figure_years import FigureYears
from shirube.readers.grid_rows import filled_cells
from shirube.readers.rewritten_grid import Cell
from shirube.readers.table import find_tables
from tests.readers.tables import grid


def _find(text: str, stated: int | None = None) -> list[list[int | None]]:
    """The first year of the last figure of each row, and of the one before it."""
    (table,) = find_tables(grid(text))
    above = [" ".join(filled_cells(table.grid.rows[row])) for row in table.above]
    columns = find_column_roles(table)
    years = FigureYears(table, columns, FiscalYear(stated) if stated else None, above=above, below=())
    found = []
    for row in table.body:
        of_row = years.begin_row(row, str(table.grid.rows[row][0]))
        own = [years.find_all(item, row, Cell(row, item.index), of_row)[0] for item in columns[-2:]]
        found.append([year.start if year else None for year in own])
    return found


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("指標 | R6目標 | R6実績\n相談 | 5 | 4", [[2024, 2024]]),
        # What a figure says itself comes before its row, and that before the title.
        ("令和6年度の実績\n指標 | 目標値 | 実績値\n相談 | 5(R10) | 4", [[2028, 2024]]),
        ("令和6年度の実績\n指標 | 目標値 | 実績値\n令和8年度までに広げる相談 | 5 | 4", [[2026, 2024]]),
    ],
)
def test_the_nearest_place_says_the_year(text: str, years: list[list[int | None]]) -> None:
    assert _find(text) == years


def test_what_a_person_says_holds_where_the_table_says_nothing() -> None:
    text = "指標 | 目標値 | 実績値\n相談 | 5 | 4"

    assert _find(text) == [[None, None]]
    assert _find(text, 2024) == [[2024, 2024]]
    assert _find(text.replace("4", "4(R5)"), 2024) == [[2023, 2023]]


def test_a_line_with_a_year_is_that_of_the_rows_below_it() -> None:
    (table,) = find_tables(grid("指標 | 目標値 | 実績値\n相談 | 5 | 4"))
    years = FigureYears(table, find_column_roles(table), None, above=(), below=())
    years.begin_section(FiscalYear(2023))

    assert years.begin_row(table.body[0], "相談") == FiscalYear(2023)
