"""Figures as Excel numbers: exactly the city's text on the screen, or no number at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.notation import parse_reading
from shirube.core.quantity import Quantity
from shirube.readers.number_format import render_number
from shirube.writers.number_text import make_number


def make(text: str) -> tuple[float, str] | None:
    return make_number(text, parse_reading(text).quantity)


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("20人", 20, '#,##0"人"'),
        ("28,000部", 28000, '#,##0"部"'),
        ("1000人", 1000, '0"人"'),
        ("0件", 0, '#,##0"件"'),
        ("12.30", 12.3, "#,##0.00"),
        ("89.5%", 0.895, "#,##0.0%"),
        ("約100人", 100, '"約"#,##0"人"'),
        ("80人以上", 80, '#,##0"人以上"'),
        ("▲2,530", -2530, '#,##0;"▲"#,##0'),
        ("-5", -5, '#,##0;"-"#,##0'),
    ],
)
def test_a_figure_becomes_a_number_with_its_unit_in_the_format(
    text: str, value: float, number_format: str
) -> None:
    assert make(text) == (value, number_format)


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "未公表",
        "２０人",
        "98/99校園",
        "40%以上60%以下",
        "80%以上",
        "007人",
        "1,0000人",
        "1234567890123456人",
        '5"',
        "-0",
    ],
)
def test_what_no_format_can_show_as_written_stays_text(text: str) -> None:
    assert make(text) is None


def test_a_text_that_says_another_number_than_the_figure_stays_text() -> None:
    assert make_number("20人", Quantity(Decimal(21), "人")) is None
    assert make_number("20人", Quantity(Decimal(20), "人")) is not None
    assert make_number("20人", None) is None


@given(
    st.decimals(-(10**9), 10**9, places=2),
    st.sampled_from(["", "人", "％", "ha", "%", "百万円"]),
    st.booleans(),
)
def test_the_number_in_its_format_shows_the_text_again(value: Decimal, unit: str, grouped: bool) -> None:
    text = f"{value:,f}{unit}" if grouped else f"{value:f}{unit}"

    number = make_number(text, Quantity(value, unit))

    if number:
        assert render_number(Decimal(repr(number.value)), number.format) == text
    else:
        assert text.startswith("-0") or (not grouped and abs(value) < 1000) or not grouped
