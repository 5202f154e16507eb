"""Grading one indicator in one year by a scale, exactly; and a whole plan.

How the grade came about in words belongs to explanation.py; the same at speed to grader.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from shirube.core.comparison import compute_met
from shirube.core.fiscal_year import FiscalYear
from shirube.core.formulas import FORMULAS, Formula, Measure
from shirube.core.indicator import Decision, Indicator
from shirube.core.judging import choose_band
from shirube.core.plan import Plan
from shirube.core.reading import Missing, Standing
from shirube.core.rounding import round_percent
from shirube.core.scale import Band, Code, Edge, Scale, choose_scale
from shirube.core.situation import Situation, align_situation, compute_situation, missing_of
from shirube.core.undefined import Undefined

# What people entered by hand, by the key of the indicator and the year, then by the question.
Facts = Mapping[tuple[str, FiscalYear], Mapping[str, str]]


class Evaluation(Struct, frozen=True, kw_only=True):
    """The outcome for one indicator and year: exact rate, computed mark, decided mark, and why none.

    ``rate`` is exact and unrounded, None where the formula gives none; a formula that gives a difference
    leaves it here too, in the unit of the indicator. Where there is no mark, ``undefined`` or ``missing``
    says why, ``candidates`` which marks remain possible, and ``questions`` what a person must enter to tell.
    ``mark`` is the computed grade or code, "" where the rule gives none. ``open_edge`` is set when a value
    lies exactly on an edge whose side nobody has settled: the mark is then an assumption.
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
    candidates: tuple[Band, ...] = ()
    questions: tuple[str, ...] = ()

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
    def judged_rate(self) -> Fraction | None:
        """The rate that the bands were held against: rounded where the rule rounds before judging."""
        if self.rate is None or self.scale.rounding is None:
            return self.rate
        return round_percent(self.rate, self.scale.rounding)

    @property
    def explanation(self) -> str:
        """One Japanese sentence: 94店 ÷ 105店 = 89.5%（50%超90%未満）→ B."""
        from shirube.core.explanation import render_explanation  # an explanation shows an evaluation

        return render_explanation(self)


class EvaluatedIndicator(Struct, frozen=True):
    """One indicator of a plan with its evaluations by year, ascending."""

    indicator: Indicator
    evaluations: tuple[Evaluation, ...]

    def in_year(self, year: FiscalYear) -> Evaluation | None:
        """The evaluation of one year, None where the indicator has neither target nor actual then."""
        return next((item for item in self.evaluations if item.year == year), None)


def evaluate_situation(situation: Situation, scale: Scale, decision: Decision | None = None) -> Evaluation:
    """Grade one situation by a scale. Comparison is exact and comes before any display rounding."""
    aligned = align_situation(situation)
    in_force = scale.is_valid_in(situation.year)
    name, rate = compute_rate(aligned, scale) if in_force else ("", Undefined.OUT_OF_FORCE)
    outcome = _judge(aligned, scale, name, rate)
    return Evaluation(
        year=aligned.year,
        situation=aligned,
        scale=scale,
        formula=name,
        rate=None if isinstance(rate, Undefined) or outcome.missing else rate,
        band=outcome.band,
        code=outcome.code,
        undefined=outcome.undefined,
        missing=outcome.missing,
        open_edge=outcome.open_edge,
        decision=decision,
        candidates=outcome.candidates,
        questions=outcome.questions,
    )


class _Outcome(NamedTuple):
    """The parts of an evaluation that depend on the bands and codes."""

    band: Band | None = None
    code: Code | None = None
    undefined: Undefined | None = None
    missing: Missing | None = None
    open_edge: Edge | None = None
    candidates: tuple[Band, ...] = ()
    questions: tuple[str, ...] = ()


def _judge(situation: Situation, scale: Scale, formula: str, rate: Fraction | Undefined) -> _Outcome:
    if rate is Undefined.OUT_OF_FORCE:
        return _Outcome(undefined=rate)
    missing = _missing_figure(situation, formula)
    if missing:
        return _Outcome(missing=missing, code=scale.code_for(missing))
    if not (scale.bands or scale.final_bands):
        return (
            _without_grade(situation, scale, rate, _Outcome()) if isinstance(rate, Undefined) else _Outcome()
        )
    choice = choose_band(situation, scale, _judged(rate, scale))
    if choice.band is None and choice.undefined:
        found = _Outcome(open_edge=choice.open_edge, candidates=choice.candidates, questions=choice.questions)
        # People cannot judge either where nothing was promised: the code for that comes first.
        unpromised = choice.undefined is Undefined.JUDGED and rate is Undefined.NO_TARGET
        return _without_grade(
            situation, scale, Undefined.NO_TARGET if unpromised else choice.undefined, found
        )
    return _Outcome(choice.band, open_edge=choice.open_edge)


