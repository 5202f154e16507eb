"""Which number formats show a figure plainly, and what they leave to the full rendering."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shirube.readers.plain_formats import find_plain_format, round_as_sheets


@pytest.mark.parametrize(
    ("number_format", "raw", "text"),
    [
        ("0", 1234, "1234"),
        ('#,##0"人"', 1234, "1,234人"),
        ('#,##0"人"', Decimal("1234.5"), "1,235人"),
        ('0.0"%"', Decimal("0.25"), "0.3%"),
        ("#,##0.00", 5, "5.00"),
        ("General", Decimal("23.5"), "23.5"),
    ],
)
def test_a_plain_format_shows_the_number_and_keeps_it_exact(
    number_format: str, raw: int | Decimal, text: str
) -> None:
    plain = find_plain_format(number_format)
    assert plain is not None

    with round_as_sheets():
        reading = plain.read(raw)

    assert reading is not None
    assert reading.text == text
    assert reading.quantity is not None
    assert reading.quantity.value == raw


@pytest.mark.parametrize(
    "number_format", ["0%", "yyyy/m/d", '#,##0;"▲"#,##0', '0"人以上"', '0"万人"', "#,##0_ ", "0.0#", "@"]
)
def test_other_formats_are_left_to_the_full_rendering(number_format: str) -> None:
    assert find_plain_format(number_format) is None


@pytest.mark.parametrize(
    ("number_format", "raw"),
    [("0", -1), ("0.0", 10**15), ("General", Decimal("12.0")), ("General", Decimal("1.23456789012"))],
)
def test_numbers_that_need_a_closer_look_are_left_to_it(number_format: str, raw: int | Decimal) -> None:
    plain = find_plain_format(number_format)
    assert plain is not None

    with round_as_sheets():
        assert plain.read(raw) is None
