"""A target below the baseline although the indicator is meant to rise."""

from __future__ import annotations

from collections.abc import Iterator

from shirube.checks.context import CheckContext, Row, are_comparable
from shirube.core.finding import Finding, Level
from shirube.core.indicator import Accumulation, Direction, Target
from shirube.core.quantity import Qualifier, Quantity

CODE = "target-below-baseline"
LEVELS = (Level.ODD,)

_TOTALS = (Accumulation.CUMULATIVE, Accumulation.CUMULATIVE_FLOW)
_LIMITS = (Qualifier.AT_MOST, Qualifier.LESS_THAN)


def check_target_below_baseline(context: CheckContext) -> Iterator[Finding]:
    """One finding for each rising indicator with such targets, naming their years.

    Silent for targets that are limits (以下, 未満) or changes (16%削減), for running totals, which begin
    anew with the plan, and where the units differ.
    """
    for row in context.rows:
        indicator = row.indicator
        if indicator.direction is not Direction.UP or indicator.accumulation in _TOTALS:
            continue
        below = list(_find_below(row))
        if below:
            yield _report(row, below)


def _find_below(row: Row) -> Iterator[Target]:
    baseline = row.indicator.baseline.reading.quantity if row.indicator.baseline else None
    for target in row.indicator.targets:
        quantity = target.reading.quantity
        if baseline and quantity and _is_below(baseline, quantity):
            yield target


def _is_below(baseline: Quantity, target: Quantity) -> bool:
    if target.qualifier in _LIMITS or not are_comparable(baseline, target):
        return False
    return target.value < baseline.value if target.of is None else target.exact < baseline.exact


def _report(row: Row, below: list[Target]) -> Finding:
    indicator = row.indicator
    baseline = indicator.baseline
    year = f"（{baseline.year.render()}）" if baseline and baseline.year else ""
    value = baseline.reading.render() if baseline else ""
    listed = "、".join(f"{item.year.render()} {item.reading.render()}" for item in below)
    message = f"増加を目指す指標ですが、目標値が基準値{value}{year}を下回っています（{listed}）。"
    if len(below) == len(indicator.targets):
        message += "減少を目指す指標であれば、達成率の計算式が変わります。"
        remedy = (
            "指標の方向（増加、減少、維持）を確かめ、減少を目指す場合は方向の欄に「減少」と記入してください。"
        )
    else:
        message += "基準値より低い実績でも目標達成になります。"
        remedy = "目標値と基準値に転記の誤りがないか確かめ、意図したものであれば理由を注記してください。"
    return Finding(code=CODE, level=Level.ODD, place=row.place(below[0].year), message=message, remedy=remedy)
