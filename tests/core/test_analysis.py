from __future__ import annotations

from shirube.core.analysis import AnalysisOptions, compute_analysis
from shirube.core.graded_plan import compute_graded_plan
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.core.seed_plan import seed_graded

R5, R6, R7, R8 = (year(text) for text in ("R5", "R6", "R7", "R8"))


def test_everything_is_answered_for_the_year_asked() -> None:
    analysis = compute_analysis(seed_graded(), R7)

    assert analysis.years == (R5, R6, R7)
    assert [movers.since for movers in analysis.movers] == [R5, R6]
    assert analysis.final_year == R8
    assert (len(analysis.paces), len(analysis.promises), len(analysis.outlooks)) == (14, 2, 3)
    assert [item.name for item in analysis.carried_by_worst] == ["集客"]
    assert [trend.row.activity for trend in analysis.rises_in_vain] == ["創業塾"]


def test_a_year_in_the_past_is_answered_as_if_it_had_just_ended() -> None:
    analysis = compute_analysis(seed_graded(), R6)

    assert analysis.years == (R5, R6)
    assert all(pace.last_year <= R6 for pace in analysis.paces)
    assert analysis.promises[0].done == 52


def test_after_the_last_year_nothing_is_projected() -> None:
    plan = build_plan(build_indicator(targets={"R7": 10}, actuals={"R7": 5}))

    analysis = compute_analysis(compute_graded_plan(plan, build_scale()), R7)

    assert analysis.final_year is None
    assert analysis.outlooks == ()
    assert analysis.paces == ()


def test_no_rollup_is_shown_unless_a_rule_is_chosen() -> None:
    assert compute_analysis(seed_graded(), R7).rollups == ()
    chosen = compute_analysis(seed_graded(), R7, AnalysisOptions(rollups=("mean", "worst")))
    assert len(chosen.rollups) == 1 + 3 + 7
    assert [item.rule.name for item in chosen.rollups[0].rollups] == ["mean", "worst"]


def test_a_plan_without_a_rule_is_answered_as_far_as_it_goes() -> None:
    plan = build_plan(build_indicator(targets={"R7": 10, "R8": 10}, actuals={"R7": 5}, marks={"R7": "△"}))

    analysis = compute_analysis(compute_graded_plan(plan), R7)

    assert analysis.worst_mark == ""
    assert analysis.history[0].grades == (("△", 1),)
    assert analysis.outlooks[0].missed is None
