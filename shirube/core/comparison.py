"""Holding an actual against its target without a ratio: met or not, and by how much, in the good direction.

Ratios belong to formulas.py; what a condition of a rule looks at to subjects.py.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction

from shirube.core.fiscal_year import fold_width
from shirube.core.indicator import Direction
from shirube.core.quantity import FALLING_WORDS, RISING_WORDS, Qualifier, Quantity
from shirube.core.reading import Reading
from shirube.core.scale import Tolerance
from shirube.core.situation import Situation
from shirube.core.undefined import Undefined


def is_reduction(quantity: Quantity) -> bool:
    """True when a quantity is a fall or a rise (16%削減, 20%増), not a level."""
    return quantity.change in FALLING_WORDS or quantity.change in RISING_WORDS


def compute_reduction(situation: Situation) -> Fraction | Undefined:
    """The change reached, in the terms of a target such as 16%削減: 20.1 for 20.1%削減.

    Where the actual is a level, the change is that against the baseline, as a percentage where the target
    is one, else in the unit of the indicator.
    """
    promised = situation.target.quantity if situation.target else None
    reached = situation.actual.quantity if situation.actual else None
    if promised is None:
        return Undefined.NO_TARGET
    if reached is None:
        return Undefined.NO_ACTUAL
    falls = promised.change in FALLING_WORDS
    if is_reduction(reached):
        return reached.exact if (reached.change in FALLING_WORDS) == falls else -reached.exact
    if situation.baseline is None:
        return Undefined.NO_BASELINE
    change = situation.baseline - reached.exact if falls else reached.exact - situation.baseline
    if promised.unit not in ("%", "％"):
        return change
    return change / abs(situation.baseline) * 100 if situation.baseline else Undefined.ZERO_BASELINE


def compute_met(situation: Situation, tolerance: Tolerance | None = None) -> bool | Undefined:
    """Whether the target of the year is met, by its qualifier (以上, 未満), its range or its direction.

    「維持」 without a tolerance means 「at least the target」, as plans commonly read it.
    """
    target, actual = situation.target, situation.actual
    if target is None or target.is_missing:
        return Undefined.NO_TARGET
    if actual is None or actual.is_missing:
        return Undefined.NO_ACTUAL
    if target.quantity is None or actual.quantity is None:
        return _compare_states(target, actual)
    if target.quantity.to is not None:
        return _is_inside(actual.quantity.exact, target.quantity)
    bound = _BOUNDS.get(target.quantity.qualifier)
    if bound and not is_reduction(target.quantity):
        number, promised = situation.measured_actual, situation.measured_target
        return Undefined.NO_TOTAL if number is None or promised is None else bound(number, promised)
    gap = compute_gap(situation, tolerance)
    return gap if isinstance(gap, Undefined) else gap >= 0


def compute_gap(situation: Situation, tolerance: Tolerance | None = None) -> Fraction | Undefined:
    """Actual minus target in the good direction: zero or above means met, in the unit of the indicator.

    Of a range it is zero inside and minus the distance to the nearer end outside (at an open end zero too:
    whether it is met, only compute_met tells); of 「維持」 with a tolerance what is left of the tolerance.
    """
    target, actual = situation.target, situation.actual
    if target is None or target.is_missing:
        return Undefined.NO_TARGET
    if actual is None or actual.is_missing:
        return Undefined.NO_ACTUAL
    if target.quantity is None or actual.quantity is None:
        return Undefined.NO_NUMBER
    if target.quantity.to is not None:
        return -_distance_to_range(actual.quantity.exact, target.quantity)
    if is_reduction(target.quantity):
        reached = compute_reduction(situation)
        return reached if isinstance(reached, Undefined) else reached - target.quantity.exact
    number, promised = situation.measured_actual, situation.measured_target
    if number is None or promised is None:
        return Undefined.NO_TOTAL
    return _gap_by_direction(situation.direction, number, promised, tolerance)


def compute_final_gap(situation: Situation, tolerance: Tolerance | None = None) -> Fraction | Undefined:
    """Actual minus final target in the good direction."""
    if situation.final_target is None:
        return Undefined.NO_FINAL_TARGET
    number = situation.measured_actual
    if number is None:
        return Undefined.NO_ACTUAL
    return _gap_by_direction(situation.direction, number, situation.final_target, tolerance)


def compute_improvement(situation: Situation, earlier: Fraction, without: Undefined) -> Fraction | Undefined:
    """How much better the actual is than an earlier figure; ``without`` where the actual is no number.

    Of a range, how much nearer it has come; of 「維持」 minus how far it has moved.
    """
    number = situation.measured_actual
    if number is None:
        return without
    match situation.direction:
        case Direction.UP:
            return number - earlier
        case Direction.DOWN:
            return earlier - number
        case Direction.KEEP:
            return -abs(number - earlier)
        case Direction.RANGE if situation.target and situation.target.quantity:
            promised = situation.target.quantity
            return _distance_to_range(earlier, promised) - _distance_to_range(number, promised)
    return Undefined.NO_DIRECTION


_BOUNDS: dict[Qualifier, Callable[[Fraction, Fraction], bool]] = {
    Qualifier.AT_LEAST: operator.ge,
    Qualifier.MORE_THAN: operator.gt,
    Qualifier.AT_MOST: operator.le,
    Qualifier.LESS_THAN: operator.lt,
}


def _gap_by_direction(
    direction: Direction, number: Fraction, promised: Fraction, tolerance: Tolerance | None
) -> Fraction | Undefined:
    match direction:
        case Direction.UP:
            return number - promised
        case Direction.DOWN:
            return promised - number
        case Direction.KEEP if tolerance:
            allowed = tolerance.value * abs(promised) if tolerance.is_relative else tolerance.value
            return allowed - abs(number - promised)
        case Direction.KEEP:
            return number - promised
        case Direction.RANGE:
            return -abs(number - promised)
    return Undefined.NO_DIRECTION


def _distance_to_range(number: Fraction, promised: Quantity) -> Fraction:
    """How far a number lies outside a range, 0 inside; a single number is a range of no width.

    A range meant as a limit (15%台に抑える) has one end only.
    """
    high = Fraction(promised.to) if promised.to is not None else promised.exact
    below = promised.exact - number if promised.qualifier is not Qualifier.AT_MOST else Fraction(0)
    above = number - high if promised.qualifier is not Qualifier.AT_LEAST else Fraction(0)
    return max(below, above, Fraction(0))


def _is_inside(number: Fraction, promised: Quantity) -> bool:
    """Whether a range holds a number; an open end (15%台: below 16) does not belong to it."""
    at_open_end = promised.open_end and number == promised.to and promised.qualifier is not Qualifier.AT_LEAST
    return _distance_to_range(number, promised) == 0 and not at_open_end


def _compare_states(target: Reading, actual: Reading) -> bool | Undefined:
    """States are met when they say the same, or when the actual says the state and that it is done."""
    promised, reached = _fold_state(target), _fold_state(actual)
    if not promised or not reached:
        return Undefined.NO_NUMBER
    if reached in (promised, f"{promised}済", f"{promised}済み", f"{promised}完了", f"{promised}した"):
        return True
    return False if reached in (f"未{promised}", f"{promised}なし") else Undefined.STATE_DIFFERS


def _fold_state(reading: Reading) -> str:
    return fold_width(reading.state).replace(" ", "")