def compute_rate(situation: Situation, scale: Scale) -> tuple[str, Fraction | Undefined]:
    """The rate by the first formula of the scale that gives one, and its name.

    Where none does, the name and the reason are those of the first formula for the direction.
    """
    first: tuple[str, Fraction | Undefined] = ("", Undefined.NO_FORMULA)
    for place, name in enumerate(scale.formulas_for(situation.direction)):
        rate = _apply(FORMULAS[name], situation, scale)
        if isinstance(rate, Fraction):
            return name, rate
        if place == 0:
            first = (name, rate)
    return first


def _apply(formula: Formula, situation: Situation, scale: Scale) -> Fraction | Undefined:
    if formula.measure is Measure.MET:
        met = compute_met(situation, scale.tolerance)
        return met if isinstance(met, Undefined) else Fraction(met)
    return formula.compute(situation)


def _judged(rate: Fraction | Undefined, scale: Scale) -> Fraction | Undefined:
    return round_percent(rate, scale.rounding) if scale.rounding and isinstance(rate, Fraction) else rate


def _missing_figure(situation: Situation, formula: str) -> Missing | None:
    """Why there is nothing to judge: no actual, or no target either; None where there is an actual.

    A target that is lacking is named first, because without it nothing was promised.
    """
    actual = missing_of(situation.actual, Missing.NOT_ENTERED)
    if actual is None:
        return None
    looks_at_target = not formula or FORMULAS[formula].uses_target
    return (looks_at_target and missing_of(situation.target, Missing.NO_TARGET)) or actual


def _without_grade(situation: Situation, scale: Scale, reason: Undefined, found: _Outcome) -> _Outcome:
    """The outcome without a grade; a lacking target counts as a missing figure, so that its code is given."""
    if reason is Undefined.NO_TARGET:
        missing = missing_of(situation.target, Missing.NO_TARGET) or Missing.NO_TARGET
        return found._replace(missing=missing, code=scale.code_for(missing))
    return found._replace(undefined=reason, code=scale.code_for(reason))


def evaluate_indicator(
    indicator: Indicator,
    scale: Scale | Sequence[Scale],
    *,
    against_original: bool = False,
    facts: Facts | None = None,
) -> EvaluatedIndicator:
    """Grade every year in which an indicator has a target, an actual or a published mark.

    Of several scales each year is judged by the one in force then, by the first where none is.
    ``against_original`` grades against the targets as first set, before any revision.
    """
    return EvaluatedIndicator(
        indicator,
        tuple(
            evaluate_situation(
                compute_situation(
                    indicator,
                    year,
                    against_original=against_original,
                    facts=(facts or {}).get((indicator.key, year)),
                ),
                scale if isinstance(scale, Scale) else choose_scale(scale, year) or scale[0],
                indicator.decision(year),
            )
            for year in indicator.years
        ),
    )


def evaluate_plan(
    plan: Plan,
    scale: Scale | Sequence[Scale] | None = None,
    *,
    against_original: bool = False,
    facts: Facts | None = None,
) -> tuple[EvaluatedIndicator, ...]:
    """Grade a whole plan by its own scale or by another one, indicators in printed order.

    Raises ValueError when there is no scale at all.
    """
    rule = scale or plan.scale
    if not rule:
        raise ValueError("評価基準がないため、評価できません。")
    return tuple(
        evaluate_indicator(indicator, rule, against_original=against_original, facts=facts)
        for indicator in plan.indicators
    )


def iterate_evaluations(evaluated: tuple[EvaluatedIndicator, ...]) -> Iterator[tuple[Indicator, Evaluation]]:
    """Every evaluation with its indicator, in printed order and then by year."""
    for item in evaluated:
        for evaluation in item.evaluations:
            yield item.indicator, evaluation
