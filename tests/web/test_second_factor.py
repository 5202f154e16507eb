from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

import pyotp
import pytest
from defusedxml import ElementTree
from django.test import Client

from shirube.store.people import Person
from tests.web.conftest import Office

PASSWORD = "naga-ame-no-asa-kumo"


@pytest.fixture
def client(office: Office, enter: Callable[[Person], Client]) -> Client:
    office.town.viewer.set_password(PASSWORD)
    office.town.viewer.save()
    return enter(office.town.viewer)


def read_key(page: str) -> str:
    found = re.search(r'class="mono">([A-Z2-7 ]+)<', page)
    assert found
    return found[1].replace(" ", "")


def set_up(client: Client) -> tuple[str, list[str]]:
    key = read_key(client.post("/account/totp/").content.decode())
    answer = client.post("/account/totp/confirm/", {"code": pyotp.TOTP(key).now()})
    assert answer.status_code == 200
    return key, re.findall(r"<li>(\w{5}-\w{5})", answer.content.decode())


def test_the_qr_code_is_an_image_with_words_and_the_key_stands_beside_it(client: Client) -> None:
    page = client.post("/account/totp/").content.decode()

    found = re.search(r'<img class="qr" src="data:image/svg\+xml[^,]*,([^"]+)" alt="([^"]+)"', page)
    assert found
    drawn = ElementTree.fromstring(unquote(found[1].replace("&#39;", "'")))
    assert drawn.tag.endswith("svg")
    assert "style" not in drawn.attrib, "the content policy lets no style in"
    assert "QRコード" in found[2]
    assert len(read_key(page)) == 32


def test_a_wrong_code_shows_the_same_key_again_and_sets_nothing(office: Office, client: Client) -> None:
    key = read_key(client.post("/account/totp/").content.decode())

    answer = client.post("/account/totp/confirm/", {"code": "12345"})

    assert answer.status_code == 422
    assert "6桁の数字を入力してください" in answer.content.decode()
    assert read_key(answer.content.decode()) == key
    office.town.viewer.refresh_from_db()
    assert not office.town.viewer.has_totp


def test_the_key_is_never_shown_once_it_is_in_force(client: Client) -> None:
    key, _ = set_up(client)

    for answer in (
        client.get("/account/"),
        client.post("/account/totp/"),
        client.post("/account/totp/confirm/", {"code": "1"}),
    ):
        assert key not in answer.content.decode().replace(" ", "")
        assert "data:image" not in answer.content.decode()


def test_the_recovery_codes_are_shown_once_and_one_lets_in(client: Client) -> None:
    _, codes = set_up(client)

    assert len(codes) == 10
    assert not any(code in client.get("/account/").content.decode() for code in codes)
    typed = {"login": "etsuran", "password": PASSWORD}
    other = Client()
    assert other.post("/login/", {**typed, "totp": codes[0]}).status_code == 302
    assert Client().post("/login/", {**typed, "totp": codes[0]}).status_code == 422
    home = other.get("/").content.decode()
    assert "回復コードでログインがありました" in home
    assert "残り<strong>9個" in other.get("/account/").content.decode()


def test_the_home_page_tells_nothing_while_no_code_was_used(client: Client) -> None:
    set_up(client)

    assert "回復コード" not in client.get("/").content.decode()


def test_new_codes_need_the_password_and_end_the_old_ones(client: Client) -> None:
    _, old = set_up(client)

    wrong = client.post("/account/totp/codes/", {"recovery_password": "wrong"})
    right = client.post("/account/totp/codes/", {"recovery_password": PASSWORD})

    assert wrong.status_code == 422
    assert "パスワードが正しくありません" in wrong.content.decode()
    fresh = re.findall(r"<li>(\w{5}-\w{5})", right.content.decode())
    assert len(fresh) == 10
    assert set(fresh).isdisjoint(old)


def test_few_codes_left_are_a_task(client: Client) -> None:
    _, codes = set_up(client)
    for code in codes[:7]:
        answer = Client().post("/login/", {"login": "etsuran", "password": PASSWORD, "totp": code})
        assert answer.status_code == 302

    assert "回復コードが残りわずかです" in client.get("/").content.decode()
