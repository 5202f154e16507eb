"""Changing indicators of a plan that was read: what nothing changes stays the same object."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.indicator import Indicator
from shirube.core.plan import Node, Plan
from shirube.readers.amendments import amend_indicators

PLAN = Plan(
    nodes=(
        Node(name="甲", children=(Node(name="甲の一", indicators=(Indicator(key="1"), Indicator(key="2"))),)),
        Node(name="乙", indicators=(Indicator(key="3"),)),
    )
)


def test_changes_are_made_in_their_order() -> None:
    plan = amend_indicators(
        PLAN,
        [lambda one: replace(one, unit="人"), None, lambda one: replace(one, name=f"{one.key}{one.unit}")],
    )

    assert [item.name for item in plan.indicators] == ["1人", "2人", "3人"]


def test_branches_without_a_change_stay_as_they_are() -> None:
    plan = amend_indicators(PLAN, [lambda one: replace(one, unit="人") if one.key == "2" else one])

    assert plan.indicators[1].unit == "人"
    assert plan.nodes[1] is PLAN.nodes[1]
    assert plan.nodes[0].children[0].indicators[0] is PLAN.indicators[0]


def test_a_plan_without_any_change_stays_as_it_is() -> None:
    assert amend_indicators(PLAN, [lambda one: one]) is PLAN
    assert amend_indicators(PLAN, [None]) is PLAN
