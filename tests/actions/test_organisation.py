"""What changes in an organisation: names, ends, people who leave and come back. Nothing is ever deleted."""

from __future__ import annotations

import pytest

from shirube.actions.accounts import accept_link, read_link
from shirube.actions.links import issue_link
from shirube.actions.organisation import (
    change_body,
    change_person,
    change_post,
    enable_person,
    end_body,
    end_post,
)
from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.actions.people import create_body, create_post, disable_person, hand_over_post
from shirube.actions.plans import assign_owner
from shirube.core.roles import NotAllowed, Role
from shirube.store.people import Body, EntryLink, Person, Post
from shirube.store.queries import list_bodies, list_ended, list_leavers
from shirube.store.records import AuditRecord
from tests.builders import build_indicator, build_plan
from tests.people import OTHER_CITY, Town, build_town, import_for

pytestmark = pytest.mark.django_db


def rename(town: Town, name: str, by: Person | None = None, seen: str = "商工課") -> Body:
    return change_body(
        body=town.section.pk,
        name=name,
        aliases=("商工課",),
        seen=seen,
        reason="組織改正",
        by=by or town.administrator,
    )


def last_record(town: Town) -> AuditRecord:
    return AuditRecord.objects.of(town.municipality).order_by("-number")[0]


def leave_empty(town: Town, role: Role, person: Person) -> Post:
    post = town.posts[role]
    hand_over_post(post=post.pk, leaving=person.pk, arriving=None, by=town.administrator)
    return post


def test_a_section_gets_a_new_name_and_keeps_its_posts(town: Town) -> None:
    renamed = rename(town, " 商工観光課 ")

    assert (renamed.name, renamed.aliases) == ("商工観光課", "商工課")
    assert town.posts[Role.VIEWER].body_id == renamed.pk
    record = last_record(town)
    assert (record.verb, record.reason) == ("body.changed", "組織改正")
    assert "商工課" in record.before
    assert rename(town, "商工観光課", seen="商工観光課").pk == renamed.pk
    assert last_record(town) == record, "what is so already is no change"


def test_a_name_that_is_taken_is_refused_also_by_one_that_ended(town: Town) -> None:
    old = create_body(name="観光課", by=town.administrator)
    end_body(body=old.pk, reason="統合", by=town.administrator)

    for name in ("商工会", "観光課"):
        with pytest.raises(Refused, match="既に登録されています"):
            rename(town, name)
    with pytest.raises(Refused, match="100文字以内"):
        rename(town, " ")


def test_of_two_who_rename_the_later_one_sees_both_names(town: Town) -> None:
    rename(town, "商工観光課")

    with pytest.raises(Conflict) as met:
        rename(town, "産業振興課", seen="商工課")

    assert (met.value.current.text, met.value.typed) == ("商工観光課", "産業振興課")


def test_a_post_is_renamed_within_its_body(town: Town) -> None:
    post = town.posts[Role.VIEWER]
    create_post(body=town.section.pk, name="係", role=Role.VIEWER, by=town.administrator)

    with pytest.raises(Refused, match="既に登録されています"):
        change_post(post=post.pk, name="係", seen=post.name, by=town.administrator)
    with pytest.raises(Conflict):
        change_post(post=post.pk, name="主査", seen="前の名前", by=town.administrator)
    assert change_post(post=post.pk, name="主査", seen=post.name, by=town.administrator).name == "主査"
    assert last_record(town).verb == "post.changed"


def test_a_post_that_somebody_holds_or_that_owns_something_does_not_end(town: Town) -> None:
    post = town.posts[Role.RESPONDENT]
    row = import_for(town, build_plan(build_indicator())).indicators.get()
    assign_owner(indicators=[row.pk], post=post.pk, by=town.secretariat)

    with pytest.raises(Refused, match="担当者（回答者 花子）がいます"):
        end_post(post=post.pk, reason="統合", by=town.administrator)
    leave_empty(town, Role.RESPONDENT, town.respondent)
    with pytest.raises(Refused, match="指標1件と計画0件"):
        end_post(post=post.pk, reason="統合", by=town.administrator)
    assign_owner(indicators=[row.pk], post=None, by=town.secretariat)
    with pytest.raises(Refused, match="理由"):
        end_post(post=post.pk, reason=" ", by=town.administrator)

    ended = end_post(post=post.pk, reason="統合", by=town.administrator)
    assert (ended.is_active, ended.end_reason, ended.ended_on is not None) == (False, "統合", True)
    with pytest.raises(NotFound):
        hand_over_post(post=post.pk, leaving=None, arriving=town.viewer.pk, by=town.administrator)


