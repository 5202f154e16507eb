"""Municipalities, bodies, posts and people: making, inviting, disabling, and handing a post over (人事異動).

Logging in and passwords belong to accounts.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from shirube.actions import audit, reach
from shirube.actions.links import IssuedLink, issue_link
from shirube.actions.outcome import Refused, require_plain
from shirube.core.municipality_code import parse_municipality_code
from shirube.core.roles import Role
from shirube.store.access import Access, load_access
from shirube.store.people import Assignment, Body, EntryLink, Municipality, Person, Post

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,59}")
OFFICE = "事務局"


@dataclass(frozen=True, slots=True)
class Invitation:
    """A person who has been invited, and the link to be handed over."""

    person: Person
    link: IssuedLink


@transaction.atomic
def create_municipality(
    *, code: str, name: str, admin_login: str, admin_name: str, office: str = OFFICE
) -> Invitation:
    """Opens a municipality with its first administrator, who also gets the post in charge of plans.

    By the system itself: nobody is there yet who could be asked. Raises Refused for a wrong or known code.
    """
    try:
        digits = parse_municipality_code(code)
    except ValueError as error:
        raise Refused(str(error)) from error
    if Municipality.objects.filter(code=digits).exists():
        raise Refused(f"団体コード「{digits}」の団体は、既に登録されています。")
    municipality = Municipality.objects.create(code=digits, name=require_name(name, "団体名"))
    audit.record(
        verb="municipality.created",
        by=None,
        municipality=municipality,
        place=municipality.name,
        after={"団体コード": digits},
    )
    body = Body.objects.create(municipality=municipality, name=office)
    person = _make_person(municipality, admin_login, admin_name, "")
    for role in (Role.ADMINISTRATOR, Role.PLAN_SECRETARIAT):
        post = Post.objects.create(
            municipality=municipality, body=body, name=role.value, role=role.name.lower()
        )
        _assign(municipality, post, person)
    link = issue_link(person, EntryLink.Kind.FIRST)
    audit.record(
        verb="person.invited",
        by=None,
        municipality=municipality,
        place=person.name,
        person=person.pk,
        after={"担当": "システム管理者、計画所管"},
    )
    return Invitation(person, link)


@transaction.atomic
def create_body(*, name: str, by: Person, is_outside: bool = False, aliases: tuple[str, ...] = ()) -> Body:
    """Adds a section or an outside body; ``aliases`` are the names it has in printed tables."""
    access = open_people(by)
    require_plain(*aliases)
    clean = require_name(name, "課・団体の名前")
    reach.lock_municipality(access)
    if Body.objects.of(access.municipality).filter(name=clean).exists():
        raise Refused(f"「{clean}」は、既に登録されています。")
    body = Body.objects.create(
        municipality=access.municipality, name=clean, is_outside=is_outside, aliases="\n".join(aliases)
    )
    kind = "外部団体" if is_outside else "課"
    after = {"名前": clean, "種別": kind, "表での名前": "、".join(aliases)}
    audit.record(verb="body.created", by=by, municipality=access.municipality, place=clean, after=after)
    return body


@transaction.atomic
def create_post(*, body: int, name: str, role: Role, by: Person) -> Post:
    """Adds a post with its role to a body."""
    access = open_people(by)
    found = reach.lock_body(access, body)
    if found.is_outside and role not in (Role.RESPONDENT, Role.REVIEWER, Role.VIEWER):
        raise Refused(f"外部団体には「{role.value}」を置けません。")
    clean = require_name(name, "担当の名前")
    if Post.objects.of(access.municipality).filter(body=found, name=clean).exists():
        raise Refused(f"「{found.name} {clean}」は、既に登録されています。")
    post = Post.objects.create(
        municipality=access.municipality, body=found, name=clean, role=role.name.lower()
    )
    audit.record(
        verb="post.created",
        by=by,
        municipality=access.municipality,
        place=str(post),
        after={"役割": role.value},
    )
    return post


@transaction.atomic
def invite_person(*, login: str, name: str, post: int, by: Person, email: str = "") -> Invitation:
    """Adds a person to a post and issues the link with which the password is set."""
    access = open_people(by)
    found = reach.lock_post(access, post)
    reach.lock_municipality(access)
    person = _make_person(access.municipality, login, name, email)
    _assign(access.municipality, found, person)
    link = issue_link(person, EntryLink.Kind.INVITATION)
    audit.record(
        verb="person.invited",
        by=by,
        municipality=access.municipality,
        place=person.name,
        person=person.pk,
        after={"利用者名": person.login, "担当": str(found)},
    )
    return Invitation(person, link)


@transaction.atomic
def disable_person(*, person: int, by: Person, reason: str = "") -> Person:
    """Locks a person out at once and takes all posts away; what the person did stays on record.

    Raises Refused for oneself and for the last administrator.
    """
    access = open_people(by)
    require_plain(reason)
    found = reach.lock_person(access, person)
    if found.pk == by.pk:
        raise Refused("自分自身を利用停止にすることはできません。ほかの管理者に依頼してください。")
    if not found.is_active:
        return found
    held = Assignment.objects.of(access.municipality).filter(person=found, until=None)
    posts = "、".join(str(item.post) for item in held.select_related("post__body"))
    _require_other_administrator(access, found)
    held.update(until=timezone.localdate())
    Person.objects.of(access.municipality).filter(pk=found.pk).update(is_active=False, epoch=F("epoch") + 1)
    EntryLink.objects.of(access.municipality).filter(person=found, used_at=None).update(
        used_at=timezone.now()
    )
    audit.record(
        verb="person.disabled",
        by=by,
        municipality=access.municipality,
        place=found.name,
        person=found.pk,
        before={"担当": posts},
        reason=reason,
    )
    found.refresh_from_db()
    return found


@transaction.atomic
def hand_over_post(
    *, post: int, leaving: int | None, arriving: int | None, by: Person, on: date | None = None
) -> Post:
    """Passes a post from one person to another; its indicators stay with it.

    ``leaving`` None only adds somebody, ``arriving`` None leaves the post empty, which the list of orphan
    indicators then shows. ``on`` is the day that stays on record, today without one. The post changes hands
    at once, so that a day to come is refused: the one who leaves would lose the post before it.
    """
    access = load_access(by)
    access.require("hand_over_post")
    found = reach.lock_post(access, post)
    if found.role_value is Role.ADMINISTRATOR:
        access.require("manage_people")
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise Refused("引継ぎは、登録した時から有効になります。日付は、今日までの日にしてください。")
    # In the order of their ids: two people who change posts at the same time are held one after the other.
    both = sorted({pk for pk in (leaving, arriving) if pk is not None})
    moved = {pk: reach.lock_person(access, pk) for pk in both}
    held = Assignment.objects.of(access.municipality).filter(post=found, until=None)
    before = "、".join(item.person.name for item in held.select_related("person"))
    if leaving is not None:
        person = moved[leaving]
        if not held.filter(person=person).exists():
            raise Refused(f"{person.name}さんは「{found}」の担当ではありません。")
        if found.role_value is Role.ADMINISTRATOR and arriving is None:
            _require_other_administrator(access, person)
        held.filter(person=person).update(until=day)
    if arriving is not None:
        person = moved[arriving]
        if not person.is_active:
            raise Refused(f"{person.name}さんは利用停止のため、担当にできません。")
        if not held.filter(person=person).exists():
            _assign(access.municipality, found, person, since=day)
    now = "、".join(item.person.name for item in held.all().select_related("person"))
    audit.record(
        verb="post.handed_over",
        by=by,
        municipality=access.municipality,
        place=str(found),
        before={"担当者": before or "（なし）"},
        after={"担当者": now or "（なし）"},
    )
    return found


def open_people(by: Person) -> Access:
    """What somebody holds who manages bodies, posts and people. Raises NotAllowed for all others."""
    access = load_access(by)
    access.require("manage_people")
    return access


def _make_person(municipality: Municipality, login: str, name: str, email: str) -> Person:
    clean = login.strip().lower()
    if not _LOGIN.fullmatch(clean):
        raise Refused(
            "利用者名は、半角の英小文字・数字と「. _ @ + -」を使い、2文字以上60文字以内で入力してください。"
        )
    if Person.objects.of(municipality).filter(login=clean).exists():
        raise Refused(f"利用者名「{clean}」は、既に使われています。")
    person = Person(
        municipality=municipality,
        account=f"{municipality.code}/{clean}",
        login=clean,
        name=require_name(name, "氏名"),
        email=email.strip(),
    )
    person.set_unusable_password()
    person.save(force_insert=True)
    return person


def _assign(municipality: Municipality, post: Post, person: Person, since: date | None = None) -> None:
    Assignment.objects.create(
        municipality=municipality, post=post, person=person, since=since or timezone.localdate()
    )


def require_name(name: str, what: str) -> str:
    """A name without blanks around it. Raises Refused for an empty or too long one."""
    require_plain(name)
    clean = name.strip()
    if not clean or len(clean) > 100:
        raise Refused(f"{what}を100文字以内で入力してください。")
    return clean


def _require_other_administrator(access: Access, leaving: Person) -> None:
    # Two administrators who disable each other at the same time would both see the other one.
    reach.lock_municipality(access)
    others = (
        Assignment.objects.of(access.municipality)
        .filter(until=None, post__role=Role.ADMINISTRATOR.name.lower(), person__is_active=True)
        .exclude(person=leaving)
    )
    if not others.exists():
        raise Refused("最後のシステム管理者です。先に、ほかの方をシステム管理者にしてください。")
