from __future__ import annotations

from shirube.core.graded_plan import compute_graded_plan
from shirube.core.indicator import Indicator
from shirube.core.movers import compute_movers
from shirube.core.unexplained import compute_unexplained
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.core.seed_plan import seed_graded

R6, R7 = year("R6"), year("R7")


def reasons(
    *actuals: int, status: str = "", issues: tuple[str, ...] = (), no_issue: bool = False
) -> list[str]:
    years = ("R6", "R7")[-len(actuals) :]
    indicator: Indicator = build_indicator(
        targets={"R6": 100, "R7": 100},
        actuals=dict(zip(years, actuals, strict=True)),
        status=status,
        issues=issues,
        no_issue=no_issue,
    )
    graded = compute_graded_plan(build_plan(indicator), build_scale())
    movers = compute_movers(graded, R6, R7) if len(actuals) == 2 else None
    return [reason for item in compute_unexplained(graded, R7, movers) for reason in item.reasons]


def test_a_low_or_fallen_grade_without_a_text_calls_for_a_reason() -> None:
    assert reasons(100, 60) == ["評価が下がった", "目標に届いていない"]
    assert reasons(60) == ["目標に届いていない"]


def test_a_large_success_without_a_text_calls_for_a_reason_too() -> None:
    assert reasons(150) == ["目標を大きく上回る"]


def test_reaching_the_target_as_planned_needs_no_reason() -> None:
    assert reasons(100, 100) == []


def test_a_text_or_an_issue_is_an_answer() -> None:
    assert reasons(60, status="雨天のため中止した回がある。") == []
    assert reasons(60, issues=("集客",)) == []


def test_the_reference_plan_has_a_text_for_every_row() -> None:
    graded = seed_graded()

    assert compute_unexplained(graded, R7, compute_movers(graded, R6, R7)) == ()
