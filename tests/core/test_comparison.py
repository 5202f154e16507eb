from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from shirube.core.comparison import (
    compute_final_gap,
    compute_gap,
    compute_improvement,
    compute_met,
    compute_reduction,
)
from shirube.core.indicator import Accumulation, Direction
from shirube.core.quantity import Qualifier, Quantity
from shirube.core.reading import Missing, Reading
from shirube.core.scale import Tolerance
from shirube.core.undefined import Undefined
from tests.builders import missing, percent
from tests.core.situations import between, build_situation, change, state

F = Fraction
Cell = str | Reading
UP, DOWN, KEEP, RANGE, STATE = (
    Direction.UP,
    Direction.DOWN,
    Direction.KEEP,
    Direction.RANGE,
    Direction.STATE,
)


@pytest.mark.parametrize(
    ("actual", "target", "direction", "met"),
    [
        ("100", "100", UP, True),
        ("99", "100", UP, False),
        ("100", "100", DOWN, True),
        ("101", "100", DOWN, False),
        ("100", "100", KEEP, True),
        ("101", "100", KEEP, True),
        ("99", "100", KEEP, False),
        ("89%", "90%以上", UP, False),
        ("90%", "90%以上", DOWN, True),
        ("15%", "15%以下", UP, True),
        ("15.1%", "15%以下", UP, False),
        ("14.5%", "14.5%未満", DOWN, False),
        ("14.4%", "14.5%未満", DOWN, True),
        ("42.1%", between("40", "60"), RANGE, True),
        ("40%", between("40", "60"), RANGE, True),
        ("60%", between("40", "60"), RANGE, True),
        ("60.1%", between("40", "60"), UP, False),
        ("39.9%", between("40", "60"), DOWN, False),
        ("5", "5", RANGE, True),
        ("6", "5", RANGE, False),
        (change("20.1", "削減"), change("16", "削減"), DOWN, True),
        (change("15.9", "削減"), change("16", "削減"), DOWN, False),
    ],
)
def test_whether_a_target_is_met_follows_its_words_then_its_direction(
    actual: Cell, target: Cell, direction: Direction, met: bool
) -> None:
    assert compute_met(build_situation(actual, target, direction=direction)) is met


def test_more_than_is_strict() -> None:
    more = Reading(quantity=Quantity(Decimal(5), qualifier=Qualifier.MORE_THAN))

    assert compute_met(build_situation("6", more)) is True
    assert compute_met(build_situation("5", more)) is False


def test_an_open_end_does_not_belong_to_a_range() -> None:
    fifteens = between("15", "16", open_end=True)

    assert compute_met(build_situation("15.9%", fifteens, direction=RANGE)) is True
    assert compute_met(build_situation("15%", fifteens, direction=RANGE)) is True
    assert compute_met(build_situation("16%", fifteens, direction=RANGE)) is False


def test_a_range_meant_as_a_limit_has_one_end() -> None:
    limit = between("15", "16", open_end=True, qualifier=Qualifier.AT_MOST)
    floor = between("15", "16", qualifier=Qualifier.AT_LEAST)

    assert compute_met(build_situation("9.8%", limit, direction=DOWN)) is True
    assert compute_met(build_situation("16%", limit, direction=DOWN)) is False
    assert compute_met(build_situation("99%", floor)) is True
    assert compute_met(build_situation("14%", floor)) is False


@pytest.mark.parametrize(
    ("actual", "tolerance", "met"),
    [
        ("110", Tolerance(percent(10), is_relative=True), True),
        ("90", Tolerance(percent(10), is_relative=True), True),
        ("111", Tolerance(percent(10), is_relative=True), False),
        ("89", Tolerance(percent(10), is_relative=True), False),
        ("103", Tolerance(F(3)), True),
        ("104", Tolerance(F(3)), False),
        ("104", None, True),
    ],
)
def test_keeping_a_level_may_have_a_tolerance_on_both_sides(
    actual: str, tolerance: Tolerance | None, met: bool
) -> None:
    assert compute_met(build_situation(actual, "100", direction=KEEP), tolerance) is met


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("回避", "回避", True),
        ("設置", "設置済み", True),
        ("設置", "設 置", True),
        ("策定", "策定完了", True),
        ("策定", "未策定", False),
        ("策定", "策定なし", False),
        ("均衡", "黒字", Undefined.STATE_DIFFERS),
    ],
)
def test_states_are_met_when_they_say_so_and_otherwise_left_to_people(
    target: str, actual: str, met: bool | Undefined
) -> None:
    assert compute_met(build_situation(state(actual), state(target), direction=STATE)) is met


def test_a_number_and_a_state_cannot_be_compared() -> None:
    assert compute_met(build_situation("5", state("設置"))) is Undefined.NO_NUMBER
    assert compute_met(build_situation(state("設置"), "5")) is Undefined.NO_NUMBER
    assert compute_gap(build_situation(state("設置"), "5")) is Undefined.NO_NUMBER
    assert compute_gap(build_situation("5", state("設置"))) is Undefined.NO_NUMBER


