"""What a person types into a cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shirube.core.entry import EntryError, check_plain_text, compute_entry
from shirube.core.reading import Missing


@pytest.mark.parametrize(
    ("typed", "text", "value", "unit"),
    [
        ("94", "94店", 94, "店"),
        ("９４", "94店", 94, "店"),
        ("1234", "1,234店", 1234, "店"),
        (" 1,234 店 ", "1,234 店", 1234, "店"),
        ("94人", "94人", 94, "人"),
        ("▲5", None, -5, "店"),
    ],
)
def test_a_bare_number_gets_the_unit_of_its_row(typed: str, text: str | None, value: int, unit: str) -> None:
    reading = compute_entry(typed, unit="店").reading

    assert reading.quantity is not None
    assert (reading.quantity.value, reading.quantity.unit) == (Decimal(value), unit)
    assert text is None or reading.text == text


def test_a_qualifier_or_share_is_left_as_typed() -> None:
    assert compute_entry("約30", unit="店").reading.text == "約30"
    assert compute_entry("98/99", unit="校").reading.text == "98/99"


@pytest.mark.parametrize("typed", ["", "  ", "－"])
def test_no_figure_asks_for_the_reason(typed: str) -> None:
    with pytest.raises(EntryError, match="理由"):
        compute_entry(typed)


def test_the_reason_is_kept_and_is_not_zero() -> None:
    reading = compute_entry("", missing=Missing.TABULATING).reading

    assert reading.missing is Missing.TABULATING
    assert reading.quantity is None


@pytest.mark.parametrize("typed", ["たくさん集まった", "5人と6人", "9" * 300, "5\x00"])
def test_what_is_no_single_figure_is_refused_with_words(typed: str) -> None:
    with pytest.raises(EntryError) as refused:
        compute_entry(typed)

    assert str(refused.value).endswith(("。", "。）"))


def test_text_that_cannot_be_kept_is_named_by_its_sign() -> None:
    assert "U+0000" in check_plain_text("あ\x00い")
    assert "文字以内" in check_plain_text("あ" * 20_001)
    assert check_plain_text("１行目\n２行目\t髙𠮷👪") == ""
