from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from shirube.core.formulas import FORMULAS, Measure, Undefined, compute_expected, find_formula
from shirube.core.indicator import Accumulation, Direction
from shirube.core.reading import Missing, Reading
from shirube.core.rounding import render_percent
from tests.builders import missing
from tests.core.situations import between, build_situation, change, share, state

F = Fraction
Cell = str | Reading
NAGANO = {"baseline": "▲3,703", "final_target": "▲2,000"}


def compute(name: str, *cells: object, **more: object) -> object:
    return FORMULAS[name].compute(build_situation(*cells, **more))  # type: ignore[arg-type]


# ---- the vectors of the published examples -------------------------------------------------------


def test_a_yearly_rate_is_the_exact_quotient() -> None:
    rate = compute("ratio", "94店", "105店")

    assert rate == F(94, 105)
    assert render_percent(F(94, 105)) == "89.5%"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("ratio", None), ("progress", "116.9%"), ("final_progress", "68.9%"), ("signed_ratio", "106.3%")],
)
def test_a_negative_balance_that_shrinks_is_progress_by_every_formula_made_for_it(
    name: str, shown: str | None
) -> None:
    rate = compute(name, "▲2,530", "▲2,700", **NAGANO)

    if shown is None:
        assert rate is Undefined.NEGATIVE_TARGET, "93.7 % would have the wrong sense"
    else:
        assert isinstance(rate, Fraction)
        assert render_percent(rate) == shown


def test_progress_from_the_baseline_can_be_far_below_zero() -> None:
    assert compute("progress", "94店", "105店", baseline="102店") == F(-8, 3)


def test_progress_is_complete_when_a_lowered_target_is_hit_although_the_number_fell() -> None:
    assert compute("progress", "100店", "100店", baseline="102店") == 1


def test_progress_towards_a_target_of_zero_is_defined() -> None:
    rate = compute("progress", "2件", "0件", baseline="5件", direction=Direction.DOWN)

    assert rate == F(6, 10)


@pytest.mark.parametrize(
    ("actual", "target", "shown"),
    [("0.33", "0.31", "93.5%"), ("0.24", "0.30", "120.0%"), ("0.42", "0.27", "44.4%")],
)
def test_falling_indicators_by_the_difference_formula(actual: str, target: str, shown: str) -> None:
    rate = compute("difference_ratio", actual, target, direction=Direction.DOWN)

    assert isinstance(rate, Fraction)
    assert render_percent(rate) == shown


def test_the_difference_formula_is_negative_beyond_twice_the_target() -> None:
    assert compute("difference_ratio", "25", "10", direction=Direction.DOWN) == F(-1, 2)


def test_falling_indicators_by_the_inverse_formula() -> None:
    assert compute("inverse_ratio", "385人", "150人", direction=Direction.DOWN) == F(150, 385)


@pytest.mark.parametrize(
    ("direction", "rate"), [(Direction.UP, F(8, 10)), (Direction.DOWN, F(12, 10)), (Direction.KEEP, F(8, 10))]
)
def test_the_signed_formula_turns_with_the_direction(direction: Direction, rate: Fraction) -> None:
    assert compute("signed_ratio", "80", "100", direction=direction) == rate


def test_shares_of_counts_are_numbers_like_any_other() -> None:
    assert compute("ratio", share(98, 99), "1") == F(98, 99)


# ---- the whole plan: final target, years passed, sums --------------------------------------------


@pytest.mark.parametrize(
    ("in_year", "expected"),
    [("R3", F(100)), ("R4", F(120)), ("R6", F(160)), ("R8", F(200))],
)
def test_the_expected_value_lies_on_the_straight_line_from_the_baseline(
    in_year: str, expected: Fraction
) -> None:
    situation = build_situation(
        "1", in_year=in_year, baseline="100", baseline_year="R3", final_target="200", period=("R4", "R8")
    )

    assert compute_expected(situation) == expected


