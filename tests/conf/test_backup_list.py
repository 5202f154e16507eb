"""The backups that are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shirube.conf.backup_list import find_backup, list_backups

WHOLE, OLDER = "20260401-020000-backup.zip", "20260301-020000-before-migration.sqlite3"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / WHOLE).write_bytes(b"x" * 10)
    (tmp_path / OLDER).write_bytes(b"x" * 5)
    note = {"sha256": "ab" * 32, "size": 10, "checked_at": "2026-04-01T02:00:05+09:00"}
    (tmp_path / f"{WHOLE}.json").write_text(json.dumps(note))
    return tmp_path


def test_newest_first_with_what_was_noted(folder: Path) -> None:
    new, old = list_backups(folder)

    assert (new.name, new.size, new.is_whole, new.sha256) == (WHOLE, 10, True, "ab" * 32)
    assert new.checked_at is not None
    assert (old.name, old.is_whole, old.sha256, old.checked_at) == (OLDER, False, "", None)


def test_halves_and_other_files_are_not_shown(folder: Path) -> None:
    for name in (f"{WHOLE}.part", ".running.json", "notes.txt", "secret-key"):
        (folder / name).write_text("x")
    (folder / ".work-x").mkdir()

    assert [backup.name for backup in list_backups(folder)] == [WHOLE, OLDER]
    assert list_backups(folder / "nowhere") == []


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"size": 10}', '{"size": 11, "sha256": "a", "checked_at": "x"}']
)
def test_a_note_that_does_not_fit_is_not_believed(folder: Path, text: str) -> None:
    (folder / f"{WHOLE}.json").write_text(text)

    assert (list_backups(folder)[0].sha256, list_backups(folder)[0].checked_at) == ("", None)


@pytest.mark.parametrize(
    "name", ["../shirube.sqlite3", "/etc/passwd", "", ".", "a.zip", f"{WHOLE}/..", f"x/{WHOLE}", f"{WHOLE}\0"]
)
def test_no_name_leads_to_another_file(folder: Path, name: str) -> None:
    (folder.parent / "shirube.sqlite3").write_text("secret")

    assert find_backup(folder, name) is None
    assert find_backup(folder, WHOLE) is not None, "the control"


def test_a_link_is_no_backup(folder: Path) -> None:
    (folder / "secret").write_text("secret")
    (folder / "20260501-020000-backup.zip").symlink_to(folder / "secret")

    assert find_backup(folder, "20260501-020000-backup.zip") is None
