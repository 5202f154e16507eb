"""Logging in, passwords, the second factor, and links for those who cannot get in.

What to answer and how sessions are kept belongs to web. Nothing here tells whether an account exists.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from shirube.actions import audit, reach
from shirube.actions.links import IssuedLink, find_link, issue_link, use_link
from shirube.actions.outcome import Refused
from shirube.actions.passwords import check_password_rules, normalize_password
from shirube.actions.recovery_codes import count_codes, forget_codes, make_codes, use_code
from shirube.actions.second_factor import check_code, make_address, make_secret, read_secret
from shirube.core.lockout import FORGOTTEN_AFTER, compute_delay, render_wait
from shirube.store.access import load_access
from shirube.store.people import EntryLink, LoginFailures, Municipality, Person

WRONG = "利用者名、パスワード又は確認コードが正しくありません。"
_DEVICE_SALT = "shirube device"
DEVICE_LIFETIME = timedelta(days=180)
LINK_INVALID = (
    "このリンクは使用できません。期限が切れているか、既に使用されています。管理者に再発行を依頼してください。"
)


class LoginRefused(Refused):
    """Logging in failed; ``wait`` is how long the next try has to wait."""

    def __init__(self, wait: timedelta = timedelta(0)) -> None:
        again = (
            f"{render_wait(wait)}たってから、もう一度入力してください。"
            if wait
            else "もう一度入力してください。"
        )
        super().__init__(WRONG + again)
        self.wait = wait


class NotProven(Refused):
    """The password that was asked for again is not right, or may not be tried just now."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to log in. ``code`` is the municipality's, "" where there is only one on this server.

    ``totp`` is the code of the app or, for want of the phone, a recovery code.
    ``device`` is what make_device gave to the browser of somebody who got in before: attacks from elsewhere
    do not lock that browser out.
    """

    login: str
    password: str
    code: str = ""
    totp: str = ""
    address: str = ""
    device: str = ""


def log_in(attempt: Attempt) -> Person:
    """The person who proved to be it. Raises LoginRefused, in the same words whatever was wrong.

    A try during the wait is not looked at, right or wrong, and does not lengthen it.
    """
    account = find_account(attempt.login, attempt.code)
    now = timezone.now()
    person = Person.objects.of_everyone().select_related("municipality").filter(account=account).first()
    buckets = _name_buckets(account, attempt, person)
    if wait := _compute_wait(buckets, now):
        raise LoginRefused(wait)
    if not _is_right(person, attempt):
        raise LoginRefused(_count_failure(buckets, now))
    assert person is not None  # noqa: S101 - said by _is_right; a dummy hash was checked otherwise
    proven = person.password
    with transaction.atomic():
        person = _lock_own(person)
        # Proving takes a while, in which the password may have been changed: who knew the old one stays out.
        if not (person.is_active and person.password == proven and _accept_totp(person, attempt.totp)):
            refused = LoginRefused(_count_failure(buckets, now))
        else:
            LoginFailures.objects.filter(bucket__in=buckets).delete()
            Person.objects.of(person.municipality_id).filter(pk=person.pk).update(last_login=now)
            _record(
                "person.logged_in", person, after={"接続元": attempt.address} if attempt.address else None
            )
            person.refresh_from_db()
            return person
    raise refused


def find_account(login: str, code: str = "") -> str:
    """code/login; without a code that of the only municipality. What is nobody's stays nobody's."""
    # What no keyboard sends must not trip the database either: lone surrogates and NUL.
    clean = login.encode("utf-8", "replace").decode().replace("\0", "?").strip().lower()
    if "/" in clean:
        return clean
    codes = [code.strip()] if code.strip() else list(Municipality.objects.values_list("code", flat=True)[:2])
    return f"{codes[0] if len(codes) == 1 else '?'}/{clean}"


def change_password(*, current: str, new: str, by: Person) -> Person:
    """Changes one's own password; all other sessions end."""
    prove_password(password=current, by=by, what="現在のパスワード")
    return _change_password(new, by)


@transaction.atomic
def _change_password(new: str, by: Person) -> Person:
    person = _lock_own(by)
    _set_password(person, new)
    _record("password.changed", person)
    return person


def prove_password(*, password: str, by: Person, what: str = "パスワード") -> None:
    """Asks for the password of somebody who is logged in already. Raises NotProven.

    Whoever sits at a session left open may not go on guessing: failures are counted as at the door. To be
    called outside a transaction, which would take the count back.
    """
    person = Person.objects.of(by.municipality_id).get(pk=by.pk)
    buckets, now = [_hash("proof", person.account)], timezone.now()
    if wait := _compute_wait(buckets, now):
        raise NotProven(f"続けて間違えたため、{render_wait(wait)}たってから、もう一度入力してください。")
    if not check_password(normalize_password(password), person.password):
        _count_failure(buckets, now)
        raise NotProven(f"{what}が正しくありません。")
    LoginFailures.objects.filter(bucket__in=buckets).delete()


