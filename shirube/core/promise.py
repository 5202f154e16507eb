"""Totals promised in words (累計の約束): 「160事業者」 in the goal text, and how much of it is still to come.

Whether the yearly targets add up to the total at all is asked by a check.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedPlan, GradedRow
from shirube.core.indicator import Accumulation, Direction, Indicator
from shirube.core.situation import number_of
from shirube.core.text_numbers import find_counted_numbers


class Promise(Struct, frozen=True, kw_only=True):
    """A total stated in the goal text and what has been done towards it up to a year.

    ``sum_of_targets`` may differ from ``total`` by roundings. ``next_target`` is what the remaining targets
    add to, ``last`` the latest yearly actual: both to hold ``remaining`` against.
    """

    row: GradedRow
    total: Fraction
    sum_of_targets: Fraction
    done: Fraction
    last: Fraction
    next_target: Fraction
    remaining_years: tuple[FiscalYear, ...]

    @property
    def remaining(self) -> Fraction:
        """Total minus done; below zero where the promise has been kept already."""
        return self.total - self.done

    @property
    def share(self) -> Fraction:
        """Done ÷ total."""
        return self.done / self.total


def find_stated_total(indicator: Indicator) -> Fraction | None:
    """The number in the goal text that is the total of the yearly targets, None where there is none.

    Yearly targets that were rounded need not add up: half a unit for each year is let pass, so that
    81 = 10 + 15 + 23 + 33 is found to mean the 80 of the text. Of several the closest counts.
    """
    if indicator.accumulation is not Accumulation.ANNUAL or len(indicator.targets) < 2:
        return None
    values = [number_of(item.reading) for item in indicator.targets]
    numbers = [value for value in values if value is not None]
    if len(numbers) < len(values):
        return None
    total, slack = sum(numbers, Fraction(0)), Fraction(len(numbers), 2)
    counted = [item for item in find_counted_numbers(indicator.goal) if not item.unit.startswith("%")]
    stated = [Fraction(item.value) for item in counted]
    # Beside very small sums any number would pass for a total.
    near = [value for value in stated if value > 0 and abs(value - total) <= min(slack, total / 20)]
    return min(near, key=lambda value: abs(value - total), default=None)


def compute_promises(graded: GradedPlan, year: FiscalYear) -> tuple[Promise, ...]:
    """Every total stated in a goal text, with what has been done up to a year."""
    found = (_compute_promise(row, graded.years_until(year)) for row in graded.rows)
    return tuple(promise for promise in found if promise)


def _compute_promise(row: GradedRow, years: tuple[FiscalYear, ...]) -> Promise | None:
    total = find_stated_total(row.indicator)
    if total is None or row.indicator.direction is not Direction.UP:
        return None
    planned = [item.year for item in row.indicator.targets]
    done = [value for year in years if year in planned and (value := row.actual(year)) is not None]
    if not done:
        return None
    remaining = tuple(year for year in planned if year > years[-1])
    return Promise(
        row=row,
        total=total,
        sum_of_targets=_sum_targets(row, planned),
        done=sum(done, Fraction(0)),
        last=done[-1],
        next_target=_sum_targets(row, remaining),
        remaining_years=remaining,
    )


def _sum_targets(row: GradedRow, years: list[FiscalYear] | tuple[FiscalYear, ...]) -> Fraction:
    return sum((row.target(year) or Fraction(0) for year in years), Fraction(0))
