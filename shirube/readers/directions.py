"""Which way is good where the table does not say it: from words, from numbers, from what was published.

What words and numbers suggest is told by core/direction.py. Here the marks and rates that the municipality
published are asked too, and every direction that was not printed is said in a finding.
"""

from __future__ import annotations

from collections.abc import Container
from decimal import Decimal

from msgspec.structs import replace

from shirube.core.agreement import is_same_mark
from shirube.core.direction import InferredDirection, infer_direction
from shirube.core.evaluation import evaluate_indicator
from shirube.core.finding import Finding, Level, Place
from shirube.core.indicator import Direction, Indicator
from shirube.core.plan import Plan, render_indicator_name
from shirube.core.published_rates import matches_rate
from shirube.core.quantity import Qualifier
from shirube.core.scale import Scale
from shirube.readers.amendments import replace_indicators

# A plain table is read as 増加 until something says otherwise.
ASSUMED = Direction.UP
_PLAIN_RATIO = Scale(name="ratio", formulas=((Direction.UP, "ratio"),))


def settle_directions(plan: Plan, stated: Container[str], file: str) -> tuple[Plan, list[Finding]]:
    """The plan with the directions that its data give; ``stated`` holds the keys of printed ones."""
    findings: list[Finding] = []
    changed: dict[str, Indicator] = {}
    for path, indicator in plan.rows:
        if indicator.key in stated or not _needs_a_look(indicator):
            continue
        inferred = infer_direction(indicator)
        if inferred.direction in (None, ASSUMED):
            continue
        name = render_indicator_name(path, indicator)
        if not inferred.is_forced and _is_published_as_assumed(indicator, plan.scale):
            findings.append(_say_kept(name, inferred, file))
            continue
        changed[indicator.key] = replace(indicator, direction=inferred.direction)
        findings.append(_say_changed(name, inferred, file))
    return replace_indicators(plan, changed), findings


def _needs_a_look(indicator: Indicator) -> bool:
    """Rules out the ordinary case at next to no cost: plain numbers that never fall below the baseline."""
    if indicator.direction is not ASSUMED or not indicator.targets:
        return False
    least: Decimal | None = None
    if indicator.baseline and (first := indicator.baseline.reading.quantity):
        least = first.value
    for target in indicator.targets:
        quantity = target.reading.quantity
        if quantity is None or quantity.qualifier is not Qualifier.EXACT or quantity.change:
            return True
        value = quantity.value
        if quantity.to is not None or (least is not None and value <= least):
            return True
        if least is None:
            least = value
    return False


def _is_published_as_assumed(indicator: Indicator, scale: Scale | None) -> bool:
    """Whether something was published of an indicator, and all of it is what the ordinary direction gives."""
    published = [item for item in indicator.published if item.mark or item.rate]
    if not published:
        return False
    evaluated = evaluate_indicator(indicator, scale or _PLAIN_RATIO)
    for item in published:
        evaluation = evaluated.in_year(item.year)
        if evaluation is None:
            return False
        if item.rate and not matches_rate(evaluation, item.rate):
            return False
        if item.mark and scale and not is_same_mark(item.mark, evaluation.mark):
            return False
    return bool(scale) or any(item.rate for item in published)


def _say_changed(name: str, inferred: InferredDirection, file: str) -> Finding:
    direction = inferred.direction.value if inferred.direction else ""
    reading = "読み取りました" if inferred.is_forced else "みなしました"
    return Finding(
        code="direction-inferred",
        level=Level.INFORMATION if inferred.is_forced else Level.ODD,
        place=_place(file, name),
        message=f"望ましい方向の記載がないため、「{direction}」を目指す指標と{reading}。{inferred.reason}",
        remedy="違う場合は、表に「方向」の列を設けて「増加」「減少」「維持」のいずれかを記入してください。",
    )


def _say_kept(name: str, inferred: InferredDirection, file: str) -> Finding:
    return Finding(
        code="direction-inferred",
        level=Level.INFORMATION,
        place=_place(file, name),
        message=f"{inferred.reason}ただし、公表された評価や達成率は「{ASSUMED.value}」を目指す指標として"
        "計算した結果と一致するため、「増加」として扱いました。",
        remedy="違う場合は、表に「方向」の列を設けて記入してください。",
    )


def _place(file: str, name: str) -> Place:
    return Place(file=file, indicator=name)
