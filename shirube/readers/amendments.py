"""What is settled about indicators when the whole table has been read: one walk over the tree for all of it.

Each rule stands in a module of its own (joint_marks, bound_notes, name_units) and gives a change of one
indicator, or None where the table has nothing for it to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import is_

from msgspec.structs import replace

from shirube.core.indicator import Indicator
from shirube.core.plan import Node, Plan

Amendment = Callable[[Indicator], Indicator]


def amend_indicators(plan: Plan, changes: Sequence[Amendment | None]) -> Plan:
    """The plan with every change made to every indicator, in their order; others stay as they are."""
    needed = [change for change in changes if change is not None]
    if not needed:
        return plan
    changed: dict[str, Indicator] = {}
    for item in plan.indicators:
        new = item
        for change in needed:
            new = change(new)
        if new is not item:
            changed[item.key] = new
    return replace_indicators(plan, changed)


def replace_indicators(plan: Plan, changed: Mapping[str, Indicator]) -> Plan:
    """The plan with some indicators, by key, in the place of those it had."""
    return replace(plan, nodes=replace_in_nodes(plan.nodes, changed)) if changed else plan


def replace_in_nodes(nodes: tuple[Node, ...], changed: Mapping[str, Indicator]) -> tuple[Node, ...]:
    """The same of nodes with all below them."""
    return tuple(_replace_in(node, changed) for node in nodes) if changed else nodes


def _replace_in(node: Node, changed: Mapping[str, Indicator]) -> Node:
    indicators, children = node.indicators, node.children
    for item in indicators:
        if item.key in changed:
            indicators = tuple([changed.get(one.key, one) for one in indicators])
            break
    if children:
        below = tuple([_replace_in(child, changed) for child in children])
        children = children if all(map(is_, below, children)) else below
    if indicators is node.indicators and children is node.children:
        return node
    return replace(node, indicators=indicators, children=children)
