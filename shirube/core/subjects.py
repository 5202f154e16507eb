"""What the conditions of a rule look at: the value of every subject in a situation, or why it has none.

The rate itself is computed by formulas.py, since it depends on the scale; choosing a band by these values
belongs to evaluation.py.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from shirube.core.comparison import compute_final_gap, compute_gap, compute_improvement, compute_met
from shirube.core.formulas import FORMULAS
from shirube.core.indicator import Direction
from shirube.core.scale import NO, YES, Condition, Scale, Subject
from shirube.core.situation import Situation
from shirube.core.undefined import Undefined

Value = Fraction | str | Undefined


def compute_subject(condition: Condition, situation: Situation, scale: Scale) -> Value:
    """The value that a condition compares: an exact number, a word, or why there is none.

    Raises KeyError for the rate, which is not a matter of the situation alone.
    """
    if condition.subject is Subject.FACT:
        return _fact(situation, condition.fact)
    return SUBJECTS[condition.subject](situation, scale)


def _compute_final_rate(situation: Situation, _: Scale) -> Value:
    name = "inverse_final_ratio" if situation.direction is Direction.DOWN else "final_ratio"
    return FORMULAS[name].compute(situation)


def _compute_target_gap(situation: Situation, scale: Scale) -> Value:
    return compute_gap(situation, scale.tolerance)


def _compute_baseline_gap(situation: Situation, _: Scale) -> Value:
    if situation.baseline is None:
        return Undefined.NO_BASELINE
    return compute_improvement(situation, situation.baseline, Undefined.NO_ACTUAL)


def _compute_baseline_change(situation: Situation, scale: Scale) -> Value:
    gap = _compute_baseline_gap(situation, scale)
    if not isinstance(gap, Fraction):
        return gap
    return gap / abs(situation.baseline) if situation.baseline else Undefined.ZERO_BASELINE


def _compute_previous_gap(situation: Situation, _: Scale) -> Value:
    if situation.previous is None:
        return Undefined.NO_PREVIOUS
    return compute_improvement(situation, situation.previous, Undefined.NO_ACTUAL)


def _compute_previous_change(situation: Situation, scale: Scale) -> Value:
    gap = _compute_previous_gap(situation, scale)
    if not isinstance(gap, Fraction):
        return gap
    return gap / abs(situation.previous) if situation.previous else Undefined.ZERO_PREVIOUS


def _read_target(situation: Situation, _: Scale) -> Value:
    number = situation.measured_target
    return Undefined.NO_TARGET if number is None else number


def _read_unit(situation: Situation, _: Scale) -> Value:
    return situation.unit


def _compute_met(situation: Situation, scale: Scale) -> Value:
    met = compute_met(situation, scale.tolerance)
    return met if isinstance(met, Undefined) else _yes_or_no(met)


def _compute_final_met(situation: Situation, scale: Scale) -> Value:
    gap = compute_final_gap(situation, scale.tolerance)
    return gap if isinstance(gap, Undefined) else _yes_or_no(gap >= 0)


def _is_final_year(situation: Situation, _: Scale) -> Value:
    return _yes_or_no(situation.is_final_year)


def _read_schedule(situation: Situation, _: Scale) -> Value:
    return _fact(situation, Subject.ON_SCHEDULE.value)


def _read_state(situation: Situation, _: Scale) -> Value:
    actual = situation.actual
    return actual.state if actual and actual.state else Undefined.JUDGED


def _otherwise(_: Situation, __: Scale) -> Value:
    return YES


def _fact(situation: Situation, name: str) -> Value:
    answer = situation.fact(name)
    return Undefined.NO_FACT if answer is None else answer


def _yes_or_no(held: bool) -> str:
    return YES if held else NO


SUBJECTS: dict[Subject, Callable[[Situation, Scale], Value]] = {
    Subject.FINAL_RATE: _compute_final_rate,
    Subject.TARGET_GAP: _compute_target_gap,
    Subject.BASELINE_CHANGE: _compute_baseline_change,
    Subject.BASELINE_GAP: _compute_baseline_gap,
    Subject.PREVIOUS_CHANGE: _compute_previous_change,
    Subject.PREVIOUS_GAP: _compute_previous_gap,
    Subject.TARGET: _read_target,
    Subject.UNIT: _read_unit,
    Subject.MET: _compute_met,
    Subject.FINAL_MET: _compute_final_met,
    Subject.FINAL_YEAR: _is_final_year,
    Subject.ON_SCHEDULE: _read_schedule,
    Subject.STATE: _read_state,
    Subject.OTHERWISE: _otherwise,
}
