"""Core values as rows of the database: a new plan, or another state of one that is there.

Only cells that differ are written, so that ids and versions of all others stay. Whether the change is
permitted, and recording it, belong to the actions; they also hold the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from shirube.core.indicator import Indicator
from shirube.core.plan import Node, Plan
from shirube.core.scale import Scale
from shirube.store.figure_cells import split_reading
from shirube.store.people import Municipality, Post
from shirube.store.plans import (
    DecisionRow,
    FactRow,
    FigureRow,
    IndicatorRow,
    MarkRow,
    NodeRow,
    PlanRow,
    ScaleRow,
    StatusRow,
)
from shirube.store.remainder import encode_rest, encode_value, encode_values

# Fields of core values that stand in columns, in rows of their own, or further down the tree.
PLAN_APART = ("name", "nodes", "scale")
NODE_APART = ("name", "children", "indicators")
INDICATOR_APART = (
    *("key", "name", "unit"),
    *("baseline", "targets", "actuals", "published", "statuses", "decisions", "facts"),
)

Cells = dict[tuple[Any, ...], dict[str, Any]]


def save_new_plan(plan: Plan, *, municipality: Municipality, owner: Post | None = None) -> PlanRow:
    """A plan that is not there yet."""
    row = PlanRow(municipality=municipality, owner=owner, **_plan_columns(plan))
    row.save(force_insert=True)
    _write_contents(row, plan)
    return row


def save_plan(row: PlanRow, plan: Plan) -> None:
    """Makes a plan that is there equal to a value. Indicators are told by their keys; gone ones are deleted.

    ``row.version`` is left to the caller.
    """
    for name, value in _plan_columns(plan).items():
        setattr(row, name, value)
    row.save(update_fields=[*_plan_columns(plan), "changed_at"])
    _write_contents(row, plan)


def save_scale(row: PlanRow, scale: Scale) -> ScaleRow:
    """A further version of the plan's rule, in force from now on for the years it names."""
    last = ScaleRow.objects.of(row.municipality_id).filter(plan=row).order_by("-position").first()
    return ScaleRow.objects.create(
        municipality_id=row.municipality_id,
        plan=row,
        position=last.position + 1 if last else 0,
        scale=encode_value(scale),
    )


def _plan_columns(plan: Plan) -> dict[str, Any]:
    return {
        "name": plan.name,
        "first_year": plan.period[0].start if plan.period else None,
        "last_year": plan.period[1].start if plan.period else None,
        "rest": encode_rest(plan, PLAN_APART),
    }


def _write_contents(row: PlanRow, plan: Plan) -> None:
    old_nodes = [pk for (pk,) in row.nodes.values_list("pk")]
    places = _write_nodes(row, plan.nodes)
    indicators = _write_indicators(row, plan, places)
    NodeRow.objects.of(row.municipality_id).filter(pk__in=old_nodes).delete()
    figures, marks, statuses, decisions, facts = _list_cells(plan)
    _write_cells(row, FigureRow, ("kind", "year"), figures, indicators, has_version=True)
    _write_cells(row, MarkRow, ("year",), marks, indicators)
    _write_cells(row, StatusRow, ("position",), statuses, indicators, has_version=True)
    _write_cells(row, DecisionRow, ("year",), decisions, indicators, has_version=True)
    _write_cells(row, FactRow, ("year", "question"), facts, indicators, has_version=True)
    _write_scale(row, plan.scale)


def _write_scale(row: PlanRow, scale: Scale | None) -> None:
    current = ScaleRow.objects.of(row.municipality_id).filter(plan=row).order_by("-position")
    if scale is None:
        current.delete()
        return
    newest, text = current.first(), encode_value(scale)
    if newest is None or newest.scale != text:
        save_scale(row, scale)


def _write_nodes(row: PlanRow, nodes: Iterable[Node]) -> list[int]:
    """The whole tree anew, level by level; returns the node of each indicator in printed order."""
    found: dict[int, NodeRow] = {}
    layer: list[tuple[Node, NodeRow | None]] = [(node, None) for node in nodes]
    while layer:
        made = [
            NodeRow(
                municipality_id=row.municipality_id,
                plan=row,
                parent=parent,
                position=at,
                name=node.name,
                rest=encode_rest(node, NODE_APART),
            )
            for at, (node, parent) in enumerate(layer)
        ]
        NodeRow.objects.bulk_create(made)
        found.update((id(node), item) for (node, _), item in zip(layer, made, strict=True))
        layer = [
            (child, item) for (node, _), item in zip(layer, made, strict=True) for child in node.children
        ]
    return list(_places(nodes, found))


