"""Versions of one rule (評価基準の版): which of them judges which year.

Scales stand newest first throughout, since the newest that is valid in a year is in force then. What a
further version would change belongs to whatif.py; keeping the versions to the store.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.evaluation import Facts, evaluate_indicator
from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import NO_RULE, GradedPlan, grade_rows
from shirube.core.plan import Plan
from shirube.core.scale import Scale, choose_scale


def find_scale_in_force(scales: Sequence[Scale], year: FiscalYear | None) -> Scale | None:
    """The rule that judges a year; the newest where none is valid then, or no year is asked for.

    None only where there is no rule at all.
    """
    found = choose_scale(scales, year) if year else None
    return found or (scales[0] if scales else None)


def compute_years_in_force(
    scales: Sequence[Scale], years: Sequence[FiscalYear]
) -> tuple[tuple[FiscalYear, ...], ...]:
    """For each version the years that it judges; () for one that a later version has replaced wholly."""
    chosen = [(year, choose_scale(scales, year)) for year in years]
    return tuple(tuple(year for year, found in chosen if found is scale) for scale in scales)


def grade_by_versions(plan: Plan, scales: Sequence[Scale], *, facts: Facts | None = None) -> GradedPlan:
    """The plan graded, each year by the version in force then.

    The plan's rule is that of its current year: its marks are those that distributions count.
    """
    rules = tuple(scales) or (NO_RULE,)
    rows = grade_rows(plan, lambda indicator: evaluate_indicator(indicator, rules, facts=facts))
    return GradedPlan(plan, find_scale_in_force(rules, plan.current_year) or NO_RULE, rows)
