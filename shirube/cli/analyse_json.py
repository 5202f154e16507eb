"""The answer of ``shirube analyse`` for programs: one JSON object with everything, exact beside displayed.

A rate is {"exact": "94/105", "percent": "89.5"}; a missing one is null. Names of the keys are stable.
"""

from __future__ import annotations

from fractions import Fraction

from shirube.cli.console import render_json
from shirube.core.analysis import Analysis
from shirube.core.crosstab import Crosstab
from shirube.core.distribution import Distribution, RateSummary
from shirube.core.graded_plan import GradedRow
from shirube.core.movers import Move, Movers
from shirube.core.pace import Pace
from shirube.core.projection import Outlook
from shirube.core.promise import Promise
from shirube.core.ranking import Ranked
from shirube.core.rollup import Rollup
from shirube.core.rounding import Rounding, round_fraction
from shirube.core.tags import TagCount
from shirube.core.trend import Trend
from shirube.core.whatif import MarkChange, WhatIf

Json = dict[str, object]


def render_analysis_json(analysis: Analysis, whatif: WhatIf | None = None) -> str:
    """The whole analysis as indented JSON; Japanese stays readable."""
    return render_json(dump_analysis(analysis, whatif))


def dump_analysis(analysis: Analysis, whatif: WhatIf | None = None) -> Json:
    """The whole analysis as plain values."""
    plan, scale = analysis.graded.plan, analysis.graded.scale
    data: Json = {
        "plan": {"title": plan.title, "name": plan.name, "indicators": len(analysis.graded.rows)},
        "scale": {"name": scale.name, "marks": [band.mark for band in scale.bands]},
        "year": analysis.year.start,
        "years": [year.start for year in analysis.years],
        "final_year": analysis.final_year.start if analysis.final_year else None,
        "history": [_distribution(item) for item in analysis.history],
        "rates": [_summary(item) for item in analysis.rates],
        "always_best": [_row(row) for row in analysis.always_best],
        "rates_without_always_best": [_summary(item) for item in analysis.rates_without_best],
        "movers": [_movers(item) for item in analysis.movers],
        "against_targets_of": [
            {"since": year.start, **_distribution(item)} for year, item in analysis.against
        ],
        "crosstabs": [_crosstab(item) for item in analysis.crosstabs],
        "ranking": [_ranked(item) for item in analysis.ranking],
        "trends": [_trend(item) for item in analysis.trends],
        "paces": [_pace(item) for item in analysis.paces],
        "promises": [_promise(item) for item in analysis.promises],
        "projections": [_outlook(item) for item in analysis.outlooks],
        "tags": _tags(analysis),
        "unexplained": [
            {**_row(item.row), "mark": item.mark, "reasons": list(item.reasons)}
            for item in analysis.unexplained
        ],
        "rollups": [
            {
                "level": line.heading,
                "name": line.group.name,
                "results": [_rollup(item) for item in line.rollups],
            }
            for line in analysis.rollups
        ],
    }
    if whatif:
        data["whatif"] = _whatif(whatif)
    return data


def _rate(rate: Fraction | None) -> Json | None:
    if rate is None:
        return None
    return {"exact": str(rate), "percent": f"{round_fraction(rate * 100, Rounding()):f}"}


def _number(value: Fraction | None) -> Json | None:
    if value is None:
        return None
    return {"exact": str(value), "decimal": f"{round_fraction(value, Rounding(digits=2)):f}"}


def _row(row: GradedRow) -> Json:
    return {"key": row.indicator.key, "name": row.name, "bodies": list(row.indicator.bodies)}


def _distribution(item: Distribution) -> Json:
    shares = item.shares
    return {
        "year": item.year.start,
        "grades": dict(item.grades),
        "others": dict(item.others),
        "without": dict(item.without),
        "graded": item.graded,
        "total": item.total,
        "shares": {
            mark: f"{percent:f}" for (mark, _), percent in zip(item.grades, shares.percents, strict=True)
        }
        if shares
        else None,
        "shares_adjusted": [item.grades[place][0] for place in shares.adjusted] if shares else [],
    }


def _summary(item: RateSummary) -> Json:
    return {
        "year": item.year.start,
        "known": item.known,
        "total": item.total,
        "mean": _rate(item.mean),
        "median": _rate(item.median),
        "reached": item.reached,
        "refusal": item.refusal,
    }


