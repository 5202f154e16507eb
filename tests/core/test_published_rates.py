from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from shirube.core.evaluation import evaluate_situation
from shirube.core.indicator import Direction, Published
from shirube.core.published_rates import (
    RateAgreement,
    compare_rates,
    count_decimals,
    is_none_mark,
    matches_rate,
    parse_rate,
)
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Scale
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.core.situations import build_situation


def compare(*cells: tuple[str, str, str], scale: Scale | None = None) -> RateAgreement:
    """Actual, target and the rate printed for R6."""
    rows = [
        replace(
            build_indicator(str(place), targets={"R6": target}, actuals={"R6": actual}),
            published=(Published(year("R6"), rate=rate),),
        )
        for place, (actual, target, rate) in enumerate(cells)
    ]
    return compare_rates(build_plan(*rows), scale or build_scale())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("89.5%", "89.5"),
        ("74.80", "74.80"),
        ("△4園", "-4"),
        ("▲1.8%", "-1.8"),
        ("1,230.0%", "1230.0"),
        ("-", None),
        ("※", None),
        ("0校0分校", None),
        ("98/99", None),
    ],
)
def test_printed_rates_are_numbers_marks_for_none_or_unreadable(text: str, number: str | None) -> None:
    assert parse_rate(text) == (Decimal(number) if number else None)


@pytest.mark.parametrize(("text", "decimals"), [("74.80", 2), ("75", 0), ("1E+2", 0), ("0.000000000001", 10)])
def test_decimals_are_counted_as_printed(text: str, decimals: int) -> None:
    assert count_decimals(Decimal(text)) == decimals


def test_a_number_that_is_no_number_has_no_decimals() -> None:
    assert count_decimals(Decimal("NaN")) == 0


@pytest.mark.parametrize(
    ("printed", "matches"),
    [("89.5%", True), ("89.5", True), ("90%", True), ("89.52%", True), ("89.6%", False), ("-", False)],
)
def test_a_rate_is_compared_with_the_digits_it_is_printed_with(printed: str, matches: bool) -> None:
    evaluation = evaluate_situation(build_situation("94", "105"), build_scale())

    assert matches_rate(evaluation, printed) is matches


def test_a_rule_that_cuts_digits_off_is_compared_so() -> None:
    cut = replace(build_scale(), display=Rounding(RoundingMode.TRUNCATE, 1))

    assert len(compare(("5163", "4000", "129.0%"), scale=cut).agree) == 1
    assert len(compare(("5163", "4000", "129.0%")).differ) == 1


def test_a_zero_shown_behind_a_rounded_rate_is_the_same_number() -> None:
    assert len(compare(("22,433", "30,000", "74.80")).agree) == 1


def test_differences_are_compared_as_numbers() -> None:
    scale = Scale(name="x", formulas=((Direction.UP, "difference"),))

    agreement = compare(("1園", "5園", "△4園"), ("1500通", "1500通", "0通"), ("5", "5", "1"), scale=scale)

    assert [item.agrees for item in agreement.comparisons] == [True, True, False]


def test_no_rate_agrees_with_no_rate_and_with_nothing_else() -> None:
    agreement = compare(("0", "0", "-"), ("5", "10", "-"), ("0", "0", "100.0%"), ("5", "10", "半分"))

    assert [item.agrees for item in agreement.comparisons] == [True, False, False, False]
    assert [item.is_undetermined for item in agreement.comparisons] == [False, True, True, True]
    assert len(agreement.undetermined) == 3
    assert agreement.differ == ()


def test_an_empty_cell_is_no_published_rate() -> None:
    assert compare(("5", "10", " ")).comparisons == ()


def test_a_year_without_figures_can_only_agree_with_a_dash() -> None:
    row = replace(
        build_indicator(), published=(Published(year("R5"), rate="-"), Published(year("R6"), rate="50%"))
    )

    agreement = compare_rates(build_plan(row), build_scale())

    assert [item.agrees for item in agreement.comparisons] == [True, False]
    assert [item.is_undetermined for item in agreement.comparisons] == [False, True]


@pytest.mark.parametrize(
    ("text", "none"), [("－", True), ("なし", True), ("※ ", True), ("0", False), ("", False)]
)
def test_marks_for_no_rate(text: str, none: bool) -> None:
    assert is_none_mark(text) is none
