"""Named queries: what they show to whom, and that rows do not raise the number of statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.actions.decisions import decide_grade
from shirube.actions.figures import enter_figure, figure_place, save_draft
from shirube.actions.people import hand_over_post
from shirube.actions.plans import assign_owner, undo_import
from shirube.core.roles import Role
from shirube.store import queries
from shirube.store.access import Access, load_access
from shirube.store.load import load_plan
from shirube.store.plans import PlanRow
from tests.builders import build_indicator, build_plan, build_scale
from tests.people import OTHER_CITY, Town, build_town, import_for

pytestmark = pytest.mark.django_db


def fill(town: Town, indicators: int) -> PlanRow:
    rows = [
        build_indicator(str(n), name=f"指標{n}", targets={"R7": 5}, actuals={"R6": n})
        for n in range(indicators)
    ]
    return import_for(town, build_plan(*rows, scale=build_scale()))


@pytest.fixture
def row(town: Town) -> PlanRow:
    return fill(town, 3)


def own(town: Town, row: PlanRow, key: str) -> int:
    pk: int = row.indicators.get(key=key).pk
    assign_owner(indicators=[pk], post=town.posts[Role.RESPONDENT].pk, by=town.secretariat)
    return pk


def test_a_plan_of_another_municipality_or_body_is_not_found(town: Town, row: PlanRow) -> None:
    other = build_town(OTHER_CITY, "となり市")

    assert queries.find_plan(load_access(town.viewer), row.pk) == row
    assert queries.find_plan(load_access(other.administrator), row.pk) is None
    assert queries.find_plan(load_access(town.respondent), row.pk) is None


def test_an_indicator_is_found_in_its_own_plan_by_those_who_reach_it(town: Town, row: PlanRow) -> None:
    pk, other = own(town, row, "1"), build_town(OTHER_CITY, "となり市")
    respondent = load_access(town.respondent)
    foreign = row.indicators.exclude(pk=pk).first()
    assert foreign is not None

    assert queries.find_indicator(respondent, row.pk, pk) is not None
    assert queries.find_indicator(respondent, row.pk, foreign.pk) is None
    assert queries.find_indicator(respondent, row.pk, pk, "enter_target") is None
    assert queries.find_indicator(load_access(town.viewer), row.pk + 1, pk) is None
    assert queries.find_indicator(load_access(other.viewer), row.pk, pk) is None
    assert queries.list_indicator_ids(respondent, row.pk, "enter_actual") == {pk}
    assert queries.list_indicators(load_access(town.secretariat), row.pk, "assign_owner") == list(
        row.indicators.order_by("position")
    )


def test_people_bodies_and_posts_of_another_municipality_are_not_found(town: Town) -> None:
    ours, theirs = (
        load_access(town.administrator),
        load_access(build_town(OTHER_CITY, "となり市").administrator),
    )
    post = town.posts[Role.VIEWER]

    assert queries.find_body(ours, town.section.pk) == town.section
    assert queries.find_person(ours, town.viewer.pk) == town.viewer
    assert queries.find_post(ours, post.pk) == queries.find_owner(ours, post.pk) == post
    assert queries.find_owner(ours, None) is None
    assert queries.find_body(theirs, town.section.pk) is None
    assert queries.find_person(theirs, town.viewer.pk) is None
    assert queries.find_post(theirs, post.pk) is None
    assert queries.find_owner(theirs, post.pk) is None
    assert not set(queries.list_posts(ours)) & set(queries.list_posts(theirs))


def test_only_posts_that_enter_figures_may_own_an_indicator(town: Town) -> None:
    access = load_access(town.administrator)

    answering = {post.role_value for post in queries.list_posts(access, answering=True)}

    assert answering == {Role.RESPONDENT, Role.PLAN_SECRETARIAT}
    assert {post.role_value for post in queries.list_posts(access)} >= set(town.posts)


def test_an_import_is_found_by_those_who_may_import(town: Town, row: PlanRow) -> None:
    (batch,) = queries.find_imports(load_access(town.secretariat), row.pk)

    assert queries.find_import(load_access(town.secretariat), batch.pk) == batch
    assert queries.find_import(load_access(town.viewer), batch.pk) is None
    assert queries.find_import(load_access(build_town(OTHER_CITY, "となり市").secretariat), batch.pk) is None


def test_an_import_stands_until_it_is_taken_back(town: Town, row: PlanRow) -> None:
    batch = row.imports.get().pk
    ours, theirs = town.secretariat, build_town(OTHER_CITY, "となり市").secretariat
    assert queries.list_standing_imports(load_access(ours), [batch]) == {batch}
    assert queries.list_standing_imports(load_access(theirs), [batch]) == frozenset()

    undo_import(batch=batch, by=ours)

    assert queries.list_standing_imports(load_access(ours), [batch]) == frozenset()


def test_a_server_is_shared_from_the_second_municipality_on(town: Town) -> None:
    assert not queries.is_shared()
    build_town(OTHER_CITY, "となり市")
    assert queries.is_shared()


def test_an_outside_body_loads_only_its_own_rows(town: Town, row: PlanRow) -> None:
    own(town, row, "1")

    access = load_access(town.respondent)

    loaded = load_plan(row, only=access.narrow(row))

    assert queries.find_plan(access, row.pk) == row
    assert [indicator.key for indicator in loaded.plan.indicators] == ["1"]
    assert loaded.figures.keys() == {("1", "target", 2025), ("1", "actual", 2024)}


def test_what_is_still_to_be_entered_is_that_of_ones_own_post(town: Town, row: PlanRow) -> None:
    pk = own(town, row, "1")
    access = load_access(town.respondent)
    assert [item.pk for item in queries.find_missing_actuals(access, 2025)] == [pk]

    enter_figure(indicator=pk, kind="actual", year=2025, text="7", version=0, by=town.respondent)

    assert not queries.find_missing_actuals(access, 2025)


def test_a_proposal_waits_for_the_approver_and_not_for_the_proposer(town: Town, row: PlanRow) -> None:
    pk = row.indicators.get(key="0").pk
    decide_grade(indicator=pk, year=2024, mark="A", reason="理由", version=0, by=town.secretariat)

    assert queries.find_decisions_to_approve(load_access(town.approver)).count() == 1
    assert queries.find_decisions_to_approve(load_access(town.secretariat)).count() == 0


def test_the_history_shows_an_outside_body_only_what_happened_to_its_rows(town: Town, row: PlanRow) -> None:
    pk, other = own(town, row, "1"), row.indicators.get(key="2").pk
    for indicator in (pk, other):
        enter_figure(indicator=indicator, kind="actual", year=2025, text="7", version=0, by=town.secretariat)

    seen = queries.find_history(load_access(town.respondent))

    assert {record.indicator_id for record in seen} == {pk}
    assert queries.find_history(load_access(town.viewer)) == []
    everything = queries.find_history(load_access(town.administrator))
    assert [record.number for record in everything] == sorted((r.number for r in everything), reverse=True)
    assert queries.find_history(load_access(town.administrator), below=3)[0].number == 2
    assert all(record.plan_id for record in queries.find_history(load_access(town.secretariat)))


def test_orphans_are_rows_without_a_post_and_rows_of_an_empty_post(town: Town, row: PlanRow) -> None:
    own(town, row, "1")
    access = load_access(town.administrator)
    assert [item.key for item in queries.find_orphans(access)] == ["0", "2"]

    post = town.posts[Role.RESPONDENT].pk
    hand_over_post(post=post, leaving=town.respondent.pk, arriving=None, by=town.administrator)

    assert [item.key for item in queries.find_orphans(access)] == ["0", "1", "2"]


def test_drafts_are_seen_by_their_author_alone(town: Town, row: PlanRow) -> None:
    pk = row.indicators.get(key="0").pk
    place = figure_place(pk, "actual", 2025)
    save_draft(indicator=pk, place=place, text="7人と", base_version=0, by=town.secretariat)

    assert queries.find_drafts(load_access(town.secretariat), row.pk)[place].text == "7人と"
    assert queries.find_drafts(load_access(town.administrator), row.pk) == {}


def test_people_bodies_and_imports_are_listed_with_what_belongs_to_them(town: Town, row: PlanRow) -> None:
    access = load_access(town.administrator)

    bodies = {body.name: posts for body, posts in queries.list_bodies(access)}
    people = dict(queries.list_people(access))

    assert [summary.people for summary in bodies["商工会"]] == [(town.respondent,), (town.reviewer,)]
    assert people[town.viewer] == (town.posts[Role.VIEWER],)
    assert queries.find_imports(load_access(town.secretariat), row.pk).count() == 1
    assert queries.find_imports(load_access(town.viewer), row.pk).count() == 0
    assert queries.find_acceptances(access, row.pk) == {}


LISTS: dict[str, Callable[[Access], Any]] = {
    "find_missing_actuals": lambda access: [
        str(row.owner) for row in queries.find_missing_actuals(access, 2025)
    ],
    "find_orphans": lambda access: [row.node.name for row in queries.find_orphans(access)],
    "list_bodies": queries.list_bodies,
    "list_people": queries.list_people,
    "find_history": queries.find_history,
}


@pytest.mark.parametrize("name", LISTS)
def test_more_rows_do_not_take_more_statements(town: Town, name: str) -> None:
    fill(town, 1)
    access = load_access(town.secretariat)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            LISTS[name](access)
        return len(captured)

    few = count()
    for _ in range(3):
        fill(town, 20)

    assert count() == few <= 10
