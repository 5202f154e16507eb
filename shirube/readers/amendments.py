"""What is settled about indicators when the whole table has been read: one walk over the tree for all of it.

Each rule stands in a module of its own (joint_marks, bound_notes, name_units) and gives a change of one
indicator, or None where the table has nothing for it to do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from shirube.core.indicator import Indicator
from shirube.core.plan import Node, Plan

Change = Callable[[Indicator], Indicator]


def amend_indicators(plan: Plan, changes: Sequence[Change | None]) -> Plan:
    """The plan with every change made to every indicator, in their order; others stay as they are."""
    needed = [change for change in changes if change is not None]
    if not needed:
        return plan
    nodes = tuple(_amend(node, needed) for node in plan.nodes)
    same = all(new is old for new, old in zip(nodes, plan.nodes, strict=True))
    return plan if same else replace(plan, nodes=nodes)


def _amend(node: Node, changes: Sequence[Change]) -> Node:
    indicators = []
    for item in node.indicators:
        changed = item
        for change in changes:
            changed = change(changed)
        indicators.append(changed)
    children = [_amend(child, changes) for child in node.children]
    same = all(map(_is, indicators, node.indicators)) and all(map(_is, children, node.children))
    return node if same else replace(node, indicators=tuple(indicators), children=tuple(children))


def _is(left: object, right: object) -> bool:
    return left is right
