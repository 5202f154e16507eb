"""Numbers as the sheet shows them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shirube.readers.grid import Grid, Raw
from shirube.readers.number_format import (
    is_date_format,
    is_percent_format,
    parse_serial_date,
    render_cell,
    render_number,
)

D = Decimal


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1235, '#,##0"人"', "1,235人"),
        (1235, "#,##0人", "1,235人"),
        (3, '0"件"', "3件"),
        (300, '"約"#,##0', "約300"),
        (5, '"第"0"回"', "第5回"),
        (5, "General", "5"),
        (5, 'General"人"', "5人"),
        (5, 'G/標準"人"', "5人"),
        (D("12.3456789012345"), "General", "12.345678901"),
        (D("0.895"), "0.0%", "89.5%"),
        (D("0.95"), "0%", "95%"),
        (95, '0"%"', "95%"),
        (D("89.45"), "0.0", "89.5"),
        (D("12.5"), "0.0_ ", "12.5"),
        (D("1.5"), "0.##", "1.5"),
        (2, "0.0", "2.0"),
        (-2530, "#,##0;▲#,##0", "▲2,530"),
        (-2530, '#,##0_ ;[Red]"△"#,##0 ', "△2,530"),
        (-5, '0"人"', "-5人"),
        (0, '#,##0;▲#,##0;"-"', "-"),
        (0, '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', "-"),
        (5, ";;;", ""),
        (1234567, '#,##0,"千円"', "1,235千円"),
        (1000, "¥#,##0", "¥1,000"),
        (1000, "[$¥-411]#,##0", "¥1,000"),
        (D("0.5"), "# ?/?", "1/2"),
        (D("2.25"), "# ?/?", "2 1/4"),
        (12345, "0.00E+00", "1.23E+04"),
        (5, '[DBNum3]0"人"', "５人"),
        (D("88.5"), '[<=50]"低"0.0;[>80]"高"0.0;0', "高88.5"),
        (D("40"), '[<=50]"低"0.0;[>80]"高"0.0;0', "低40.0"),
        (D("-0.001"), "0.0", "0.0"),
        (7, "000", "007"),
        (12, "@", "12"),
        (45017, '[$-411]ggge"年"m"月"', "令和5年4月"),
        (45017, 'ggge"年度"', "令和5年度"),
        (45017, 'yyyy"年度"', "2023年度"),
        (45017, "m/d", "4/1"),
        (43586, '[$-ja-JP-x-gannen]ggge"年"', "令和元年"),
        (D("1.25"), "[h]:mm", "30:00"),
        (D("0.395833333333333"), "h:mm", "9:30"),
        ("2023-04-01", '[$-411]ge"."m', "R5.4"),
        ("2019-04-01", "ggge", "平成31"),
        ("未定", '#,##0"人"', "未定"),
        (D("12.5"), "", "12.5"),
    ],
)
def test_a_number_shows_as_the_sheet_shows_it(value: Raw, number_format: str, shown: str) -> None:
    assert render_number(value, number_format) == shown


def test_a_cell_shows_its_unit_while_the_number_stays_exact() -> None:
    grid = Grid(file="a.xlsx", name="表", rows=[[D("1234.5")]], formats={(0, 0): '#,##0"人"'})

    assert render_cell(grid, 0, 0) == "1,235人"
    assert grid.rows[0][0] == D("1234.5")


@pytest.mark.parametrize(
    ("number_format", "dated"),
    [
        ("yyyy/m/d", True),
        ('ggge"年度"', True),
        ("[h]:mm", True),
        ('0"日"', False),
        ("#,##0", False),
        ('0"m"', False),
    ],
)
def test_a_date_is_told_from_a_unit_by_its_format(number_format: str, dated: bool) -> None:
    assert is_date_format(number_format) is dated


@pytest.mark.parametrize(("number_format", "percent"), [("0.0%", True), ('0"%"', False), ("0\\%", False)])
def test_a_percent_sign_in_quotation_marks_multiplies_nothing(number_format: str, percent: bool) -> None:
    assert is_percent_format(number_format) is percent


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1900-01-01"),
        (59, "1900-02-28"),
        (61, "1900-03-01"),
        (45017, "2023-04-01"),
        (0, None),
        (3_000_000, None),
    ],
)
def test_day_numbers_count_as_excel_counts(number: int, text: str | None) -> None:
    assert parse_serial_date(number) == text


def test_books_of_the_old_macintosh_begin_four_years_later() -> None:
    assert parse_serial_date(45017 - 1462, from_1904=True) == "2023-04-01"
    assert parse_serial_date(D("45017.5")) == "2023-04-01 12:00"
