"""A scale made ready to grade many cells quickly: exactly the grades of evaluation.py, no explanation.

Ratios are compared by cross-multiplied whole numbers, so nothing is rounded and no fraction is built. What
the quick way does not cover is handed to evaluate_situation.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from decimal import Context, Decimal
from fractions import Fraction

from shirube.core.evaluation import evaluate_situation
from shirube.core.indicator import Accumulation, Actual, Direction, Indicator, Published, Target
from shirube.core.reading import Reading
from shirube.core.scale import Band, Edge, Scale
from shirube.core.situation import Situation

# Formulas of target and actual alone: from actual and target as fractions (numerator, denominator, …) to the
# rate as one, its denominator above zero; None where the formula gives no rate.
Quotient = Callable[[int, int, int, int], tuple[int, int] | None]

_FLOW = Accumulation.CUMULATIVE_FLOW
_EXACTLY = Context(prec=28)
_NOTHING = Decimal(0)


# One band of the quick way: mark, then for each end numerator, denominator and whether it belongs to the
# band. The denominator of a missing end is 0.
Step = tuple[str, int, int, bool, int, int, bool]
_NO_END = (0, 0, False)


class Grader:
    """Grades by one scale. Make one by ``compile_scale`` and keep it."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self._steps = _compile_bands(scale)
        self._quotients = _compile_formulas(scale) if self._steps else {}

    @property
    def quotients(self) -> dict[Direction, Quotient]:
        """For each direction that the quick way knows, how its rate comes from actual and target."""
        return self._quotients

    def grade(self, situation: Situation) -> str:
        """The mark of evaluate_situation for the same situation, code or "" included."""
        if situation.accumulation is not _FLOW:
            pair = _plain_numbers(situation.target, situation.actual)
            mark = self.grade_numbers(situation.direction, *pair) if pair else None
            if mark is not None:
                return mark
        return evaluate_situation(situation, self.scale).mark

    def compute_rate(
        self, indicator: Indicator, target: Target | None, actual: Actual | None
    ) -> tuple[int, int] | None:
        """The rate of one year as a quotient, not reduced; None where it takes the long way."""
        if target is None or actual is None or indicator.accumulation is _FLOW:
            return None
        pair = _plain_numbers(target.reading, actual.reading)
        quotient = self._quotients.get(indicator.direction)
        if pair is None or quotient is None:
            return None
        return quotient(*pair[0].as_integer_ratio(), *pair[1].as_integer_ratio())

    def keep_near(self, indicator: Indicator, edges: tuple[Decimal, ...]) -> Sequence[Published]:
        """What was published of an indicator, without years whose rate certainly is none of the edges.

        That is told without building a fraction: an edge that ends within 28 digits is met exactly by a
        division that keeps as many. Of a set the quotient would be hashed, which takes four times as long.
        """
        published, targets, actuals = indicator.published, indicator.targets, indicator.actuals
        if self._quotients.get(indicator.direction) is not _ratio or indicator.accumulation is _FLOW:
            return published
        if len(published) > len(targets) or len(published) > len(actuals):
            return published
        # The first years of all three are the same ones in nearly every table.
        return [
            item
            for item, target, actual in zip(published, targets, actuals, strict=False)
            if not (target.year == item.year == actual.year)
            or not (pair := _plain_numbers(target.reading, actual.reading))
            or pair[1] <= _NOTHING
            or _EXACTLY.divide(*pair) in edges
        ]

    def grade_numbers(self, direction: Direction, actual: Decimal, target: Decimal) -> str | None:
        """The mark of two plain numbers in one unit; None where more than these two is needed to tell."""
        quotient = self._quotients.get(direction)
        rate = quotient(*actual.as_integer_ratio(), *target.as_integer_ratio()) if quotient else None
        return self.grade_quotient(*rate) if rate else None

    def grade_quotient(self, number: int, whole: int) -> str | None:
        """The mark of a rate given as a quotient, ``whole`` above zero; None where no band holds it."""
        for mark, low, low_of, low_in, high, high_of, high_in in self._steps:
            if low_of:
                below = number * low_of - low * whole
                if below < 0 or (below == 0 and not low_in):
                    continue
            if high_of:
                above = number * high_of - high * whole
                if above > 0 or (above == 0 and not high_in):
                    continue
            return mark
        return None


def _plain_numbers(target: Reading | None, actual: Reading | None) -> tuple[Decimal, Decimal] | None:
    """Actual and target where they are plain numbers of one unit.

    Shares, ranges, changes and units to be converted go the long way.
    """
    promised = target.quantity if target else None
    reached = actual.quantity if actual else None
    if promised is None or reached is None or promised.unit != reached.unit:
        return None
    if promised.of or reached.of or promised.change or promised.to is not None:
        return None
    return reached.value, promised.value


def compile_scale(scale: Scale) -> Grader:
    """A grader for a scale; keep it, making one costs more than a grade."""
    return Grader(scale)


def find_decimals(values: Collection[Fraction]) -> tuple[Decimal, ...] | None:
    """The values as decimals; None where one of them never ends, or not within 28 digits."""
    found = {_EXACTLY.divide(Decimal(value.numerator), Decimal(value.denominator)) for value in values}
    return tuple(found) if {Fraction(one) for one in found} == set(values) else None


def _compile_bands(scale: Scale) -> tuple[Step, ...]:
    """The bands as whole numbers; none where the rule looks at more than the rate or rounds it first."""
    plain = not (scale.rounding or scale.final_bands or scale.valid_from or scale.valid_to)
    steps = tuple(_compile_band(band) for band in scale.bands)
    known = tuple(step for step in steps if step)
    if not plain or len(known) < len(steps):
        return ()
    return known


def _compile_band(band: Band) -> Step | None:
    condition = band.rate
    if condition is None or len(band.conditions) != 1 or band.alternatives:
        return None
    return band.mark, *_compile_end(condition.lower), *_compile_end(condition.upper)


def _compile_end(edge: Edge | None) -> tuple[int, int, bool]:
    return (*edge.value.as_integer_ratio(), edge.inclusive) if edge else _NO_END


def _compile_formulas(scale: Scale) -> dict[Direction, Quotient]:
    """For each direction the first formula, where the quick way knows it."""
    found = {direction: _QUOTIENTS.get(scale.formula(direction) or "") for direction in Direction}
    return {direction: quotient for direction, quotient in found.items() if quotient}


def _ratio(a: int, a_of: int, t: int, t_of: int) -> tuple[int, int] | None:
    return (a * t_of, a_of * t) if t > 0 else None


def _inverse_ratio(a: int, a_of: int, t: int, t_of: int) -> tuple[int, int] | None:
    return (t * a_of, t_of * a) if t > 0 and a > 0 else None


def _difference_ratio(a: int, a_of: int, t: int, t_of: int) -> tuple[int, int] | None:
    whole = a_of * t
    return (2 * whole - a * t_of, whole) if t > 0 else None


_QUOTIENTS: dict[str, Quotient] = {
    "ratio": _ratio,
    "inverse_ratio": _inverse_ratio,
    "difference_ratio": _difference_ratio,
}
