"""The answer of ``shirube check --json`` as one object. Scripts rely on its keys: only add to them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from shirube.core.agreement import Comparison, compare_published, report_edges
from shirube.core.finding import Finding
from shirube.core.plan import Plan, render_indicator_name
from shirube.core.rounding import render_percent
from shirube.core.scale import Edge, Scale
from shirube.readers.result import ReadPlan


def make_check_object(read: ReadPlan, findings: Sequence[Finding]) -> dict[str, Any]:
    """Plan, columns, grades, scale and findings as plain values."""
    plan = read.plan
    return {
        "file": read.grid.file,
        "sheet": read.grid.name,
        "layout": read.layout,
        "plan": _plan(plan),
        "columns": [
            {
                "index": item.index,
                "heading": item.column.title,
                "role": item.column.role.name.lower(),
                "role_label": item.column.role.value,
                "year": item.column.year.start if item.column.year else None,
                "level": item.column.level,
                "why": item.why,
                "confidence": item.confidence,
            }
            for item in read.columns
        ],
        "grades": _grades(plan),
        "scale": _scale(plan),
        "findings": [_finding(item) for item in findings],
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title,
        "name": plan.name,
        "municipality": plan.municipality,
        "document_number": plan.document_number,
        "levels": list(plan.levels),
        "counts": list(plan.count_nodes()),
        "indicators": len(plan.indicators),
        "years": [year.start for year in plan.years],
        "current_year": plan.current_year.start if plan.current_year else None,
        "bodies": list(plan.bodies),
        "footnotes": list(plan.footnotes),
    }


def _grades(plan: Plan) -> dict[str, Any]:
    published = sum(1 for indicator in plan.indicators for item in indicator.published if item.mark)
    if plan.scale is None:
        return {
            "published": published,
            "agree": 0,
            "differ": 0,
            "undetermined": published,
            "differences": [],
        }
    agreement = compare_published(plan, plan.scale)
    names = {indicator.key: render_indicator_name(path, indicator) for path, indicator in plan.rows}
    return {
        "published": published,
        "agree": len(agreement.agree),
        "differ": len(agreement.differ),
        "undetermined": len(agreement.undetermined),
        "differences": [_difference(item, names) for item in agreement.differ],
    }


def _difference(item: Comparison, names: dict[str, str]) -> dict[str, Any]:
    evaluation = item.evaluation
    rate = evaluation.rate if evaluation else None
    return {
        "indicator": names[item.indicator.key],
        "key": item.indicator.key,
        "year": item.published.year.start,
        "published": item.published.mark,
        "computed": item.computed,
        "rate": render_percent(rate) if rate is not None else None,
        "explanation": evaluation.explanation if evaluation else "",
    }


def _scale(plan: Plan) -> dict[str, Any] | None:
    scale = plan.scale
    if scale is None:
        return None
    return {
        "name": scale.name,
        "title": scale.title,
        "bands": [_band(scale, index) for index in range(len(scale.bands))],
        "codes": [{"label": code.mark, "name": code.name, "wording": code.wording} for code in scale.codes],
        "edges": [
            {
                "value": _percent(report.value),
                "upper": report.upper.mark,
                "lower": report.lower.mark,
                "evidence": report.evidence.name.lower(),
                "nearest_below": _shown(report.below),
                "nearest_above": _shown(report.above),
                "published_exactly_here": list(report.exactly),
            }
            for report in report_edges(plan, scale)
        ],
    }


def _band(scale: Scale, index: int) -> dict[str, Any]:
    band = scale.bands[index]
    lower = band.rate.lower if band.rate else None
    upper = band.rate.upper if band.rate else None
    return {
        "label": band.mark,
        "name": band.name,
        "wording": band.wording,
        "lower": _percent(lower.value) if lower else None,
        "lower_inclusive": lower.inclusive if lower else None,
        "upper": _percent(upper.value) if upper else None,
        "upper_inclusive": upper.inclusive if upper else None,
        "confirmed": {"lower": _confirmed(lower), "upper": _confirmed(upper)},
    }


def _confirmed(edge: Edge | None) -> bool | None:
    return edge.is_confirmed if edge else None


def _percent(value: Fraction) -> int | float:
    """An edge in percent as a JSON number; edges are short decimals, so nothing is lost in print."""
    percent = value * 100
    return int(percent) if percent.denominator == 1 else percent.numerator / percent.denominator


def _shown(rate: Fraction | None) -> str | None:
    return render_percent(rate) if rate is not None else None


def _finding(item: Finding) -> dict[str, Any]:
    place = item.place
    return {
        "code": item.code,
        "level": item.level.value,
        "level_label": item.level.label,
        "place": place.render(),
        "where": {
            "file": place.file,
            "sheet": place.sheet,
            "cell": place.cell,
            "indicator": place.indicator,
            "year": place.year.start if place.year else None,
        },
        "message": item.message,
        "remedy": item.remedy,
    }
