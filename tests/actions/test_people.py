"""Municipalities, bodies, posts and people."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from shirube.actions import people
from shirube.actions.links import find_link
from shirube.actions.outcome import NotFound, Refused
from shirube.core.roles import NotAllowed, Role
from shirube.store.access import load_access
from shirube.store.people import Assignment, Body, EntryLink, Person, Post
from shirube.store.records import AuditRecord
from tests.people import CITY, OTHER_CITY, Town, build_town

pytestmark = pytest.mark.django_db


def test_the_first_administrator_can_begin_alone(town: Town) -> None:
    access = load_access(town.administrator)

    assert access.roles == {Role.ADMINISTRATOR, Role.PLAN_SECRETARIAT}
    assert access.can("import_plan")
    assert access.can("manage_people")


@pytest.mark.parametrize(("code", "words"), [("132285", "検査数字"), ("1322", "6桁"), (CITY, "既に登録")])
def test_a_wrong_or_known_code_is_refused(town: Town, code: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        people.create_municipality(code=code, name="市", admin_login="admin", admin_name="管理者")


def test_an_outside_body_gets_no_post_that_reaches_beyond_itself(town: Town) -> None:
    for role in (Role.ADMINISTRATOR, Role.PLAN_SECRETARIAT, Role.APPROVER):
        with pytest.raises(Refused, match="外部団体には"):
            people.create_post(body=town.outside.pk, name=f"新{role.value}", role=role, by=town.administrator)


def test_names_are_given_once(town: Town) -> None:
    with pytest.raises(Refused, match="既に登録"):
        people.create_body(name="商工課", by=town.administrator)
    with pytest.raises(Refused, match="既に登録"):
        people.create_post(body=town.section.pk, name="承認者", role=Role.VIEWER, by=town.administrator)
    with pytest.raises(Refused, match="既に使われ"):
        people.invite_person(
            login="KACHO ", name="別人", post=town.posts[Role.VIEWER].pk, by=town.administrator
        )


@pytest.mark.parametrize("login", ["", "a", "日本", "a b", "x" * 70, "-abc", "a/b"])
def test_a_login_is_plain(town: Town, login: str) -> None:
    with pytest.raises(Refused, match="利用者名"):
        people.invite_person(login=login, name="新人", post=town.posts[Role.VIEWER].pk, by=town.administrator)


def test_an_invited_person_has_a_post_and_a_link_but_no_password(town: Town) -> None:
    invited = people.invite_person(
        login="new", name="新人", post=town.posts[Role.VIEWER].pk, by=town.administrator
    )

    assert not invited.person.has_usable_password()
    assert load_access(invited.person).roles == {Role.VIEWER}
    link = find_link(invited.link.token)
    assert link is not None
    assert link.kind == EntryLink.Kind.INVITATION
    assert invited.link.token not in str(list(EntryLink.objects.of(town.municipality).values()))


@pytest.mark.parametrize("who", ["secretariat", "approver", "respondent", "reviewer", "viewer"])
def test_only_the_administrator_manages_people(town: Town, who: str) -> None:
    by = getattr(town, who)

    with pytest.raises(NotAllowed):
        people.create_body(name="新課", by=by)
    with pytest.raises(NotAllowed):
        people.create_post(body=town.section.pk, name="新", role=Role.VIEWER, by=by)
    with pytest.raises(NotAllowed):
        people.invite_person(login="new", name="新人", post=town.posts[Role.VIEWER].pk, by=by)
    with pytest.raises(NotAllowed):
        people.disable_person(person=town.viewer.pk, by=by)


def test_rows_of_another_municipality_do_not_exist(town: Town) -> None:
    by = build_town(OTHER_CITY, "となり市").administrator

    with pytest.raises(NotFound):
        people.create_post(body=town.section.pk, name="新", role=Role.VIEWER, by=by)
    with pytest.raises(NotFound):
        people.invite_person(login="new", name="新人", post=town.posts[Role.VIEWER].pk, by=by)
    with pytest.raises(NotFound):
        people.disable_person(person=town.viewer.pk, by=by)
    with pytest.raises(NotFound):
        people.hand_over_post(post=town.posts[Role.VIEWER].pk, leaving=None, arriving=None, by=by)


def test_a_disabled_person_loses_posts_links_and_sessions_at_once(town: Town) -> None:
    session = town.viewer.get_session_auth_hash()
    link = people.invite_person(
        login="new", name="新人", post=town.posts[Role.VIEWER].pk, by=town.administrator
    )

    gone = people.disable_person(person=town.viewer.pk, by=town.administrator, reason="退職")
    people.disable_person(person=link.person.pk, by=town.administrator)

    assert not gone.is_active
    assert gone.get_session_auth_hash() != session
    assert not Assignment.objects.of(town.municipality).filter(person=gone, until=None).exists()
    assert find_link(link.link.token) is None


def test_there_is_always_an_administrator_left(town: Town) -> None:
    with pytest.raises(Refused, match="自分自身"):
        people.disable_person(person=town.administrator.pk, by=town.administrator)
    post = Post.objects.of(town.municipality).get(role="administrator")
    with pytest.raises(Refused, match="最後のシステム管理者"):
        people.hand_over_post(
            post=post.pk, leaving=town.administrator.pk, arriving=None, by=town.administrator
        )


def test_in_april_the_post_passes_on_and_the_past_stays_on_record(town: Town) -> None:
    post = town.posts[Role.RESPONDENT]
    day = timezone.localdate() - timedelta(days=3)

    people.hand_over_post(
        post=post.pk, leaving=town.respondent.pk, arriving=town.viewer.pk, on=day, by=town.secretariat
    )

    assert load_access(town.respondent).posts == ()
    assert post in load_access(town.viewer).posts
    past = Assignment.objects.of(town.municipality).get(person=town.respondent)
    assert past.until == day
    record = AuditRecord.objects.of(town.municipality).order_by("-number")[0]
    assert json.loads(record.before) == {"担当者": town.respondent.name}
    assert json.loads(record.after) == {"担当者": town.viewer.name}


def test_a_post_is_not_handed_over_before_the_day_has_come(town: Town) -> None:
    post, tomorrow = town.posts[Role.RESPONDENT], timezone.localdate() + timedelta(days=1)

    with pytest.raises(Refused, match="今日までの日"):
        people.hand_over_post(
            post=post.pk, leaving=town.respondent.pk, arriving=None, on=tomorrow, by=town.secretariat
        )

    assert post in load_access(town.respondent).posts


def test_the_secretariat_cannot_hand_out_the_post_of_the_administrator(town: Town) -> None:
    post = Post.objects.of(town.municipality).get(role="administrator")

    with pytest.raises(NotAllowed):
        people.hand_over_post(post=post.pk, leaving=None, arriving=town.secretariat.pk, by=town.secretariat)


def test_a_handover_names_people_who_hold_or_can_hold_the_post(town: Town) -> None:
    post = town.posts[Role.RESPONDENT].pk
    with pytest.raises(Refused, match="担当ではありません"):
        people.hand_over_post(post=post, leaving=town.viewer.pk, arriving=None, by=town.administrator)
    people.disable_person(person=town.viewer.pk, by=town.administrator)
    with pytest.raises(Refused, match="利用停止"):
        people.hand_over_post(post=post, leaving=None, arriving=town.viewer.pk, by=town.administrator)


def test_two_municipalities_may_use_the_same_login(town: Town) -> None:
    other = build_town(OTHER_CITY, "となり市")

    assert Person.objects.of(other.municipality).get(login="admin").account == f"{OTHER_CITY}/admin"
    assert Body.objects.of(other.municipality).filter(name="商工課").exists()
