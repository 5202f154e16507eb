from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from shirube.store.people import Person
from tests.web.conftest import Office


def test_the_link_is_shown_with_whom_it_is_for_and_until_when(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    answer = enter(office.town.administrator).post("/manage/people/link/", {"person": office.town.viewer.pk})

    page = answer.content.decode()
    assert "閲覧者 花子さんに" in page
    assert "まで、1回だけ使えます" in page
    assert 'value="http://testserver/entry/' in page
    assert answer.headers["Cache-Control"] == "no-store"
