"""A plan of any size: the example plan many times over, every indicator with its own key and name."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from msgspec.structs import replace

import shirube
from shirube.core.plan import Node, Plan

SAMPLE = Path(str(files("shirube.examples").joinpath("sample_plan.tsv")))


def make_plan(indicators: int) -> Plan:
    """The example plan repeated until it has at least so many indicators."""
    plan = shirube.read(SAMPLE)
    times = -(-indicators // len(plan.indicators))
    nodes = tuple(_copy(node, number) for number in range(1, times + 1) for node in plan.nodes)
    return replace(plan, nodes=nodes)


def _copy(node: Node, number: int) -> Node:
    return replace(
        node,
        name=f"{node.name}{number}",
        children=tuple(_copy(child, number) for child in node.children),
        indicators=tuple(replace(item, key=f"{number}-{item.key}") for item in node.indicators),
    )
