from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import cast
from unittest.mock import patch

import pyotp
import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from shirube.actions.accounts import accept_link, make_reset_link
from shirube.jobs import background
from shirube.store.people import Person
from shirube.store.records import AuditRecord
from shirube.web.accounts import DEVICE_COOKIE
from tests.web.conftest import Office

PASSWORD = "naga-ame-no-asa-kumo"


@pytest.fixture
def person(office: Office) -> Person:
    link = make_reset_link(person=office.town.secretariat.pk, by=office.town.administrator)
    return accept_link(token=link.token, password=PASSWORD)


def log_in(client: Client, **typed: str) -> object:
    return client.post("/login/", {"login": "keikaku", "password": PASSWORD, **typed})


def test_one_goes_on_to_the_page_that_was_asked_for(office: Office, person: Person) -> None:
    client = Client()
    asked = client.get(f"{office.url}analysis/")
    assert asked.headers["Location"] == f"/login/?next=%2Fplans%2F{office.plan.pk}%2Fanalysis%2F"

    answer = client.post(
        "/login/", {"login": "keikaku", "password": PASSWORD, "next": f"{office.url}analysis/"}
    )

    assert answer.headers["Location"] == f"{office.url}analysis/"
    assert client.get(f"{office.url}analysis/").status_code == 200
    assert DEVICE_COOKIE in client.cookies


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"]
)
def test_after_the_login_one_is_never_sent_elsewhere(person: Person, address: str) -> None:
    answer = Client().post("/login/", {"login": "keikaku", "password": PASSWORD, "next": address})

    assert answer.headers["Location"] == "/"


def test_a_wrong_password_says_the_same_as_an_unknown_name(person: Person) -> None:
    known = Client().post("/login/", {"login": "keikaku", "password": "wrong"})
    unknown = Client().post("/login/", {"login": "nobody", "password": "wrong"})

    assert known.status_code == unknown.status_code == 422
    assert "もう一度入力してください" in known.content.decode()
    assert "wrong" not in known.content.decode()


def test_logging_out_ends_the_session(office: Office, person: Person) -> None:
    client = Client()
    log_in(client)

    client.post("/logout/")

    assert client.get("/").status_code == 302


def test_an_invitation_lets_in_once(office: Office) -> None:
    link = make_reset_link(person=office.town.viewer.pk, by=office.town.administrator)
    client = Client()
    assert "閲覧者 花子" in client.get(link.path).content.decode()

    short = client.post(link.path, {"password": "short", "again": "short"})
    assert short.status_code == 422
    assert "15文字以上" in short.content.decode()
    differs = client.post(link.path, {"password": PASSWORD, "again": PASSWORD + "x"})
    assert "もう一度入力してください" in differs.content.decode()
    assert client.post(link.path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert client.get("/").status_code == 200
    assert Client().get(link.path).status_code == 404


def test_ones_own_password_is_changed_and_this_session_stays(person: Person) -> None:
    client = Client()
    log_in(client)

    wrong = client.post(
        "/account/password/", {"current": "wrong", "new": PASSWORD + "2", "again": PASSWORD + "2"}
    )
    right = client.post(
        "/account/password/", {"current": PASSWORD, "new": PASSWORD + "2", "again": PASSWORD + "2"}
    )

    assert "現在のパスワードが正しくありません" in wrong.content.decode()
    assert right.status_code == 302
    assert client.get("/account/").status_code == 200
    assert AuditRecord.objects.of(person.municipality).filter(verb="password.changed").count() == 1


def test_a_wait_after_wrong_passwords_is_told_at_the_field_of_the_present_one(person: Person) -> None:
    client = Client()
    log_in(client)
    sent = {"current": "wrong", "new": PASSWORD + "2", "again": PASSWORD + "2"}

    texts = [client.post("/account/password/", sent).content.decode() for _ in range(12)]

    assert 'id="field-current-error">続けて間違えた' in texts[-1]
    assert 'id="field-new-error"' not in texts[-1]


def test_the_second_factor_is_set_up_asked_for_and_taken_away(person: Person) -> None:
    client = Client()
    log_in(client)
    page = client.post("/account/totp/").content.decode()
    secret = page.split('class="mono">')[1].split("<")[0].replace(" ", "")

    assert client.post("/account/totp/confirm/", {"code": "00000"}).status_code == 422
    assert client.post("/account/totp/confirm/", {"code": pyotp.TOTP(secret).now()}).status_code == 200
    assert Client().post("/login/", {"login": "keikaku", "password": PASSWORD}).status_code == 422
    assert client.post("/account/totp/remove/", {"totp_password": "wrong"}).status_code == 422
    assert client.post("/account/totp/remove/", {"totp_password": PASSWORD}).status_code == 302


def test_every_device_can_be_logged_out(person: Person) -> None:
    here, there = Client(), Client()
    log_in(here)
    log_in(there)

    here.post("/account/logout/")

    assert there.get("/").status_code == 302


def test_somebody_disabled_is_out_at_once(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.viewer)
    assert client.get("/").status_code == 200

    enter(office.town.administrator).post("/manage/people/disable/", {"person": office.town.viewer.pk})

    assert client.get("/").status_code == 302


# ---- a link by mail ----


@pytest.fixture
def at_once() -> Iterator[None]:
    """What the background would do is done within the answer."""
    with patch.object(background, "start", side_effect=lambda task: task()):
        yield


def ask_for_mail(login: str) -> HttpResponse:
    client = Client(headers={"host": "evil.example"})
    return cast("HttpResponse", client.post("/password/", {"login": login}))


def test_without_a_mail_server_one_is_sent_to_the_administrator_and_nothing_goes_out(
    person: Person, at_once: None
) -> None:
    looked = Client().get("/password/")
    answer = ask_for_mail("keikaku")

    for page in (looked, answer):
        assert page.status_code == 200
        assert "システム管理者に、再設定のリンクを依頼してください" in page.content.decode()
        assert "<form" not in page.content.decode()
    assert mail.outbox == []
    assert not AuditRecord.objects.of(person.municipality).filter(verb="link.mailed").exists()


def test_known_and_unknown_names_get_the_same_answer(
    person: Person, at_once: None, settings: Settings
) -> None:
    settings.CAN_MAIL = True
    person.email = "keikaku@example.jp"
    person.save()

    known, unknown, again = ask_for_mail("keikaku"), ask_for_mail("nobody"), ask_for_mail("keikaku")

    assert known.status_code == 200
    assert "受け付けました" in known.content.decode()
    assert known.content == unknown.content == again.content
    assert len(mail.outbox) == 1


def test_the_link_in_a_mail_leads_to_our_address_and_then_to_the_door(
    person: Person, at_once: None, settings: Settings
) -> None:
    settings.CAN_MAIL = True
    person.email = "keikaku@example.jp"
    person.save()
    ask_for_mail("keikaku")
    body = str(mail.outbox[0].body)
    found = re.search(r"http://127\.0\.0\.1:8000(/entry/\S+)", body)
    assert found
    assert "evil.example" not in body, "what a request calls the server is not believed"

    client = Client()
    answer = client.post(found[1], {"password": PASSWORD + "2", "again": PASSWORD + "2"})

    assert answer.headers["Location"] == "/login/"
    assert client.get("/").status_code == 302, "the mail alone does not let in"
