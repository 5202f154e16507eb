"""The next plan (次期計画) made from a plan that ends: the same tree and rule, new years, new baselines.

Saving it, and who owns what, belong to the actions. Targets of the new plan are for people to set.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Form
from shirube.core.indicator import Actual, Baseline, Indicator
from shirube.core.plan import Node, Plan
from shirube.core.reading import Missing, Standing

# A figure of these may still change; every other one counts as final, also one that says nothing.
_NOT_FINAL = (Standing.PROVISIONAL, Standing.EXPECTED)
# An indicator whose last word is one of these is over.
_OVER = (Missing.ENDED, Missing.STOPPED)


class NewBaseline(Struct, frozen=True, kw_only=True):
    """The baseline an indicator gets: the actual it is taken from, None where there is no figure at all.

    ``newer`` is a later actual that was passed over because it is not final. ``is_final`` is False where only
    figures that may still change are there, so that one of them had to be taken.
    """

    actual: Actual | None = None
    newer: Actual | None = None

    @property
    def is_final(self) -> bool:
        """Whether the figure will not change any more."""
        return self.actual is not None and self.actual.reading.standing not in _NOT_FINAL

    @property
    def baseline(self) -> Baseline | None:
        """The baseline itself, with the year it is of."""
        if self.actual is None:
            return None
        return Baseline(replace(self.actual.reading, note=""), self.actual.year)


def find_new_baseline(indicator: Indicator) -> NewBaseline:
    """The last final actual; where none is final the last one, of which that is then said."""
    figures = [item for item in indicator.actuals if not item.reading.is_missing]
    if not figures:
        return NewBaseline()
    final = [item for item in figures if item.reading.standing not in _NOT_FINAL]
    if not final:
        return NewBaseline(actual=figures[-1])
    newer = figures[-1] if figures[-1].year > final[-1].year else None
    return NewBaseline(actual=final[-1], newer=newer)


def goes_on(indicator: Indicator) -> bool:
    """Whether an indicator is likely to be in the next plan: it has not ended or stopped."""
    last = indicator.actuals[-1].reading.missing if indicator.actuals else None
    return last not in _OVER


def compute_successor(
    plan: Plan, *, name: str, first: FiscalYear, last: FiscalYear, keys: Collection[str]
) -> Plan:
    """The next plan with the indicators of these keys, which stay the same, and no target yet.

    The rule is the newest one, without the years it was bound to. What belongs to the old plan's booklet and
    table (pages, 新規 labels, goals, texts, notes, printed form) is left behind, and so is a node of which no
    indicator goes on. Raises ValueError for years in the wrong order.
    """
    if last < first:
        raise ValueError("a plan does not end before it begins")
    kept = frozenset(keys)
    nodes = tuple(node for item in plan.nodes if (node := _copy_node(item, kept)))
    return replace(
        plan,
        title=name,
        name=name,
        document_number="",
        period=(first, last),
        nodes=nodes,
        scale=replace(plan.scale, valid_from=None, valid_to=None) if plan.scale else None,
        footnotes=(),
        remarks=(),
        form=Form(),
    )


def _copy_node(node: Node, keys: frozenset[str]) -> Node | None:
    children = tuple(found for child in node.children if (found := _copy_node(child, keys)))
    indicators = tuple(_copy_indicator(item) for item in node.indicators if item.key in keys)
    if not (children or indicators) and _has_indicators(node):
        return None
    return replace(
        node,
        labels=tuple(label for label in node.labels if "新規" not in label),
        page="",
        children=children,
        indicators=indicators,
    )


def _has_indicators(node: Node) -> bool:
    return bool(node.indicators) or any(_has_indicators(child) for child in node.children)


def _copy_indicator(indicator: Indicator) -> Indicator:
    return Indicator(
        key=indicator.key,
        name=indicator.name,
        unit=indicator.unit,
        direction=indicator.direction,
        accumulation=indicator.accumulation,
        bodies=indicator.bodies,
        baseline=find_new_baseline(indicator).baseline,
    )