@pytest.mark.parametrize("compute", [compute_met, compute_gap])
def test_what_is_missing_is_named_the_target_first(compute: Any) -> None:
    gone = missing(Missing.STOPPED)

    assert compute(build_situation("5", None)) is Undefined.NO_TARGET
    assert compute(build_situation("5", gone)) is Undefined.NO_TARGET
    assert compute(build_situation(None, None)) is Undefined.NO_TARGET
    assert compute(build_situation(None, "5")) is Undefined.NO_ACTUAL
    assert compute(build_situation(gone, "5以上")) is Undefined.NO_ACTUAL


def test_yearly_amounts_without_a_sum_cannot_be_compared() -> None:
    flow: dict[str, Any] = {"accumulation": Accumulation.CUMULATIVE_FLOW}

    assert compute_met(build_situation("5", "5以上", **flow)) is Undefined.NO_TOTAL
    assert compute_gap(build_situation("5", "5", **flow, total_actual=F(5))) is Undefined.NO_TOTAL
    assert compute_gap(build_situation("5", "5", **flow, total_target=F(5))) is Undefined.NO_TOTAL
    assert compute_met(build_situation("5", "6以上", **flow, total_actual=F(9), total_target=F(9))) is True
    assert compute_gap(build_situation("5", "6", **flow, total_actual=F(9), total_target=F(7))) == 2


@pytest.mark.parametrize(
    ("actual", "target", "direction", "gap"),
    [
        ("94", "105", UP, -11),
        ("94", "105", DOWN, 11),
        ("94", "105", KEEP, -11),
        ("94", "105", RANGE, -11),
        ("36.6%", between("40", "60"), RANGE, F("-3.4")),
        ("63%", between("40", "60"), RANGE, -3),
        ("50%", between("40", "60"), RANGE, 0),
        ("80人", change("30", "削減", "人"), DOWN, -10),
    ],
)
def test_the_gap_counts_in_the_good_direction(
    actual: Cell, target: Cell, direction: Direction, gap: Fraction
) -> None:
    situation = build_situation(actual, target, direction=direction, baseline="100")

    assert compute_gap(situation) == gap


def test_without_a_good_direction_there_is_no_gap() -> None:
    for direction in (Direction.REFERENCE, STATE):
        assert compute_gap(build_situation("1", "2", direction=direction)) is Undefined.NO_DIRECTION


def test_what_is_left_of_a_tolerance() -> None:
    situation = build_situation("-95", "-100", direction=KEEP)

    assert compute_gap(situation, Tolerance(percent(10), is_relative=True)) == 5
    assert compute_gap(situation, Tolerance(F(4))) == -1


def test_the_gap_to_the_final_target() -> None:
    assert compute_final_gap(build_situation("94", final_target="115")) == -21
    assert compute_final_gap(build_situation("94", final_target="90", direction=DOWN)) == -4
    assert compute_final_gap(build_situation("94")) is Undefined.NO_FINAL_TARGET
    assert compute_final_gap(build_situation(None, final_target="90")) is Undefined.NO_ACTUAL
    tolerance = Tolerance(F(5))
    assert compute_final_gap(build_situation("94", final_target="90", direction=KEEP), tolerance) == 1


@pytest.mark.parametrize(
    ("direction", "target", "better"),
    [
        (UP, "9", 20),
        (DOWN, "9", -20),
        (KEEP, "9", -20),
        (RANGE, between("40", "60"), -10),
        (RANGE, "65", 10),
        (RANGE, None, Undefined.NO_DIRECTION),
        (Direction.REFERENCE, "9", Undefined.NO_DIRECTION),
    ],
)
def test_improvement_counts_in_the_good_direction(
    direction: Direction, target: Cell | None, better: Fraction | Undefined
) -> None:
    situation = build_situation("70", target, direction=direction)

    assert compute_improvement(situation, F(50), Undefined.NO_ACTUAL) == better


def test_improvement_needs_an_actual() -> None:
    assert compute_improvement(build_situation(None), F(50), Undefined.NO_ACTUAL) is Undefined.NO_ACTUAL


def test_a_reduction_needs_both_sides() -> None:
    assert compute_reduction(build_situation("5", None)) is Undefined.NO_TARGET
    assert compute_reduction(build_situation(None, change("5", "削減"))) is Undefined.NO_ACTUAL
    assert compute_gap(build_situation("5", change("5", "削減"))) is Undefined.NO_BASELINE


@pytest.mark.parametrize(("total_actual", "total_target"), [(None, F(10)), (F(10), None), (None, None)])
def test_without_both_sums_nobody_can_say_whether_a_limit_was_kept(
    total_actual: Fraction | None, total_target: Fraction | None
) -> None:
    situation = build_situation(
        "5",
        "5以上",
        accumulation=Accumulation.CUMULATIVE_FLOW,
        total_actual=total_actual,
        total_target=total_target,
    )

    assert compute_met(situation) is Undefined.NO_TOTAL
