from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from unittest.mock import patch

import pytest
from django.test import Client

from shirube.store.deadlines import Deadline
from shirube.store.people import Person
from tests.web.conftest import Office

Enter = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def today() -> Iterator[list[date]]:
    held = [date(2027, 5, 25)]
    with patch("django.utils.timezone.localdate", lambda *_: held[0]):
        yield held


def set_day(office: Office, client: Client, day: str, version: str = "0", year: int = 2026) -> object:
    name = f"due-{office.plan.pk}-{year}"
    return client.post("/manage/deadlines/set/", {name: day, f"version-{name}": version}, follow=True)


def test_the_day_that_was_set_is_told_to_those_who_enter(
    office: Office, enter: Enter, today: list[date]
) -> None:
    set_day(office, enter(office.town.secretariat), "2027-05-28")
    client = enter(office.town.respondent)

    assert "期限 令和9年5月28日（金）、あと3日。未入力" in client.get("/").content.decode()
    assert "遅れています" not in client.get("/").content.decode()
    today[0] = date(2027, 5, 28)
    assert "今日まで" in client.get("/").content.decode()
    today[0] = date(2027, 6, 2)
    assert "5日過ぎています" in client.get("/").content.decode()
    assert "遅れています" in client.get("/").content.decode()


def test_without_a_day_the_summer_counts_as_late(office: Office, enter: Enter, today: list[date]) -> None:
    client = enter(office.town.respondent)

    assert "遅れています" not in client.get("/").content.decode()
    today[0] = date(2027, 7, 1)
    assert "遅れています" in client.get("/").content.decode()
    assert "期限" not in client.get("/").content.decode()


def test_a_later_day_of_ones_own_is_not_late_in_summer(
    office: Office, enter: Enter, today: list[date]
) -> None:
    set_day(office, enter(office.town.secretariat), "2027-08-31")
    today[0] = date(2027, 7, 10)

    assert "遅れています" not in enter(office.town.respondent).get("/").content.decode()


def test_the_page_shows_what_is_set_and_takes_it_back(office: Office, enter: Enter) -> None:
    client = enter(office.town.administrator)
    set_day(office, client, "2027-05-28")

    page = client.get("/manage/deadlines/").content.decode()
    assert 'value="2027-05-28"' in page
    set_day(office, client, "", version="1")

    assert Deadline.objects.of(office.town.municipality).get().due_on is None


def test_an_odd_day_stays_in_its_field_with_the_reason(office: Office, enter: Enter) -> None:
    client = enter(office.town.secretariat)

    odd = set_day(office, client, "五月末")
    wrong_year = set_day(office, client, "2017-05-29")

    assert odd.status_code == wrong_year.status_code == 422  # type: ignore[attr-defined]
    assert "日付を「2026-05-29」のように" in odd.content.decode()  # type: ignore[attr-defined]
    assert 'value="五月末"' in odd.content.decode()  # type: ignore[attr-defined]

    assert "までの日にしてください" in wrong_year.content.decode()  # type: ignore[attr-defined]


def test_somebody_faster_is_shown(office: Office, enter: Enter) -> None:
    set_day(office, enter(office.town.administrator), "2027-05-28")

    met = set_day(office, enter(office.town.secretariat), "2027-06-11")

    assert met.status_code == 409  # type: ignore[attr-defined]
    text = met.content.decode()  # type: ignore[attr-defined]
    assert "現在の値は「2027-05-28」、入力された値は「2027-06-11」" in text
    version = re.search(rf'name="version-due-{office.plan.pk}-2026" value="(\d+)"', text)
    assert version
    assert version[1] == "1", "saving again is done knowingly"
    assert 'value="2027-06-11"' in text


def test_a_plan_out_of_sight_cannot_be_slipped_in(office: Office, enter: Enter) -> None:
    client = enter(office.town.secretariat)

    assert client.post("/manage/deadlines/set/", {"due-999999-2026": "2027-05-28"}).status_code == 404