def test_a_running_total_without_a_baseline_starts_from_zero_in_the_year_before_the_plan() -> None:
    total = build_situation(
        "5,163", in_year="H28", final_target="10,000", period=("H27", "H31"),
        accumulation=Accumulation.CUMULATIVE,
    )  # fmt: skip

    assert compute_expected(total) == 4000
    assert FORMULAS["expected_ratio"].compute(total) == F(5163, 4000)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"final_target": None}, Undefined.NO_FINAL_TARGET),
        ({"baseline": None}, Undefined.NO_BASELINE),
        ({"period": None, "baseline_year": None}, Undefined.NO_PERIOD),
        ({"period": ("R3", "R3")}, Undefined.NO_PERIOD),
        ({"in_year": "R9"}, Undefined.OUTSIDE_PERIOD),
        ({"in_year": "R2"}, Undefined.OUTSIDE_PERIOD),
    ],
)
def test_an_expected_value_says_what_it_lacks(changes: dict[str, object], reason: Undefined) -> None:
    around: dict[str, object] = {
        "baseline": "100", "baseline_year": "R3", "final_target": "200", "period": ("R4", "R8"),
    }  # fmt: skip

    for name in ("expected_ratio", "expected_progress"):
        assert compute(name, "1", **{**around, **changes}) is reason


def test_progress_towards_the_expected_value_holds_for_falling_indicators() -> None:
    rate = compute(
        "expected_progress", "88", in_year="R5", direction=Direction.DOWN,
        baseline="100", baseline_year="R3", final_target="50", period=("R4", "R8"),
    )  # fmt: skip

    assert rate == F(12, 20)


def test_no_progress_can_be_told_where_nothing_is_expected_to_move() -> None:
    around = {"baseline": "100", "baseline_year": "R3", "period": ("R4", "R8")}

    assert compute("expected_progress", "90", in_year="R5", final_target="100", **around) is (
        Undefined.EXPECTED_IS_BASELINE
    )
    assert compute("expected_ratio", "90", in_year="R5", final_target="-500", **around) is (
        Undefined.ZERO_EXPECTED
    )


@pytest.mark.parametrize(("in_year", "rate"), [("R4", F(3, 2)), ("R5", F(3, 4)), ("R8", F(3, 10))])
def test_each_of_five_years_asks_for_a_fifth_of_the_final_target(in_year: str, rate: Fraction) -> None:
    paced = compute("paced_ratio", "30", in_year=in_year, final_target="100", period=("R4", "R8"))

    assert paced == rate


def test_a_plan_of_one_year_asks_for_the_whole_at_once() -> None:
    assert compute("paced_ratio", "30", in_year="R5", final_target="100", period=("R5", "R5")) == F(3, 10)


@pytest.mark.parametrize("known", ["first_year", "final_year"])
def test_half_a_period_is_no_period(known: str) -> None:
    situation = build_situation("30", in_year="R5", final_target="100", period=("R5", "R5"))
    half = (
        replace(situation, final_year=None) if known == "first_year" else replace(situation, first_year=None)
    )

    assert FORMULAS["paced_ratio"].compute(half) is Undefined.NO_PERIOD


@pytest.mark.parametrize(
    ("in_year", "period", "reason"),
    [
        ("R9", ("R4", "R8"), Undefined.OUTSIDE_PERIOD),
        ("R3", ("R4", "R8"), Undefined.OUTSIDE_PERIOD),
        ("R5", None, Undefined.NO_PERIOD),
        ("R5", ("R8", "R4"), Undefined.NO_PERIOD),
    ],
)
def test_a_share_of_years_needs_the_plan_period(
    in_year: str, period: tuple[str, str] | None, reason: Undefined
) -> None:
    assert compute("paced_ratio", "30", in_year=in_year, final_target="100", period=period) is reason


@pytest.mark.parametrize("name", ["paced_ratio", "final_ratio", "inverse_final_ratio", "final_progress"])
def test_formulas_towards_the_final_target_need_one(name: str) -> None:
    assert compute(name, "30", baseline="1") is Undefined.NO_FINAL_TARGET


