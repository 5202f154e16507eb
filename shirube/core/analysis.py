"""All that officers ask next of one plan in one year, put together from the files that compute each answer.

Showing it belongs to the commands and screens.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct, field

from shirube.core.crosstab import Crosstab, compute_crosstabs
from shirube.core.distribution import (
    Distribution,
    RateSummary,
    compute_history,
    compute_rate_summary,
    find_always_best,
)
from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedPlan, GradedRow
from shirube.core.grouping import Group, group_by_level
from shirube.core.movers import Movers, compute_against_targets_of, compute_movers
from shirube.core.pace import Pace, compute_paces
from shirube.core.projection import Outlook, compute_outlooks
from shirube.core.promise import Promise, compute_promises
from shirube.core.ranking import Ranked, compute_ranking
from shirube.core.rollup import Rollup, RollupOptions, compute_rollup
from shirube.core.tags import TagCount, TagGroup, TagReport, compute_tag_report, find_carried_by_all
from shirube.core.trend import Trend, compute_trends
from shirube.core.unexplained import Unexplained, compute_unexplained


class RollupLine(Struct, frozen=True):
    """One group with the outcome of each chosen rule."""

    heading: str
    group: Group
    rollups: tuple[Rollup, ...]


class AnalysisOptions(Struct, frozen=True, kw_only=True):
    """What may be chosen: groups of issue tags, and the roll-up rules to be shown (none by default)."""

    tag_groups: tuple[TagGroup, ...] = ()
    rollups: tuple[str, ...] = ()
    rollup_options: RollupOptions = field(default_factory=RollupOptions)


class Analysis(Struct, frozen=True, kw_only=True):
    """One plan in one year. Tuples over ``years`` (all reported ones up to ``year``) are in their order.

    ``final_year`` is the last year with a target, None where it is not after ``year``: then there are no
    paces and outlooks. ``against`` are the grades of this year's actuals by the targets of earlier years.
    """

    graded: GradedPlan
    year: FiscalYear
    years: tuple[FiscalYear, ...]
    final_year: FiscalYear | None
    history: tuple[Distribution, ...]
    rates: tuple[RateSummary, ...]
    always_best: tuple[GradedRow, ...]
    rates_without_best: tuple[RateSummary, ...]
    movers: tuple[Movers, ...]
    against: tuple[tuple[FiscalYear, Distribution], ...]
    crosstabs: tuple[Crosstab, ...]
    ranking: tuple[Ranked, ...]
    trends: tuple[Trend, ...]
    paces: tuple[Pace, ...]
    promises: tuple[Promise, ...]
    outlooks: tuple[Outlook, ...]
    tags: TagReport
    carried_by_worst: tuple[TagCount, ...]
    unexplained: tuple[Unexplained, ...]
    rollups: tuple[RollupLine, ...]

    @property
    def worst_mark(self) -> str:
        """The lowest grade of the rule, "" without a rule."""
        return self.graded.scale.bands[-1].mark if self.graded.scale.bands else ""

    @property
    def rises_in_vain(self) -> tuple[Trend, ...]:
        """Rows that grow every year and whose grade did not: worth saying in their favour."""
        return tuple(
            trend
            for trend in self.trends
            if trend.growth is not None
            and trend.growth > 0
            and (rate := trend.row.rate(self.year)) is not None
            and rate < Fraction(1)
        )


def compute_analysis(
    graded: GradedPlan, year: FiscalYear, options: AnalysisOptions | None = None
) -> Analysis:
    """Answer everything for one year. Figures after that year are left aside, as if it had just ended."""
    chosen = options or AnalysisOptions()
    years = graded.years_until(year)
    earlier = tuple(when for when in years if when < year)
    final_year = max((item.year for row in graded.rows for item in row.indicator.targets), default=year)
    best = find_always_best(graded, years)
    rest = [row for row in graded.rows if row not in best]
    movers = tuple(compute_movers(graded, since, year) for since in earlier)
    marks = [band.mark for band in graded.scale.bands]
    tags = compute_tag_report(graded.rows, year, chosen.tag_groups, marks)
    return Analysis(
        graded=graded,
        year=year,
        years=years,
        final_year=final_year if final_year > year else None,
        history=compute_history(graded, years),
        rates=tuple(compute_rate_summary(graded.rows, when) for when in years),
        always_best=best,
        rates_without_best=tuple(compute_rate_summary(rest, when) for when in years) if best and rest else (),
        movers=movers,
        against=tuple((since, compute_against_targets_of(graded, since, year)) for since in earlier),
        crosstabs=compute_crosstabs(graded, year),
        ranking=compute_ranking(graded, year),
        trends=compute_trends(graded, year),
        paces=compute_paces(graded, year),
        promises=compute_promises(graded, year),
        outlooks=compute_outlooks(graded, year, final_year) if final_year > year else (),
        tags=tags,
        carried_by_worst=find_carried_by_all(tags, marks[-1]) if marks else (),
        unexplained=compute_unexplained(graded, year, movers[-1] if movers else None),
        rollups=_compute_rollups(graded, year, chosen),
    )


def _compute_rollups(
    graded: GradedPlan, year: FiscalYear, options: AnalysisOptions
) -> tuple[RollupLine, ...]:
    """The plan as a whole and every node above the activities, each by every chosen rule."""
    if not options.rollups:
        return ()

    def line(heading: str, group: Group) -> RollupLine:
        rolled = tuple(
            compute_rollup(name, group.rows, year, graded.scale, options.rollup_options)
            for name in options.rollups
        )
        return RollupLine(heading, group, rolled)

    lines = [line("計画全体", Group("計画全体", graded.rows))]
    for heading, groups in _levels_with_groups(graded):
        lines += [line(heading, group) for group in groups]
    return tuple(lines)


def _levels_with_groups(graded: GradedPlan) -> Sequence[tuple[str, tuple[Group, ...]]]:
    found = [(heading, group_by_level(graded, level)) for level, heading in enumerate(graded.plan.levels)]
    return [(heading, groups) for heading, groups in found if any(len(group.rows) > 1 for group in groups)]