def _places(nodes: Iterable[Node], found: Mapping[int, NodeRow]) -> Iterable[int]:
    for node in nodes:
        yield from (found[id(node)].pk for _ in node.indicators)
        yield from _places(node.children, found)


def _write_indicators(row: PlanRow, plan: Plan, places: list[int]) -> dict[str, int]:
    """The indicators at their places; returns their ids by key."""
    known = {item.key: item for item in row.indicators.all()}
    changed, new = [], []
    for position, (indicator, node) in enumerate(zip(plan.indicators, places, strict=True)):
        item = known.pop(indicator.key, None)
        if item is None:
            item = IndicatorRow(municipality_id=row.municipality_id, plan=row, key=indicator.key)
            new.append(item)
        else:
            changed.append(item)
        item.node_id, item.position = node, position
        item.name, item.unit = indicator.name, indicator.unit
        item.rest = encode_rest(indicator, INDICATOR_APART)
    IndicatorRow.objects.bulk_create(new)
    objects = IndicatorRow.objects.of(row.municipality_id)
    objects.bulk_update(changed, ["node", "position", "name", "unit", "rest"])
    objects.filter(pk__in=[item.pk for item in known.values()]).delete()
    return {item.key: item.pk for item in (*changed, *new)}


def _write_cells(
    row: PlanRow,
    model: type[models.Model],
    place: tuple[str, ...],
    wanted: Cells,
    indicators: Mapping[str, int],
    *,
    has_version: bool = False,
) -> None:
    """The cells of one table: new ones made, changed ones overwritten, gone ones deleted."""
    objects = model.objects.of(row.municipality_id)  # type: ignore[attr-defined]
    keys = {pk: key for key, pk in indicators.items()}
    known: dict[tuple[Any, ...], Any] = {
        (keys[item.indicator_id], *(getattr(item, name) for name in place)): item
        for item in objects.filter(plan=row)
        if item.indicator_id in keys
    }
    changed, new, names = [], [], set()
    for cell, values in wanted.items():
        item = known.pop(cell, None)
        if item is None:
            where = dict(zip(place, cell[1:], strict=True))
            pk = indicators[cell[0]]
            new.append(
                model(municipality_id=row.municipality_id, plan=row, indicator_id=pk, **where, **values)
            )
        elif any(getattr(item, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(item, name, value)
            if has_version:
                item.version += 1
            if isinstance(item, FigureRow):
                # What somebody once typed is no longer what stands here.
                item.typed = ""
                names.add("typed")
            names |= values.keys()
            changed.append(item)
    gone = [item.pk for item in known.values() if _may_go(item)]
    objects.filter(pk__in=gone).delete()
    if changed:
        objects.bulk_update(changed, sorted(names | ({"version"} if has_version else set())))
    objects.bulk_create(new)


def _may_go(item: models.Model) -> bool:
    """A decision still on its way is not part of the plan's value, and stays when that is written."""
    return not isinstance(item, DecisionRow) or item.state == "approved"


def _list_cells(plan: Plan) -> tuple[Cells, Cells, Cells, Cells, Cells]:
    figures: Cells = {}
    marks: Cells = {}
    statuses: Cells = {}
    decisions: Cells = {}
    facts: Cells = {}
    for item in plan.indicators:
        figures.update(_figure_cells(item))
        for mark in item.published:
            rest = encode_rest(mark, ("year", "mark", "rate"))
            marks[item.key, mark.year.start] = {"mark": mark.mark, "rate": mark.rate, "rest": rest}
        for position, status in enumerate(item.statuses):
            statuses[item.key, position] = {
                "year": status.year.start if status.year else None,
                "text": status.text,
                "rest": encode_rest(status, ("year", "text")),
            }
        for decision in item.decisions:
            decisions[item.key, decision.year.start] = {
                "mark": decision.mark,
                "reason": decision.reason,
                "decided_by": decision.decided_by,
                "approved_by": decision.approved_by,
                "decided_on": decision.decided_on,
                "state": "approved",
            }
        for fact in item.facts:
            facts[item.key, fact.year.start, fact.question] = {"answer": fact.answer}
    return figures, marks, statuses, decisions, facts


def _figure_cells(item: Indicator) -> Iterable[tuple[tuple[Any, ...], dict[str, Any]]]:
    if item.baseline:
        year = item.baseline.year.start if item.baseline.year else None
        yield (item.key, "baseline", year), {**split_reading(item.baseline.reading), "past": ""}
    for target in item.targets:
        values = {**split_reading(target.reading), "past": encode_values(target.revisions)}
        yield (item.key, "target", target.year.start), values
    for actual in item.actuals:
        values = {**split_reading(actual.reading), "past": encode_values(actual.earlier)}
        yield (item.key, "actual", actual.year.start), values