def read_link(token: str) -> EntryLink:
    """The link of a token, for showing the page behind it. Raises Refused."""
    link = find_link(token)
    if link is None:
        raise Refused(LINK_INVALID)
    return link


@transaction.atomic
def accept_link(*, token: str, password: str) -> Person:
    """Sets the password of the person whose link it is, and uses the link up.

    A link for a new password from the administrator also takes the second factor away: whoever lost the
    phone gets in again. One that came by mail does not: who can read the mail has no second factor yet.
    """
    link = read_link(token)
    person = _lock_own(link.person)
    if link.kind == EntryLink.Kind.RESET:
        person.totp_secret, person.totp_confirmed_at = "", None
        forget_codes(person)
    _set_password(person, password)
    if not use_link(link):
        raise Refused(LINK_INVALID)
    _record(f"link.{link.kind}_used", person)
    return person


@transaction.atomic
def make_reset_link(*, person: int, by: Person) -> IssuedLink:
    """A link with which somebody sets a new password, to be handed over by the administrator."""
    access = load_access(by)
    access.require("manage_people")
    found = reach.lock_person(access, person)
    if not found.is_active:
        raise Refused(f"{found.name}さんは利用停止のため、リンクを発行できません。")
    link = issue_link(found, EntryLink.Kind.RESET)
    audit.record(
        verb="link.issued", by=by, municipality=access.municipality, place=found.name, person=found.pk
    )
    return link


@transaction.atomic
def make_first_link(municipality: Municipality) -> IssuedLink | None:
    """For the operator: a fresh link for the first administrator, None once a password has been set."""
    people = Person.objects.of(municipality).filter(is_active=True)
    if any(person.has_usable_password() for person in people):
        return None
    first = people.order_by("pk").first()
    if first is None:
        return None
    link = issue_link(first, EntryLink.Kind.FIRST)
    audit.record(verb="link.issued", by=None, municipality=municipality, place=first.name, person=first.pk)
    return link


@transaction.atomic
def make_operator_link(login: str) -> IssuedLink:
    """For the operator of the server: a link for anybody, whom no administrator can help any more."""
    people = Person.objects.of_everyone().select_related("municipality")
    person = people.filter(account=find_account(login), is_active=True).first()
    if person is None:
        raise Refused(f"利用者「{login}」は登録されていないか、利用停止です。")
    link = issue_link(person, EntryLink.Kind.RESET)
    audit.record(
        verb="link.issued", by=None, municipality=person.municipality, place=person.name, person=person.pk
    )
    return link


@transaction.atomic
def start_totp(*, by: Person) -> str:
    """A new secret for the second factor, not yet in force; returns the address for the QR code."""
    person = _lock_own(by)
    if person.has_totp:
        raise Refused("確認コードは、既に設定されています。変えるときは、先に解除してください。")
    held, address = make_secret(person)
    Person.objects.of(by.municipality_id).filter(pk=by.pk).update(totp_secret=held)
    return address


def read_pending_totp(*, by: Person) -> str:
    """The address of a secret not yet in force, for showing it again; "" where there is none."""
    person = Person.objects.of(by.municipality_id).get(pk=by.pk)
    return "" if person.has_totp or not person.totp_secret else make_address(person, read_secret(person))


@transaction.atomic
def confirm_totp(*, code: str, by: Person) -> tuple[str, ...]:
    """Puts the second factor in force, once a code of it has been typed; returns ten recovery codes."""
    person = _lock_own(by)
    counter = check_code(read_secret(person), code, person.totp_counter) if person.totp_secret else None
    if person.has_totp or counter is None:
        raise Refused("確認コードが正しくありません。アプリに表示されている6桁の数字を入力してください。")
    person.totp_confirmed_at, person.totp_counter = timezone.now(), counter
    person.save(update_fields=["totp_confirmed_at", "totp_counter"])
    codes = make_codes(person)
    _record("totp.confirmed", person)
    return codes


def renew_recovery_codes(*, password: str, by: Person) -> tuple[str, ...]:
    """Ten new recovery codes in place of the old ones, proved by the password."""
    prove_password(password=password, by=by)
    return _renew_recovery_codes(by)


