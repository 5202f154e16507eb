from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from shirube.store.people import Person
from tests.web.conftest import Office


def test_a_part_of_a_page_sends_the_browser_to_the_login_as_a_whole(office: Office) -> None:
    answer = Client().get(f"{office.url}indicators/1.1.1?why=y2025", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/login/"


def test_the_wrong_role_is_told_so_in_words(office: Office, enter: Callable[[Person], Client]) -> None:
    answer = enter(office.town.viewer).get("/plans/import/")

    assert answer.status_code == 403
    assert "あなたの役割では" in answer.content.decode()


def test_a_plan_of_another_municipality_answers_as_one_that_does_not_exist(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    from tests.people import build_town

    stranger = enter(build_town("131016", "隣の市").administrator)

    hidden, nothing = stranger.get(office.url), stranger.get("/plans/99999/")

    assert hidden.status_code == nothing.status_code == 404

    def strip(content: bytes) -> str:
        return re.sub(r'value="[^"]+"', "", content.decode())

    assert strip(hidden.content) == strip(nothing.content)


def test_every_answer_carries_the_strict_policy(office: Office, enter: Callable[[Person], Client]) -> None:
    policy = enter(office.town.viewer).get(office.url).headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy


def test_no_page_needs_an_inline_style_or_script(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.administrator)

    for address in ("", "entry/2026/", "analysis/", "findings/", "scale/", "report/", "indicators/1.1.1"):
        text = client.get(office.url + address).content.decode()
        assert " style=" not in text
        assert "<style" not in text
        assert text.count("<script") == text.count("<script src=")
        assert " onclick=" not in text


def test_an_old_form_is_explained_in_words(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.administrator)
    client.handler.enforce_csrf_checks = True

    answer = client.post("/logout/")

    assert answer.status_code == 403
    assert "もう一度操作してください" in answer.content.decode()


def test_an_address_that_leads_nowhere_has_our_own_page(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    for client in (Client(), enter(office.town.viewer)):
        answer = client.get("/no/such/page/")

        assert answer.status_code == 404
        assert "ページが見つかりません" in answer.content.decode()


def test_a_failure_of_ours_is_said_plainly_and_shows_nothing_inside(
    office: Office, enter: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("the inside of the system")

    monkeypatch.setattr("shirube.web.plan.build_plan_page", fail)
    client = enter(office.town.viewer)
    client.raise_request_exception = False

    answer = client.get(office.url)

    assert answer.status_code == 500
    assert "処理できませんでした" in answer.content.decode()
    assert "inside" not in answer.content.decode()


def test_a_form_beyond_every_size_is_refused_in_words_and_read_by_nobody(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    large, many = {"pasted": "あ" * 2_000_000}, {f"name-{at}": "x" for at in range(10_001)}

    for sent in (large, many):
        whole = client.post("/plans/import/", sent)
        part = client.post("/plans/import/", sent, headers={"HX-Request": "true"})
        assert (whole.status_code, part.status_code) == (400, 400)
        assert "一度に送れる大きさを超えているか" in whole.content.decode()
        assert "<html" not in part.content.decode()
