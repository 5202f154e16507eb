from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.rounding import (
    Rounding,
    RoundingMode,
    is_short_decimal,
    render_exact_number,
    render_exact_percent,
    render_percent,
    render_percent_units,
    round_fraction,
    round_percent,
    round_quotient,
)

UP, CUT, CEILING, FIVE_DOWN = (
    RoundingMode.HALF_UP,
    RoundingMode.TRUNCATE,
    RoundingMode.ROUND_UP,
    RoundingMode.FIVE_DOWN,
)


@pytest.mark.parametrize(
    ("value", "mode", "digits", "rounded"),
    [
        ("0.05", UP, 1, "0.1"),
        ("0.049", UP, 1, "0.0"),
        ("-0.05", UP, 1, "-0.1"),
        ("2.5", UP, 0, "3"),
        ("0.09", CUT, 1, "0.0"),
        ("-0.09", CUT, 1, "0.0"),
        ("0.01", CEILING, 1, "0.1"),
        ("0.1", CEILING, 1, "0.1"),
        ("0.05", FIVE_DOWN, 1, "0.0"),
        ("0.059", FIVE_DOWN, 1, "0.0"),
        ("0.06", FIVE_DOWN, 1, "0.1"),
        ("129.075", CUT, 1, "129.0"),
        ("117.95", UP, 1, "118.0"),
    ],
)
def test_roundings_follow_the_habits_of_japanese_offices(
    value: str, mode: RoundingMode, digits: int, rounded: str
) -> None:
    found = round_fraction(Fraction(value), Rounding(mode, digits))

    assert found == Decimal(rounded)
    assert -found.as_tuple().exponent == digits  # type: ignore[operator]


def test_numbers_of_any_length_are_rounded_exactly() -> None:
    long = Fraction(10**40 + 1, 10)

    assert round_fraction(long, Rounding(UP, 1)) == Decimal(f"{10**39}.1")


def test_a_rounding_is_said_in_words() -> None:
    assert Rounding().render() == "小数第2位を四捨五入"
    assert Rounding(CUT, 0).render() == "小数第1位を切捨て"
    assert Rounding(FIVE_DOWN, 10).render() == "小数第11位を五捨六入"


@pytest.mark.parametrize("digits", [-1, 11])
def test_a_rounding_keeps_a_sensible_number_of_decimals(digits: int) -> None:
    with pytest.raises(ValueError, match=r"^a rounding keeps 0 to 10 decimals$"):
        Rounding(UP, digits)


@pytest.mark.parametrize(
    ("rate", "rounding", "shown"),
    [
        (Fraction(94, 105), None, "89.5%"),
        (Fraction(94, 105), Rounding(UP, 0), "90%"),
        (Fraction(5163, 4000), Rounding(CUT, 1), "129.0%"),
        (Fraction(123, 10), None, "1,230.0%"),
        (Fraction(-8, 3), None, "-266.7%"),
    ],
)
def test_rates_are_shown_with_one_decimal_unless_the_city_says_otherwise(
    rate: Fraction, rounding: Rounding | None, shown: str
) -> None:
    assert render_percent(rate, rounding) == shown


def test_a_rounded_rate_is_a_rate_again() -> None:
    assert round_percent(Fraction(94, 105), Rounding(UP, 0)) == Fraction(9, 10)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1, 2), "0.5"),
        (Fraction(1003), "1,003"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 3), "0.3"),
        (Fraction(1, 8), "0.125"),
        (Fraction(0), "0"),
    ],
)
def test_exact_numbers_are_printed_with_no_more_digits_than_they_need(value: Fraction, shown: str) -> None:
    assert render_exact_number(value) == shown


def test_edges_are_printed_exactly() -> None:
    assert render_exact_percent(Fraction(1, 2)) == "50%"
    assert render_exact_percent(Fraction(185, 200)) == "92.5%"
    assert render_exact_percent(Fraction(12, 1)) == "1,200%"


def test_a_decimal_of_twelve_places_is_short_and_one_of_thirteen_is_not() -> None:
    assert is_short_decimal(Fraction(1, 10**12))
    assert not is_short_decimal(Fraction(1, 10**13))
    assert not is_short_decimal(Fraction(1, 3))


@given(st.fractions(), st.sampled_from(RoundingMode), st.integers(0, 6))
def test_no_rounding_moves_a_number_by_a_whole_last_digit(
    value: Fraction, mode: RoundingMode, digits: int
) -> None:
    moved = abs(Fraction(round_fraction(value, Rounding(mode, digits))) - value)

    assert moved < Fraction(1, 10**digits)


@given(st.fractions(), st.fractions(), st.sampled_from(RoundingMode), st.integers(0, 3))
def test_rounding_never_turns_the_order_of_two_numbers_around(
    one: Fraction, other: Fraction, mode: RoundingMode, digits: int
) -> None:
    low, high = sorted((abs(one), abs(other)))

    assert round_fraction(low, Rounding(mode, digits)) <= round_fraction(high, Rounding(mode, digits))


@given(st.fractions(), st.builds(Rounding, st.sampled_from(RoundingMode), st.integers(0, 6)))
def test_whole_numbers_round_and_print_as_the_decimals_do(rate: Fraction, rounding: Rounding) -> None:
    units, rest = round_quotient(rate.numerator, rate.denominator, rounding)

    assert Fraction(units, 10**rounding.digits) == Fraction(round_fraction(rate, rounding))
    assert (rest == 0) == ((rate * 10**rounding.digits).denominator == 1)
    assert render_percent(rate, rounding) == f"{round_fraction(rate * 100, rounding):,f}%"
    assert round_percent(rate, rounding) == Fraction(round_fraction(rate * 100, rounding)) / 100


@pytest.mark.parametrize(
    ("units", "digits", "shown"),
    [(895, 1, "89.5%"), (-2667, 1, "-266.7%"), (5, 2, "0.05%"), (12300, 1, "1,230.0%"), (1230, 0, "1,230%")],
)
def test_a_percentage_is_printed_from_its_last_digit(units: int, digits: int, shown: str) -> None:
    assert render_percent_units(units, digits) == shown
