"""Cells as readings: texts, and numbers behind a format."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.readers import values
from shirube.readers.grid import Grid, Raw
from shirube.readers.values import cell_reading, cell_text, read_column, show_dates


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
        (1234567, "#,##0,", "1,235", "1234.567", ""),
        (-1234567890, '#,##0.0,,;"▲"#,##0.0,,', "▲1,234.6", "-1234.56789", ""),
        (1450400, '#,##0,"千円"', "1,450千円", "1450400", "円"),
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


def test_a_zero_shown_as_a_dash_is_still_zero() -> None:
    reading = cell_reading(cell(0, '#,##0;-#,##0;"-"'), 0, 0)

    assert reading.quantity is not None
    assert (reading.quantity.value, reading.text) == (Decimal(0), "-")


def test_a_percent_sign_in_quotes_is_only_a_unit() -> None:
    reading = cell_reading(cell(45, '0"%"'), 0, 0)

    assert reading.quantity is not None
    assert (reading.quantity.value, reading.quantity.unit) == (Decimal(45), "%")


def test_a_heading_that_is_a_date_behind_a_format_reads_as_the_sheet_shows_it() -> None:
    grid = cell("2023-04-01", '[$-411]ggge"年度"')

    assert show_dates(grid).rows[0][0] == "令和5年度"


@pytest.mark.parametrize(
    ("raw", "number_format", "text"),
    [(5, '"令和"0"年度"', "令和5年度"), (5, '"R"0', "R5"), (2024, '0"年度"', "2024年度")],
)
def test_a_heading_whose_format_makes_a_year_of_a_number_reads_so(
    raw: int, number_format: str, text: str
) -> None:
    assert show_dates(cell(raw, number_format)).rows[0][0] == text


def test_a_figure_in_a_format_of_years_that_is_none_stays_a_number() -> None:
    assert show_dates(cell(Decimal("5.5"), '"R"0')).rows[0][0] == Decimal("5.5")
    assert show_dates(cell(82, '0"年"')).rows[0][0] == 82


def test_a_grid_without_dates_is_left_alone() -> None:
    grid = cell(5, "0")

    assert show_dates(grid) is grid


def test_dates_formatted_beyond_the_last_cell_do_no_harm() -> None:
    formats = dict.fromkeys([(0, 0), (0, 9), (9, 0)], '[$-411]ggge"年度"')
    grid = Grid(file="表", name="", rows=[["2023-04-01"]], formats=formats)

    assert show_dates(grid).rows == [["令和5年度"]]


decimals = st.decimals(-(10**6), 10**15, places=3) | st.decimals(0, 10**4, places=1)


@given(
    st.integers(-(10**9), 10**16)
    | decimals
    | st.sampled_from([0, 999, 10**12, Decimal("0.5"), Decimal("1E-7"), Decimal("2.50"), Decimal("999.95")]),
    st.sampled_from(["0", "#,##0", "0.0", "#,##0.00", "General"]),
    st.sampled_from(["", "人", "件", "%", "万人", "千円", "時間", "人以上", "か所", " 人", "人/日", "㎡"]),
)
def test_the_quick_way_for_plain_formats_gives_what_the_shown_text_gives(
    raw: int | Decimal, digits: str, unit: str
) -> None:
    number_format = f'{digits}"{unit}"' if unit and digits != "General" else digits
    # Not what it remembers: 5 and 5.0 are equal there.
    slow = values._shown_reading.__wrapped__(raw, number_format)

    assert repr(cell_reading(cell(raw, number_format), 0, 0)) == repr(slow)
    cells, readings = read_column(cell(raw, number_format), [0, 0], 0)
    assert [repr(readings[one]) for one in cells] == [repr(slow)] * 2
