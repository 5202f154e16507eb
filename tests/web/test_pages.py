from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.http import HttpRequest, HttpResponse
from django.test import Client

from shirube.store.people import Person
from shirube.web.pages import build_navigation, draw_alone, render_place
from tests.web.conftest import Office


def test_the_bar_shows_only_what_a_person_can_use(office: Office) -> None:
    def words(person: Person) -> list[str]:
        return [link.text for link in build_navigation(office.town.access(person), "/plans/1/")]

    assert words(office.town.administrator) == ["ホーム", "計画", "履歴", "管理"]
    assert words(office.town.respondent) == ["ホーム", "計画", "履歴"]
    assert words(office.town.viewer) == ["ホーム", "計画"]


def test_the_page_one_is_on_is_marked(office: Office) -> None:
    links = build_navigation(office.town.access(office.town.viewer), "/plans/1/")

    assert [link.is_here for link in links] == [False, True]


def test_the_bar_names_municipality_and_section(office: Office) -> None:
    assert render_place(office.town.access(office.town.secretariat)) == "試験市　商工課"


def test_names_that_look_like_markup_stay_text(office: Office, enter: Callable[[Person], Client]) -> None:
    Person.objects.of(office.town.municipality).filter(pk=office.town.viewer.pk).update(
        name="<script>alert(1)</script>"
    )

    text = enter(office.town.viewer).get("/").content.decode()

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_pages_of_whole_plans_are_drawn_one_after_the_other() -> None:
    """Side by side they would be no sooner ready, and need room in memory all at once."""
    inside, most = [0], [0]

    def draw(request: HttpRequest) -> HttpResponse:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.01)
        inside[0] -= 1
        return HttpResponse()

    def draw_many(view: Callable[[HttpRequest], HttpResponse]) -> int:
        most[0] = 0
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(view, [HttpRequest()] * 12))
        return most[0]

    assert draw_many(draw_alone(draw)) == 1
    assert draw_many(draw) > 1  # the control
