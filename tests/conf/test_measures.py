"""How much room the data take, and how the database is set."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from shirube.conf import measures
from shirube.conf.database import choose_journal
from shirube.conf.measures import compute_folder_size, compute_room, list_pragmas, list_versions


@pytest.mark.django_db
def test_room_counts_database_and_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    monkeypatch.setattr(settings, "ATTACHMENTS_FOLDER", tmp_path / "attachments")
    (tmp_path / "attachments" / "132284").mkdir(parents=True)
    (tmp_path / "attachments" / "132284" / "a").write_bytes(b"x" * 1000)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "b.zip").write_bytes(b"x" * 300)

    room = compute_room()

    assert (room.attachments, room.backups) == (1000, 300)
    assert room.database > 100_000
    assert room.free > 0


def test_a_folder_that_is_not_there_takes_no_room(tmp_path: Path) -> None:
    assert compute_folder_size(tmp_path / "nowhere") == 0


def judge(path: Path, *statements: str) -> dict[str, bool]:
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        return {item.name: item.is_right for item in measures._list_sqlite(database.cursor())}


def test_settings_that_survive_a_power_cut_are_told_from_those_that_do_not(tmp_path: Path) -> None:
    journal, synchronous = choose_journal()
    right = [
        f"PRAGMA journal_mode={journal}",
        f"PRAGMA synchronous={synchronous}",
        "PRAGMA foreign_keys=ON",
    ]

    assert set(judge(tmp_path / "a", *right).values()) == {True}
    assert not judge(tmp_path / "b", *right, "PRAGMA synchronous=NORMAL")["synchronous"]
    assert not judge(tmp_path / "c", *right, "PRAGMA foreign_keys=OFF")["foreign_keys"]
    assert not judge(tmp_path / "d", *right, "PRAGMA journal_mode=MEMORY")["journal_mode"]


@pytest.mark.django_db
def test_the_database_in_use_and_its_version_are_named() -> None:
    assert {item.name for item in list_pragmas()} in (
        {"journal_mode", "synchronous", "foreign_keys"},
        {"fsync", "synchronous_commit", "data_checksums"},
    )
    assert [name for name, text in list_versions() if text] == ["しるべ", "データベース", "Python", "Django"]
