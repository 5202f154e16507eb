"""Units of unit.py: one unit under many notations, words that multiply, exact conversion."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from msgspec.structs import replace

from shirube.core.notation import parse_quantity
from shirube.core.quantity import Quantity
from shirube.core.unit import (
    align_units,
    canonical_unit,
    compute_printed_step,
    convert,
    give_unit,
    parse_unit,
    scale_written,
    show_unit,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ヶ所", "箇所"),
        ("カ所", "か所"),
        ("カ月間", "か月"),
        ("箇月間", "ヶ月間"),
        ("ケ国", "か国"),
        ("㎡", "m2"),
        ("％", "%"),
        ("件/年", "件"),
        ("トン", "t"),
        ("回 / 月", "回/月"),
    ],
)
def test_two_notations_of_one_unit_compare_as_equal(one: str, other: str) -> None:
    assert canonical_unit(one) == canonical_unit(other)


@pytest.mark.parametrize(
    ("one", "other"), [("人", "件"), ("%", "ポイント"), ("回/月", "回/年"), ("人", "千人")]
)
def test_different_units_stay_different(one: str, other: str) -> None:
    assert canonical_unit(one) != canonical_unit(other)


@pytest.mark.parametrize(
    ("text", "unit", "scale"),
    [
        ("人", "人", 1),
        ("（千円）", "円", 1_000),
        ("単位：百万円", "円", 1_000_000),
        ("万人", "人", 10_000),
        ("【％】", "%", 1),
        ("億円", "円", 100_000_000),
        ("千㎡", "㎡", 1_000),
        ("-", "", 1),
        ("", "", 1),
        ("t-CO2", "t-CO2", 1),
    ],
)
def test_a_unit_column_says_what_its_figures_are_multiplied_by(text: str, unit: str, scale: int) -> None:
    assert parse_unit(text) == (unit, Decimal(scale))


def test_a_bare_figure_takes_the_unit_of_its_row_and_others_keep_their_own() -> None:
    assert give_unit(parse_quantity("570.0"), "人", Decimal(10_000)).value == 5_700_000
    assert give_unit(parse_quantity("3件"), "人", Decimal(10_000)) == parse_quantity("3件")


def test_a_unit_or_a_scale_of_the_column_alone_is_given_too() -> None:
    assert give_unit(parse_quantity("570"), "人") == replace(parse_quantity("570"), unit="人")
    assert give_unit(parse_quantity("570"), "", Decimal(1000)).value == 570_000
    assert give_unit(parse_quantity("570"), "") == parse_quantity("570")


def test_both_numbers_of_a_share_and_of_a_range_are_in_the_unit_of_the_column() -> None:
    share, span = parse_quantity("30/40"), parse_quantity("40以上60未満")

    given = give_unit(share, "円", Decimal(1000))
    assert given == replace(share, value=Decimal(30_000), of=Decimal(40_000), unit="円")
    given = give_unit(span, "円", Decimal(1000))
    assert given == replace(span, value=Decimal(40_000), to=Decimal(60_000), unit="円")


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("2~3時間", "分", "120分以上180分以下"),
        ("120分以上180分以下", "時間", "2時間以上3時間以下"),
        ("24回", "回/月", "2回/月"),
        ("月2回", "回", "24回"),
        ("2回/月間", "回/年", "24回/年"),
        ("2年", "か月", "24か月"),
        ("5箇所", "か所", "5箇所"),
        ("100分以上120分以下", "時間", None),
        ("60分以上100分以下", "時間", None),
        ("25回", "回/月", None),
        ("5回/週", "回/月", None),
        ("5回/月", "件/年", None),
        ("5回", "時間", None),
    ],
)
def test_an_amount_is_told_in_another_unit_of_its_kind(text: str, unit: str, shown: str | None) -> None:
    found = convert(parse_quantity(text), unit)

    assert (found and found.render_plain()) == shown


@pytest.mark.parametrize(
    ("unit", "shown"), [("m2", "㎡"), ("km2", "㎢"), ("km3", "km3"), ("Am2", "Am2"), ("m23", "m23")]
)
def test_square_and_cubic_units_are_shown_in_one_sign(unit: str, shown: str) -> None:
    assert show_unit(unit) == shown


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("558.7 万人(21 年)", 10_000),
        ("30人(うち5千人)", 1),
        ("30人\n〔うち5千人〕（注1）", 1),
        ("5千人(うち3万人)", 1_000),
        ("【5千人】", 1_000),
        ("751億円", 10**8),
        ("554千トン", 1_000),
        ("1万155回", 1),
        ("28,000部", 1),
    ],
)
def test_the_word_that_multiplied_is_known_afterwards(text: str, scale: int) -> None:
    assert scale_written(parse_quantity(text)) == scale


def test_hours_and_minutes_can_be_compared() -> None:
    aligned = align_units([parse_quantity("2時間"), parse_quantity("67分"), parse_quantity("2時間30分")])

    assert [f"{item.value}{item.unit}" for item in aligned] == ["120分", "67分", "150分"]


def test_times_a_month_and_times_a_year_can_be_compared() -> None:
    target, actual = align_units([parse_quantity("月1回"), parse_quantity("年156回")])

    assert [f"{item.value}{item.unit}" for item in (target, actual)] == ["12回/年", "156回/年"]


def test_units_without_a_conversion_stay_as_they_are() -> None:
    figures = (parse_quantity("5人"), parse_quantity("5件"))

    assert align_units(figures) == figures


def test_what_no_decimal_can_hold_is_not_converted() -> None:
    assert convert(parse_quantity("1分"), "時間") is None
    assert convert(parse_quantity("90分"), "時間") == Quantity(Decimal("1.5"), "時間", raw="90分")


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("28,000部", 1),
        ("23.5%", Fraction(1, 10)),
        ("56.2億円", 10_000_000),
        ("56億2,000万円", 10_000),
        ("1万155回", 1),
        ("114.5万冊", 1_000),
        ("▲2,530", 1),
        ("1,920戸(R3.8.31)", 1),
        ("23.5%〔1.25億円〕", Fraction(1, 10)),
        ("2時間30分", 1),
        ("3千人", 1_000),
    ],
)
def test_the_last_digit_printed_is_worth_what_its_word_says(text: str, step: Fraction | int) -> None:
    assert compute_printed_step(parse_quantity(text)) == step


def test_the_scale_of_a_column_counts_in_the_last_digit() -> None:
    assert compute_printed_step(give_unit(parse_quantity("1,234"), "円", Decimal(1000))) == 1000
    assert compute_printed_step(give_unit(parse_quantity("1,234.5"), "円", Decimal(1000))) == 100
    assert compute_printed_step(Quantity(Decimal("0.25"))) == Fraction(1, 100)
    assert compute_printed_step(Quantity(Decimal(0), raw="0")) == 1
