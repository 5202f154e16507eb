from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from shirube.core.indicator import Accumulation, Direction, Fact, Revision, Target
from shirube.core.reading import Missing
from shirube.core.situation import align_situation, compute_situation, missing_of, number_of
from tests.builders import build_indicator, missing, reading, year
from tests.core.situations import build_situation, state

F = Fraction
ROW = build_indicator(
    targets={"R5": 20, "R6": 30, "R7": 45, "R8": 65},
    actuals={"R5": 21, "R6": 31, "R7": 17},
    baseline=("R3", 10),
    direction=Direction.UP,
)


def test_everything_around_one_year_is_gathered() -> None:
    situation = compute_situation(ROW, year("R6"), facts={"問い": "はい"})

    assert number_of(situation.target) == 30
    assert number_of(situation.actual) == 31
    assert (situation.baseline, situation.baseline_year) == (F(10), year("R3"))
    assert situation.previous == 21
    assert (situation.final_target, situation.final_year) == (F(65), year("R8"))
    assert situation.first_year == year("R5")
    assert (situation.total_target, situation.total_actual) == (F(50), F(52))
    assert situation.fact("問い") == "はい"
    assert situation.fact("別の問い") is None
    assert situation.unit == "人"


def test_answers_handed_over_come_before_those_of_the_indicator() -> None:
    facts = (Fact(year("R6"), "甲", "はい"), Fact(year("R6"), "乙", "はい"), Fact(year("R7"), "甲", "いいえ"))
    row = replace(ROW, facts=facts)

    assert compute_situation(row, year("R6")).facts == (("甲", "はい"), ("乙", "はい"))
    assert compute_situation(row, year("R6"), facts={"乙": "いいえ"}).facts == (
        ("甲", "はい"),
        ("乙", "いいえ"),
    )
    assert compute_situation(row, year("R7")).fact("甲") == "いいえ"
    assert compute_situation(row, year("R8")).facts == ()


def test_what_is_not_there_is_nothing_and_never_zero() -> None:
    empty = compute_situation(build_indicator(), year("R6"))

    for value in (empty.target, empty.actual, empty.baseline, empty.previous, empty.final_target):
        assert value is None
    assert (empty.final_year, empty.first_year, empty.total_actual, empty.total_target) == (None,) * 4
    assert not empty.is_final_year
    assert empty.unit == ""


def test_the_last_year_with_a_target_is_the_final_one() -> None:
    assert [compute_situation(ROW, year(when)).is_final_year for when in ("R7", "R8", "R9")] == [
        False,
        True,
        False,
    ]


def test_a_sum_needs_a_figure_in_every_year_since_the_first() -> None:
    holes = build_indicator(targets={"R5": 20, "R6": 30, "R7": 45}, actuals={"R5": 21, "R7": 17})

    assert compute_situation(holes, year("R5")).total_actual == 21
    assert compute_situation(holes, year("R6")).total_actual is None
    assert compute_situation(holes, year("R7")).total_actual is None
    assert compute_situation(holes, year("R7")).total_target == 95
    assert compute_situation(holes, year("R4")).total_target is None


def test_sums_of_decimals_are_exact() -> None:
    row = build_indicator(targets={"R5": "0.1", "R6": "0.2"}, actuals={"R5": "1.1", "R6": "2.2"})
    situation = compute_situation(row, year("R6"))

    assert (situation.total_target, situation.total_actual) == (F(3, 10), F(33, 10))
    assert isinstance(situation.total_target, Fraction)
    flow = compute_situation(replace(row, accumulation=Accumulation.CUMULATIVE_FLOW), year("R6"))
    assert flow.final_target == F(3, 10)


def test_a_missing_figure_breaks_the_sum_like_a_missing_cell() -> None:
    holes = build_indicator(targets={"R5": 20, "R6": 30}, actuals={"R5": "集計中", "R6": 17})

    assert compute_situation(holes, year("R6")).total_actual is None


