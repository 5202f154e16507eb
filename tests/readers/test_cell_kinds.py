"""What the cells of a column look like."""

from __future__ import annotations

import pytest

from shirube.readers.cell_kinds import holds_rates, holds_years
from shirube.readers.table import find_tables
from tests.readers.tables import grid


@pytest.mark.parametrize(
    ("cells", "rates", "years"),
    [
        (["92.6%", "104％", "-"], True, False),
        (["A", "B", "92%"], False, False),
        (["R2", "平成30年度", "H30"], False, True),
        (["R2", "3人", "H30"], False, False),
        (["", "", ""], False, False),
    ],
)
def test_a_column_is_told_by_its_cells(cells: list[str], rates: bool, years: bool) -> None:
    body = "\n".join(f"指標{number} | 5 | {cell}" for number, cell in enumerate(cells))
    (table,) = find_tables(grid(f"指標 | 令和6年度実績 | 評価\n{body}"))

    assert (holds_rates(table, 2), holds_years(table, 2)) == (rates, years)
