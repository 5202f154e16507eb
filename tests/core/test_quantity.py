"""Values of quantity.py: exact numbers that refuse nonsense and print as written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from shirube.core.quantity import Qualifier, Quantity


def test_the_text_is_printed_as_the_city_wrote_it() -> None:
    assert Quantity(Decimal(5620000000), "円", raw="56億2,000万円").render() == "56億2,000万円"


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(Decimal(28000), "部"), "28,000部"),
        (Quantity(Decimal("0.30"), "%"), "0.30%"),
        (Quantity(Decimal(-2530)), "-2,530"),
        (Quantity(Decimal(80), "%", Qualifier.AT_LEAST), "80%以上"),
        (Quantity(Decimal(100), "人", Qualifier.ROUGHLY), "約100人"),
        (Quantity(Decimal(98), "校園", of=Decimal(99)), "98/99校園"),
        (Quantity(Decimal(40), "%", to=Decimal(60)), "40%以上60%以下"),
        (Quantity(Decimal(15), "%", to=Decimal(16), open_end=True), "15%以上16%未満"),
        (Quantity(Decimal(16), "%", change="削減"), "16%削減"),
    ],
)
def test_a_number_made_by_hand_is_printed_in_one_way(quantity: Quantity, text: str) -> None:
    assert quantity.render() == text


def test_a_share_counts_as_the_exact_fraction() -> None:
    assert Quantity(Decimal(98), "校園", of=Decimal(99)).exact == Fraction(98, 99)


def test_a_reduction_is_negative_only_where_its_sign_is_asked_for() -> None:
    reduction = Quantity(Decimal(16), "%", change="削減")

    assert reduction.exact == 16
    assert reduction.signed == -16
    assert Quantity(Decimal(5), "ポイント", change="増").signed == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": Decimal("NaN")},
        {"value": Decimal("Infinity")},
        {"value": Decimal(1), "of": Decimal(0)},
        {"value": Decimal(5), "to": Decimal(4)},
        {"value": Decimal(5), "open_end": True},
        {"value": Decimal(5), "to": Decimal(5), "open_end": True},
    ],
)
def test_what_is_no_amount_is_refused(wrong: dict[str, Decimal]) -> None:
    with pytest.raises(ValueError, match="needs"):
        Quantity(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quantity", "is_plain"),
    [
        (Quantity(Decimal(5), "人"), True),
        (Quantity(Decimal(98), of=Decimal(99)), True),
        (Quantity(Decimal(5), qualifier=Qualifier.AT_LEAST), False),
        (Quantity(Decimal(5), to=Decimal(6)), False),
        (Quantity(Decimal(5), change="削減"), False),
    ],
)
def test_a_number_is_plain_where_no_word_says_how_it_is_meant(quantity: Quantity, is_plain: bool) -> None:
    assert quantity.is_plain is is_plain
