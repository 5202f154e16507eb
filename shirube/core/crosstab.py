"""Cross-tables (クロス集計): the groups of a plan down, the grades across, each line with its mean rate."""

from __future__ import annotations

from msgspec import Struct

from shirube.core.distribution import (
    Distribution,
    RateSummary,
    compute_distribution,
    compute_rate_summary,
)
from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedPlan
from shirube.core.grouping import Group, group_by_body, group_by_level


class CrosstabLine(Struct, frozen=True):
    """One group in one year."""

    group: Group
    distribution: Distribution
    rates: RateSummary


class Crosstab(Struct, frozen=True):
    """All groups of one kind in one year; ``heading`` names the kind: 方向性, 実施主体."""

    heading: str
    year: FiscalYear
    lines: tuple[CrosstabLine, ...]


def compute_crosstab(
    graded: GradedPlan, heading: str, groups: tuple[Group, ...], year: FiscalYear
) -> Crosstab:
    """Grades and rates of each group in one year."""
    lines = tuple(
        CrosstabLine(
            group,
            compute_distribution(group.rows, graded.scale, year),
            compute_rate_summary(group.rows, year),
        )
        for group in groups
    )
    return Crosstab(heading, year, lines)


def compute_crosstabs(graded: GradedPlan, year: FiscalYear) -> tuple[Crosstab, ...]:
    """Every level of the tree, then the bodies; a level on which each row stands alone is left out."""
    tables = []
    for level, heading in enumerate(graded.plan.levels):
        groups = group_by_level(graded, level)
        if groups and any(len(group.rows) > 1 for group in groups):
            tables.append(compute_crosstab(graded, heading, groups, year))
    if any(row.indicator.bodies for row in graded.rows):
        tables.append(compute_crosstab(graded, "実施主体", group_by_body(graded), year))
    return tuple(tables)
