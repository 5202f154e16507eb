"""Putting back: refused where it does not fit, and nothing left where it fails. The whole way: tests/cli."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from shirube.actions.accounts import make_reset_link, read_link
from shirube.actions.outcome import Refused
from shirube.conf import restore
from shirube.conf.backup import BackupFailed
from shirube.conf.backup_archive import write_archive
from shirube.conf.restore import RestoreRefused, lock_out_the_past, restore_archive
from tests.people import build_town


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup; the settings then name an empty place."""
    source = tmp_path / "source"
    source.mkdir()
    with closing(sqlite3.connect(source / "a.sqlite3")) as database, database:
        database.execute("CREATE TABLE t (x INTEGER)")
    (source / "anchor").write_text("[]\n")
    point_to(source, monkeypatch)
    made = write_archive(tmp_path / "backups")
    target = tmp_path / "target"
    target.mkdir()
    point_to(target, monkeypatch)
    return made


def point_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "a.sqlite3")}
    monkeypatch.setattr(settings, "DATABASES", {"default": held})
    monkeypatch.setattr(settings, "DATA_FOLDER", folder)
    monkeypatch.setattr(settings, "AUDIT_ANCHOR", folder / "anchor")
    monkeypatch.setattr(settings, "ATTACHMENTS_FOLDER", folder / "attachments")


def list_target() -> list[str]:
    return sorted(path.name for path in settings.DATA_FOLDER.rglob("*"))


def test_an_empty_place_takes_it(archive: Path) -> None:
    restore_archive(archive)

    assert list_target() == ["a.sqlite3", "anchor"]


@pytest.mark.parametrize("name", ["a.sqlite3", "a.sqlite3-journal", "a.sqlite3-wal", "attachments/x"])
def test_whatever_is_there_already_is_not_overwritten(archive: Path, name: str) -> None:
    there = settings.DATA_FOLDER / name
    there.parent.mkdir(exist_ok=True)
    there.write_text("old")

    with pytest.raises(RestoreRefused, match="既に"):
        restore_archive(archive)

    assert there.read_text() == "old"
    assert not (settings.DATA_FOLDER / "anchor").exists()


def test_an_anchor_that_knows_more_is_kept(archive: Path) -> None:
    settings.AUDIT_ANCHOR.write_text("newer\n")

    restore_archive(archive)

    assert settings.AUDIT_ANCHOR.read_text() == "newer\n"


def test_too_little_room_is_said_before_anything_is_written(archive: Path) -> None:
    with (
        patch("shirube.conf.restore.shutil.disk_usage") as usage,
        pytest.raises(RestoreRefused, match="空き"),
    ):
        usage.return_value.free = 10
        restore_archive(archive)

    assert list_target() == []


@pytest.mark.parametrize("step", ["unpack", "_place"])
def test_a_restore_that_fails_leaves_the_place_empty(archive: Path, step: str) -> None:
    with (
        patch.object(restore, step, side_effect=OSError(28, "No space left on device")),
        pytest.raises(BackupFailed, match="戻せません"),
    ):
        restore_archive(archive)

    assert list_target() == []


@pytest.mark.django_db
def test_sessions_and_links_of_the_time_of_the_backup_are_worth_nothing() -> None:
    town = build_town()
    link = make_reset_link(person=town.viewer.pk, by=town.administrator)
    session = SessionStore()
    session["person"] = 1
    session.save()
    hash_before = town.viewer.get_session_auth_hash()

    lock_out_the_past()

    assert not Session.objects.filter(expire_date__gt=timezone.now()).exists()
    with pytest.raises(Refused):
        read_link(link.token)
    town.viewer.refresh_from_db()
    assert town.viewer.get_session_auth_hash() != hash_before