def test_a_body_ends_after_its_posts_and_stays_listed_with_the_reason(town: Town) -> None:
    for role, person in ((Role.RESPONDENT, town.respondent), (Role.REVIEWER, town.reviewer)):
        with pytest.raises(Refused, match="先に、担当を廃止"):
            end_body(body=town.outside.pk, reason="解散", by=town.administrator)
        end_post(post=leave_empty(town, role, person).pk, reason="解散", by=town.administrator)

    end_body(body=town.outside.pk, reason="解散", by=town.administrator)

    access = town.access(town.administrator)
    assert "商工会" not in [body.name for body, _ in list_bodies(access)]
    assert sorted(str(item) for item in list_ended(access)) == ["商工会", "商工会 回答者", "商工会 委員"]
    assert {item.end_reason for item in list_ended(access)} == {"解散"}


def test_name_and_mail_address_of_a_person_change_and_the_login_stays(town: Town) -> None:
    changed = change_person(
        person=town.viewer.pk, name="閲覧 改子", email=" kaiko@example.jp ", by=town.administrator
    )

    assert (changed.name, changed.email, changed.login) == ("閲覧 改子", "kaiko@example.jp", "etsuran")
    with pytest.raises(Refused, match="メールアドレス"):
        change_person(person=town.viewer.pk, name="閲覧", email="kaiko", by=town.administrator)


def test_a_link_sent_to_the_old_address_ends_with_it(town: Town) -> None:
    link = issue_link(town.viewer, EntryLink.Kind.MAIL)
    handed = issue_link(town.secretariat, EntryLink.Kind.RESET)

    change_person(person=town.viewer.pk, name="閲覧", email="new@example.jp", by=town.administrator)

    with pytest.raises(Refused):
        read_link(link.token)
    assert read_link(handed.token).person == town.secretariat, "the control"


def test_who_left_and_comes_back_chooses_a_new_password(town: Town) -> None:
    town.viewer.set_password("おだやかな海辺の図書館へ行く道")
    town.viewer.save()
    disable_person(person=town.viewer.pk, reason="異動", by=town.administrator)
    (leaver,) = list_leavers(town.access(town.administrator))
    assert (leaver.person, leaver.record and leaver.record.reason) == (town.viewer, "異動")

    post = town.posts[Role.VIEWER].pk
    back = enable_person(person=town.viewer.pk, post=post, by=town.administrator)

    assert (back.person.is_active, back.person.has_usable_password()) == (True, False)
    assert accept_link(token=back.link.token, password="しずかな山里の郵便局まで歩く日") == town.viewer
    assert list_leavers(town.access(town.administrator)) == []
    with pytest.raises(Refused, match="利用停止ではありません"):
        enable_person(person=town.viewer.pk, post=post, by=town.administrator)


def test_only_the_administrator_and_only_in_the_own_municipality(town: Town) -> None:
    stranger = build_town(OTHER_CITY, "となり市").administrator
    post = town.posts[Role.VIEWER]

    with pytest.raises(NotAllowed):
        rename(town, "別の課", by=town.secretariat)
    with pytest.raises(NotFound):
        rename(town, "別の課", by=stranger)
    with pytest.raises(NotFound):
        end_body(body=town.section.pk, reason="x", by=stranger)
    with pytest.raises(NotFound):
        change_post(post=post.pk, name="x", seen=post.name, by=stranger)
    with pytest.raises(NotFound):
        end_post(post=post.pk, reason="x", by=stranger)
    with pytest.raises(NotFound):
        change_person(person=town.viewer.pk, name="x", email="", by=stranger)
    with pytest.raises(NotFound):
        enable_person(person=town.viewer.pk, post=post.pk, by=stranger)
