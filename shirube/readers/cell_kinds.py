"""What the cells of a column look like, where its heading can mean several things: rates, years.

Which role follows from that is said by columns.py and column_roles.py.
"""

from __future__ import annotations

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern
from shirube.readers.line_words import parse_year_cell
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_RATE = late_pattern(r"[△▲-]?[\d,]+(?:\.\d+)?\s*%")
# Cells looked at: a column shows what it holds near its top.
_LOOKED_AT = 60


def holds_rates(table: Table, column: int) -> bool:
    """True for a column of percentages: headed 達成度, it is no column of marks."""
    cells = _sample(table, column)
    return bool(cells) and sum(bool(_RATE.fullmatch(fold_width(cell))) for cell in cells) * 2 > len(cells)


def holds_years(table: Table, column: int) -> bool:
    """True for a column of years: headed 基準年度, it is no column of figures."""
    cells = _sample(table, column)
    return bool(cells) and all(parse_year_cell(cell) is not None for cell in cells)


def _sample(table: Table, column: int) -> list[str]:
    return [text for row in table.body[:_LOOKED_AT] if (text := cell_text(table.grid, row, column))]
