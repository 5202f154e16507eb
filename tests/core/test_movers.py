from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from shirube.core.graded_plan import GradedPlan, compute_graded_plan
from shirube.core.indicator import Accumulation
from shirube.core.movers import compute_against_targets_of, compute_movers
from shirube.core.reading import Missing
from shirube.core.scale import Band, Code
from shirube.core.scale_words import parse_condition
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


def test_grades_without_a_rate_move_too_and_count_as_no_change_of_rate() -> None:
    """A rule may ask whether the target was met and no more: 0 of a target of 0 is no rate, but a grade."""
    bands = tuple(
        Band(mark=mark, conditions=(parse_condition(words),))
        for mark, words in (("達", "目標達成"), ("未", "目標達成ではない"))
    )
    reached = [
        build_indicator(key, targets={"R5": target, "R6": target}, actuals={"R5": then, "R6": now})
        for key, target, then, now in (("1", 0, -1, 0), ("2", 10, 9, 10), ("3", 0, -2, 0), ("4", 10, 8, 10))
    ]
    by_deed = compute_graded_plan(build_plan(*reached), replace(build_scale(), bands=bands))

    movers = compute_movers(by_deed, R5, R6)

    assert [move.row.indicator.key for move in movers.better] == ["4", "2", "1", "3"]
    assert [move.change for move in movers.better] == [Fraction(1, 5), Fraction(1, 10), None, None]
    assert movers.total == 4


def test_sums_are_split_by_the_sum_of_the_earlier_targets() -> None:
    flow = build_indicator(
        targets={"R5": 10, "R6": 10}, actuals={"R5": 5, "R6": 15}, accumulation=Accumulation.CUMULATIVE_FLOW
    )

    moves = compute_movers(compute_graded_plan(build_plan(flow), build_scale()), R5, R6)

    move = moves.better[0]
    assert (move.rate_before, move.rate_after) == (Fraction(1, 2), Fraction(1))
    assert (move.by_actual, move.by_target) == (Fraction(3, 2), Fraction(-1))


def test_codes_are_counted_when_targets_are_exchanged() -> None:
    rows = [
        build_indicator(key, targets={"R5": 10, "R6": 10}, actuals={"R5": 10, "R6": actual})
        for key, actual in (("1", 10), ("2", "未公表"), ("3", "未公表"))
    ]
    scale = replace(build_scale(), codes=(Code(mark="X", missing=(Missing.UNPUBLISHED,)),))

    found = compute_against_targets_of(compute_graded_plan(build_plan(*rows), scale), R5, R6)

    assert (found.others, found.without) == ((("X", 2),), ())
    assert dict(found.grades)["A"] == 1


def test_rows_without_both_years_are_counted_apart_when_targets_are_exchanged() -> None:
    found = compute_against_targets_of(graded({"R6": 10}, {"R6": 10}), R5, R6)

    assert found.without == (("比べられない", 1),)
    assert found.total == 1
