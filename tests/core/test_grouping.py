from __future__ import annotations

from shirube.core.graded_plan import compute_graded_plan
from shirube.core.grouping import NO_BODY, group_by_body, group_by_level, group_by_mark
from shirube.core.plan import Node, Plan
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.core.seed_plan import seed_graded

R7 = year("R7")


def test_a_row_of_two_bodies_is_counted_once_under_both_names() -> None:
    groups = group_by_body(seed_graded())

    assert [(group.name, len(group.rows)) for group in groups] == [
        ("Bi@Sta", 5),
        ("商工会・市", 1),
        ("市", 4),
        ("マルシェ", 1),
        ("商工会", 3),
    ]


def test_rows_without_a_body_form_a_group_that_says_so() -> None:
    graded = compute_graded_plan(build_plan(build_indicator()), build_scale())

    assert group_by_body(graded)[0].name == NO_BODY


def test_measures_of_the_same_name_under_two_directions_stay_apart() -> None:
    one = Node(name="周知", indicators=(build_indicator("1"),))
    other = Node(name="周知", indicators=(build_indicator("2"),))
    plan = Plan(nodes=(Node(name="甲", children=(one,)), Node(name="乙", children=(other,))))

    groups = group_by_level(compute_graded_plan(plan, build_scale()), 1)

    assert [group.name for group in groups] == ["周知", "周知"]


def test_rows_that_hang_above_a_level_form_no_group_of_it() -> None:
    plan = Plan(nodes=(Node(name="甲", indicators=(build_indicator("1"),)),))

    assert group_by_level(compute_graded_plan(plan, build_scale()), 1) == ()


def test_groups_of_grades_come_best_first_and_rows_without_one_last() -> None:
    graded = seed_graded()

    assert [group.name for group in group_by_mark(graded, R7)] == ["S", "A", "B", "C"]
    assert [group.name for group in group_by_mark(graded, year("R8"))] == ["評価なし"]
