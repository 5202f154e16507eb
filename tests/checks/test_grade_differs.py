from __future__ import annotations

from msgspec.structs import replace

from shirube.checks.grade_differs import check_grade_differs
from shirube.core.finding import Level
from shirube.core.indicator import Decision
from shirube.core.reading import Missing
from shirube.core.scale import Code, Evidence
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.checks.checking import run, run_on

TARGETS = {"R5": 100, "R6": 100, "R7": 100}


def test_a_published_grade_that_the_rule_does_not_give_is_grave_and_shows_the_calculation() -> None:
    indicator = build_indicator(targets=TARGETS, actuals={"R5": 94, "R6": 81}, marks={"R5": "A", "R6": "A"})

    [finding] = run_on(check_grade_differs, indicator)

    assert finding.level is Level.GRAVE
    assert finding.place.year == year("R6")
    assert "公表された評価は「A」" in finding.message
    assert "81人 ÷ 100人 = 81.0%（50%超90%未満）→ B" in finding.message
    assert "転記の誤り" in finding.remedy


def test_what_would_explain_the_grade_is_told_and_silent_where_nothing_does() -> None:
    def check(actual: int) -> str:
        indicator = build_indicator(targets={"R5": 105}, actuals={"R5": actual}, marks={"R5": "A"})
        [finding] = run_on(check_grade_differs, indicator)
        return finding.message

    assert "考えられる理由：" in check(94)  # 89.52 % is 90 % when rounded before judging
    assert "四捨五入" in check(94)
    assert "考えられる理由" not in check(60)


def test_grades_that_follow_the_rule_are_silent() -> None:
    indicator = build_indicator(targets=TARGETS, actuals={"R5": 94, "R6": 81}, marks={"R5": "A", "R6": "B"})

    assert run_on(check_grade_differs, indicator) == []


def test_a_grade_decided_with_a_reason_is_silent() -> None:
    indicator = build_indicator(
        targets=TARGETS,
        actuals={"R5": 81},
        marks={"R5": "A"},
        decisions=(Decision(year("R5"), "A", "年度末に工事が完了したため"),),
    )

    assert run_on(check_grade_differs, indicator) == []


def test_a_decision_for_another_grade_than_the_printed_one_does_not_excuse_it() -> None:
    indicator = build_indicator(
        targets=TARGETS,
        actuals={"R5": 81},
        marks={"R5": "A"},
        decisions=(Decision(year("R5"), "S", "年度末に工事が完了したため"),),
    )

    assert len(run_on(check_grade_differs, indicator)) == 1


def test_a_plan_without_a_rule_is_silent() -> None:
    plan = build_plan(build_indicator(targets=TARGETS, actuals={"R5": 81}, marks={"R5": "A"}))

    assert run(check_grade_differs, plan) == []


def test_a_rate_exactly_on_an_edge_that_nobody_settled_is_left_to_another_check() -> None:
    scale = build_scale(evidence=Evidence.OPEN)
    indicator = build_indicator(targets=TARGETS, actuals={"R5": 90}, marks={"R5": "B"})

    assert run_on(check_grade_differs, indicator, scale=scale) == []


def test_the_same_rate_on_a_settled_edge_is_reported() -> None:
    indicator = build_indicator(targets=TARGETS, actuals={"R5": 90}, marks={"R5": "B"})

    assert len(run_on(check_grade_differs, indicator)) == 1


def test_a_year_without_an_actual_is_silent() -> None:
    indicator = build_indicator(targets=TARGETS, marks={"R5": "A"})

    assert run_on(check_grade_differs, indicator) == []


def test_a_mark_that_the_rule_does_not_know_is_odd_and_not_grave() -> None:
    indicator = build_indicator(targets=TARGETS, actuals={"R5": 81}, marks={"R5": "優"})

    [finding] = run_on(check_grade_differs, indicator)

    assert finding.level is Level.ODD
    assert "評価基準の区分にありません" in finding.message


def test_a_code_for_a_missing_figure_agrees_with_the_rule() -> None:
    scale = replace(build_scale(), codes=(Code(mark="X", missing=(Missing.UNPUBLISHED,)),))
    indicator = build_indicator(targets=TARGETS, actuals={"R5": "未公表"}, marks={"R5": "X"})

    assert run_on(check_grade_differs, indicator, scale=scale) == []


def test_where_most_grades_contradict_the_rule_one_finding_doubts_the_rule() -> None:
    indicator = build_indicator(
        targets={f"R{n}": 100 for n in range(1, 6)},
        actuals={f"R{n}": 81 for n in range(1, 6)},
        marks={"R1": "A", "R2": "A", "R3": "A", "R4": "A", "R5": "B"},
    )

    [finding] = run_on(check_grade_differs, indicator)

    assert finding.level is Level.ODD
    assert "5件のうち4件" in finding.message
    assert "令和元年度（公表A、計算B）" in finding.message
