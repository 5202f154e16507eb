from __future__ import annotations

from shirube.checks.edge_undetermined import check_edge_undetermined
from shirube.core.finding import Level
from shirube.core.scale import Evidence
from tests.builders import build_indicator, build_plan, build_scale, percent, year
from tests.checks.checking import run, run_on

OPEN = build_scale(evidence=Evidence.OPEN)


def test_an_edge_without_an_example_is_told_with_the_nearest_ones() -> None:
    indicator = build_indicator(
        targets={"R5": 105, "R6": 40, "R7": 100},
        actuals={"R5": 94, "R6": 37, "R7": 70},
        marks={"R5": "B", "R6": "A", "R7": "B"},
    )

    findings = run_on(check_edge_undetermined, indicator, scale=OPEN)

    assert [finding.level for finding in findings] == [Level.INFORMATION, Level.INFORMATION]
    assert "90%ちょうどの扱い（「A」か「B」か）は実例がなく未確認です" in findings[1].message
    assert "下は89.5%でB、上は92.5%でA" in findings[1].message


def test_an_edge_without_any_published_grade_is_told_without_examples() -> None:
    findings = run_on(check_edge_undetermined, build_indicator(targets={"R5": 10}), scale=OPEN)

    assert len(findings) == 2
    assert "最も近い実例" not in findings[0].message


def test_a_rate_exactly_on_an_open_edge_is_odd_and_stands_at_its_indicator() -> None:
    indicator = build_indicator(targets={"R5": 100}, actuals={"R5": 90})

    findings = run_on(check_edge_undetermined, indicator, scale=OPEN)

    assert [finding.level for finding in findings] == [Level.INFORMATION, Level.ODD]
    assert findings[1].place.year == year("R5")
    assert "達成率がちょうど90%です" in findings[1].message
    assert "「A」と「B」のどちらか" in findings[1].remedy


def test_a_rule_that_states_every_edge_is_silent_even_on_the_edge() -> None:
    indicator = build_indicator(targets={"R5": 100}, actuals={"R5": 90})

    assert run_on(check_edge_undetermined, indicator) == []


def test_a_rule_confirmed_by_examples_is_silent() -> None:
    indicator = build_indicator(targets={"R5": 100}, actuals={"R5": 90})

    assert run_on(check_edge_undetermined, indicator, scale=build_scale(evidence=Evidence.CONFIRMED)) == []


def test_a_plan_without_a_rule_is_silent() -> None:
    assert run(check_edge_undetermined, build_plan(build_indicator(targets={"R5": 10}))) == []


def test_grades_published_at_exactly_the_edge_settle_it() -> None:
    indicator = build_indicator(
        targets={"R5": 100, "R6": 100}, actuals={"R5": 90, "R6": 120}, marks={"R5": "B", "R6": "S"}
    )

    assert run_on(check_edge_undetermined, indicator, scale=OPEN) == []


def test_grades_that_contradict_each_other_at_the_edge_are_odd() -> None:
    from shirube.core.scale import settle_edge

    scale = settle_edge(build_scale(), percent(90), upper_band_includes=True, evidence=Evidence.CONTRADICTED)
    indicator = build_indicator(
        targets={"R5": 100, "R6": 100}, actuals={"R5": 90, "R6": 90}, marks={"R5": "A", "R6": "B"}
    )

    findings = run_on(check_edge_undetermined, indicator, scale=scale)

    assert [finding.level for finding in findings] == [Level.ODD, Level.ODD]
    assert "食い違っています" in findings[0].message
