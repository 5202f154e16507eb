"""A plan with every indicator graded: the ground on which all analyses stand.

How one grade comes about belongs to evaluation.py; counting, comparing and projecting grades to the files
named after them (distribution.py, movers.py, projection.py …).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

from msgspec import Struct

from shirube.core.comparison import compute_met
from shirube.core.evaluation import EvaluatedIndicator, Evaluation, evaluate_indicator
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Indicator
from shirube.core.plan import Node, Plan, render_indicator_name
from shirube.core.scale import Band, Scale
from shirube.core.situation import number_of

# A plan without a rule still has rates worth seeing; its grades are then the published ones.
NO_RULE = Scale(name="", title="評価基準なし")


class GradedRow(Struct, frozen=True):
    """One indicator with its place in the tree and its evaluations.

    ``shared`` where another indicator of the plan hangs on a node of the same name.
    """

    path: tuple[Node, ...]
    evaluated: EvaluatedIndicator
    shared: bool = False

    @property
    def indicator(self) -> Indicator:
        """The indicator itself."""
        return self.evaluated.indicator

    @property
    def name(self) -> str:
        """How messages and tables name the row: 「創業塾（参加者数）」."""
        return render_indicator_name(self.path, self.indicator)

    @property
    def activity(self) -> str:
        """The name of the node the indicator hangs on, for narrow tables; else the full name."""
        return self.path[-1].name if self.path and self.path[-1].name else self.name

    @property
    def short_name(self) -> str:
        """The row's name where no indicator's stands beside it: the activity's, if that tells it apart."""
        return self.name if self.shared else self.activity

    def in_year(self, year: FiscalYear) -> Evaluation | None:
        """The evaluation of one year, None where there is neither target nor actual."""
        return self.evaluated.in_year(year)

    def rate(self, year: FiscalYear) -> Fraction | None:
        """The exact rate of one year, None where the formula gives none."""
        evaluation = self.in_year(year)
        return evaluation.rate if evaluation else None

    def actual(self, year: FiscalYear) -> Fraction | None:
        """The actual of one year as an exact number, None where it is missing or no number."""
        found = self.indicator.actual(year)
        return number_of(found.reading) if found else None

    def target(self, year: FiscalYear) -> Fraction | None:
        """The target of one year as an exact number, None where it is missing or no number."""
        found = self.indicator.target(year)
        return number_of(found.reading) if found else None

    def met(self, year: FiscalYear) -> bool | None:
        """Whether the target of one year was met, asked of the figures and not of a rate; None: unknown."""
        evaluation = self.in_year(year)
        met = compute_met(evaluation.situation, evaluation.scale.tolerance) if evaluation else None
        return met if isinstance(met, bool) else None

    def mark(self, year: FiscalYear) -> str:
        """The grade that counts: decided, else computed, else (where the rule gives none) the published one.

        "" where there is none at all.
        """
        evaluation = self.in_year(year)
        if evaluation and evaluation.final_mark:
            return evaluation.final_mark
        published = self.indicator.published_in(year)
        return published.mark if published else ""


class GradedPlan(Struct, frozen=True):
    """A plan, the rule it was graded by, and its rows in printed order."""

    plan: Plan
    scale: Scale
    rows: tuple[GradedRow, ...]

    @property
    def reported_years(self) -> tuple[FiscalYear, ...]:
        """Years in which at least one indicator has an actual that is not missing, ascending."""
        years = {
            item.year for row in self.rows for item in row.indicator.actuals if not item.reading.is_missing
        }
        return tuple(sorted(years))

    def years_until(self, year: FiscalYear) -> tuple[FiscalYear, ...]:
        """Reported years up to and with one year."""
        return tuple(item for item in self.reported_years if item <= year)


def compute_graded_plan(plan: Plan, scale: Scale | None = None) -> GradedPlan:
    """Grade a plan by a given rule, else by its own; without any, only rates are computed."""
    rule = scale or plan.scale or NO_RULE
    return GradedPlan(plan, rule, grade_rows(plan, lambda indicator: evaluate_indicator(indicator, rule)))


def grade_rows(plan: Plan, evaluate: Callable[[Indicator], EvaluatedIndicator]) -> tuple[GradedRow, ...]:
    """The rows of a plan in printed order, each indicator evaluated."""
    counts = Counter(path[-1].name for path, _ in plan.rows if path)
    return tuple(
        GradedRow(path, evaluate(indicator), bool(path) and counts[path[-1].name] > 1)
        for path, indicator in plan.rows
    )


def find_reached_band(scale: Scale) -> Band | None:
    """The band in which a rate of exactly 100 % falls: from here up the target counts as reached.

    None where the rule has no band on the rate that holds 100 %.
    """
    return next((band for band in scale.bands if band.rate and band.rate.holds(Fraction(1))), None)


def compute_rank(scale: Scale, mark: str) -> int | None:
    """Place of a mark in the rule, 0 the best; None for codes and unknown marks, which have no rank."""
    return next((place for place, band in enumerate(scale.bands) if band.mark == mark), None)
