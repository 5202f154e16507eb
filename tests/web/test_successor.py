"""Making the next plan on the page, and taking it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shirube.actions.figures import enter_figure
from shirube.actions.life import end_indicator
from shirube.core.reading import Standing
from shirube.store.people import Person
from shirube.store.plans import PlanRow
from tests.web.conftest import Office


@pytest.fixture
def url(office: Office) -> str:
    return f"{office.url}successor/"


def make(office: Office, client: Client, **more: object) -> PlanRow:
    office.plan.refresh_from_db()
    sent = {
        "name": "第2期プラン",
        "first": "2027",
        "last": "2030",
        "version": office.plan.version,
        "indicator": [office.indicator("1.1.1"), office.indicator("1.2.1")],
        **more,
    }
    answer = client.post(f"{office.url}successor/make/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return PlanRow.objects.of(office.town.municipality).get(name=sent["name"])


def test_the_page_shows_each_baseline_with_its_year_before_anything_is_made(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.secretariat).get(url).content.decode()

    assert "確定 14" in text
    assert "令和7年度" in text
    assert text.count('name="indicator"') == text.count(" checked>") == 14
    assert PlanRow.objects.of(office.town.municipality).count() == 1


def test_a_provisional_figure_and_an_ended_indicator_are_pointed_out(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    for key, year in (("1.1.1", 2025), ("1.2.1", 2026)):
        enter_figure(
            indicator=office.indicator(key),
            kind="actual",
            year=year,
            text="19",
            version=1,
            standing=Standing.PROVISIONAL,
            by=office.town.secretariat,
        )
    end_indicator(indicator=office.indicator("2.1.2"), year=2026, reason="理由", by=office.town.secretariat)

    text = enter(office.town.secretariat).get(url).content.decode()

    assert "令和7年度は速報（19）のため、使いません。" in text
    assert "令和8年度は速報（19）のため、使いません。" in text
    assert "この指標は終了しています。" in text
    assert text.count(" checked>") == 13


def test_the_next_plan_is_made_linked_and_taken_back(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    made = make(office, client)
    here = f"/plans/{made.pk}/"

    assert "第2期プラン" in client.get(f"{here}successor/done/").content.decode()
    assert f'href="{here}"' in client.get(office.url).content.decode()
    assert f'href="{office.url}"' in client.get(here).content.decode()
    assert f"{office.url}indicators/1.2.1" in client.get(f"{here}indicators/1.2.1").content.decode()
    assert "令和7年度" in client.get(f"{here}indicators/1.2.1").content.decode()

    answer = client.post(f"{here}successor/undo/", {"reason": "期間の誤り"}, follow=True)
    assert "取り消しました" in answer.content.decode()
    assert client.get(here).status_code == 404


def test_what_is_wrong_is_explained_and_the_choice_stays(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    sent = {"name": "第2期", "first": "2027", "last": "2026", "version": "1", "indicator": ["x", "1"]}

    empty = client.post(f"{url}make/", {})
    wrong = client.post(f"{url}make/", sent)

    assert empty.status_code == wrong.status_code == 422
    assert "次期計画の名前を入力してください" in empty.content.decode()
    assert "最初の年度以後" in wrong.content.decode()
    assert wrong.content.decode().count(" checked>") <= 1


def test_a_plan_that_was_not_copied_has_nothing_to_take_back(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)

    assert client.get(f"{url}done/").status_code == 404
    assert "ありません" in client.post(f"{url}undo/", {"reason": "理由"}, follow=True).content.decode()


def test_readers_see_the_link_between_the_plans_but_no_button(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    made = make(office, enter(office.town.secretariat))

    text = enter(office.town.viewer).get(f"/plans/{made.pk}/").content.decode()

    assert "前期計画" in text
    assert "次期計画を作る" not in text


def test_the_page_asks_as_often_for_many_indicators_as_for_few(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    few = make(office, client)

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    assert count(url) == count(f"/plans/{few.pk}/successor/")
