"""The formats of the workbook."""

from __future__ import annotations

import openpyxl
import pytest

from tests.writers.sample import make_sample
from tests.writers.workbook import find_cell, make


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return make(make_sample())


def test_grades_are_lettered_framed_and_coloured(book: openpyxl.Workbook) -> None:
    sheet = book["印刷用"]
    looks = {}
    for letter in "SABC":
        cell = find_cell(sheet, letter)
        looks[letter] = (cell.fill.fgColor.rgb, cell.border.left.style)

    assert looks == {
        "S": ("FFDCF0FF", "double"),
        "A": ("FFE6F5EC", "thin"),
        "B": ("FFFFF0B3", "dashed"),
        "C": ("FFA90000", "thin"),
    }
