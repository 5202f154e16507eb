"""A link by mail: for the right person only, once, for half an hour, not too often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch

import pyotp
import pytest
from django.core import mail
from django.utils import timezone

from shirube.actions import accounts
from shirube.actions.accounts import Attempt, LoginRefused, find_account, log_in
from shirube.actions.outcome import Refused
from shirube.actions.password_mail import MOST_FROM_ADDRESS, ask_for_mail, send_reset_mail
from shirube.actions.people import disable_person
from shirube.store.people import EntryLink
from shirube.store.records import AuditRecord
from tests.people import CITY, Town, build_town

pytestmark = pytest.mark.django_db

PASSWORD = "おだやかな海辺の図書館へ行く道"
OTHER = "しずかな山里の郵便局まで歩く日"
ACCOUNT = f"{CITY}/keikaku"


@pytest.fixture
def town() -> Town:
    town = build_town()
    town.secretariat.set_password(PASSWORD)
    town.secretariat.email = "keikaku@example.jp"
    town.secretariat.save()
    return town


class Clock:
    now = timezone.now()


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock()
    with patch("django.utils.timezone.now", lambda: clock.now):
        yield clock


def read_token() -> str:
    found = re.search(r"http://127\.0\.0\.1:8000/entry/([\w-]+)/", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def test_the_mail_goes_to_the_registered_address_and_its_link_sets_the_password(town: Town) -> None:
    send_reset_mail(ask_for_mail(login="KEIKAKU "))

    assert mail.outbox[0].to == ["keikaku@example.jp"]
    accounts.accept_link(token=read_token(), password=OTHER)
    assert log_in(Attempt("keikaku", OTHER)) == town.secretariat
    with pytest.raises(Refused, match="このリンクは使用できません"):
        accounts.accept_link(token=read_token(), password=PASSWORD)
    verbs = set(AuditRecord.objects.of(town.municipality).values_list("verb", flat=True))
    assert {"link.mailed", "link.mail_used"} <= verbs


def test_after_half_an_hour_the_link_is_worth_nothing(town: Town, clock: Clock) -> None:
    send_reset_mail(ACCOUNT)
    clock.now += timedelta(minutes=29)
    assert accounts.read_link(read_token()).person == town.secretariat

    clock.now += timedelta(minutes=2)

    with pytest.raises(Refused):
        accounts.accept_link(token=read_token(), password=OTHER)


def test_nobody_gets_a_mail_who_should_not(town: Town) -> None:
    disable_person(person=town.viewer.pk, by=town.administrator)
    for account in (
        "",
        "nobody",
        f"{CITY}/nobody",
        f"{CITY}/kacho",  # invited, no password and no address yet
        f"{CITY}/etsuran",  # disabled
        find_account("\x00' OR 1=1 --"),
    ):
        send_reset_mail(account)

    assert mail.outbox == []
    assert not EntryLink.objects.of(town.municipality).filter(kind="mail").exists()


def test_the_mail_does_not_take_the_second_factor_away(town: Town) -> None:
    generator = pyotp.parse_uri(accounts.start_totp(by=town.secretariat))
    assert isinstance(generator, pyotp.TOTP)
    accounts.confirm_totp(code=generator.now(), by=town.secretariat)

    send_reset_mail(ACCOUNT)
    accounts.accept_link(token=read_token(), password=OTHER)

    with pytest.raises(LoginRefused):
        log_in(Attempt("keikaku", OTHER))
    # The control: the administrator's link does, for whoever lost the phone.
    link = accounts.make_reset_link(person=town.secretariat.pk, by=town.administrator)
    accounts.accept_link(token=link.token, password=PASSWORD)
    assert log_in(Attempt("keikaku", PASSWORD)) == town.secretariat


def test_asking_for_a_mail_does_not_spoil_the_link_from_the_administrator(town: Town) -> None:
    link = accounts.make_reset_link(person=town.secretariat.pk, by=town.administrator)

    send_reset_mail(ACCOUNT)
    first = read_token()
    send_reset_mail(ACCOUNT)

    assert accounts.read_link(link.token).person == town.secretariat
    with pytest.raises(Refused):
        accounts.read_link(first)


@pytest.mark.parametrize("login", ["keikaku", "nobody"])
def test_a_second_mail_must_wait_and_waiting_grows(town: Town, clock: Clock, login: str) -> None:
    sent = []
    for _ in range(24 * 12):
        sent.append(bool(ask_for_mail(login=login, address="10.0.0.1")))
        clock.now += timedelta(minutes=5)

    assert sent[:5] == [True, True, False, True, False], "at once, after 5 minutes, after 10 more …"
    assert sum(sent) <= 9


def test_a_day_later_one_may_ask_at_once(town: Town, clock: Clock) -> None:
    assert ask_for_mail(login="keikaku")
    assert not ask_for_mail(login="keikaku")
    clock.now += timedelta(hours=25)

    assert ask_for_mail(login="keikaku")
    clock.now += timedelta(minutes=5)
    assert ask_for_mail(login="keikaku"), "the count began anew"


def test_one_address_cannot_go_through_all_names(town: Town, clock: Clock) -> None:
    sent = [bool(ask_for_mail(login=f"name{number}", address="10.0.0.1")) for number in range(30)]

    assert sum(sent) == MOST_FROM_ADDRESS
    assert ask_for_mail(login="name99", address="10.0.0.2")


def test_a_mail_server_that_fails_is_noted_without_address_and_link(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    with patch("shirube.actions.password_mail.EmailMessage.send", side_effect=ConnectionRefusedError("x")):
        send_reset_mail(ACCOUNT)

    assert "ConnectionRefusedError" in caplog.text
    assert "keikaku@" not in caplog.text
    assert "/entry/" not in caplog.text
