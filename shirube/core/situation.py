"""All that a rule may look at when it judges one indicator in one year, as exact fractions.

Built from a plan by ``compute_situation``; a plain list of cells builds it directly.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Accumulation, Direction, Indicator
from shirube.core.reading import Missing, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Figures of one indicator around one year; None means that there is none, never zero.

    ``target`` and ``actual`` are the readings themselves, because states and reasons for missing count too.
    ``final_target`` is the target of ``final_year``; ``first_year`` the first year with a target.
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


def compute_situation(indicator: Indicator, year: FiscalYear) -> Situation:
    """What stands around one year of an indicator."""
    target, actual = indicator.target(year), indicator.actual(year)
    before = indicator.actual(year - 1)
    last = indicator.targets[-1] if indicator.targets else None
    baseline = indicator.baseline
    return Situation(
        year=year,
        direction=indicator.direction,
        accumulation=indicator.accumulation,
        target=target.reading if target else None,
        actual=actual.reading if actual else None,
        baseline=number_of(baseline.reading) if baseline else None,
        baseline_year=baseline.year if baseline else None,
        previous=number_of(before.reading) if before else None,
        final_target=number_of(last.reading) if last else None,
        final_year=last.year if last else None,
        first_year=indicator.targets[0].year if indicator.targets else None,
    )


def number_of(reading: Reading | None) -> Fraction | None:
    """The exact number of a reading; None where it holds a state or nothing."""
    return reading.quantity.exact if reading and reading.quantity else None


def missing_of(reading: Reading | None, otherwise: Missing) -> Missing | None:
    """Why a reading has no figure; ``otherwise`` where there is no reading at all, None where it has one."""
    return otherwise if reading is None else reading.missing
