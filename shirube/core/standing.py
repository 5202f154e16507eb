"""Grades already published that a later figure changes: provisional values made final, restated values.

Whether a plan may be published at all belongs to the workflow; correction lists compare publications.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from shirube.core.evaluation import Evaluation, evaluate_indicator, evaluate_situation
from shirube.core.figures import render_cell
from shirube.core.finding import Finding, Level, Place
from shirube.core.indicator import Actual, Indicator, Published
from shirube.core.plan import Plan, render_indicator_name
from shirube.core.reading import Reading, Standing
from shirube.core.scale import Scale


def check_published_grades(plan: Plan, scale: Scale | Sequence[Scale]) -> list[Finding]:
    """Every published grade that held for the figure known then and does not hold for the figure known now.

    A grade decided by people in the meantime counts as the grade; one that never followed from the figures
    is not a matter of standing and is left to the comparison with the rule.
    """
    return [
        finding
        for path, indicator in plan.rows
        for finding in _check_indicator(indicator, scale, render_indicator_name(path, indicator))
    ]


def _check_indicator(indicator: Indicator, scale: Scale | Sequence[Scale], name: str) -> Iterator[Finding]:
    evaluated = evaluate_indicator(indicator, scale)
    for actual in indicator.actuals:
        published = indicator.published_in(actual.year)
        now = evaluated.in_year(actual.year)
        if not actual.earlier or not published or not published.mark or now is None:
            continue
        before = _find_basis(actual, published, now)
        if before and now.final_mark != published.mark:
            yield Finding(
                code="published-grade-changes",
                level=Level.GRAVE,
                message=_write_message(published, before, actual.reading, now),
                remedy="正誤表を作成して評価の変更を公表するか、決定評価とその理由を記録してください。",
                place=Place(indicator=name, year=actual.year),
            )


def _find_basis(actual: Actual, published: Published, now: Evaluation) -> Reading | None:
    """The latest earlier figure from which the published grade follows, None where none gives it."""
    for earlier in reversed(actual.earlier):
        then = evaluate_situation(replace(now.situation, actual=earlier), now.scale)
        if then.mark == published.mark:
            return earlier
    return None


def _write_message(published: Published, before: Reading, after: Reading, now: Evaluation) -> str:
    outcome = f"「{now.final_mark}」になります" if now.final_mark else "評価なしになります"
    return (
        f"公表済みの評価が変わります。{published.year.render()}は{_name(before)}{render_cell(before)}により"
        f"「{published.mark}」と公表していますが、{_name(after)}{render_cell(after)}では{outcome}。"
    )


def _name(reading: Reading) -> str:
    return {
        Standing.PROVISIONAL: "速報値",
        Standing.EXPECTED: "見込値",
        Standing.FINAL: "確定値",
        Standing.RESTATED: "遡及改定後の値",
    }.get(reading.standing, "実績値")
