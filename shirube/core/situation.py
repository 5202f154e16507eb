"""All that a rule may look at when it judges one indicator in one year, as exact fractions.

Built from a plan by ``compute_situation``; a plain list of cells builds it directly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Accumulation, Actual, Direction, Indicator, Target
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading
from shirube.core.unit import align_units

# Figures of a moment, means and shares: adding them up means nothing.
NOT_SUMMABLE = (Accumulation.YEAR_END, Accumulation.AVERAGE, Accumulation.RATIO)


class Situation(Struct, frozen=True, kw_only=True):
    """Figures of one indicator around one year; None means that there is none, never zero.

    ``target`` and ``actual`` are the readings themselves, because states and reasons for missing count too.
    ``final_target`` is the target of ``final_year``; ``first_year`` the first year with a target.
    ``total_target`` and ``total_actual`` are the sums from ``first_year`` to ``year`` where every year has a
    figure. ``facts`` are answers that a person entered by hand, by the name of the question.
    """

    year: FiscalYear
    direction: Direction
    accumulation: Accumulation = Accumulation.ANNUAL
    target: Reading | None = None
    actual: Reading | None = None
    baseline: Fraction | None = None
    baseline_year: FiscalYear | None = None
    previous: Fraction | None = None
    final_target: Fraction | None = None
    final_year: FiscalYear | None = None
    first_year: FiscalYear | None = None
    total_target: Fraction | None = None
    total_actual: Fraction | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def is_final_year(self) -> bool:
        """True in the last year with a target, be it the only one."""
        return self.final_year is not None and self.year == self.final_year

    @property
    def sums_flows(self) -> bool:
        """True where each year's cell holds that year alone, but the indicator counts from the start."""
        return self.accumulation is Accumulation.CUMULATIVE_FLOW

    @property
    def measured_actual(self) -> Fraction | None:
        """The actual that the rule looks at: the figure of the year, or the sum where years are added up."""
        return self.total_actual if self.sums_flows else number_of(self.actual)

    @property
    def measured_target(self) -> Fraction | None:
        """The target that the rule looks at, in the same way as ``measured_actual``."""
        return self.total_target if self.sums_flows else number_of(self.target)

    @property
    def unit(self) -> str:
        """The unit of the figures: that of the actual, else that of the target."""
        for item in (self.actual, self.target):
            if item and item.quantity and item.quantity.unit:
                return item.quantity.unit
        return ""

    def fact(self, name: str) -> str | None:
        """What a person entered for a question, None where nobody has yet."""
        return next((value for known, value in self.facts if known == name), None)


def compute_situation(
    indicator: Indicator,
    year: FiscalYear,
    *,
    against_original: bool = False,
    facts: Mapping[str, str] | None = None,
) -> Situation:
    """What stands around one year of an indicator.

    ``against_original`` takes every target as first set, before any revision. ``facts`` are answers that
    come before those of the indicator itself.
    """
    target, actual, before = indicator.target(year), indicator.actual(year), indicator.actual(year - 1)
    last = indicator.targets[-1] if indicator.targets else None
    first_year = indicator.targets[0].year if indicator.targets else None
    baseline = indicator.baseline

    def promised(item: Target) -> Reading:
        return item.original if against_original else item.reading

    return Situation(
        year=year,
        direction=indicator.direction,
        accumulation=indicator.accumulation,
        target=promised(target) if target else None,
        actual=actual.reading if actual else None,
        baseline=number_of(baseline.reading) if baseline else None,
        baseline_year=baseline.year if baseline else None,
        previous=number_of(before.reading) if before else None,
        final_target=_final_target(indicator, [promised(item) for item in indicator.targets]),
        final_year=last.year if last else None,
        first_year=first_year,
        total_target=_total(indicator, year, [(item.year, promised(item)) for item in indicator.targets]),
        total_actual=_total(indicator, year, _read_actuals(indicator.actuals)),
        facts=_answers(indicator, year, facts),
    )


def align_situation(situation: Situation) -> Situation:
    """The same with target and actual in one unit where an exact conversion exists: 月1回 against 年156回.

    What was converted loses the text it was written with, so that the calculation shows the number used.
    """
    target = situation.target.quantity if situation.target else None
    actual = situation.actual.quantity if situation.actual else None
    if target is None or actual is None or target.unit == actual.unit or not (target.unit and actual.unit):
        return situation
    pair = align_units((target, actual))
    if pair == (target, actual):
        return situation
    return replace(
        situation,
        target=_with_quantity(situation.target, pair[0]),
        actual=_with_quantity(situation.actual, pair[1]),
    )


def _with_quantity(reading: Reading | None, quantity: Quantity) -> Reading | None:
    if reading is None or reading.quantity == quantity:
        return reading
    return replace(reading, quantity=replace(quantity, raw=""))


def number_of(reading: Reading | None) -> Fraction | None:
    """The exact number of a reading; None where it holds a state or nothing."""
    return reading.quantity.exact if reading and reading.quantity else None


def missing_of(reading: Reading | None, otherwise: Missing) -> Missing | None:
    """Why a reading has no figure; ``otherwise`` where there is no reading at all, None where it has one."""
    return otherwise if reading is None else reading.missing


def _answers(
    indicator: Indicator, year: FiscalYear, facts: Mapping[str, str] | None
) -> tuple[tuple[str, str], ...]:
    if not indicator.facts:
        return tuple(facts.items()) if facts else ()
    return tuple({**indicator.facts_in(year), **(facts or {})}.items())


def _read_actuals(actuals: Iterable[Actual]) -> list[tuple[FiscalYear, Reading]]:
    return [(item.year, item.reading) for item in actuals]


def _final_target(indicator: Indicator, promised: list[Reading]) -> Fraction | None:
    """What the last year is to reach: of yearly amounts that are added up, their sum."""
    if indicator.accumulation is not Accumulation.CUMULATIVE_FLOW:
        return number_of(promised[-1]) if promised else None
    numbers = [number_of(item) for item in promised]
    found = [number for number in numbers if number is not None]
    return sum(found, Fraction(0)) if found and len(found) == len(numbers) else None


def _total(
    indicator: Indicator, year: FiscalYear, cells: list[tuple[FiscalYear, Reading]]
) -> Fraction | None:
    """The sum from the first year with a target to ``year``; of a running total its figure of the year."""
    if indicator.accumulation in NOT_SUMMABLE or not indicator.targets:
        return None
    first = indicator.targets[0].year.start
    if indicator.accumulation is Accumulation.CUMULATIVE:
        return next((number_of(reading) for when, reading in cells if when == year), None)
    numbers = [number_of(reading) for when, reading in cells if first <= when.start <= year.start]
    found = [number for number in numbers if number is not None]
    # A year without a figure is not a year with zero.
    if len(found) <= year.start - first:
        return None
    if all(number.denominator == 1 for number in found):
        return Fraction(sum(number.numerator for number in found)) if found else None
    return sum(found, Fraction(0))
