"""The next plan: the same tree, new years, and baselines from the last figures that will not change."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.exchange import decode_plan, encode_plan
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Column, Form, Role
from shirube.core.indicator import Accumulation, Actual, Direction, Indicator
from shirube.core.plan import Node, Plan
from shirube.core.reading import Missing, Reading, Standing
from shirube.core.successor import compute_successor, find_new_baseline, goes_on
from tests.builders import build_indicator, build_plan, build_scale, missing, reading, year

FIRST, LAST = FiscalYear(2027), FiscalYear(2031)


def with_actuals(*actuals: tuple[str, Reading]) -> Indicator:
    return Indicator(key="1", actuals=tuple(Actual(year(when), what) for when, what in actuals))


def standing(value: int, how: Standing) -> Reading:
    return replace(reading(value, "人"), standing=how, note="会議の後に訂正")


def make(plan: Plan, *keys: str) -> Plan:
    return compute_successor(plan, name="第2期計画", first=FIRST, last=LAST, keys=keys)


def test_the_baseline_is_the_last_final_actual_with_its_year() -> None:
    indicator = with_actuals(
        ("R5", reading(3, "人")), ("R6", standing(4, Standing.FINAL)), ("R7", missing(Missing.TABULATING))
    )

    found = find_new_baseline(indicator)

    assert found.is_final
    assert found.newer is None
    assert found.baseline is not None
    assert (found.baseline.year, found.baseline.reading.render()) == (FiscalYear(2024), "4人")
    assert found.baseline.reading.note == "", "a remark on the old year is none on the new plan"


def test_a_figure_that_may_still_change_is_passed_over_and_named() -> None:
    found = find_new_baseline(
        with_actuals(("R6", standing(4, Standing.FINAL)), ("R7", standing(9, Standing.PROVISIONAL)))
    )

    assert found.actual is not None
    assert found.newer is not None
    assert (found.actual.year.start, found.newer.year.start) == (2024, 2025)
    assert found.is_final


def test_where_only_such_figures_are_there_the_last_is_taken_and_that_is_said() -> None:
    found = find_new_baseline(with_actuals(("R7", standing(9, Standing.PROVISIONAL))))

    assert not found.is_final
    assert found.baseline is not None
    assert found.baseline.reading.standing is Standing.PROVISIONAL


def test_without_any_figure_there_is_no_baseline_and_never_zero() -> None:
    found = find_new_baseline(with_actuals(("R7", missing(Missing.UNPUBLISHED))))

    assert (found.actual, found.baseline, found.is_final) == (None, None, False)


@pytest.mark.parametrize(
    ("last", "on"), [(Missing.ENDED, False), (Missing.STOPPED, False), (Missing.TABULATING, True)]
)
def test_what_has_ended_does_not_go_on_by_itself(last: Missing, on: bool) -> None:
    assert goes_on(with_actuals(("R7", missing(last)))) is on
    assert goes_on(Indicator(key="1"))


def test_the_next_plan_has_the_same_tree_and_rule_but_no_targets_actuals_or_texts() -> None:
    scale = replace(build_scale(), valid_to=FiscalYear(2026))
    plan = build_plan(
        build_indicator("1", targets={"R7": 5}, actuals={"R7": 4}, marks={"R7": "B"}, status="本文"),
        scale=scale,
        footnotes=("※ 注",),
    )

    successor = make(plan, "1")

    assert (successor.name, successor.period) == ("第2期計画", (FIRST, LAST))
    assert [path[-1].name for path, _ in successor.rows] == ["事業1"]
    (indicator,) = successor.indicators
    assert (indicator.key, indicator.name, indicator.unit) == ("1", "参加者数", "人")
    assert not (indicator.targets or indicator.actuals or indicator.published or indicator.statuses)
    assert successor.scale == build_scale(), "a rule bound to the old years would judge nothing"
    assert successor.footnotes == ()
    assert decode_plan(encode_plan(successor)) == successor


def test_what_an_indicator_measures_goes_on_and_the_booklet_of_the_old_plan_does_not() -> None:
    """Accidents that are to become fewer must not earn an A in the next plan by becoming more."""
    old = build_indicator(
        "1", direction=Direction.DOWN, accumulation=Accumulation.CUMULATIVE, bodies=("市", "商工会")
    )
    plan = replace(
        build_plan(old),
        document_number="第5号",
        remarks=("前の計画の注記",),
        form=Form((Column(Role.NUMBER, ("番号",)),)),
    )

    successor = make(plan, "1")

    (indicator,) = successor.indicators
    assert (indicator.direction, indicator.accumulation, indicator.bodies) == (
        Direction.DOWN,
        Accumulation.CUMULATIVE,
        ("市", "商工会"),
    )
    assert (successor.document_number, successor.remarks, successor.form) == ("", (), Form())


def test_of_several_figures_that_may_change_the_last_is_named() -> None:
    found = find_new_baseline(
        with_actuals(
            ("R5", standing(4, Standing.FINAL)),
            ("R6", standing(8, Standing.PROVISIONAL)),
            ("R7", standing(9, Standing.PROVISIONAL)),
        )
    )

    assert found.newer is not None
    assert found.newer.year == year("R7")


def test_a_branch_of_which_nothing_goes_on_is_left_behind_whole() -> None:
    branch = Node(name="終わる方向", children=(Node(name="事業", indicators=(build_indicator("2"),)),))
    empty = Node(name="これからの方向", children=(Node(name="これからの事業"),))

    found = make(Plan(nodes=(branch, empty)), "1").nodes

    assert [node.name for node in found] == ["これからの方向"]


def test_a_node_of_which_nothing_goes_on_is_left_behind_but_not_one_without_indicators() -> None:
    leaves = (
        Node(name="続く事業", labels=("新規事業", "重点"), page="P.3", indicators=(build_indicator("1"),)),
        Node(name="終わる事業", indicators=(build_indicator("2"),)),
        Node(name="指標のない事業"),
    )
    plan = Plan(nodes=(Node(name="方向", children=leaves),))

    (top,) = make(plan, "1").nodes

    assert [node.name for node in top.children] == ["続く事業", "指標のない事業"]
    assert (top.children[0].labels, top.children[0].page) == (("重点",), "")


def test_years_in_the_wrong_order_are_a_programmers_error() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        compute_successor(Plan(), name="甲", first=LAST, last=FIRST, keys=())