def test_every_year_may_be_held_against_the_final_target() -> None:
    assert compute("final_ratio", "1.11", final_target="1.40") == F(111, 140)
    assert compute("inverse_final_ratio", "245人", final_target="150人", direction=Direction.DOWN) == F(
        150, 245
    )


def test_sums_so_far_are_held_against_sums_and_against_the_final_total() -> None:
    sums = {"total_actual": F(69), "total_target": F(95), "final_target": "160人"}

    assert compute("cumulative_ratio", "17人", "45人", **sums) == F(69, 95)
    assert compute("cumulative_final_ratio", "17人", "45人", **sums) == F(69, 160)


@pytest.mark.parametrize("name", ["cumulative_ratio", "cumulative_final_ratio"])
def test_a_sum_over_a_year_without_a_figure_is_no_sum(name: str) -> None:
    assert compute(name, "17人", "45人", total_target=F(95), final_target="9") is Undefined.NO_TOTAL


def test_a_sum_of_targets_with_a_gap_is_no_sum() -> None:
    assert compute("cumulative_ratio", "17人", "45人", total_actual=F(69)) is Undefined.NO_TOTAL
    assert compute("cumulative_final_ratio", "17人", total_actual=F(69)) is Undefined.NO_FINAL_TARGET


@pytest.mark.parametrize("kind", [Accumulation.YEAR_END, Accumulation.AVERAGE, Accumulation.RATIO])
def test_what_stands_at_the_end_of_a_year_is_never_summed(kind: Accumulation) -> None:
    rate = compute(
        "cumulative_ratio", "94店", "105店", accumulation=kind, total_actual=F(1), total_target=F(1)
    )

    assert rate is Undefined.NOT_SUMMABLE


def test_yearly_amounts_of_a_cumulative_indicator_are_graded_by_their_sums() -> None:
    flow = {"accumulation": Accumulation.CUMULATIVE_FLOW, "total_actual": F(69), "total_target": F(95)}

    assert compute("ratio", "17人", "45人", **flow) == F(69, 95)
    assert compute("ratio", "17人", "45人", accumulation=Accumulation.CUMULATIVE_FLOW) is Undefined.NO_TOTAL


# ---- last year, base year, reductions, differences -----------------------------------------------


def test_the_trend_against_last_year() -> None:
    assert compute("previous_ratio", "94店", previous="100店") == F(94, 100)
    assert compute("previous_ratio", "94店") is Undefined.NO_PREVIOUS
    assert compute("previous_ratio", "94店", previous="0店") is Undefined.ZERO_PREVIOUS


def test_the_way_from_last_year_to_this_years_target() -> None:
    assert compute("previous_progress", "13", "15", previous="11") == F(1, 2)
    assert compute("previous_progress", "13", "15") is Undefined.NO_PREVIOUS
    assert compute("previous_progress", "13", "15", previous="15") is Undefined.TARGET_IS_PREVIOUS


def test_a_change_against_a_base_year_keeps_its_sign() -> None:
    assert compute("change_rate", "84", baseline="100") == F(-16, 100)
    assert compute("change_rate", "-3", baseline="-4") == F(1, 4)
    assert compute("change_rate", "84") is Undefined.NO_BASELINE
    assert compute("change_rate", "84", baseline="0") is Undefined.ZERO_BASELINE


@pytest.mark.parametrize(
    ("actual", "target", "baseline", "rate"),
    [
        (change("20.1", "削減"), change("16", "削減"), None, F(201, 160)),
        ("84人", change("20", "削減"), "100人", F(16, 20)),
        ("80人", change("50", "削減", "人"), "100人", F(20, 50)),
        ("130人", change("20", "増"), "100人", F(30, 20)),
        (change("5", "増"), change("10", "削減"), None, F(-1, 2)),
        ("84人", change("20", "削減", "％"), "100人", F(16, 20)),
    ],
)
def test_a_promised_reduction_is_held_against_the_reduction_reached(
    actual: Cell, target: Cell, baseline: str | None, rate: Fraction
) -> None:
    assert compute("reduction_ratio", actual, target, baseline=baseline) == rate


