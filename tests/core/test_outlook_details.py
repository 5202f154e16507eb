"""Projections, promised totals, distributions and what-ifs, down to each figure that they carry."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from shirube.core.distribution import (
    Distribution,
    compute_distribution,
    compute_rate_summary,
    find_no_common_meaning,
    render_reason,
)
from shirube.core.evaluation import evaluate_indicator
from shirube.core.graded_plan import GradedPlan, GradedRow, compute_graded_plan
from shirube.core.indicator import Accumulation, Direction, Indicator
from shirube.core.movers import compute_against_targets_of, compute_move, compute_movers
from shirube.core.plan import Node, Plan
from shirube.core.projection import METHODS, compute_outlooks, compute_projection
from shirube.core.promise import compute_promises, find_stated_total
from shirube.core.quantity import Quantity
from shirube.core.reading import Reading, Standing
from shirube.core.scale import Band, Condition, Edge, Evidence, Scale, Subject, Tolerance
from shirube.core.whatif import (
    EdgeChange,
    TargetChange,
    compute_version_whatif,
    compute_whatif,
    find_rows_named,
    move_edge,
    replace_target,
)
from tests.builders import build_indicator, build_plan, build_scale, percent, year

R5, R6, R7, R8, R9 = (year(text) for text in ("R5", "R6", "R7", "R8", "R9"))


def make_band(mark: str, *conditions: Condition) -> Band:
    return Band(mark=mark, conditions=conditions)


def grade(*indicators: Indicator, scale: Scale | None = None) -> GradedPlan:
    return compute_graded_plan(build_plan(*indicators), scale or build_scale())


def test_a_projected_figure_keeps_its_unit_is_exact_and_is_marked_as_expected() -> None:
    indicator = build_indicator(targets={"R7": 10, "R8": 10}, actuals={"R5": 1, "R6": 2, "R7": 4})
    graded = grade(indicator)

    found = compute_projection(graded.rows[0], graded, METHODS["mean"], R7, R8)

    assert found is not None
    assert found.value == Fraction(7, 3)
    assert found.evaluation.situation.actual == Reading(
        quantity=Quantity(Decimal(7), "人", of=Decimal(3)), standing=Standing.EXPECTED
    )
    assert found.evaluation.rate == Fraction(7, 30)
    assert found.evaluation.mark == "C"
    assert found.method is METHODS["mean"]
    assert found.row == graded.rows[0]
    assert not found.is_floored


def test_a_whole_projected_figure_is_no_share() -> None:
    graded = grade(build_indicator(targets={"R8": 10}, actuals={"R7": 4}))

    found = compute_projection(graded.rows[0], graded, METHODS["last"], R7, R8)

    assert found is not None
    assert found.evaluation.situation.actual == Reading(
        quantity=Quantity(Decimal(4), "人"), standing=Standing.EXPECTED
    )


def test_an_outlook_counts_grades_codes_and_what_cannot_be_projected() -> None:
    graded = grade(
        build_indicator("1", targets={"R8": 10}, actuals={"R7": 12}),
        build_indicator("2", targets={"R8": 10}, actuals={"R7": 4}),
        build_indicator("3", targets={"R8": 10}),
        build_indicator("4", targets={"R8": 0}, actuals={"R7": 4}),
        build_indicator("5", actuals={"R7": 4}),
    )

    outlook = compute_outlooks(graded, R7, R8)[0]

    assert outlook.method is METHODS["last"]
    assert outlook.year == R8
    assert outlook.left_out == 2
    assert outlook.distribution == Distribution(
        year=R8,
        grades=(("S", 1), ("A", 0), ("B", 0), ("C", 1)),
        others=(),
        without=(("計算不能", 1), ("試算できない", 2)),
    )
    assert outlook.missed == 1
    assert [method.method.name for method in compute_outlooks(graded, R7, R8)] == ["last", "mean", "line"]


def test_an_outlook_in_which_all_is_projected_says_nothing_is_left() -> None:
    outlook = compute_outlooks(grade(build_indicator(targets={"R8": 10}, actuals={"R7": 12})), R7, R8)[0]

    assert outlook.distribution.without == ()
    assert outlook.left_out == 0
    assert compute_outlooks(grade(build_indicator()), R7, R8)[0].missed == 0


def test_a_line_that_falls_below_zero_is_floored_unless_figures_were_below_zero() -> None:
    def project(*values: str) -> tuple[Any, bool]:
        given = dict(zip(("R5", "R6", "R7"), values, strict=True))
        graded = grade(build_indicator(targets={"R8": 10}, actuals=given))
        found = compute_projection(graded.rows[0], graded, METHODS["line"], R7, R8)
        assert found is not None
        return found.value, found.is_floored

    assert project("20", "10", "2") == (0, True)
    assert project("20", "10", "0") == (0, True)
    assert project("2", "1", "-1") == (Fraction(-7, 3), False)
    assert project("4", "3", "2") == (1, False)
    assert project("3", "2", "1") == (0, False)


def test_yearly_amounts_that_count_together_are_projected_year_by_year_and_added() -> None:
    indicator = build_indicator(
        targets={"R7": 10, "R8": 10, "R9": 10},
        actuals={"R6": 3, "R7": 5},
        accumulation=Accumulation.CUMULATIVE_FLOW,
    )
    graded = grade(indicator)

    found = {name: compute_projection(graded.rows[0], graded, METHODS[name], R7, R9) for name in METHODS}

    assert {name: one.value for name, one in found.items() if one} == {
        "last": 3 + 5 + 5 + 5,
        "mean": 3 + 5 + 4 + 4,
        "line": 3 + 5 + 7 + 9,
    }
    assert found["last"] is not None
    assert found["last"].evaluation.situation.total_actual == 18


TARGETS = {"R5": 10, "R6": 15, "R7": 23, "R8": 33}  # 81 together, 2 may be lost by rounding


@pytest.mark.parametrize(
    ("goal", "total"),
    [
        ("累計79者", 79),
        ("累計83者", 83),
        ("累計78者", None),
        ("累計84者", None),
        ("80者、後に82者", 80),
        ("83者、実は81者", 81),
        ("79者と82者", 82),
        ("81%", None),
    ],
)
def test_the_closest_number_within_the_rounding_is_the_total(goal: str, total: int | None) -> None:
    assert find_stated_total(build_indicator(targets=TARGETS, goal=goal)) == total


@pytest.mark.parametrize(("goal", "total"), [("42件", 42), ("43件", None), ("38件", 38), ("37件", None)])
def test_beside_small_sums_only_a_twentieth_is_let_pass(goal: str, total: int | None) -> None:
    many = {f"R{number}": 4 for number in range(1, 11)}

    assert find_stated_total(build_indicator(targets=many, goal=goal)) == total


def test_a_promise_tells_what_is_done_and_what_is_left() -> None:
    indicator = build_indicator(
        targets=TARGETS, actuals={"R4": 7, "R5": 11, "R6": 14, "R8": 50}, goal="累計80者"
    )

    found: Any
    (found,) = compute_promises(grade(indicator), R6)

    assert (found.total, found.sum_of_targets, found.done, found.last) == (80, 81, 25, 14)
    assert (found.next_target, found.remaining_years) == (56, (R7, R8))
    assert (found.remaining, found.share) == (55, Fraction(25, 80))


def test_nothing_is_promised_by_one_target_a_fall_or_a_year_without_a_figure() -> None:
    one = build_indicator(targets={"R5": 80}, goal="80者", actuals={"R5": 1})
    two = build_indicator(targets={"R5": 40, "R6": 40}, goal="80者", actuals={"R5": 1})
    fall = replace(two, direction=Direction.DOWN)
    silent = build_indicator(targets={"R5": 40, "R6": 40}, goal="80者", actuals={"R4": 1})

    assert [len(compute_promises(grade(item), R6)) for item in (one, two, fall, silent)] == [0, 1, 0, 0]


def test_reasons_for_having_no_grade_are_told_apart() -> None:
    gap = Scale(
        name="gap",
        title="穴のある評価基準",
        bands=(make_band("A", Condition(Subject.RATE, Edge(percent(90), True))),),
    )

    def reason(scale: Scale, **given: Any) -> str:
        return render_reason(grade(build_indicator(**given), scale=scale).rows[0], R7)

    assert reason(gap, targets={"R7": 10}, actuals={"R7": 5}) == "当てはまる評価区分なし"
    assert reason(gap, targets={"R7": 0}, actuals={"R7": 5}) == "計算不能"
    assert reason(gap, targets={"R7": 10}, actuals={"R7": "未公表"}) == "未公表"
    assert reason(gap, targets={"R6": 10}) == "目標設定なし"


def test_a_distribution_counts_zero_for_a_grade_nobody_has() -> None:
    graded = grade(build_indicator(targets={"R7": 10}, actuals={"R7": 10}))

    found = compute_distribution(graded.rows, graded.scale, R7)

    assert [found.count(mark) for mark in ("S", "A", "X")] == [0, 1, 0]
    assert [found.count_from(mark) for mark in ("S", "A", "B", "X")] == [0, 1, 1, 0]
    assert found.year == R7


def test_a_summary_of_rates_is_of_its_year_and_of_rows_that_have_one() -> None:
    graded = grade(
        build_indicator("1", targets={"R7": 10}, actuals={"R7": 5}),
        build_indicator("2", targets={"R7": 10}, actuals={"R7": 10}),
        build_indicator("3", targets={"R7": 10}),
    )

    found = compute_rate_summary(graded.rows, R7)

    assert (found.year, found.known, found.total, found.reached) == (R7, 2, 3, 1)
    assert (found.mean, found.median, found.refusal) == (Fraction(3, 4), Fraction(3, 4), "")
    empty = compute_rate_summary(graded.rows, R5)
    assert (empty.known, empty.mean, empty.median, empty.reached) == (0, None, None, 0)


def test_a_target_missed_by_less_than_the_tolerance_counts_as_reached() -> None:
    indicator = build_indicator(targets={"R7": 100}, actuals={"R7": 97}, direction=Direction.KEEP)

    def reached(tolerance: str) -> int:
        scale = replace(build_scale(), tolerance=Tolerance(percent(tolerance), is_relative=True))
        return compute_rate_summary(grade(indicator, scale=scale).rows, R7).reached

    assert (reached("5"), reached("1")) == (1, 0)


def test_rates_of_different_meaning_are_not_averaged_and_the_reason_is_told() -> None:
    def rows(*formulas: str) -> list[GradedRow]:
        found = []
        for number, formula in enumerate(formulas):
            indicator = build_indicator(
                str(number), targets={"R7": 10}, actuals={"R7": 5}, baseline=("R3", 1)
            )
            evaluated = evaluate_indicator(indicator, build_scale())
            one = replace(evaluated.evaluations[0], formula=formula)
            found.append(GradedRow((Node(name="事業"),), replace(evaluated, evaluations=(one,))))
        return found

    unlike = "達成率の計算式が指標によって異なり、平均しても意味がないため、計算しません。"
    number = "目標との差は指標ごとに単位が異なり、平均しても意味がないため、計算しません。"
    assert find_no_common_meaning(rows("ratio", "inverse_ratio"), R7) == ""
    assert find_no_common_meaning(rows("progress", "progress"), R7) == ""
    assert find_no_common_meaning(rows("ratio", "progress"), R7) == unlike
    assert find_no_common_meaning(rows("ratio", "difference"), R7) == number
    assert find_no_common_meaning(rows("difference"), R7) == number
    assert find_no_common_meaning([], R7) == ""


def test_a_move_is_split_into_the_part_of_the_actual_and_that_of_the_target() -> None:
    graded = grade(build_indicator(targets={"R6": 10, "R7": 20}, actuals={"R6": 9, "R7": 12}))

    move = compute_move(graded.rows[0], R6, R7)

    assert (move.before, move.after, move.between) == ("A", "B", "S")
    assert (move.rate_before, move.rate_after, move.change) == (
        Fraction(9, 10),
        Fraction(3, 5),
        Fraction(-3, 10),
    )
    assert (move.by_actual, move.by_target) == (Fraction(3, 10), Fraction(-3, 5))


def test_movers_come_with_the_largest_change_first_and_codes_apart() -> None:
    def rise(key: str, before: int, after: int) -> Indicator:
        return build_indicator(key, targets={"R6": 100, "R7": 100}, actuals={"R6": before, "R7": after})

    graded = grade(
        rise("1", 40, 60),
        rise("2", 40, 95),
        rise("3", 95, 60),
        rise("4", 95, 10),
        rise("5", 60, 70),
        build_indicator("6", targets={"R6": 100, "R7": 100}, actuals={"R7": 50}),
        build_indicator("7", targets={"R7": 100}, actuals={"R7": 50}),
    )

    found = compute_movers(graded, R6, R7)

    def keys(moves: Any) -> list[str]:
        return [move.row.indicator.key for move in moves]

    assert (found.since, found.year, found.total) == (R6, R7, 7)
    assert keys(found.better) == ["2", "1"]
    assert keys(found.worse) == ["4", "3"]
    assert keys(found.same) == ["5"]
    assert keys(found.incomparable) == ["6", "7"]
    assert compute_against_targets_of(graded, R6, R7) == Distribution(
        year=R7,
        grades=(("S", 0), ("A", 1), ("B", 3), ("C", 2)),
        others=(),
        without=(("比べられない", 1),),
    )


SCALE = build_scale(evidence=Evidence.OPEN)


def test_a_moved_edge_is_settled_on_both_its_sides_in_ways_and_alternatives_too() -> None:
    def band(mark: str, lower: Edge | None, upper: Edge | None) -> Band:
        rate = Condition(Subject.RATE, lower, upper)
        return replace(make_band(mark, rate), alternatives=((rate, rate),))

    open_edge, side = Edge(percent(90), True, Evidence.OPEN), Edge(percent(90), False, Evidence.OPEN)
    scale = Scale(
        name="s", title="", bands=(band("A", open_edge, None), band("B", None, side)), final_bands=()
    )

    moved = move_edge(scale, EdgeChange(mark="A", value=percent(80)))

    lower, upper = Edge(percent(80), True, Evidence.STATED), Edge(percent(80), False, Evidence.STATED)
    assert moved == replace(scale, bands=(band("A", lower, None), band("B", None, upper)))
    other = move_edge(scale, EdgeChange(mark="A", value=percent(80), inclusive=False))
    assert other.bands[0].rate == Condition(Subject.RATE, replace(lower, inclusive=False), None)
    assert other.bands[1].rate == Condition(Subject.RATE, None, replace(upper, inclusive=True))


def test_conditions_that_are_not_on_the_rate_stay_where_they_are() -> None:
    met = Condition(Subject.TARGET_GAP, Edge(percent(90), True), None)
    scale = Scale(
        name="s",
        title="",
        bands=(
            replace(make_band("A", Condition(Subject.RATE, Edge(percent(90), True))), alternatives=((met,),)),
            make_band("B", Condition(Subject.RATE, None, Edge(percent(90), False))),
        ),
    )

    moved = move_edge(scale, EdgeChange(mark="A", value=percent(80)))

    assert moved.bands[0].alternatives == ((met,),)


def test_refusals_of_a_what_if_say_what_to_give_instead() -> None:
    def refuse(change: EdgeChange, scale: Scale = SCALE) -> str:
        with pytest.raises(ValueError) as refused:
            move_edge(scale, change)
        return str(refused.value)

    assert refuse(EdgeChange(mark="C", value=percent(40))) == (
        "評価区分「C」に達成率の下限がないため、変えられません。"
        "下限のある評価区分（S、A、B）を指定してください。"
    )
    bare = Scale(name="s", title="", bands=(make_band("○", Condition(Subject.OTHERWISE)),))
    assert refuse(EdgeChange(mark="○", value=percent(40)), bare).endswith(
        "下限のある評価区分（なし）を指定してください。"
    )
    assert refuse(EdgeChange(mark="A", value=percent(40))) == (
        "評価区分「A」の下限が、隣の評価区分の境目を越えます。隣の境目との間の値にしてください。"
    )
    with pytest.raises(ValueError) as refused:
        replace_target(build_plan(build_indicator("1")), TargetChange(key="9", year=R7, value=Decimal(1)))
    assert str(refused.value) == "指標「9」が計画にありません。"


def test_a_target_is_replaced_or_added_with_the_unit_it_had() -> None:
    plan = build_plan(
        build_indicator("1", unit="人", targets={"R6": "10名", "R8": "20名"}),
        build_indicator("2", targets={"R6": 3}),
    )

    def targets(when: Any, number: int) -> list[tuple[Any, Any]]:
        changed = replace_target(plan, TargetChange(key="1", year=when, value=Decimal(number)))
        assert changed.indicators[1] == plan.indicators[1]
        return [(item.year, item.reading.quantity) for item in changed.indicators[0].targets]

    old6, old8 = (item.reading.quantity for item in plan.indicators[0].targets)
    assert targets(R6, 15) == [(R6, Quantity(Decimal(15), "名")), (R8, old8)]
    assert targets(R7, 15) == [(R6, old6), (R7, Quantity(Decimal(15), "人")), (R8, old8)]


def test_changed_marks_carry_both_grades_and_rates() -> None:
    plan = build_plan(
        build_indicator(targets={"R6": 100, "R7": 100, "R8": 100}, actuals={"R6": 100, "R7": 85}),
        scale=SCALE,
    )

    found = compute_whatif(plan, SCALE, edges=[EdgeChange(mark="A", value=percent(80))])

    (change,) = found.changes
    assert (change.year, change.before, change.after, change.method) == (R7, "B", "A", None)
    assert (change.rate_before, change.rate_after) == (Fraction(85, 100), Fraction(85, 100))
    assert change.row.indicator.key == "1"
    assert [
        (item.method.name, item.year, item.before, item.after) for item in found.projected if item.method
    ] == [("last", R8, "B", "A")]
    assert found.projected[0].rate_before == found.projected[0].rate_after == Fraction(85, 100)
    assert found.in_year(R6) == ()
    assert found.in_year(R7) == found.changes


def test_another_rule_takes_the_place_of_the_plan_s_before_edges_are_moved() -> None:
    plan = build_plan(build_indicator(targets={"R7": 100}, actuals={"R7": 85}))
    strict = Scale(
        name="strict",
        title="",
        bands=(
            make_band("○", Condition(Subject.RATE, Edge(percent(100), True))),
            make_band("×", Condition(Subject.RATE, None, Edge(percent(100), False))),
        ),
    )

    found = compute_whatif(plan, SCALE, other_scale=strict)
    moved = compute_whatif(plan, SCALE, other_scale=strict, edges=[EdgeChange(mark="○", value=percent(80))])

    assert [(item.before, item.after) for item in found.changes] == [("B", "×")]
    assert [(item.before, item.after) for item in moved.changes] == [("B", "○")]


def test_a_further_version_changes_only_the_years_it_is_valid_in() -> None:
    plan = build_plan(
        build_indicator(targets={"R6": 100, "R7": 100}, actuals={"R6": 85, "R7": 85}), scale=build_scale()
    )
    further = replace(move_edge(SCALE, EdgeChange(mark="A", value=percent(80))), valid_from=R7)

    found = compute_version_whatif(plan, (build_scale(),), further)

    assert [(item.year, item.before, item.after) for item in found.changes] == [(R7, "B", "A")]
    assert found.projected == ()


def test_rows_are_found_by_key_or_name_before_parts_of_names() -> None:
    graded = compute_graded_plan(
        Plan(
            nodes=(
                Node(name="塾", indicators=(build_indicator("1", name="回数"),)),
                Node(name="塾の広報", indicators=(build_indicator("2", name="部数"),)),
            )
        )
    )

    def keys(text: str) -> list[str]:
        return [row.indicator.key for row in find_rows_named(graded.rows, text)]

    assert keys("2") == ["2"]
    assert keys("塾") == ["1"]
    assert keys("回数") == ["1"]
    assert keys("塾（回数）") == ["1"]
    assert keys("数") == ["1", "2"]
    assert keys("会議") == []
