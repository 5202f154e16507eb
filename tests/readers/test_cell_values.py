"""Cells of a workbook as exact values: converted all at once, as if one by one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from shirube.readers.cell_values import convert_numbers, convert_rows, convert_value

ODD = [
    0.1 + 0.2,
    -0.0,
    1e15,
    -(2.0**60),
    1.23456789012345e-7,
    99.95,
    inf,
    True,
    date(2024, 3, 31),
    datetime(2024, 3, 31, 9, 30),  # noqa: DTZ001 - a sheet knows no zone
    timedelta(hours=26, minutes=3),
    "一行\r\n二行\r三行",
    "一行\n二行",
    "",
]
cells = st.one_of(st.floats(allow_nan=False), st.text(alphabet="あ1\r\n "), st.sampled_from(ODD))


@given(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=6))
def test_a_table_converted_at_once_is_the_same_as_cell_by_cell(rows: list[list[object]]) -> None:
    plain = [[cell for cell in row if not isinstance(cell, bool)] for row in rows]
    one_by_one = [list(map(convert_value, row)) for row in plain]

    assert repr(convert_rows(plain, booleans=False)) == repr(one_by_one)
    known = convert_numbers(cell for row in plain for cell in row if isinstance(cell, float))
    assert repr(convert_rows(plain, booleans=False, known=known)) == repr(one_by_one)
    assert repr(convert_rows(rows)) == repr([list(map(convert_value, row)) for row in rows])


def test_numbers_have_the_fifteen_digits_that_the_sheet_keeps() -> None:
    found = convert_numbers([0.1 + 0.2, 87.0, 0.8100000000000001, 1e15, 1.5, inf])

    assert found == {
        0.1 + 0.2: Decimal("0.3"),
        87.0: 87,
        0.8100000000000001: Decimal("0.81"),
        1e15: 10**15,
        1.5: Decimal("1.5"),
    }
    assert {type(found[number]) for number in (87.0, 1e15)} == {int}


def test_equal_cells_are_one_value() -> None:
    first, second = "参加者".join(["延べ", "数"]), "参加者".join(["延べ", "数"])
    assert first is not second

    rows = convert_rows([[first, 12.5], [second, 12.5]], booleans=False)

    assert rows[0][0] is rows[1][0]
    assert rows[0][1] is rows[1][1]
