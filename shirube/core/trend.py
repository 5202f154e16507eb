"""Rows whose actual goes the same way every year, and whether their target outran them.

Three or four points are no statistics: this only says what the figures do. Projections are in projection.py.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedPlan, GradedRow
from shirube.core.situation import number_of


class Course(Enum):
    """Which way the figures went."""

    RISES = "毎年増加"
    FALLS = "毎年減少"


class Trend(Struct, frozen=True, kw_only=True):
    """Three or more consecutive figures that each rise, or each fall.

    ``since_baseline`` is True when the step from the baseline to the first year goes the same way.
    ``growth`` is the relative change of the actual from the first to the last year, ``target_growth`` that of
    the target over the same years; None where the first of the two is zero or a target is missing.
    """

    row: GradedRow
    course: Course
    figures: tuple[tuple[FiscalYear, Fraction], ...]
    since_baseline: bool
    growth: Fraction | None
    target_growth: Fraction | None


def compute_trends(graded: GradedPlan, year: FiscalYear) -> tuple[Trend, ...]:
    """Every row whose actuals rise, or fall, at each step up to a year; gaps leave a row out."""
    found = (_compute_trend(row, graded.years_until(year)) for row in graded.rows)
    return tuple(trend for trend in found if trend)


def _compute_trend(row: GradedRow, years: tuple[FiscalYear, ...]) -> Trend | None:
    figures = tuple((year, value) for year in years if (value := row.actual(year)) is not None)
    if len(figures) < 3 or len(figures) < len(years):
        return None
    values = [value for _, value in figures]
    course = _find_course(values)
    if course is None:
        return None
    baseline = row.indicator.baseline
    before = number_of(baseline.reading) if baseline else None
    return Trend(
        row=row,
        course=course,
        figures=figures,
        since_baseline=before is not None and _find_course([before, *values]) is course,
        growth=_compute_growth(values[0], values[-1]),
        target_growth=_compute_growth(row.target(years[0]), row.target(years[-1])),
    )


def _find_course(values: list[Fraction]) -> Course | None:
    if all(later > sooner for sooner, later in pairwise(values)):
        return Course.RISES
    if all(later < sooner for sooner, later in pairwise(values)):
        return Course.FALLS
    return None


def _compute_growth(first: Fraction | None, last: Fraction | None) -> Fraction | None:
    if first is None or last is None or first == 0:
        return None
    return (last - first) / abs(first)
