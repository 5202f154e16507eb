from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shirube.conf.environment import SETTINGS
from shirube.store.people import Person
from shirube.web import system
from tests.people import build_town
from tests.web.conftest import Office

Enter = Callable[[Person], Client]


def test_every_setting_is_shown_with_its_source_and_no_secret(
    office: Office, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHIRUBE_MAIL", "smtp://user:hidden-word@mail.example.jp")
    monkeypatch.setenv("SHIRUBE_PORT", "8123")

    page = enter(office.town.administrator).get("/manage/settings/").content.decode()

    assert [setting.name for setting in SETTINGS if setting.name not in page] == []
    assert "hidden-word" not in page
    assert "not a secret, but long enough" not in page, "the secret key of the tests"
    assert "設定済み（表示しません）" in page
    port = page.split("SHIRUBE_PORT")[1].split("</tr>")[0]
    assert "8123" in port
    assert "環境変数" in port
    assert "既定値" in page.split("SHIRUBE_WORKERS")[1].split("</tr>")[0]


def test_sizes_and_the_settings_of_the_database_are_shown(office: Office, enter: Enter) -> None:
    page = enter(office.town.administrator).get("/manage/settings/").content.decode()

    for words in ("データベース", "添付ファイル", "空き容量", "適切"):
        assert words in page
    assert ("foreign_keys" in page) or ("data_checksums" in page)


def test_little_room_is_warned_about(office: Office, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enter(office.town.administrator)
    monkeypatch.setattr(system, "LITTLE_ROOM", 0)
    assert "残りわずか" not in client.get("/manage/settings/").content.decode()
    monkeypatch.setattr(system, "LITTLE_ROOM", 2**80)
    assert "残りわずか" in client.get("/manage/settings/").content.decode()


@pytest.mark.parametrize("address", ["/manage/settings/", "/manage/backups/"])
def test_on_a_server_of_several_municipalities_nobody_sees_the_operators_matters(
    office: Office, enter: Enter, address: str
) -> None:
    client = enter(office.town.administrator)
    assert "SHIRUBE_" in client.get("/manage/settings/").content.decode(), "the control"
    build_town("131016", "隣の市")

    page = client.get(address).content.decode()

    assert "複数の団体で使っています" in page
    assert "SHIRUBE_" not in page
    assert "控えを今作成する" not in page


def test_the_page_takes_a_constant_number_of_statements(office: Office, enter: Enter) -> None:
    client = enter(office.town.administrator)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/manage/settings/")
        return len(captured)

    count()
    assert count() == count() < 25