@pytest.mark.parametrize(
    ("actual", "target", "baseline", "reason"),
    [
        ("84人", change("20", "削減"), None, Undefined.NO_BASELINE),
        ("84人", change("20", "削減"), "0人", Undefined.ZERO_BASELINE),
        ("84人", "80人", "100人", Undefined.NO_NUMBER),
        ("84人", None, "100人", Undefined.NO_TARGET),
        (None, change("20", "削減"), "100人", Undefined.NO_ACTUAL),
        ("84人", change("0", "削減"), "100人", Undefined.ZERO_TARGET),
    ],
)
def test_a_reduction_says_what_it_lacks(
    actual: Cell | None, target: Cell | None, baseline: str | None, reason: Undefined
) -> None:
    assert compute("reduction_ratio", actual, target, baseline=baseline) is reason


def test_a_level_is_never_divided_by_a_promised_reduction() -> None:
    assert compute("ratio", "35人", change("16", "削減")) is Undefined.CHANGE_TARGET
    assert compute("ratio", change("8", "削減"), change("16", "削減")) == F(1, 2)


@pytest.mark.parametrize(
    ("actual", "target", "difference"),
    [("1園", "5園", -4), ("1500通", "1500通", 0), ("96.70%", "98.50%", F(-18, 10))],
)
def test_a_plain_difference_is_actual_minus_target(actual: str, target: str, difference: Fraction) -> None:
    assert compute("difference", actual, target) == difference


def test_met_or_not_is_a_whole_or_nothing() -> None:
    met = compute("met", "263戸", "263戸")
    assert met == 1
    assert isinstance(met, Fraction), "a truth value would print as True"
    assert compute("met", "262戸", "263戸") == 0
    assert compute("met", "36.6%", between("40", "60"), direction=Direction.RANGE) == 0


# ---- odd cases that every formula must answer ----------------------------------------------------

WITH_TARGET = sorted(name for name, formula in FORMULAS.items() if formula.uses_target)
AROUND = {
    "baseline": "1", "previous": "2", "final_target": "9", "period": ("R4", "R8"),
    "total_actual": F(3), "total_target": F(4),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in WITH_TARGET if name != "cumulative_ratio"])
def test_without_a_target_no_formula_of_the_year_gives_a_rate(name: str) -> None:
    assert compute(name, "5", None, **AROUND) is Undefined.NO_TARGET
    assert compute(name, "5", missing(Missing.NO_TARGET), **AROUND) is Undefined.NO_TARGET


@pytest.mark.parametrize("name", sorted(FORMULAS))
def test_a_missing_actual_is_never_zero(name: str) -> None:
    target = change("5", "削減") if name == "reduction_ratio" else "5"

    for absent in (None, missing(Missing.TABULATING)):
        assert compute(name, absent, target, **AROUND) is Undefined.NO_ACTUAL


@pytest.mark.parametrize("name", sorted(set(FORMULAS) - {"met", "reduction_ratio"}))
def test_a_state_in_words_has_no_rate(name: str) -> None:
    assert compute(name, state("実施"), "5", **AROUND) is Undefined.NO_NUMBER


def test_a_number_against_a_state_has_no_rate() -> None:
    assert compute("ratio", "5", state("実施")) is Undefined.NO_NUMBER
    assert compute("ratio", None, state("実施")) is Undefined.NO_ACTUAL


@pytest.mark.parametrize("name", ["ratio", "inverse_ratio", "difference_ratio"])
@pytest.mark.parametrize(
    ("target", "reason"), [("0人", Undefined.ZERO_TARGET), ("-5人", Undefined.NEGATIVE_TARGET)]
)
def test_a_target_of_zero_or_below_has_no_quotient(name: str, target: str, reason: Undefined) -> None:
    assert compute(name, "3人", target) is reason
    assert compute(name, "0人", target) is reason