@pytest.mark.parametrize("kind", [Accumulation.YEAR_END, Accumulation.AVERAGE, Accumulation.RATIO])
def test_what_stands_at_the_end_of_a_year_has_no_sum(kind: Accumulation) -> None:
    situation = compute_situation(replace(ROW, accumulation=kind), year("R6"))

    assert (situation.total_target, situation.total_actual) == (None, None)


def test_running_totals_are_their_own_sums() -> None:
    situation = compute_situation(replace(ROW, accumulation=Accumulation.CUMULATIVE), year("R6"))

    assert (situation.total_target, situation.total_actual) == (F(30), F(31))
    assert situation.final_target == 65
    assert (situation.measured_target, situation.measured_actual) == (F(30), F(31))


def test_yearly_amounts_that_count_from_the_start_are_added_up() -> None:
    flow = replace(ROW, accumulation=Accumulation.CUMULATIVE_FLOW)
    situation = compute_situation(flow, year("R7"))

    assert situation.sums_flows
    assert (situation.measured_target, situation.measured_actual) == (F(95), F(69))
    assert situation.final_target == 160
    assert compute_situation(ROW, year("R7")).measured_actual == 17
    broken = replace(flow, targets=(*flow.targets[:3], Target(year("R8"), missing(Missing.NO_TARGET))))
    assert compute_situation(broken, year("R7")).final_target is None
    assert (
        compute_situation(build_indicator(accumulation=Accumulation.CUMULATIVE_FLOW), year("R7")).final_target
        is None
    )


def test_the_original_targets_are_those_before_any_revision() -> None:
    revised = Target(
        year("R7"), reading(40, "人"), (Revision(reading(45, "人")), Revision(reading(42, "人")))
    )
    indicator = replace(ROW, targets=(*ROW.targets[:2], revised))

    now = compute_situation(indicator, year("R7"))
    then = compute_situation(indicator, year("R7"), against_original=True)

    assert (number_of(now.target), now.final_target, now.total_target) == (F(40), F(40), F(90))
    assert (number_of(then.target), then.final_target, then.total_target) == (F(45), F(45), F(95))


def test_the_unit_is_that_of_the_actual_or_else_of_the_target() -> None:
    assert build_situation("5件", "6回").unit == "件"
    assert build_situation("5", "6回").unit == "回"
    assert build_situation(None, "6回").unit == "回"
    assert build_situation(state("実施"), None).unit == ""


def test_figures_in_units_of_one_kind_are_brought_together_exactly() -> None:
    aligned = align_situation(build_situation("年156回", "月1回"))

    assert (number_of(aligned.actual), number_of(aligned.target)) == (F(156), F(12))
    assert aligned.target is not None
    assert aligned.target.quantity is not None
    assert aligned.target.quantity.render() == "12回/年"
    assert aligned.actual == build_situation("年156回").actual


@pytest.mark.parametrize(("actual", "target"), [("5人", "6人"), ("5人", "6件"), ("5", "6件"), ("5人", "6")])
def test_other_units_are_left_alone(actual: str, target: str) -> None:
    situation = build_situation(actual, target)

    assert align_situation(situation) is situation
    assert align_situation(build_situation(None, target)).actual is None
    assert align_situation(build_situation(actual, None)).target is None


def test_a_missing_reading_tells_its_reason() -> None:
    assert missing_of(None, Missing.NO_TARGET) is Missing.NO_TARGET
    assert missing_of(missing(Missing.STOPPED), Missing.NO_TARGET) is Missing.STOPPED
    assert missing_of(reading(5), Missing.NO_TARGET) is None
    assert number_of(state("実施")) is None
    assert number_of(None) is None


def test_a_target_in_minutes_is_held_against_an_actual_in_hours_in_minutes() -> None:
    aligned = align_situation(build_situation("2時間", "100分"))

    assert aligned.actual is not None
    assert aligned.target is not None
    assert aligned.actual.quantity is not None
    assert (aligned.actual.quantity.render(), aligned.target.render()) == ("120分", "100分")


def test_halves_are_added_up_exactly() -> None:
    row = build_indicator(targets={"R5": 1, "R6": 1}, actuals={"R5": "0.5", "R6": "1.5"})

    assert compute_situation(row, year("R6")).total_actual == 2
