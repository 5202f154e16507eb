from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from shirube.store.people import Person
from shirube.web.pages import build_navigation, render_place
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
