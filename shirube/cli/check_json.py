"""The answer of ``shirube check --json`` as one object. Scripts rely on its keys: only add to them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from shirube.cli.comparison import PlanComparison
from shirube.core.agreement import Agreement, Comparison
from shirube.core.causes import FoundCause
from shirube.core.finding import Finding
from shirube.core.inference import Ranking, name_candidate
from shirube.core.plan import Plan
from shirube.core.published_rates import RateAgreement, RateComparison
from shirube.core.rounding import render_percent
from shirube.core.scale import Edge, Scale
from shirube.readers.result import ReadPlan


def make_check_object(read: ReadPlan, findings: Sequence[Finding]) -> dict[str, Any]:
    """Plan, columns, grades, scale and findings as plain values."""
    plan = read.plan
    compared = PlanComparison(plan)
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
        "grades": _grades(compared),
        "rates": _rates(compared),
        "scale": _scale(compared),
        "inference": {"marks": _ranking(compared.mark_ranking), "rates": _ranking(compared.rate_ranking)},
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


def _grades(compared: PlanComparison) -> dict[str, Any]:
    marks = compared.marks
    differ = [_difference(item, compared) for item in marks.differ] if marks else []
    return _counts(compared.published_marks, marks, differ)


def _rates(compared: PlanComparison) -> dict[str, Any]:
    rates = compared.rates
    differ = [_rate_difference(item, compared) for item in rates.differ] if rates else []
    return _counts(compared.published_rates, rates, differ)


def _counts(
    published: int, agreement: Agreement | RateAgreement | None, differences: list[dict[str, Any]]
) -> dict[str, Any]:
    """How much of what was published agrees; without a rule nothing of it can be told."""
    return {
        "published": published,
        "agree": len(agreement.agree) if agreement else 0,
        "differ": len(differences),
        "undetermined": len(agreement.undetermined) if agreement else published,
        "differences": differences,
    }


def _difference(item: Comparison, compared: PlanComparison) -> dict[str, Any]:
    evaluation = item.evaluation
    rate = evaluation.rate if evaluation else None
    return {
        "indicator": compared.names[item.indicator.key],
        "key": item.indicator.key,
        "year": item.published.year.start,
        "published": item.published.mark,
        "computed": item.computed,
        "rate": render_percent(rate) if rate is not None else None,
        "explanation": evaluation.explanation if evaluation else "",
        "causes": [_cause(cause) for cause in compared.find_mark_causes(item)],
    }


def _rate_difference(item: RateComparison, compared: PlanComparison) -> dict[str, Any]:
    rate = item.evaluation.rate if item.evaluation else None
    return {
        "indicator": compared.names[item.indicator.key],
        "key": item.indicator.key,
        "year": item.published.year.start,
        "published": item.published.rate,
        "computed": render_percent(rate) if rate is not None else None,
        "causes": [_cause(cause) for cause in compared.find_rate_causes(item)],
    }


def _cause(found: FoundCause) -> dict[str, str]:
    return {"cause": found.cause.name.lower(), "label": found.cause.value, "sentence": found.sentence}


def _ranking(ranking: Ranking | None) -> dict[str, Any] | None:
    if ranking is None:
        return None
    return {
        "cells": ranking.cells,
        "sentence": ranking.render(),
        "candidates": [
            {
                "name": item.scale.name,
                "title": name_candidate(item),
                "changes": list(item.changes),
                "explained": item.explained,
                "contradicted": item.contradicted,
                "untold": item.untold,
            }
            for item in ranking.candidates[:10]
        ],
    }


def _scale(compared: PlanComparison) -> dict[str, Any] | None:
    scale = compared.plan.scale
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
            for report in compared.edges
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
