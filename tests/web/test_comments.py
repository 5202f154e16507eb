from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from shirube.actions.comments import edit_comment, resolve_comment, write_comment
from shirube.store.evidence import Comment
from shirube.store.people import Person
from tests.web.conftest import Office

Enter = Callable[[Person], Client]


@pytest.fixture
def url(office: Office) -> str:
    return f"{office.url}indicators/1.2.1"


def write(office: Office, client: Client, **typed: object) -> object:
    sent = {"year": "2025", "words": "数え方を教えてください。", **typed}
    return client.post(f"{office.url}comment/1.2.1", sent, follow=True)


def find_only(office: Office) -> Comment:
    return Comment.objects.of(office.town.municipality).get()


def test_a_committee_member_asks_and_the_office_is_told_on_its_home_page(
    office: Office, url: str, enter: Enter
) -> None:
    page = write(office, enter(office.town.reviewer))

    assert "意見を書きました" in page.content.decode()  # type: ignore[attr-defined]
    home = enter(office.town.secretariat).get("/").content.decode()
    assert "創業塾　令和7年度の意見" in home
    assert "委員 花子さん：数え方を教えてください。" in home
    shown = enter(office.town.viewer).get(url).content.decode()
    assert "数え方を教えてください。" in shown
    assert "意見を書く" not in shown
    assert "返信する" not in shown


def test_an_answer_comes_back_to_who_asked(office: Office, url: str, enter: Enter) -> None:
    write(office, enter(office.town.reviewer))
    asked = find_only(office)
    write(office, enter(office.town.secretariat), words="延べ人数です。", thread=str(asked.pk))

    assert "令和7年度の意見" in enter(office.town.reviewer).get("/").content.decode()
    assert "令和7年度の意見" not in enter(office.town.secretariat).get("/").content.decode()
    enter(office.town.secretariat).post(f"/comments/{asked.pk}/resolve/", {"move": "resolve"})
    assert "令和7年度の意見" not in enter(office.town.reviewer).get("/").content.decode()
    assert "対応済み" in enter(office.town.viewer).get(url).content.decode()


def test_what_was_typed_stays_when_it_is_refused(office: Office, enter: Enter) -> None:
    client = enter(office.town.reviewer)

    long = "長い意見。" * 1000
    answer = client.post(f"{office.url}comment/1.2.1", {"year": "2024", "words": long})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "4,000文字以内" in text
    assert long in text
    assert '<option value="2024" selected>' in text
    empty = client.post(f"{office.url}comment/1.2.1", {"year": "2024", "words": " "})
    assert "意見を入力してください" in empty.content.decode()
    assert not Comment.objects.of(office.town.municipality).exists()


def test_an_answer_to_a_thread_closed_meanwhile_is_not_lost(office: Office, enter: Enter) -> None:
    write(office, enter(office.town.reviewer))
    asked = find_only(office)
    resolve_comment(comment=asked.pk, by=office.town.secretariat)

    answer = enter(office.town.reviewer).post(
        f"{office.url}comment/1.2.1", {"words": "まだあります。", "thread": asked.pk}
    )

    assert answer.status_code == 422
    assert "先に対応済みになりました" in answer.content.decode()
    assert "まだあります。" in answer.content.decode()


def test_mending_in_two_windows_shows_both_texts(office: Office, enter: Enter) -> None:
    client = enter(office.town.reviewer)
    write(office, client)
    said = find_only(office)
    edit_comment(comment=said.pk, text="一つ目の窓", version=1, by=office.town.reviewer)

    met = client.post(f"/comments/{said.pk}/edit/", {"text": "二つ目の窓", "version": "1"})

    assert met.status_code == 409
    text = met.content.decode()
    assert "一つ目の窓" in text
    assert "二つ目の窓</textarea>" in text
    version = re.search(r'name="version" value="(\d+)"', text)
    assert version
    client.post(f"/comments/{said.pk}/edit/", {"text": "二つ目の窓", "version": version[1]})
    assert find_only(office).text == "二つ目の窓"


def test_only_ones_own_comment_of_today_offers_to_be_mended(office: Office, url: str, enter: Enter) -> None:
    write(office, enter(office.town.reviewer))

    assert "意見を直す" in enter(office.town.reviewer).get(url).content.decode()
    assert "意見を直す" not in enter(office.town.secretariat).get(url).content.decode()
    said = find_only(office)
    assert enter(office.town.secretariat).post(f"/comments/{said.pk}/edit/", {"text": "x"}).status_code == 404


def test_a_form_sent_twice_says_it_once(office: Office, url: str, enter: Enter) -> None:
    client = enter(office.town.reviewer)
    key = re.search(r'name="form_key" value="([^"]+)"', client.get(url).content.decode())
    assert key

    write(office, client, form_key=key[1])
    write(office, client, form_key=key[1])

    assert Comment.objects.of(office.town.municipality).count() == 1


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
def test_what_people_write_is_shown_as_written_and_never_run(
    office: Office, url: str, enter: Enter, text: str
) -> None:
    write_comment(indicator=office.indicator("1.2.1"), year=2025, text=text, by=office.town.reviewer)

    for page in (enter(office.town.secretariat).get(url), enter(office.town.secretariat).get("/")):
        assert text.replace("<", "&lt;").split("&")[0] in page.content.decode()
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
        assert "49" not in re.findall(r"花子さん：(.*?)</p>", page.content.decode())


def test_an_unknown_move_and_an_unknown_thread_are_not_found(office: Office, enter: Enter) -> None:
    client = enter(office.town.secretariat)
    write(office, client)
    said = find_only(office)

    assert client.post(f"/comments/{said.pk}/resolve/", {"move": "delete"}).status_code == 404
    assert client.post(f"{office.url}comment/1.2.1", {"words": "x", "thread": "999999"}).status_code == 404
