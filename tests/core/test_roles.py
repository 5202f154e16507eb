"""The table of permissions: what each role may and, above all, may not."""

from __future__ import annotations

import pytest

from shirube.core.roles import (
    PERMISSIONS,
    Holding,
    NotAllowed,
    Reach,
    Role,
    find_own_bodies,
    find_reach,
    is_allowed,
    require,
)

SECTION, OUTSIDE = 1, 2


def hold(*roles: Role, body: int = SECTION) -> tuple[Holding, ...]:
    return tuple(Holding(role, body) for role in roles)


def test_an_outside_body_reaches_its_own_rows_and_no_others() -> None:
    held = hold(Role.RESPONDENT, body=OUTSIDE)

    assert is_allowed(held, "enter_actual", OUTSIDE)
    assert not is_allowed(held, "enter_actual", SECTION)
    assert not is_allowed(held, "enter_actual", None), "a row of nobody is not everybody's"
    assert not is_allowed(held, "view_plan", SECTION)


@pytest.mark.parametrize(
    ("role", "may"), [(Role.REVIEWER, {"view_plan", "comment"}), (Role.VIEWER, {"view_plan"})]
)
def test_viewers_see_everything_and_change_nothing_and_committee_members_only_comment(
    role: Role, may: set[str]
) -> None:
    held = hold(role)

    assert {action for action in PERMISSIONS if is_allowed(held, action)} == may


def test_nobody_both_proposes_and_approves_by_one_role() -> None:
    for role in Role:
        assert not (is_allowed(hold(role), "decide_grade") and is_allowed(hold(role), "approve_grade"))


def test_the_administrator_manages_people_and_enters_no_figures() -> None:
    held = hold(Role.ADMINISTRATOR)

    assert is_allowed(held, "manage_people")
    assert not is_allowed(held, "enter_actual")
    assert not is_allowed(held, "import_plan")


def test_of_two_posts_the_wider_reach_counts() -> None:
    held = (*hold(Role.RESPONDENT, body=OUTSIDE), *hold(Role.PLAN_SECRETARIAT))

    assert find_reach(held, "enter_actual") is Reach.ALL
    assert find_own_bodies(hold(Role.RESPONDENT, body=OUTSIDE), "enter_actual") == {OUTSIDE}


def test_somebody_without_a_post_may_do_nothing() -> None:
    assert [action for action in PERMISSIONS if is_allowed((), action, SECTION)] == []


def test_a_refusal_says_what_in_japanese_and_names_no_row() -> None:
    with pytest.raises(NotAllowed, match="「表を取り込む」ことはできません"):
        require(hold(Role.VIEWER), "import_plan")


def test_an_action_that_was_not_declared_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        is_allowed(hold(Role.ADMINISTRATOR), "fly")
