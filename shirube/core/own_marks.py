"""Grades in an incoming table that the plan gives itself: a table of ours, handed out and taken in again.

A published grade is kept because it may differ from what the rule says. Where both are the same and nobody
had published one before, it says nothing new: not even on an edge that nobody has settled, because it would
be our own guess that comes back as evidence. Merging all else belongs to merging.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from shirube.core.evaluation import Facts, evaluate_plan
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Indicator, Published
from shirube.core.merging import Merge, find_changes
from shirube.core.plan import Node, Plan
from shirube.core.scale import Scale

Own = dict[tuple[str, FiscalYear], str]


def drop_own_marks(merge: Merge, current: Plan, scales: Sequence[Scale], facts: Facts | None = None) -> Merge:
    """The merge without new published grades that are those of the rule; ``scales`` are newest first.

    Only years in which the current plan has no published grade are looked at, and only indicators it has.
    """
    known = {indicator.key: indicator for indicator in current.indicators}
    if not scales or not any(_find_new(known, indicator) for indicator in merge.plan.indicators):
        return merge
    bare = _map_indicators(merge.plan, lambda item: _without(item, _find_new(known, item)))
    own: Own = {}
    for evaluated in evaluate_plan(bare, scales, facts=facts):
        for one in evaluated.evaluations:
            own[evaluated.indicator.key, one.year] = one.final_mark

    def keep_others(indicator: Indicator) -> Indicator:
        new = _find_new(known, indicator)
        return _without(indicator, [item for item in new if own.get((indicator.key, item.year)) == item.mark])

    plan = _map_indicators(merge.plan, keep_others)
    return replace(merge, plan=plan, changes=tuple(find_changes(current, plan)))


def _find_new(known: dict[str, Indicator], indicator: Indicator) -> list[Published]:
    """The published grades of years for which an indicator that was there had none."""
    before = known.get(indicator.key)
    if before is None:
        return []
    years = {item.year for item in before.published}
    return [item for item in indicator.published if item.mark and item.year not in years]


def _without(indicator: Indicator, dropped: Sequence[Published]) -> Indicator:
    kept = tuple(item for item in indicator.published if item not in dropped)
    return replace(indicator, published=kept) if len(kept) < len(indicator.published) else indicator


def _map_indicators(plan: Plan, change: Callable[[Indicator], Indicator]) -> Plan:
    def rebuild(node: Node) -> Node:
        return replace(
            node,
            indicators=tuple(change(item) for item in node.indicators),
            children=tuple(rebuild(child) for child in node.children),
        )

    return replace(plan, nodes=tuple(rebuild(node) for node in plan.nodes))
