"""What changes in an organisation over the years: names of bodies and posts, their end, data of people.

Making them, and handing posts over, belongs to people.py. Nothing is deleted: what was stays named in the
history and in the figures.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from shirube.actions import audit, reach
from shirube.actions.links import issue_link
from shirube.actions.outcome import Conflict, Refused, Side, require_plain, require_reason
from shirube.actions.people import Invitation, open_people, require_name
from shirube.store.access import Access
from shirube.store.people import Assignment, Body, EntryLink, Person, Post
from shirube.store.plans import IndicatorRow, PlanRow

_WHY_ENDED = "廃止する理由を入力してください（例：組織改正により商工観光課に統合）。"


@transaction.atomic
def change_body(
    *, body: int, name: str, aliases: tuple[str, ...], seen: str, by: Person, reason: str = ""
) -> Body:
    """Renames a body and says how printed tables call it. ``seen`` is the name the form was made with.

    Raises Refused for a name that is taken, Conflict when somebody has renamed it meanwhile.
    """
    access = open_people(by)
    found = reach.lock_body(access, body)
    clean = require_name(name, "課・団体の名前")
    require_plain(reason, *aliases)
    _require_seen(found.name, seen, clean)
    reach.lock_municipality(access)
    if Body.objects.of(access.municipality).filter(name=clean).exclude(pk=found.pk).exists():
        raise Refused(f"「{clean}」は、既に登録されています（廃止したものを含みます）。")
    names = "\n".join(aliases)
    before = {"名前": found.name, "表での名前": found.aliases.replace("\n", "、")}
    after = {"名前": clean, "表での名前": names.replace("\n", "、")}
    if before == after:
        return found
    found.name, found.aliases = clean, names
    found.save(update_fields=["name", "aliases"])
    _record(access, "body.changed", clean, before=before, after=after, reason=reason)
    return found


@transaction.atomic
def end_body(*, body: int, reason: str, by: Person) -> Body:
    """Ends a body (廃止). Raises Refused while it has posts: they are ended or left to others first."""
    access = open_people(by)
    found = reach.lock_body(access, body)
    why = require_reason(reason, _WHY_ENDED)
    posts = Post.objects.of(access.municipality).filter(body=found, is_active=True)
    if names := "、".join(post.name for post in posts):
        raise Refused(f"「{found.name}」には、担当（{names}）があります。先に、担当を廃止してください。")
    _end(found, why)
    _record(access, "body.ended", found.name, reason=why)
    return found


@transaction.atomic
def change_post(*, post: int, name: str, seen: str, by: Person, reason: str = "") -> Post:
    """Renames a post. Its role stays: another role is another post."""
    access = open_people(by)
    found = reach.lock_post_among(access, post)
    clean = require_name(name, "担当の名前")
    require_plain(reason)
    _require_seen(found.name, seen, clean)
    others = Post.objects.of(access.municipality).filter(body=found.body, name=clean).exclude(pk=found.pk)
    if others.exists():
        raise Refused(f"「{found.body.name} {clean}」は、既に登録されています（廃止したものを含みます）。")
    if clean == found.name:
        return found
    before, found.name = {"名前": str(found)}, clean
    found.save(update_fields=["name"])
    _record(access, "post.changed", str(found), before=before, after={"名前": str(found)}, reason=reason)
    return found


@transaction.atomic
def end_post(*, post: int, reason: str, by: Person) -> Post:
    """Ends a post (廃止). Raises Refused while somebody holds it, or plans or indicators belong to it."""
    access = open_people(by)
    found = reach.lock_post(access, post)
    why = require_reason(reason, _WHY_ENDED)
    held = Assignment.objects.of(access.municipality).filter(post=found, until=None).select_related("person")
    if names := "、".join(item.person.name for item in held):
        raise Refused(f"「{found}」には、担当者（{names}）がいます。先に、引き継いでください。")
    indicators = IndicatorRow.objects.of(access.municipality).filter(owner=found).count()
    plans = PlanRow.objects.of(access.municipality).filter(owner=found).count()
    if indicators or plans:
        raise Refused(
            f"「{found}」には、指標{indicators}件と計画{plans}件が付いています。先に、ほかの担当に移してください。"
        )
    _end(found, why)
    _record(access, "post.ended", str(found), reason=why)
    return found


@transaction.atomic
def change_person(*, person: int, name: str, email: str, by: Person) -> Person:
    """Changes name and mail address. The login stays: the history and people's habits hang on it."""
    access = open_people(by)
    found = reach.lock_person(access, person)
    clean, address = require_name(name, "氏名"), email.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            raise Refused("メールアドレスを「hanako@city.example.jp」のように入力してください。") from error
    before = {"氏名": found.name, "メールアドレス": found.email}
    after = {"氏名": clean, "メールアドレス": address}
    if before == after:
        return found
    if found.email != address:
        # A link sent to the old address must not let in whoever reads it now.
        links = EntryLink.objects.of(access.municipality).filter(person=found, kind=EntryLink.Kind.MAIL)
        links.filter(used_at=None).update(used_at=timezone.now())
    found.name, found.email = clean, address
    found.save(update_fields=["name", "email"])
    _record(access, "person.changed", clean, before=before, after=after, person=found.pk)
    return found


@transaction.atomic
def enable_person(*, person: int, post: int, by: Person) -> Invitation:
    """Lets somebody back who was disabled, to a post; the password is chosen anew by the link."""
    access = open_people(by)
    place, found = reach.lock_post(access, post), reach.lock_person(access, person)
    if found.is_active:
        raise Refused(f"{found.name}さんは、利用停止ではありません。")
    found.is_active = True
    found.totp_secret, found.totp_confirmed_at = "", None
    found.set_unusable_password()
    found.save(update_fields=["is_active", "totp_secret", "totp_confirmed_at", "password"])
    Assignment.objects.of(access.municipality).create(
        municipality=access.municipality, post=place, person=found, since=timezone.localdate()
    )
    link = issue_link(found, EntryLink.Kind.INVITATION)
    after = {"担当": str(place)}
    _record(access, "person.enabled", found.name, after=after, person=found.pk)
    return Invitation(found, link)


def _require_seen(current: str, seen: str, typed: str) -> None:
    if current not in (seen, typed):
        raise Conflict(place="名前", current=Side(current), typed=typed)


def _end(found: Body | Post, reason: str) -> None:
    found.is_active, found.ended_on, found.end_reason = False, timezone.localdate(), reason
    found.save(update_fields=["is_active", "ended_on", "end_reason"])


def _record(
    access: Access,
    verb: str,
    place: str,
    *,
    before: audit.Values | None = None,
    after: audit.Values | None = None,
    reason: str = "",
    person: int | None = None,
) -> None:
    audit.record(
        verb=verb,
        by=access.person,
        municipality=access.municipality,
        place=place,
        before=before,
        after=after,
        reason=reason,
        person=person,
    )
