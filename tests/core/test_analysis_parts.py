"""Each part of an analysis is the answer of its own file for the same plan, year and rule."""

from __future__ import annotations

import pytest

from shirube.core.analysis import AnalysisOptions, compute_analysis
from shirube.core.crosstab import compute_crosstabs
from shirube.core.distribution import compute_history, compute_rate_summary, find_always_best
from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import compute_graded_plan
from shirube.core.grouping import Group, group_by_level
from shirube.core.movers import compute_against_targets_of, compute_movers
from shirube.core.pace import compute_paces
from shirube.core.projection import compute_outlooks
from shirube.core.promise import compute_promises
from shirube.core.ranking import compute_ranking
from shirube.core.rollup import RollupOptions, compute_rollup
from shirube.core.tags import TagGroup, compute_tag_report, find_carried_by_all
from shirube.core.trend import compute_trends
from shirube.core.unexplained import compute_unexplained
from tests.builders import build_indicator, build_plan, build_scale, percent, year
from tests.core.seed_plan import seed_graded

R5, R6, R7, R8 = (year(text) for text in ("R5", "R6", "R7", "R8"))


@pytest.mark.parametrize("when", [R5, R6, R7])
def test_every_part_is_that_of_its_own_file(when: FiscalYear) -> None:
    graded = seed_graded()
    groups = (TagGroup(name="広報", words=("周知", "集客")),)

    found = compute_analysis(graded, when, AnalysisOptions(tag_groups=groups))

    years = tuple(year for year in (R5, R6, R7) if year <= when)
    earlier = years[:-1]
    best = find_always_best(graded, years)
    rest = [row for row in graded.rows if row not in best]
    tags = compute_tag_report(graded.rows, when, groups, ["S", "A", "B", "C"])
    movers = tuple(compute_movers(graded, since, when) for since in earlier)
    assert best
    assert found.graded == graded
    assert found.year == when
    assert found.years == years
    assert found.final_year == R8
    assert found.history == compute_history(graded, years)
    assert found.rates == tuple(compute_rate_summary(graded.rows, year) for year in years)
    assert found.always_best == best
    assert found.rates_without_best == tuple(compute_rate_summary(rest, year) for year in years)
    assert found.movers == movers
    assert found.against == tuple(
        (since, compute_against_targets_of(graded, since, when)) for since in earlier
    )
    assert found.crosstabs == compute_crosstabs(graded, when)
    assert found.ranking == compute_ranking(graded, when)
    assert found.trends == compute_trends(graded, when)
    assert found.paces == compute_paces(graded, when)
    assert found.promises == compute_promises(graded, when)
    assert found.outlooks == compute_outlooks(graded, when, R8)
    assert found.tags == tags
    assert found.carried_by_worst == find_carried_by_all(tags, "C")
    assert found.unexplained == compute_unexplained(graded, when, movers[-1] if movers else None)
    assert found.worst_mark == "C"
    assert found.rollups == ()


def test_rollups_stand_for_the_plan_and_for_every_node_with_several_rows() -> None:
    graded, options = seed_graded(), RollupOptions(cap=percent(80))
    names = ("capped-mean", "worst")

    found = compute_analysis(graded, R7, AnalysisOptions(rollups=names, rollup_options=options)).rollups

    expected = [("計画全体", Group("計画全体", graded.rows))]
    for level, heading in enumerate(graded.plan.levels):
        groups = group_by_level(graded, level)
        if any(len(group.rows) > 1 for group in groups):
            expected += [(heading, group) for group in groups]
    assert [(line.heading, line.group) for line in found] == expected
    assert 1 < len(found) < 1 + 3 + 7 + 14
    for line in found:
        assert line.rollups == tuple(
            compute_rollup(name, line.group.rows, R7, graded.scale, options) for name in names
        )


def test_where_nothing_is_always_best_the_rates_are_not_given_twice() -> None:
    plan = build_plan(build_indicator(targets={"R7": 10}, actuals={"R7": 5}))
    best = build_plan(build_indicator(targets={"R7": 10}, actuals={"R7": 50}))

    for one in (plan, best):
        assert compute_analysis(compute_graded_plan(one, build_scale()), R7).rates_without_best == ()


def test_a_plan_without_any_target_has_no_final_year() -> None:
    plan = build_plan(build_indicator(actuals={"R7": 5}))

    found = compute_analysis(compute_graded_plan(plan, build_scale()), R7)

    assert found.final_year is None
    assert found.outlooks == ()
    assert found.paces == compute_paces(compute_graded_plan(plan, build_scale()), R7)


def test_growth_in_vain_is_growth_below_one_hundred_percent() -> None:
    def count(*actuals: int) -> int:
        given = dict(zip(("R5", "R6", "R7"), actuals, strict=True))
        indicator = build_indicator(targets={"R5": 10, "R6": 20, "R7": 30}, actuals=given)
        return len(
            compute_analysis(compute_graded_plan(build_plan(indicator), build_scale()), R7).rises_in_vain
        )

    assert count(10, 12, 14) == 1
    assert count(10, 20, 30) == 0
    assert count(14, 12, 10) == 0
    assert count(10, 10, 10) == 0
