from __future__ import annotations

import pytest

from shirube.core.direction import InferredDirection, infer_direction
from shirube.core.indicator import Actual, Direction, Indicator, Target
from shirube.core.notation import parse_quantity
from shirube.core.reading import Missing, Reading
from tests.builders import build_indicator, missing, year
from tests.core.situations import between, change, state


def promise(*targets: Reading) -> Indicator:
    return Indicator(
        key="1", targets=tuple(Target(year(f"R{5 + place}"), item) for place, item in enumerate(targets))
    )


@pytest.mark.parametrize(
    ("targets", "direction", "word"),
    [
        ({"R5": "90%以上", "R6": "92%"}, Direction.UP, "以上"),
        ({"R5": "15%以下"}, Direction.DOWN, "以下"),
        ({"R5": "14.5%未満"}, Direction.DOWN, "未満"),
    ],
)
def test_words_beside_a_target_force_the_direction(
    targets: dict[str, str], direction: Direction, word: str
) -> None:
    inferred = infer_direction(build_indicator(targets=targets, baseline=("R3", "99%")))

    assert (inferred.direction, inferred.is_forced) == (direction, True)
    assert f"「{word}」" in inferred.reason


def test_ranges_reductions_and_states_force_theirs() -> None:
    for target, direction, reason in (
        (between("40", "60"), Direction.RANGE, "目標値に「～」とあるためです。"),
        (change("16", "削減"), Direction.DOWN, "目標値に「削減」とあるためです。"),
        (change("20", "増"), Direction.UP, "目標値に「増」とあるためです。"),
        (state("設置"), Direction.STATE, "目標が文言で定められているためです。"),
    ):
        assert infer_direction(promise(target)) == InferredDirection(direction, reason, is_forced=True)


def test_words_that_contradict_each_other_decide_nothing() -> None:
    inferred = infer_direction(build_indicator(targets={"R5": "90%以上", "R6": "80%以下"}))

    assert inferred == InferredDirection(
        None, "目標値の「以上」「以下」などが年度によって違うため、決められません。"
    )


@pytest.mark.parametrize(
    ("baseline", "targets", "direction"),
    [
        (None, {"R5": 20, "R6": 30, "R7": 30}, Direction.UP),
        (None, {"R5": 30, "R6": 30, "R7": 20}, Direction.DOWN),
        (None, {"R5": 30, "R6": 20, "R7": 30}, None),
        (None, {"R5": 30, "R6": 20, "R7": 21}, None),
        (None, {"R5": 30, "R6": 31, "R7": 30}, None),
        (None, {"R5": 30, "R6": 30}, None),
        (None, {"R5": 30}, None),
        (None, {}, None),
        (300, {"R5": 200, "R6": 150}, Direction.DOWN),
        (10, {"R5": 20, "R6": 15}, Direction.UP),
        (20, {"R5": 20, "R6": 20}, Direction.KEEP),
        # Against a baseline between them the way from one to the next tells.
        (102, {"R5": 100, "R6": 105, "R7": 110}, Direction.UP),
        (100, {"R5": 100, "R6": 110}, Direction.UP),
        (94, {"R5": 120, "R6": 100, "R7": 70}, Direction.DOWN),
        (94, {"R5": 120, "R6": 70, "R7": 100}, None),
    ],
)
def test_numbers_alone_only_suggest(
    baseline: int | None, targets: dict[str, int], direction: Direction | None
) -> None:
    start = ("R3", baseline) if baseline is not None else None

    inferred = infer_direction(build_indicator(targets=targets, baseline=start))

    assert inferred.direction is direction
    assert not inferred.is_forced
    assert inferred.reason.endswith("。")


def test_a_missing_target_says_nothing_of_the_direction() -> None:
    assert infer_direction(promise(missing(Missing.NO_TARGET))).direction is None
    assert infer_direction(promise(missing(Missing.NO_TARGET), state("設置"))).direction is Direction.STATE


def test_shares_are_compared_as_shares_and_not_by_their_counts() -> None:
    """5 of 6 schools are more than 8 of 12, though there are fewer."""
    inferred = infer_direction(build_indicator(targets={"R5": "5/6校"}, baseline=("R3", "8/12校")))

    assert inferred.direction is Direction.UP


def test_a_target_that_is_missing_beside_states_leaves_them_states() -> None:
    assert infer_direction(promise(state("設置"), missing(Missing.NOT_ENTERED))).direction is Direction.STATE
    assert infer_direction(promise(missing(Missing.NOT_ENTERED))).direction is None


def test_figures_in_different_units_are_compared_only_where_they_can_be() -> None:
    minutes = build_indicator(targets={"R5": "3時間/日"}, baseline=("R3", "77分/日"))
    people = build_indicator(targets={"R5": "30%"}, baseline=("R3", "120人"))

    assert infer_direction(minutes).direction is Direction.UP
    assert infer_direction(people).direction is None


def test_a_year_without_a_goal_does_not_hide_the_goals_after_it() -> None:
    without = promise(
        Reading(missing=Missing.UNSTATED), change("16", "削減"), Reading(missing=Missing.UNSTATED)
    )

    assert infer_direction(without).direction is Direction.DOWN


def test_shares_are_compared_as_what_they_are() -> None:
    """9 of 10 and then 10 of 20: the share falls, though its first number rises."""
    falling = build_indicator(targets={"R5": "9/10校", "R6": "10/20校"})

    assert infer_direction(falling).direction is Direction.DOWN


@pytest.mark.parametrize(
    ("actuals", "direction"),
    [
        ({"R3": 89, "R4": 81}, Direction.DOWN),
        ({"R3": 89, "R4": 80}, None),
        ({"R3": 79, "R4": 90}, None),
        ({"R5": 90}, None),
        ({}, None),
    ],
)
def test_a_goal_below_all_that_was_reached_before_it_suggests_a_fall(
    actuals: dict[str, str | int], direction: Direction | None
) -> None:
    indicator = build_indicator(targets={"R5": 80, "R6": 80}, actuals=actuals)

    assert infer_direction(indicator).direction is direction


def test_what_was_reached_in_another_unit_is_not_compared_with_the_goal() -> None:
    item = Indicator(
        key="1",
        targets=(Target(year("R5"), Reading(parse_quantity("80件"))),),
        actuals=(Actual(year("R4"), Reading(parse_quantity("89人"))),),
    )

    assert infer_direction(item).direction is None
