"""A link for a new password by mail, where the operator has named a mail server.

Asking costs the same whether there is such a person or not: the request only counts and hands over; looking
the person up, making the link and sending are done afterwards, in the background (web decides where).
"""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from shirube.actions import audit
from shirube.actions.accounts import find_account
from shirube.actions.links import IssuedLink, issue_link
from shirube.store.people import EntryLink, LoginFailures, Person

# A second mail for the same name after five minutes, then after ten, twenty …; forgotten after a quiet day.
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=12)
FORGOTTEN_AFTER = timedelta(hours=24)
# From one address, in which a whole city hall may sit, so many until an hour has been quiet.
MOST_FROM_ADDRESS = 20
ADDRESS_FORGOTTEN_AFTER = timedelta(hours=1)
SUBJECT = "【しるべ】パスワードの再設定"
BODY = """{name} 様

しるべ（計画の進捗管理）のパスワードの再設定の申込みを受け付けました。
次のリンクを開いて、新しいパスワードを決めてください。リンクは30分間、1回だけ使えます。

{address}

確認コード（二段階認証）を設定している方は、その後のログインで確認コードが必要です。
お心当たりのないときは、このメールを削除してください。パスワードは変わりません。
"""
_log = logging.getLogger(__name__)


@transaction.atomic
def ask_for_mail(*, login: str, code: str = "", address: str = "") -> str:
    """Counts the wish; the account to send to, "" where one was asked for too lately.

    Says nothing about whether the account exists, and takes as long either way.
    """
    account = find_account(login, code)
    now = timezone.now()
    name, place = _hash("mail", account), _hash("mail address", address)
    # Held, so that asking many times at once does not send as many mails.
    known = LoginFailures.objects.select_for_update().filter(bucket__in=[name, place]).order_by("bucket")
    rows = {row.bucket: row for row in known}
    asked = _count(rows.get(name), now, FORGOTTEN_AFTER)
    seen = _count(rows.get(place), now, ADDRESS_FORGOTTEN_AFTER)
    pause = min(FIRST_PAUSE * (1 << min(asked - 1, 20)), LONGEST_PAUSE) if asked else timedelta(0)
    if seen >= MOST_FROM_ADDRESS or (asked and now - rows[name].last_at < pause):
        return ""
    for bucket, count in ((name, asked), (place, seen)):
        LoginFailures.objects.update_or_create(bucket=bucket, defaults={"count": count + 1, "last_at": now})
    return account


def send_reset_mail(account: str) -> None:
    """Sends the link to the person of an account; nothing happens where there is none, or no mail address."""
    made = _make_link(account)
    if made is None:
        return
    person, link = made
    message = EmailMessage(
        SUBJECT, BODY.format(name=person.name, address=settings.ORIGIN + link.path), to=[person.email]
    )
    try:
        message.send()
    except OSError as error:  # smtplib's own errors are OSErrors too
        # Neither the address nor the link: logs are read by many.
        _log.error("the mail with a link for person %s was not sent: %s", person.pk, type(error).__name__)


@transaction.atomic
def _make_link(account: str) -> tuple[Person, IssuedLink] | None:
    people = Person.objects.of_everyone().select_related("municipality")
    person = people.filter(account=account, is_active=True).exclude(email="").first()
    if person is None or not person.has_usable_password():
        return None
    link = issue_link(person, EntryLink.Kind.MAIL)
    audit.record(
        verb="link.mailed",
        by=None,
        municipality=person.municipality,
        place=person.name,
        person=person.pk,
    )
    return person, link


def _count(row: LoginFailures | None, now: datetime, forgotten_after: timedelta) -> int:
    return row.count if row is not None and now - row.last_at < forgotten_after else 0


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
