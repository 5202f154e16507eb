"""Three plain projections (試算) of the final year: last value kept, mean of three years, straight line.

With three yearly figures this is arithmetic and not statistics; no one of the three is preferred.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.distribution import Distribution
from shirube.core.evaluation import Evaluation, evaluate_situation
from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedPlan, GradedRow, find_reached_band
from shirube.core.quantity import Quantity
from shirube.core.reading import Reading, Standing
from shirube.core.situation import Situation, compute_situation
from shirube.core.yearly_figures import Figures, adds_up, collect_steps, compute_total


class Method(Struct, frozen=True):
    """One way to project: its key, its Japanese name, what it does in words, and the arithmetic."""

    name: str
    label: str
    words: str
    project: Callable[[Figures, FiscalYear], Fraction]


def project_last(figures: Figures, year: FiscalYear) -> Fraction:
    """The latest figure stays as it is."""
    return figures[-1][1]


def project_mean(figures: Figures, year: FiscalYear) -> Fraction:
    """The mean of the latest three figures, of fewer where there are no three."""
    latest = [value for _, value in figures[-3:]]
    return sum(latest, Fraction(0)) / len(latest)


def project_line(figures: Figures, year: FiscalYear) -> Fraction:
    """The straight line of least squares through the latest three figures, drawn on to the year.

    One figure alone has no slope and stays as it is. Exact, since years are whole numbers.
    """
    latest = figures[-3:]
    count = len(latest)
    middle = Fraction(sum(when.start for when, _ in latest), count)
    mean = sum((value for _, value in latest), Fraction(0)) / count
    spread = sum(((when.start - middle) ** 2 for when, _ in latest), Fraction(0))
    if spread == 0:
        return mean
    slope = sum(((when.start - middle) * value for when, value in latest), Fraction(0)) / spread
    return mean + slope * (year.start - middle)


METHODS: dict[str, Method] = {
    "last": Method("last", "直近据置", "直近の実績がそのまま続く場合", project_last),
    "mean": Method("mean", "3年平均", "直近3年の平均になる場合", project_mean),
    "line": Method("line", "直線", "直近3年の傾向（最小二乗法による直線）が続く場合", project_line),
}


class Projection(Struct, frozen=True, kw_only=True):
    """One row projected by one method, with the grade that the final target would then give.

    ``is_floored`` says that the line ran below zero where no figure ever was, so that zero is shown.
    """

    row: GradedRow
    method: Method
    value: Fraction
    evaluation: Evaluation
    is_floored: bool = False


class Outlook(Struct, frozen=True, kw_only=True):
    """All rows projected to one year by one method. ``left_out`` counts rows without the figures for it."""

    method: Method
    year: FiscalYear
    projections: tuple[Projection, ...]
    distribution: Distribution
    left_out: int

    @property
    def missed(self) -> int | None:
        """Projected rows that miss the band of 100 %; None where the rule has no such band."""
        if not self.projections:
            return 0
        band = find_reached_band(self.projections[0].evaluation.scale)
        return self.distribution.graded - self.distribution.count_from(band.mark) if band else None


def compute_outlooks(graded: GradedPlan, year: FiscalYear, final_year: FiscalYear) -> tuple[Outlook, ...]:
    """The three projections of the final year from the figures up to ``year``."""
    return tuple(_compute_outlook(graded, method, year, final_year) for method in METHODS.values())


def compute_projection(
    row: GradedRow, graded: GradedPlan, method: Method, year: FiscalYear, final_year: FiscalYear
) -> Projection | None:
    """One row by one method; None where it has no numeric target then or no numeric actual up to ``year``.

    Where years count together the method gives each remaining year, and these are added to what there is.
    """
    steps = collect_steps(row, year)
    if not steps or row.target(final_year) is None:
        return None
    value, floored = _floor(method.project(steps, final_year), steps)
    situation = compute_situation(row.indicator, final_year)
    if adds_up(row.indicator):
        coming = [_floor(method.project(steps, when), steps)[0] for when in _years_between(year, final_year)]
        total = compute_total(row, year) + sum(coming, Fraction(0))
        situation = replace(situation, total_actual=total)
        value = total
    situation = _replace_actual(situation, value, row.indicator.unit)
    return Projection(
        row=row,
        method=method,
        value=value,
        evaluation=evaluate_situation(situation, graded.scale),
        is_floored=floored,
    )


def _floor(value: Fraction, figures: Figures) -> tuple[Fraction, bool]:
    """Zero instead of a line that runs below it where no figure ever was; and whether that happened."""
    floored = value < 0 <= min(figure for _, figure in figures)
    return (Fraction(0), True) if floored else (value, False)


def _years_between(after: FiscalYear, last: FiscalYear) -> list[FiscalYear]:
    return [FiscalYear(start) for start in range(after.start + 1, last.start + 1)]


def _compute_outlook(graded: GradedPlan, method: Method, year: FiscalYear, final_year: FiscalYear) -> Outlook:
    found = [compute_projection(row, graded, method, year, final_year) for row in graded.rows]
    projections = tuple(item for item in found if item)
    marks = [item.evaluation.mark for item in projections]
    bands = [band.mark for band in graded.scale.bands]
    codes = dict.fromkeys(mark for mark in marks if mark and mark not in bands)
    left_out = len(graded.rows) - len(projections)
    return Outlook(
        method=method,
        year=final_year,
        projections=projections,
        distribution=Distribution(
            year=final_year,
            grades=tuple((mark, marks.count(mark)) for mark in bands),
            others=tuple((mark, marks.count(mark)) for mark in codes),
            without=tuple(
                (reason, count)
                for reason, count in (("計算不能", marks.count("")), ("試算できない", left_out))
                if count
            ),
        ),
        left_out=left_out,
    )


def _replace_actual(situation: Situation, value: Fraction, unit: str) -> Situation:
    # A mean of three years is seldom a short decimal; as a share of two whole numbers it stays exact.
    whole = Decimal(value.denominator) if value.denominator != 1 else None
    quantity = Quantity(Decimal(value.numerator), unit, of=whole)
    return replace(situation, actual=Reading(quantity=quantity, standing=Standing.EXPECTED))
