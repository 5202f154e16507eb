"""Cells as readings: texts, and numbers behind a format."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shirube.readers.grid import Grid, Raw
from shirube.readers.values import cell_reading, cell_text


def cell(raw: Raw, number_format: str = "General") -> Grid:
    return Grid(file="表", name="", rows=[[raw]], formats={(0, 0): number_format})


@pytest.mark.parametrize(
    ("raw", "number_format", "text", "value", "unit"),
    [
        (28000, '#,##0"部"', "28,000部", "28000", "部"),
        (Decimal("0.895"), "0%", "90%", "89.5", "%"),
        (Decimal("0.895"), "0.0%", "89.5%", "89.5", "%"),
        (Decimal("12.25"), "0.0", "12.3", "12.25", ""),
        (5, "General", "5", "5", ""),
        (-2530, '#,##0;"▲"#,##0', "▲2,530", "-2530", ""),
        (" 37講座 ", "General", "37講座", "37", "講座"),
    ],
)
def test_a_number_shows_what_the_sheet_shows_and_stays_exact(
    raw: Raw, number_format: str, text: str, value: str, unit: str
) -> None:
    grid = cell(raw, number_format)

    reading = cell_reading(grid, 0, 0)

    assert cell_text(grid, 0, 0) == text
    assert reading.quantity is not None
    assert (reading.text, reading.quantity.value, reading.quantity.unit) == (text, Decimal(value), unit)