@transaction.atomic
def _renew_recovery_codes(by: Person) -> tuple[str, ...]:
    person = _lock_own(by)
    if not person.has_totp:
        raise Refused("確認コードが設定されていないため、回復コードは要りません。")
    codes = make_codes(person)
    _record("recovery.renewed", person)
    return codes


def remove_totp(*, password: str, by: Person) -> Person:
    """Takes one's own second factor away, proved by the password. Short passwords must be changed first."""
    prove_password(password=password, by=by)
    return _remove_totp(password, by)


@transaction.atomic
def _remove_totp(password: str, by: Person) -> Person:
    person = _lock_own(by)
    person.totp_secret, person.totp_confirmed_at = "", None
    if problem := check_password_rules(password, person):
        raise Refused("確認コードを使わないときは、より長いパスワードが必要です。" + problem)
    person.save(update_fields=["totp_secret", "totp_confirmed_at"])
    forget_codes(person)
    _record("totp.removed", person)
    return person


@transaction.atomic
def log_out_everywhere(*, by: Person) -> None:
    """Ends every session of a person, on every device."""
    Person.objects.of(by.municipality_id).filter(pk=by.pk).update(epoch=F("epoch") + 1)
    _record("person.logged_out_everywhere", by)


def make_device(person: Person) -> str:
    """A token for the browser of somebody who got in. Signed: an invented one is worth nothing."""
    return signing.dumps([person.pk, secrets.token_urlsafe(12)], salt=_DEVICE_SALT)


# ---- inside ----


def _lock_own(by: Person) -> Person:
    """The row of somebody who changes the own account, as it is now that nobody else can change it."""
    rows = Person.objects.of(by.municipality_id).select_for_update(of=("self",))
    return rows.select_related("municipality").get(pk=by.pk)


def _record(verb: str, person: Person, after: audit.Values | None = None) -> None:
    """Adds to the history what somebody did with the own account."""
    audit.record(
        verb=verb,
        by=person,
        municipality=person.municipality,
        place=person.name,
        person=person.pk,
        after=after,
    )


def _is_right(person: Person | None, attempt: Attempt) -> bool:
    password = normalize_password(attempt.password)
    if person is None or not person.is_active or not person.has_usable_password():
        # As long as for a real account, so that the time does not tell which accounts exist.
        make_password(password)
        return False
    return check_password(password, person.password)


def _accept_totp(person: Person, code: str) -> bool:
    if not person.has_totp:
        return True
    counter = check_code(read_secret(person), code, person.totp_counter)
    if counter is None:
        return _accept_recovery_code(person, code)
    # Written against the old value: of two who send the same code at once, one gets in.
    rows = Person.objects.of(person.municipality_id).filter(pk=person.pk, totp_counter=person.totp_counter)
    return bool(rows.update(totp_counter=counter))


def _accept_recovery_code(person: Person, code: str) -> bool:
    if not use_code(person, code):
        return False
    _record(
        "recovery.used",
        person,
        after={"残り": f"{count_codes(person)}個"},
    )
    return True


def _set_password(person: Person, password: str) -> None:
    if problem := check_password_rules(password, person):
        raise Refused(problem)
    person.set_password(normalize_password(password))
    person.save(update_fields=["password", "totp_secret", "totp_confirmed_at"])


def _name_buckets(account: str, attempt: Attempt, person: Person | None) -> list[str]:
    """Where failures are counted: a known device alone, else the account, and account with address."""
    if person is not None and _is_device_of(person, attempt.device):
        return [_hash("device", account, attempt.device)]
    return [_hash("account", account), _hash("address", account, attempt.address)]


def _is_device_of(person: Person, device: str) -> bool:
    try:
        found = signing.loads(device, salt=_DEVICE_SALT, max_age=DEVICE_LIFETIME)
    except signing.BadSignature:
        return False
    return bool(found[0] == person.pk)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _compute_wait(buckets: list[str], now: datetime) -> timedelta:
    waits = [
        row.last_at + compute_delay(row.count) - now
        for row in LoginFailures.objects.filter(bucket__in=buckets)
        if now - row.last_at < FORGOTTEN_AFTER
    ]
    return max([wait for wait in waits if wait > timedelta(0)], default=timedelta(0))


@transaction.atomic
def _count_failure(buckets: list[str], now: datetime) -> timedelta:
    """Counts a failure everywhere; returns the wait until the next try."""
    LoginFailures.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
    for bucket in buckets:
        row, created = LoginFailures.objects.get_or_create(
            bucket=bucket, defaults={"count": 1, "last_at": now}
        )
        if not created:
            LoginFailures.objects.filter(pk=row.pk).update(count=F("count") + 1, last_at=now)
    return _compute_wait(buckets, now)
