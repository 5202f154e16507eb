"""The form of a plan that came without a table: which columns are worth printing, under which headings."""

from __future__ import annotations

from shirube.core.form import Column, Form, Role
from shirube.core.indicator import Indicator
from shirube.core.plan import Plan


def make_form(plan: Plan) -> Form:
    """The form of a plan that came without a table: levels, indicator, texts, baseline, then each year."""
    found = plan.indicators
    columns = [
        Column(
            Role.LEVEL,
            (plan.levels[depth] if depth < len(plan.levels) else f"階層{depth + 1}", ""),
            None,
            depth,
        )
        for depth in range(len(plan.count_nodes()))
    ]
    if any(item.name for item in found):
        columns.append(Column(Role.INDICATOR, ("指標", "")))
    if any(_lacks_unit(item) for item in found):
        columns.append(Column(Role.UNIT, ("単位", "")))
    if any(item.bodies for item in found):
        columns.append(Column(Role.BODY, ("実施主体", "")))
    if any(item.goal for item in found):
        columns.append(Column(Role.GOAL, ("目標とする姿", "")))
    if any(item.statuses for item in found):
        columns.append(Column(Role.STATUS, ("実施状況・課題", "")))
    columns += _make_baseline(plan)
    for year in plan.years:
        head = year.render(plan.year_style)
        for role, word in ((Role.TARGET, "目標値"), (Role.ACTUAL, "実績値"), (Role.MARK, "評価")):
            columns.append(Column(role, (head, word), year))
    if any(item.notes for item in found):
        columns.append(Column(Role.NOTE, ("備考", "")))
    return Form(tuple(columns))


def _make_baseline(plan: Plan) -> list[Column]:
    years = {item.baseline.year for item in plan.indicators if item.baseline}
    if not years:
        return []
    year = years.pop() if len(years) == 1 else None
    return [Column(Role.BASELINE, (year.render(plan.year_style) if year else "", "基準値"), year)]


def _lacks_unit(indicator: Indicator) -> bool:
    """True where the figures as written do not show the unit, so that the table needs a column for it."""
    readings = [item.reading for series in (indicator.targets, indicator.actuals) for item in series]
    shown = [item.render() for item in readings if item.quantity]
    return bool(indicator.unit) and any(indicator.unit not in text for text in shown)
