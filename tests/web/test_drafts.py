from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shirube.store.people import Person
from shirube.store.records import Draft
from tests.web.conftest import Office

TABLES = ("entry/2026/", "targets/")


@pytest.mark.parametrize("table", TABLES)
def test_what_is_typed_is_kept_until_it_is_emptied(
    office: Office, enter: Callable[[Person], Client], table: str
) -> None:
    client, pk = enter(office.town.secretariat), office.indicator("2.1.2")
    drafts = Draft.objects.of(office.town.municipality)
    sent = {"place": f"figure:{pk}:actual:2026", "version": "1"}

    assert client.post(f"{office.url}{table}{pk}/draft/", {**sent, "text": "4"}).status_code == 204
    assert (drafts.get().text, drafts.get().base_version) == ("4", 1)

    client.post(f"{office.url}{table}{pk}/draft/", {**sent, "text": ""})
    assert not drafts.exists()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("version", ["9" * 30, "9" * 5000, "-1", "１"])
def test_a_forged_version_is_none(
    office: Office, enter: Callable[[Person], Client], table: str, version: str
) -> None:
    client, pk = enter(office.town.secretariat), office.indicator("2.1.2")
    sent = {"place": f"figure:{pk}:actual:2026", "text": "4", "version": version}

    assert client.post(f"{office.url}{table}{pk}/draft/", sent).status_code == 204
    assert Draft.objects.of(office.town.municipality).get().base_version == 0


def test_nothing_is_kept_for_a_row_that_somebody_else_enters(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client, pk = enter(office.town.respondent), office.indicator("1.1.1")
    sent = {"place": f"figure:{pk}:actual:2026", "text": "4", "version": "1"}

    assert client.post(f"{office.url}entry/2026/{pk}/draft/", sent).status_code == 404
    assert not Draft.objects.of(office.town.municipality).exists()
