"""What the page for ending, moving, splitting and renaming an indicator offers to choose from.

Carrying out what was chosen belongs to life.py and the actions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shirube.core.fiscal_year import FiscalYear
from shirube.store.plans import IndicatorRow, NodeRow
from shirube.store.tree import Tree
from shirube.web.forms import parse_number
from shirube.web.prepared_plan import PreparedPlan

FIRST = "（先頭）"


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """The places below one node: what is chosen, and the words for it."""

    label: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place that was chosen: below ``node`` (None: the top), behind ``after`` (None: before all)."""

    with_activity: bool
    node: int | None
    after: int | None


def list_years(prepared: PreparedPlan) -> list[FiscalYear]:
    """The years of a plan, latest first: those it states and those with figures."""
    found = set(prepared.plan.years)
    if prepared.plan.period:
        first, last = prepared.plan.period
        found |= {FiscalYear(start) for start in range(first.start, last.start + 1)}
    return sorted(found, reverse=True)


def find_usual_year(prepared: PreparedPlan) -> FiscalYear | None:
    """From when something usually changes: the year after the last one reported."""
    return prepared.next_year or prepared.year


def list_places(tree: Tree, row: IndicatorRow) -> tuple[PlaceGroup, ...]:
    """Where an indicator can go: with its activity where that has no other indicator, else alone."""
    if tree.is_alone(row.node_id):
        depth = len(tree.path(row.node_id)) - 1
        groups = list(_list_parents(tree, depth, tree.nodes[row.node_id]))
        shared = [node for node in tree.walk() if len(tree.indicators.get(node.pk, ())) > 1]
    else:
        groups = []
        shared = [
            node for node in tree.walk() if tree.indicators.get(node.pk) or not _has_children(tree, node)
        ]
    return (*groups, *(_list_within(tree, node, row) for node in shared))


def _has_children(tree: Tree, node: NodeRow) -> bool:
    return bool(tree.children.get(node.pk))


def _list_parents(tree: Tree, depth: int, moved: NodeRow) -> Iterator[PlaceGroup]:
    """The nodes one level above, with the activities there: the whole activity goes along."""
    parents = [None] if depth == 0 else [node.pk for node in tree.walk() if len(tree.path(node.pk)) == depth]
    for parent in parents:
        others = [node for node in tree.children.get(parent, ()) if node.pk != moved.pk]
        places = [(f"along:{parent or 0}:0", FIRST)]
        places += [(f"along:{parent or 0}:{node.pk}", f"「{node.name}」の次") for node in others]
        yield PlaceGroup(tree.render_path(parent), tuple(places))


def _list_within(tree: Tree, node: NodeRow, row: IndicatorRow) -> PlaceGroup:
    others = [item for item in tree.indicators.get(node.pk, ()) if item.pk != row.pk]
    places = [(f"within:{node.pk}:0", FIRST)]
    places += [(f"within:{node.pk}:{item.pk}", f"「{item.name or item.key}」の次") for item in others]
    return PlaceGroup(f"{tree.render_path(node.pk)}（指標だけを移す）", tuple(places))


def parse_place(text: str) -> Place | None:
    """A place as the form sends it; None for anything else."""
    how, _, rest = text.partition(":")
    node, _, after = rest.partition(":")
    places = [parse_number(part) for part in (node, after)]
    if how not in ("along", "within") or None in places:
        return None
    return Place(how == "along", places[0] or None, places[1] or None)
