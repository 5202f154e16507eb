from __future__ import annotations

from shirube.core.scale import Band, Condition, Edge, Scale, Subject
from shirube.core.scale_versions import (
    compute_years_in_force,
    find_scale_in_force,
    grade_by_versions,
)
from shirube.core.whatif import compute_version_whatif
from tests.builders import build_scale, percent, year
from tests.core.seed_plan import seed_plan

R5, R6, R7 = year("R5"), year("R6"), year("R7")
OLD = build_scale()


def build_strict(since: str = "") -> Scale:
    """Only 100 % is good."""
    edge = percent(100)
    return Scale(
        name="strict",
        bands=(
            Band(mark="○", conditions=(Condition(Subject.RATE, Edge(edge, True)),)),
            Band(mark="×", conditions=(Condition(Subject.RATE, None, Edge(edge, False)),)),
        ),
        valid_from=year(since) if since else None,
    )


def test_each_year_is_judged_by_the_version_in_force_then() -> None:
    graded = grade_by_versions(seed_plan(), (build_strict("R7"), OLD))

    marks = {at: {row.mark(at) for row in graded.rows} for at in (R5, R6, R7)}
    assert marks[R7] <= {"○", "×"}
    assert marks[R5] | marks[R6] <= {"S", "A", "B", "C"}
    assert graded.scale.name == "strict"


def test_a_version_for_years_to_come_leaves_the_rule_of_the_current_year_in_force() -> None:
    graded = grade_by_versions(seed_plan(), (build_strict("R8"), OLD))

    assert graded.scale is OLD
    assert find_scale_in_force((build_strict("R8"), OLD), R7) is OLD


def test_without_a_year_the_newest_version_is_meant_and_without_versions_there_is_none() -> None:
    strict = build_strict("R8")

    assert find_scale_in_force((strict, OLD), None) is strict
    assert find_scale_in_force((), R7) is None
    assert grade_by_versions(seed_plan(), ()).scale.title == "評価基準なし"


def test_the_years_of_each_version_add_up_to_the_years_of_the_plan() -> None:
    strict = build_strict("R7")

    assert compute_years_in_force((strict, OLD), [R5, R6, R7]) == ((R7,), (R5, R6))
    assert compute_years_in_force((build_strict(), OLD), [R5, R6, R7]) == ((R5, R6, R7), ())


def test_a_further_version_changes_only_the_years_it_is_valid_in() -> None:
    plan = seed_plan()

    found = compute_version_whatif(plan, (OLD,), build_strict("R7"))

    assert {change.year for change in found.changes} == {R7}
    assert found.render(R7) == "令和7年度は14指標のうち14指標で評価が変わります。"
    assert compute_version_whatif(plan, (OLD,), OLD).changes == ()