def test_the_signed_formula_is_undefined_only_at_zero() -> None:
    assert compute("signed_ratio", "3", "0") is Undefined.ZERO_TARGET


@pytest.mark.parametrize("name", ["final_ratio", "cumulative_final_ratio", "inverse_final_ratio"])
@pytest.mark.parametrize(
    ("target", "reason"), [("0", Undefined.ZERO_TARGET), ("-5", Undefined.NEGATIVE_TARGET)]
)
def test_a_final_target_of_zero_or_below_has_no_quotient(name: str, target: str, reason: Undefined) -> None:
    assert compute(name, "3", final_target=target, total_actual=F(3)) is reason


def test_a_sum_of_targets_of_zero_has_no_quotient() -> None:
    assert (
        compute("cumulative_ratio", "3", "0", total_actual=F(3), total_target=F(0)) is Undefined.ZERO_TARGET
    )


@pytest.mark.parametrize(
    ("name", "more"), [("inverse_ratio", {}), ("inverse_final_ratio", {"final_target": "5"})]
)
@pytest.mark.parametrize(
    ("actual", "reason"), [("0件", Undefined.ZERO_ACTUAL), ("-2件", Undefined.NEGATIVE_ACTUAL)]
)
def test_the_best_case_of_zero_cannot_be_divided_by(
    name: str, more: dict[str, str], actual: str, reason: Undefined
) -> None:
    assert compute(name, actual, "5件", **more) is reason


@pytest.mark.parametrize(("name", "more"), [("progress", {}), ("final_progress", {"final_target": "7"})])
def test_keeping_the_baseline_leaves_no_way_to_go(name: str, more: dict[str, str]) -> None:
    assert compute(name, "7", "7", baseline="7", **more) is Undefined.TARGET_IS_BASELINE
    assert compute(name, "7", "7", **more) is Undefined.NO_BASELINE


def test_a_range_has_no_ratio() -> None:
    assert compute("ratio", "42.1%", between("40", "60")) is Undefined.RANGE_TARGET
    assert compute("difference", "42.1%", between("40", "60")) is Undefined.RANGE_TARGET


# ---- the table itself ----------------------------------------------------------------------------


def test_every_formula_is_found_by_its_key_its_name_and_its_words() -> None:
    for key, formula in FORMULAS.items():
        assert formula.name == key
        for text in (
            formula.name,
            formula.label,
            formula.words,
            f" {formula.words} ",
            f"\u3000{formula.words}",
        ):
            assert find_formula(text) is formula
    assert find_formula("雰囲気") is None


def test_no_two_formulas_share_a_name_or_words() -> None:
    assert len({item.label for item in FORMULAS.values()}) == len(FORMULAS)
    assert len({item.words for item in FORMULAS.values()}) == len(FORMULAS)


def test_what_a_formula_gives_is_said() -> None:
    special = {name: item.measure for name, item in FORMULAS.items() if item.measure is not Measure.RATE}

    assert special == {"met": Measure.MET, "difference": Measure.NUMBER}


@pytest.mark.parametrize("name", ["inverse_ratio", "difference_ratio", "signed_ratio"])
def test_a_promised_reduction_is_not_turned_round_by_formulas_for_falling_figures(name: str) -> None:
    """Of 16%削減 the actual 20.1%削減 is better, and such a formula would call it 74.4 %."""
    reached, promised = change("20.1", "削減"), change("16", "削減")

    assert compute(name, reached, promised, direction=Direction.DOWN) is Undefined.CHANGE_TARGET
    assert compute("reduction_ratio", reached, promised, direction=Direction.DOWN) == F(201, 160)
    assert compute(name, "35人", "40人", direction=Direction.DOWN) != Undefined.CHANGE_TARGET


def test_of_a_promised_rise_more_is_better_by_the_signed_ratio() -> None:
    assert compute("signed_ratio", change("12", "増"), change("10", "増"), direction=Direction.UP) == F(6, 5)
