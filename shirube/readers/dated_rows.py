"""Rows of years below rows of figures: 41.3% | 50.1% | 70%, and below it 平成21年度 | 平成27年度 | 令和5年度.

Where each figure of an indicator has a year of its own, forms give it a second line.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.notation import parse_reading
from shirube.readers.line_words import parse_year_cell
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# A form shows in its first rows that it has such lines.
_LOOKED_AT = 12


def find_dated_rows(table: Table, columns: Sequence[int]) -> frozenset[int]:
    """The rows that hold the years of the figures in the row before; ``columns`` hold the figures."""
    if len(columns) < 2 or not any(_is_dated(table, row, columns) for row in table.body[1:_LOOKED_AT]):
        return frozenset()
    rows = [row for row in table.body if _is_dated(table, row, columns)]
    before = dict(zip(table.body[1:], table.body, strict=False))
    return frozenset(row for row in rows if row in before and _has_figures(table, before[row], columns))


def _is_dated(table: Table, row: int, columns: Sequence[int]) -> bool:
    """True for two years or more in a row without any figure.

    Beside a name of its own a bare number is a figure, however much it looks like a year.
    """
    texts = [text for column in columns if (text := cell_text(table.grid, row, column))]
    if any(len(text) == 4 and text.isdecimal() for text in texts):
        others = (cell_text(table.grid, row, column) for column in range(min(columns)))
        if any(others):
            return False
    years = [text for text in texts if parse_year_cell(text)]
    return len(years) > 1 and all(
        parse_year_cell(text) or parse_reading(text).quantity is None for text in texts
    )


def _has_figures(table: Table, row: int, columns: Sequence[int]) -> bool:
    texts = [cell_text(table.grid, row, column) for column in columns]
    return any(
        text and not parse_year_cell(text) and parse_reading(text).quantity is not None for text in texts
    )
