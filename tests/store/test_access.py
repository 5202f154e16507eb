"""What a person reaches at this moment."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.actions.people import disable_person, hand_over_post
from shirube.actions.plans import assign_owner
from shirube.core.roles import NotAllowed, Role
from shirube.store.access import load_access
from shirube.store.plans import PlanRow
from tests.builders import build_indicator, build_plan
from tests.people import OTHER_CITY, Town, build_town, import_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(town: Town) -> PlanRow:
    """Two indicators, the second one owned by the outside body."""
    row = import_for(town, build_plan(build_indicator("1"), build_indicator("2")))
    post = town.posts[Role.RESPONDENT].pk
    assign_owner(indicators=[row.indicators.get(key="2").pk], post=post, by=town.secretariat)
    return row


def test_an_outside_body_sees_its_own_rows_only(town: Town, row: PlanRow) -> None:
    access = load_access(town.respondent)

    assert [indicator.key for indicator in access.find_indicators()] == ["2"]
    assert list(access.find_plans()) == [row]
    assert access.narrow(row) == [row.indicators.get(key="2").pk]
    assert access.roles == {Role.RESPONDENT}


def test_a_plan_in_which_nothing_is_ones_own_is_not_there(town: Town, row: PlanRow) -> None:
    other = import_for(town, build_plan(build_indicator("1")))

    assert other not in load_access(town.respondent).find_plans()


@pytest.mark.parametrize("who", ["administrator", "secretariat", "approver", "reviewer", "viewer"])
def test_everybody_else_sees_the_whole_plan(town: Town, row: PlanRow, who: str) -> None:
    access = load_access(getattr(town, who))

    assert access.find_indicators().count() == 2
    assert access.narrow(row) is None


def test_nobody_sees_anything_of_another_municipality(town: Town, row: PlanRow) -> None:
    other = build_town(OTHER_CITY, "となり市")

    for person in (other.administrator, other.secretariat, other.respondent):
        access = load_access(person)
        assert not access.find_plans().exists()
        assert not access.find_indicators().exists()


def test_a_post_taken_away_counts_at_once(town: Town, row: PlanRow) -> None:
    post = town.posts[Role.VIEWER].pk
    hand_over_post(post=post, leaving=town.viewer.pk, arriving=None, by=town.administrator)

    access = load_access(town.viewer)

    assert access.posts == ()
    assert not access.find_plans().exists()


def test_a_disabled_person_holds_nothing(town: Town) -> None:
    disable_person(person=town.viewer.pk, by=town.administrator)

    with pytest.raises(NotAllowed, match="現在利用できません"):
        load_access(town.viewer)


def test_asking_takes_one_statement(town: Town) -> None:
    with CaptureQueriesContext(connection) as queries:
        access = load_access(town.administrator)
        assert access.can("manage_people")
        assert access.can_somewhere("view_plan")
        assert access.municipality.name == "試験市"

    assert len(queries) == 1
