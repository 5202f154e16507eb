"""Cuts between two grades of which nobody knows on which side they fall (90%ちょうど)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from shirube.checks.context import CheckContext, Row
from shirube.core.evaluation import Evaluation
from shirube.core.finding import Finding, Level
from shirube.core.indicator import Indicator
from shirube.core.rounding import render_exact_percent, render_percent
from shirube.core.scale import Band, Edge, Evidence, Scale

CODE = "edge-undetermined"
LEVELS = (Level.ODD, Level.INFORMATION)


def check_edge_undetermined(context: CheckContext) -> Iterator[Finding]:
    """Each open cut: odd where a rate lies exactly on it, else an information with the nearest examples."""
    if context.scale is None:
        return
    for upper, edge in context.scale.find_open_edges():
        lower = _find_lower(context.scale, upper, edge)
        hits = list(_find_hits(context, edge.value))
        if _are_proven(hits):
            continue
        if hits:
            for indicator, hit in hits:
                yield _report_hit(context.by_key[indicator.key], hit, edge, upper, lower)
        elif edge.evidence is not Evidence.CONTRADICTED:
            yield _report_open(context, edge, upper, lower)


def _find_lower(scale: Scale, upper: Band, edge: Edge) -> Band | None:
    """The band on the other side of the cut."""
    for band in scale.bands:
        if band is not upper and band.rate and band.rate.upper and band.rate.upper.value == edge.value:
            return band
    return None


def _find_hits(context: CheckContext, value: Fraction) -> Iterator[tuple[Indicator, Evaluation]]:
    for item in context.evaluated:
        for evaluation in item.evaluations:
            if evaluation.open_edge is not None and evaluation.open_edge.value == value:
                yield item.indicator, evaluation


def _are_proven(hits: list[tuple[Indicator, Evaluation]]) -> bool:
    """Marks published at exactly the cut settle it when every hit has one and all are the same."""
    published = [indicator.published_in(evaluation.year) for indicator, evaluation in hits]
    marks = {item.mark if item else "" for item in published}
    return len(marks) == 1 and "" not in marks


def _report_hit(row: Row, hit: Evaluation, edge: Edge, upper: Band, lower: Band | None) -> Finding:
    shown = render_exact_percent(edge.value)
    if edge.evidence is Evidence.CONTRADICTED:
        why = f"{shown}ちょうどの評価が、公表された表の中で食い違っています"
    else:
        why = f"評価基準では、{shown}ちょうどがどの区分に入るか決まっていません"
    choice = f"「{upper.mark}」と「{lower.mark}」のどちらか" if lower else f"「{upper.mark}」に入るか"
    return Finding(
        code=CODE,
        level=Level.ODD,
        place=row.place(hit.year),
        message=f"達成率がちょうど{shown}です。{why}。仮に「{hit.mark}」としました。",
        remedy=f"{choice}を決め、評価基準に「{shown}以上」「{shown}超」のように明記してください。",
    )


def _report_open(context: CheckContext, edge: Edge, upper: Band, lower: Band | None) -> Finding:
    shown = render_exact_percent(edge.value)
    sides = f"「{upper.mark}」か「{lower.mark}」か" if lower else f"「{upper.mark}」か否か"
    return Finding(
        code=CODE,
        level=Level.INFORMATION,
        message=f"{shown}ちょうどの扱い（{sides}）は実例がなく未確認です"
        f"{_render_nearest(context, edge.value, upper, lower)}。今回の評価には影響しません。",
        remedy=f"評価基準を定めた担当に確かめ、「{shown}以上」「{shown}超」のように明記してください。",
    )


def _render_nearest(context: CheckContext, value: Fraction, upper: Band, lower: Band | None) -> str:
    rates = [
        (item.evaluation.rate, item.published.mark)
        for item in context.agreement.comparisons
        if item.evaluation and item.evaluation.rate is not None
    ]
    above = min((rate for rate, mark in rates if mark == upper.mark and rate > value), default=None)
    below = max((rate for rate, mark in rates if lower and mark == lower.mark and rate < value), default=None)
    parts = [f"下は{render_percent(below)}で{lower.mark}"] if below is not None and lower else []
    parts += [f"上は{render_percent(above)}で{upper.mark}"] if above is not None else []
    return f"（最も近い実例は、{'、'.join(parts)}）" if parts else ""
