"""Actuals as a series: as printed, and as what each year added, so that running totals can be compared too.

What a series needs (pace.py) or may become (projection.py) is asked there.
"""

from __future__ import annotations

from fractions import Fraction

from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedRow
from shirube.core.indicator import Accumulation, Indicator

Figures = tuple[tuple[FiscalYear, Fraction], ...]


def adds_up(indicator: Indicator) -> bool:
    """True where the years count together: running totals, and yearly amounts that the rule sums up."""
    return indicator.accumulation in (Accumulation.CUMULATIVE, Accumulation.CUMULATIVE_FLOW)


def collect_figures(row: GradedRow, year: FiscalYear) -> Figures:
    """Numeric actuals up to a year as they stand in the table; years without one are simply absent."""
    return tuple(
        (item.year, value)
        for item in row.indicator.actuals
        if item.year <= year and (value := row.actual(item.year)) is not None
    )


def collect_steps(row: GradedRow, year: FiscalYear) -> Figures:
    """What each year added. Of a running total the differences, the first figure being the first step.

    Over a gap of years the difference is spread evenly and stands in the year that reported it.
    """
    figures = collect_figures(row, year)
    if row.indicator.accumulation is not Accumulation.CUMULATIVE:
        return figures
    steps: list[tuple[FiscalYear, Fraction]] = []
    for place, (when, total) in enumerate(figures):
        if place == 0:
            steps.append((when, total))
        else:
            before, so_far = figures[place - 1]
            steps.append((when, (total - so_far) / (when.start - before.start)))
    return tuple(steps)


def compute_total(row: GradedRow, year: FiscalYear) -> Fraction:
    """How far a row whose years count together has come: its latest running total, or the sum of years."""
    figures = collect_figures(row, year)
    if row.indicator.accumulation is Accumulation.CUMULATIVE:
        return figures[-1][1] if figures else Fraction(0)
    return sum((value for _, value in figures), Fraction(0))


def compute_final_goal(row: GradedRow) -> Fraction | None:
    """What the last year is to reach: its target, or the sum of all yearly targets where these add up.

    None where a target that counts is missing or no number.
    """
    targets = [row.target(item.year) for item in row.indicator.targets]
    if not targets or targets[-1] is None:
        return None
    if row.indicator.accumulation is not Accumulation.CUMULATIVE_FLOW:
        return targets[-1]
    known = [value for value in targets if value is not None]
    return sum(known, Fraction(0)) if len(known) == len(targets) else None
