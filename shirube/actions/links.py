"""Links that let one person in once: issuing, opening, using up."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from shirube.store.people import EntryLink, Person

LIFETIMES = {
    EntryLink.Kind.INVITATION: timedelta(days=7),
    EntryLink.Kind.RESET: timedelta(hours=24),
    EntryLink.Kind.MAIL: timedelta(minutes=30),
    EntryLink.Kind.FIRST: timedelta(hours=24),
}


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """The token, shown once and kept nowhere, and until when it works."""

    token: str
    expires_at: datetime

    @property
    def path(self) -> str:
        """The path of the page that takes it."""
        return f"/entry/{self.token}/"


def issue_link(person: Person, kind: EntryLink.Kind) -> IssuedLink:
    """A new link for a person; earlier unused ones stop working. Within the caller's transaction.

    Anybody can ask for a mail: its link leaves those alone that the administrator handed over.
    """
    now = timezone.now()
    links = EntryLink.objects.of(person.municipality_id)
    earlier = links.filter(person=person, used_at=None)
    if kind == EntryLink.Kind.MAIL:
        earlier = earlier.filter(kind=kind)
    earlier.update(used_at=now)
    token, expires_at = secrets.token_urlsafe(32), now + LIFETIMES[kind]
    links.create(
        municipality_id=person.municipality_id,
        person=person,
        kind=kind,
        token_hash=_hash(token),
        expires_at=expires_at,
    )
    return IssuedLink(token, expires_at)


def find_link(token: str) -> EntryLink | None:
    """The link of a token, None when it is unknown, used, too old, or its person disabled."""
    return (
        EntryLink.objects.of_everyone()
        .select_related("person__municipality")
        .filter(token_hash=_hash(token), used_at=None, expires_at__gt=timezone.now(), person__is_active=True)
        .first()
    )


def use_link(link: EntryLink) -> bool:
    """Uses a link up; False when somebody else has just done so."""
    links = EntryLink.objects.of(link.municipality_id)
    return bool(links.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
