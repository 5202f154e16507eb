"""What would change if an edge or a target were another one (仮の変更): which rows get another grade.

The plan and the rule themselves stay as they are; a changed copy is graded beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.evaluation import Facts
from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedPlan, GradedRow, compute_graded_plan
from shirube.core.indicator import Indicator, Target, find_year
from shirube.core.plan import Node, Plan
from shirube.core.projection import METHODS, Method, compute_projection
from shirube.core.quantity import Quantity
from shirube.core.reading import Reading
from shirube.core.scale import Band, Condition, Edge, Evidence, Scale, Subject
from shirube.core.scale_versions import grade_by_versions


class EdgeChange(Struct, frozen=True, kw_only=True):
    """The lower edge of a grade moved to another rate; ``inclusive`` None keeps the side it has."""

    mark: str
    value: Fraction
    inclusive: bool | None = None


class TargetChange(Struct, frozen=True, kw_only=True):
    """The target of one indicator in one year set to another number."""

    key: str
    year: FiscalYear
    value: Decimal


class MarkChange(Struct, frozen=True, kw_only=True):
    """One row whose grade differs in one year; ``method`` is set where both grades are projected (試算)."""

    row: GradedRow
    year: FiscalYear
    before: str
    after: str
    rate_before: Fraction | None
    rate_after: Fraction | None
    method: Method | None = None


class WhatIf(Struct, frozen=True, kw_only=True):
    """The plan before and after, and every grade that differs; projected ones are kept apart."""

    before: GradedPlan
    after: GradedPlan
    changes: tuple[MarkChange, ...]
    projected: tuple[MarkChange, ...]

    def in_year(self, year: FiscalYear) -> tuple[MarkChange, ...]:
        """Changed grades of one year."""
        return tuple(change for change in self.changes if change.year == year)

    def render(self, year: FiscalYear) -> str:
        """「令和7年度は14指標のうち3指標で評価が変わります。」."""
        count, total = len(self.in_year(year)), len(self.before.rows)
        if not count:
            return f"{year.render()}は{total}指標のどれも評価が変わりません。"
        return f"{year.render()}は{total}指標のうち{count}指標で評価が変わります。"


def compute_whatif(
    plan: Plan,
    scale: Scale,
    *,
    edges: Sequence[EdgeChange] = (),
    targets: Sequence[TargetChange] = (),
    other_scale: Scale | None = None,
) -> WhatIf:
    """Grade a plan as it is and with changes. ``other_scale`` replaces the rule before edges are moved.

    Raises ValueError with a Japanese sentence where a change does not fit the rule or the plan.
    """
    changed_scale, changed_plan = other_scale or scale, plan
    for edge in edges:
        changed_scale = move_edge(changed_scale, edge)
    for target in targets:
        changed_plan = replace_target(changed_plan, target)
    before, after = compute_graded_plan(plan, scale), compute_graded_plan(changed_plan, changed_scale)
    return WhatIf(
        before=before,
        after=after,
        changes=tuple(compare_years(before, after)),
        projected=tuple(_compare_projections(before, after)),
    )


def compute_version_whatif(
    plan: Plan, scales: Sequence[Scale], further: Scale, *, facts: Facts | None = None
) -> WhatIf:
    """What a further version of the rule would change in the years it is valid in.

    ``scales`` are the versions there are, newest first. Projected grades are not looked at.
    """
    before = grade_by_versions(plan, scales, facts=facts)
    after = grade_by_versions(plan, (further, *scales), facts=facts)
    return WhatIf(before=before, after=after, changes=tuple(compare_years(before, after)), projected=())


def move_edge(scale: Scale, change: EdgeChange) -> Scale:
    """The rule with the lower edge of one grade moved; the upper edge that meets it moves along."""
    band = scale.band(change.mark)
    lower = band.rate.lower if band and band.rate else None
    if lower is None:
        raise ValueError(
            f"評価区分「{change.mark}」に達成率の下限がないため、変えられません。"
            f"下限のある評価区分（{_render_movable(scale)}）を指定してください。"
        )
    inclusive = lower.inclusive if change.inclusive is None else change.inclusive

    def move(band: Band) -> Band:
        return replace(
            band,
            conditions=tuple(move_condition(item) for item in band.conditions),
            alternatives=tuple(tuple(map(move_condition, way)) for way in band.alternatives),
        )

    def move_condition(item: Condition) -> Condition:
        if item.subject is not Subject.RATE:
            return item
        below, above = item.lower, item.upper
        if below and below.value == lower.value:
            below = Edge(change.value, inclusive, Evidence.STATED)
        if above and above.value == lower.value:
            above = Edge(change.value, not inclusive, Evidence.STATED)
        return replace(item, lower=below, upper=above)

    try:
        return replace(
            scale,
            bands=tuple(move(item) for item in scale.bands),
            final_bands=tuple(move(item) for item in scale.final_bands),
        )
    except ValueError:
        raise ValueError(
            f"評価区分「{change.mark}」の下限が、隣の評価区分の境目を越えます。隣の境目との間の値にしてください。"
        ) from None


def replace_target(plan: Plan, change: TargetChange) -> Plan:
    """The plan with one target replaced, or added where the year has none."""

    def change_node(node: Node) -> Node:
        return replace(
            node,
            children=tuple(change_node(child) for child in node.children),
            indicators=tuple(
                _set_target(item, change) if item.key == change.key else item for item in node.indicators
            ),
        )

    if all(item.key != change.key for item in plan.indicators):
        raise ValueError(f"指標「{change.key}」が計画にありません。")
    return replace(plan, nodes=tuple(change_node(node) for node in plan.nodes))


def find_rows_named(rows: Sequence[GradedRow], text: str) -> tuple[GradedRow, ...]:
    """Rows that a person may mean: by exact key or name, else by a part of the name."""
    exact = [row for row in rows if text in (row.indicator.key, row.activity, row.indicator.name, row.name)]
    return tuple(exact or (row for row in rows if text in row.name))


def _set_target(indicator: Indicator, change: TargetChange) -> Indicator:
    known = find_year(indicator.targets, change.year)
    unit = indicator.unit
    if known and known.reading.quantity:
        unit = known.reading.quantity.unit
    target = Target(change.year, Reading(quantity=Quantity(change.value, unit)))
    others = [item for item in indicator.targets if item.year != change.year]
    return replace(indicator, targets=tuple(sorted([*others, target], key=lambda item: item.year)))


def compare_years(before: GradedPlan, after: GradedPlan) -> list[MarkChange]:
    """Every grade that differs between two gradings of one plan.

    Grades of the rules themselves are compared: a published one must not hide that a rule gives none.
    """
    return [
        MarkChange(
            row=old,
            year=new_one.year,
            before=old_mark,
            after=new_one.final_mark,
            rate_before=old.rate(new_one.year),
            rate_after=new_one.rate,
        )
        for old, new in zip(before.rows, after.rows, strict=True)
        for new_one in new.evaluated.evaluations
        if (old_mark := _mark_of(old, new_one.year)) != new_one.final_mark
    ]


def _mark_of(row: GradedRow, year: FiscalYear) -> str:
    evaluation = row.in_year(year)
    return evaluation.final_mark if evaluation else ""


def _compare_projections(before: GradedPlan, after: GradedPlan) -> list[MarkChange]:
    """The projected grades of the years to come that differ, by row, then year, then method."""
    reported = before.reported_years
    if not reported:
        return []
    coming = [year for year in after.plan.years if year > reported[-1]]
    found = []
    for old, new in zip(before.rows, after.rows, strict=True):
        for year in coming:
            for method in METHODS.values():
                one = compute_projection(old, before, method, reported[-1], year)
                other = compute_projection(new, after, method, reported[-1], year)
                marks = (one.evaluation.mark if one else "", other.evaluation.mark if other else "")
                if marks[0] != marks[1]:
                    found.append(
                        MarkChange(
                            row=old,
                            year=year,
                            before=marks[0],
                            after=marks[1],
                            rate_before=one.evaluation.rate if one else None,
                            rate_after=other.evaluation.rate if other else None,
                            method=method,
                        )
                    )
    return found


def _render_movable(scale: Scale) -> str:
    return "、".join(band.mark for band in scale.bands if band.rate and band.rate.lower) or "なし"
