"""Decided grades as our reports print them (A※1, and the reason below the table) taken back as decisions.

How they are printed is said by core/table.py and core/report.py; a mark without such a note stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from shirube.core.indicator import Decision, Indicator, Published
from shirube.core.pattern import late_pattern
from shirube.core.plan import Node, Plan

_MARK = late_pattern(r"(?P<mark>.+?)\s*※(?P<number>\d+)")
_NOTE = late_pattern(
    r"※(?P<number>\d+)\s.+：算定評価は(?P<computed>.+?)、決定評価は(?P<mark>.+?)（理由：(?P<reason>.+)）",
    re.DOTALL,
)


def take_decisions(plan: Plan) -> Plan:
    """The plan with each grade that a numbered note calls decided as a decision, and without those notes.

    The note comes again with the next report; the grade of the rule, which it names, is put in its place.
    """
    footnotes = [note for note in plan.footnotes if "算定評価" in note]
    notes = {match["number"]: match for note in footnotes if (match := _NOTE.fullmatch(note))}
    if not notes:
        return plan
    taken: set[str] = set()
    nodes = tuple(_take_node(node, notes, taken) for node in plan.nodes)
    kept = (
        note for note in plan.footnotes if not ((match := _NOTE.fullmatch(note)) and match["number"] in taken)
    )
    return replace(plan, nodes=nodes, footnotes=tuple(kept))


def _take_node(node: Node, notes: Mapping[str, re.Match[str]], taken: set[str]) -> Node:
    return replace(
        node,
        children=tuple(_take_node(child, notes, taken) for child in node.children),
        indicators=tuple(_take_indicator(item, notes, taken) for item in node.indicators),
    )


def _take_indicator(indicator: Indicator, notes: Mapping[str, re.Match[str]], taken: set[str]) -> Indicator:
    decisions = list(indicator.decisions)
    published = []
    for item in indicator.published:
        match = _MARK.fullmatch(item.mark)
        note = notes.get(match["number"]) if match else None
        if match is None or note is None or note["mark"] != match["mark"]:
            published.append(item)
            continue
        taken.add(match["number"])
        decisions.append(Decision(item.year, match["mark"], note["reason"]))
        computed = "" if note["computed"] == "なし" else note["computed"]
        if computed or item.rate:
            published.append(Published(item.year, computed, item.rate))
    if len(decisions) == len(indicator.decisions):
        return indicator
    ordered = tuple(sorted(decisions, key=lambda item: item.year))
    return replace(indicator, published=tuple(published), decisions=ordered)