def _movers(item: Movers) -> Json:
    return {
        "since": item.since.start,
        "worse": [_move(move) for move in item.worse],
        "better": [_move(move) for move in item.better],
        "same": [_row(move.row) for move in item.same],
        "incomparable": [_row(move.row) for move in item.incomparable],
    }


def _move(move: Move) -> Json:
    return {
        **_row(move.row),
        "before": move.before,
        "after": move.after,
        "with_earlier_target": move.between,
        "rate_before": _rate(move.rate_before),
        "rate_after": _rate(move.rate_after),
        "by_actual": _rate(move.by_actual),
        "by_target": _rate(move.by_target),
    }


def _crosstab(item: Crosstab) -> Json:
    lines = [
        {
            "name": line.group.name,
            "distribution": _distribution(line.distribution),
            "mean": _rate(line.rates.mean),
        }
        for line in item.lines
    ]
    return {"heading": item.heading, "year": item.year.start, "lines": lines}


def _ranked(item: Ranked) -> Json:
    return {**_row(item.row), "place": item.place, "rate": _rate(item.rate), "mark": item.mark}


def _trend(item: Trend) -> Json:
    return {
        **_row(item.row),
        "course": item.course.name.lower(),
        "figures": {str(year.start): str(value) for year, value in item.figures},
        "since_baseline": item.since_baseline,
        "growth": _rate(item.growth),
        "target_growth": _rate(item.target_growth),
    }


def _pace(item: Pace) -> Json:
    return {
        **_row(item.row),
        "final_year": item.final_year.start,
        "final_target": str(item.final_target),
        "last_year": item.last_year.start,
        "needed": str(item.needed),
        "last": str(item.last),
        "best": str(item.best),
        "gap": str(item.gap),
        "ratio_to_last": _number(item.ratio_to_last),
        "ratio_to_best": _number(item.ratio_to_best),
        "is_reached": item.is_reached,
    }


def _promise(item: Promise) -> Json:
    return {
        **_row(item.row),
        "total": str(item.total),
        "sum_of_targets": str(item.sum_of_targets),
        "done": str(item.done),
        "share": _rate(item.share),
        "remaining": str(item.remaining),
        "next_target": str(item.next_target),
        "last": str(item.last),
    }


def _outlook(item: Outlook) -> Json:
    return {
        "method": item.method.name,
        "label": item.method.label,
        "words": item.method.words,
        "distribution": _distribution(item.distribution),
        "missed": item.missed,
        "rows": [
            {
                **_row(one.row),
                "value": _number(one.value),
                "rate": _rate(one.evaluation.rate),
                "mark": one.evaluation.mark,
                "is_floored": one.is_floored,
            }
            for one in item.projections
        ],
    }


def _tags(analysis: Analysis) -> Json:
    report = analysis.tags
    return {
        "year": report.year.start,
        "exact": [_tag(item) for item in report.exact],
        "groups": [_tag(item) for item in report.groups],
        "said_none": [row.indicator.key for row in report.said_none],
        "silent": [row.indicator.key for row in report.silent],
        "carried_by_every_row_of_worst_grade": [item.name for item in analysis.carried_by_worst],
    }


def _tag(item: TagCount) -> Json:
    return {
        "name": item.name,
        "count": item.count,
        "marks": dict(item.marks),
        "tags": list(item.tags),
        "rows": [row.indicator.key for row in item.rows],
    }


def _rollup(item: Rollup) -> Json:
    return {
        "rule": item.rule.name,
        "label": item.rule.label,
        "value": _rate(item.value),
        "mark": item.mark,
        "used": item.used,
        "total": item.total,
        "refusal": item.refusal,
        "remark": item.remark,
    }


def _whatif(item: WhatIf) -> Json:
    return {
        "total": len(item.before.rows),
        "changes": [_change(change) for change in item.changes],
        "projected": [_change(change) for change in item.projected],
    }


def _change(change: MarkChange) -> Json:
    return {
        **_row(change.row),
        "year": change.year.start,
        "method": change.method.name if change.method else None,
        "before": change.before,
        "after": change.after,
        "rate_before": _rate(change.rate_before),
        "rate_after": _rate(change.rate_after),
    }
