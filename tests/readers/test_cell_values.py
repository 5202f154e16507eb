"""Cells of a workbook as exact values: converted all at once, as if one by one."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.exchange import decode_plan, encode_plan
from shirube.core.reading import Missing
from shirube.readers.cell_values import convert_numbers, convert_rows, convert_value, may_be_figure
from shirube.readers.formats import read_source
from shirube.readers.grids_as_plans import read_grids_as_plans
from tests.readers.workbooks import build_rows_xlsx, source

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


@pytest.mark.parametrize(
    ("number", "is_figure"),
    [
        (0, True),
        (10**99, True),
        (10**100, False),
        (Decimal("1e-99"), True),
        (Decimal("1.5e-100"), False),
        (Decimal("0." + "3" * 200), True),
        (Decimal("0." + "3" * 201), False),
        (Decimal("Infinity"), False),
    ],
)
def test_a_number_of_more_digits_than_any_figure_has_is_none(number: int | Decimal, is_figure: bool) -> None:
    assert may_be_figure(number) is is_figure


def test_a_number_that_can_be_no_figure_stays_as_it_is_written_and_the_plan_can_be_kept() -> None:
    """A slip of the keyboard, 1E+305; our own files take back no number of so many digits."""
    assert convert_rows([[1e305, -2e300, 1.5e-305, 1e20, 2e-50]], booleans=False) == [
        ["1e+305", "-2e+300", "1.5e-305", 10**20, Decimal("2e-50")]
    ]
    rows: list[list[Any]] = [["指標", "R5目標", "R5実績"], ["相談", 1e305, 5e-324], ["訪問", 10, 1e90]]

    (found,) = read_grids_as_plans(read_source(source(build_rows_xlsx(rows))).grids, "a.xlsx")

    assert decode_plan(json.loads(json.dumps(encode_plan(found.plan)))) == found.plan
    assert [item.targets[0].reading.missing for item in found.plan.indicators] == [Missing.UNREADABLE, None]
    unread = [one.place for one in found.findings if one.code == "cell-unreadable"]
    assert [place and place.cell for place in unread] == ["B2", "C2"]


def test_equal_cells_are_one_value() -> None:
    first, second = "参加者".join(["延べ", "数"]), "参加者".join(["延べ", "数"])
    assert first is not second

    rows = convert_rows([[first, 12.5], [second, 12.5]], booleans=False)

    assert rows[0][0] is rows[1][0]
    assert rows[0][1] is rows[1][1]
