from __future__ import annotations

from fractions import Fraction

from shirube.core.graded_plan import GradedPlan, compute_graded_plan
from shirube.core.movers import compute_against_targets_of, compute_movers
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.core.seed_plan import find_row, seed_graded

R5, R6, R7 = year("R5"), year("R6"), year("R7")


def graded(targets: dict[str, str | int], actuals: dict[str, str | int]) -> GradedPlan:
    return compute_graded_plan(build_plan(build_indicator(targets=targets, actuals=actuals)), build_scale())


def test_a_fall_is_split_exactly_into_the_part_of_the_actual_and_the_part_of_the_target() -> None:
    seed = seed_graded()
    move = next(
        move for move in compute_movers(seed, R5, R7).worse if move.row == find_row(seed, "事業承継セミナー")
    )

    # 21/20 became 17/45; against the old target it would be 17/20, a B.
    assert (move.by_actual, move.by_target) == (Fraction(-4, 20), Fraction(17, 45) - Fraction(17, 20))
    assert (move.before, move.between, move.after) == ("A", "B", "C")
    assert move.by_actual is not None
    assert move.by_target is not None
    assert move.by_actual + move.by_target == move.change


def test_a_grade_that_fell_although_the_actual_stayed_is_laid_to_the_target_alone() -> None:
    seed = seed_graded()
    moves = compute_movers(seed, R5, R7).worse
    move = next(move for move in moves if move.row.activity == "産学連携の支援")

    assert move.by_actual == 0
    assert move.by_target == Fraction(3, 5) - 1


def test_a_better_grade_is_a_rise() -> None:
    movers = compute_movers(graded({"R5": 10, "R6": 10}, {"R5": 5, "R6": 10}), R5, R6)

    assert [(move.before, move.after) for move in movers.better] == [("C", "A")]
    assert movers.total == 1


def test_a_row_without_a_grade_in_one_year_is_not_compared() -> None:
    movers = compute_movers(graded({"R5": 10, "R6": 10}, {"R5": 5, "R6": "未公表"}), R5, R6)

    assert len(movers.incomparable) == 1
    assert movers.incomparable[0].change is None
    assert movers.worse == ()


def test_the_largest_change_comes_first() -> None:
    movers = compute_movers(seed_graded(), R5, R7)
    changes = [move.change for move in movers.worse if move.change is not None]

    assert changes == sorted(changes)


def test_rows_without_both_years_are_counted_apart_when_targets_are_exchanged() -> None:
    found = compute_against_targets_of(graded({"R6": 10}, {"R6": 10}), R5, R6)

    assert found.without == (("比べられない", 1),)
    assert found.total == 1
