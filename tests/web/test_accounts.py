from __future__ import annotations

from collections.abc import Callable

import pyotp
import pytest
from django.test import Client

from shirube.actions.accounts import accept_link, make_reset_link
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
