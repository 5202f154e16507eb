from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client

from shirube.jobs import background
from shirube.jobs.backup_run import LAST, RUNNING, find_folder
from shirube.store.people import Person
from shirube.store.records import AuditRecord
from tests.people import build_town
from tests.web.conftest import Office

Enter = Callable[[Person], Client]
NAME = "20260401-020000-backup.zip"
PASSWORD = "naga-ame-no-asa-kumo"


@pytest.fixture
def client(office: Office, enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The administrator's, and a backup in the folder."""
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    find_folder().mkdir()
    (find_folder() / NAME).write_bytes(b"all of it")
    note = {"sha256": "ab" * 32, "size": 9, "checked_at": "2026-04-01T02:00:05+09:00"}
    (find_folder() / f"{NAME}.json").write_text(json.dumps(note))
    office.town.administrator.set_password(PASSWORD)
    office.town.administrator.save()
    return enter(office.town.administrator)


def test_the_list_says_when_how_large_and_whether_it_was_checked(client: Client) -> None:
    page = client.get("/manage/backups/").content.decode()

    for words in (NAME, "9バイト", "ab" * 32, "確認済み", "すべて", "shirube restore"):
        assert words in page


def test_making_one_does_not_keep_the_answer_waiting(client: Client) -> None:
    with patch.object(background, "start", return_value=True) as started:
        first = client.post("/manage/backups/make/", follow=True).content.decode()
        second = client.post("/manage/backups/make/", follow=True).content.decode()

    assert started.call_count == 1
    assert "控えの作成を始めました" in first
    assert "控えを作成しています" in first
    assert 'hx-get="/manage/backups/state/"' in first
    assert "今作成しているところです" in second


def test_the_progress_is_told_until_it_is_over(client: Client) -> None:
    (find_folder() / RUNNING).write_text('{"percent": 42}')
    part = client.get("/manage/backups/state/", headers={"HX-Request": "true"})
    (find_folder() / RUNNING).unlink()
    over = client.get("/manage/backups/state/", headers={"HX-Request": "true"})

    assert "42%" in part.content.decode()
    assert "HX-Refresh" not in part.headers
    assert over.headers["HX-Refresh"] == "true"


def test_how_the_last_one_failed_is_told(client: Client) -> None:
    (find_folder() / LAST).write_text(json.dumps({"error": "空き容量がありません。"}))

    assert "空き容量がありません。" in client.get("/manage/backups/").content.decode()


def test_carrying_one_away_needs_the_password_and_is_on_record(office: Office, client: Client) -> None:
    sent = {"name": NAME, "backup_password": "wrong"}
    wrong = client.post("/manage/backups/download/", sent)
    records = AuditRecord.objects.of(office.town.municipality).filter(verb="backup.downloaded")
    assert (wrong.status_code, records.count()) == (422, 0)
    assert "パスワードが正しくありません" in wrong.content.decode()

    right = client.post("/manage/backups/download/", {**sent, "backup_password": PASSWORD})

    assert b"".join(right.streaming_content) == b"all of it"  # type: ignore[attr-defined]
    assert right.headers["Content-Disposition"] == f'attachment; filename="{NAME}"'
    assert right.headers["X-Content-Type-Options"] == "nosniff"
    assert right.headers["Cache-Control"] == "no-store"
    assert [record.place for record in records] == [NAME]


@pytest.mark.parametrize(
    "name", ["../secret-key", "/etc/passwd", f"{NAME}.json", "20260401-020000-x.sqlite3"]
)
def test_nothing_but_a_whole_backup_goes_out(client: Client, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret-key").write_text("secret")
    (find_folder() / "20260401-020000-x.sqlite3").write_text("database only")

    answer = client.post("/manage/backups/download/", {"name": name, "backup_password": PASSWORD})

    assert answer.status_code == 404


def test_of_a_shared_server_nothing_is_made_and_nothing_goes_out(client: Client) -> None:
    build_town("131016", "隣の市")

    with patch.object(background, "start") as started:
        assert client.post("/manage/backups/make/").status_code == 404
        sent = {"name": NAME, "backup_password": PASSWORD}
        assert client.post("/manage/backups/download/", sent).status_code == 404
        assert client.get("/manage/backups/state/").status_code == 404
    assert not started.called
