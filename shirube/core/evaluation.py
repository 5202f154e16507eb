"""Grading one indicator in one year by a scale, exactly; and a whole plan.

How the grade came about in words belongs to explanation.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from shirube.core.fiscal_year import FiscalYear
from shirube.core.formulas import FORMULAS, Undefined
from shirube.core.indicator import Decision, Indicator
from shirube.core.plan import Plan
from shirube.core.reading import Missing, Standing
from shirube.core.rounding import round_percent
from shirube.core.scale import Band, Code, Edge, Scale
from shirube.core.situation import Situation, compute_situation, missing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The outcome for one indicator and year: exact rate, computed mark, decided mark, and why none.

    ``rate`` is exact and unrounded, None where the formula gives none (then ``undefined`` or ``missing``
    says why). ``mark`` is the computed grade or code, "" where the rule gives none. ``open_edge`` is set
    when the rate lies exactly on an edge whose side nobody has settled: the mark is then an assumption.
    """

    year: FiscalYear
    situation: Situation
    scale: Scale
    formula: str = ""
    rate: Fraction | None = None
    band: Band | None = None
    code: Code | None = None
    undefined: Undefined | None = None
    missing: Missing | None = None
    open_edge: Edge | None = None
    decision: Decision | None = None

    @property
    def mark(self) -> str:
        """The computed grade or code; "" where the rule gives none."""
        if self.band:
            return self.band.mark
        return self.code.mark if self.code else ""

    @property
    def final_mark(self) -> str:
        """The mark that counts: the decided one where people decided, else the computed one."""
        return self.decision.mark if self.decision else self.mark

    @property
    def is_provisional(self) -> bool:
        """True when the actual may still change (速報, 見込)."""
        actual = self.situation.actual
        return actual is not None and actual.standing in (Standing.PROVISIONAL, Standing.EXPECTED)

    @property
    def explanation(self) -> str:
        """One Japanese sentence: 94店 ÷ 105店 = 89.5%（50%超90%未満）→ B."""
        from shirube.core.explanation import render_explanation  # an explanation shows an evaluation

        return render_explanation(self)


@dataclass(frozen=True, slots=True)
class EvaluatedIndicator:
    """One indicator of a plan with its evaluations by year, ascending."""

    indicator: Indicator
    evaluations: tuple[Evaluation, ...]

    def in_year(self, year: FiscalYear) -> Evaluation | None:
        """The evaluation of one year, None where the indicator has neither target nor actual then."""
        return next((item for item in self.evaluations if item.year == year), None)


def evaluate_situation(situation: Situation, scale: Scale, decision: Decision | None = None) -> Evaluation:
    """Grade one situation by a scale. Comparison is exact and comes before any display rounding."""
    base = Evaluation(
        year=situation.year,
        situation=situation,
        scale=scale,
        formula=scale.formula(situation.direction) or "",
        decision=decision,
    )
    missing = missing_of(situation.target, Missing.NO_TARGET) or missing_of(
        situation.actual, Missing.NOT_ENTERED
    )
    if missing:
        return replace(base, missing=missing, code=scale.code_for(missing))
    rate = FORMULAS[base.formula].compute(situation) if base.formula else Undefined.NO_FORMULA
    if isinstance(rate, Undefined):
        return replace(base, undefined=rate)
    judged = round_percent(rate, scale.rounding) if scale.rounding else rate
    return replace(base, rate=rate, band=find_band(scale, judged), open_edge=find_open_edge(scale, judged))


def find_band(scale: Scale, rate: Fraction) -> Band | None:
    """The first band whose conditions on the rate hold; None where the rule leaves a gap."""
    for band in scale.bands:
        if all(item.holds(rate) for item in band.conditions):
            return band
    return None


def find_open_edge(scale: Scale, rate: Fraction) -> Edge | None:
    """The unsettled edge that a rate hits exactly, None where it hits none."""
    return next((edge for _, edge in scale.find_open_edges() if edge.value == rate), None)


def evaluate_indicator(indicator: Indicator, scale: Scale) -> EvaluatedIndicator:
    """Grade every year in which an indicator has a target or an actual."""
    years = sorted({item.year for item in indicator.targets} | {item.year for item in indicator.actuals})
    return EvaluatedIndicator(
        indicator,
        tuple(
            evaluate_situation(compute_situation(indicator, year), scale, indicator.decision(year))
            for year in years
        ),
    )


def evaluate_plan(plan: Plan, scale: Scale | None = None) -> tuple[EvaluatedIndicator, ...]:
    """Grade a whole plan by its own scale or by another one, indicators in printed order.

    Raises ValueError when there is no scale at all.
    """
    rule = scale or plan.scale
    if rule is None:
        raise ValueError("評価基準がないため、評価できません。")
    return tuple(evaluate_indicator(indicator, rule) for indicator in plan.indicators)


def iterate_evaluations(evaluated: tuple[EvaluatedIndicator, ...]) -> Iterator[tuple[Indicator, Evaluation]]:
    """Every evaluation with its indicator, in printed order and then by year."""
    for item in evaluated:
        for evaluation in item.evaluations:
            yield item.indicator, evaluation
