"""Copies that are whole while others write."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from shirube.conf import backup
from shirube.conf.backup import BackupFailed, copy_sqlite, write_backup


class Writer(threading.Thread):
    """Moves an amount between two rows, over and over: in a whole copy the sum is always the same."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.path = path
        self.stop = threading.Event()

    def run(self) -> None:
        with closing(sqlite3.connect(self.path, timeout=30)) as database:
            while not self.stop.is_set():
                with database:
                    database.execute("UPDATE t SET x = x - 1 WHERE rowid <= 2000")
                    database.execute("UPDATE t SET x = x + 1 WHERE rowid > 2000")


@pytest.fixture
def busy(tmp_path: Path) -> Path:
    path = tmp_path / "busy.sqlite3"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE t (x INTEGER, y TEXT)")
        database.executemany("INSERT INTO t VALUES (?, ?)", [(0, "y" * 100)] * 4000)
    return path


def is_whole(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as database:
            if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return False
            found = database.execute("SELECT SUM(x), COUNT(*) FROM t").fetchone()
            return bool(found == (0, 4000))
    except sqlite3.DatabaseError:
        return False


def test_a_backup_taken_while_others_write_is_whole_every_time(busy: Path, tmp_path: Path) -> None:
    writer = Writer(busy)
    writer.start()
    try:
        for number in range(10):
            copy_sqlite(busy, tmp_path / f"{number}.sqlite3")
    finally:
        writer.stop.set()
        writer.join()

    assert [number for number in range(10) if not is_whole(tmp_path / f"{number}.sqlite3")] == []


def test_copying_the_file_alone_gives_broken_copies(busy: Path, tmp_path: Path) -> None:
    # The control: a plain copy in the middle of a transaction has half of it.
    with closing(sqlite3.connect(busy, isolation_level=None)) as database:
        database.execute("PRAGMA cache_size=5")  # so that changed pages go to the file before the commit
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE t SET x = x - 1 WHERE rowid <= 2000")
        shutil.copyfile(busy, tmp_path / "copied.sqlite3")
        database.execute("ROLLBACK")

    assert not is_whole(tmp_path / "copied.sqlite3")


def test_the_copy_has_a_name_that_tells_when_and_why(
    busy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(busy)}}
    monkeypatch.setattr(settings, "DATABASES", held)
    path = write_backup(tmp_path / "backups", reason="before-migration")

    assert path.name.endswith("-before-migration.sqlite3")
    assert is_whole(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [item.name for item in path.parent.iterdir()] == [path.name], "no half copy is left beside it"


def test_a_copy_that_fails_leaves_nothing_that_looks_like_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.sqlite3").write_bytes(b"not a database" * 100)
    held = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "broken.sqlite3")}}

    monkeypatch.setattr(settings, "DATABASES", held)
    with pytest.raises(BackupFailed, match="控え"):
        write_backup(tmp_path / "backups")

    assert list((tmp_path / "backups").iterdir()) == []


def test_a_copy_that_is_found_damaged_is_not_left_behind_either(
    busy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(busy)}}
    monkeypatch.setattr(settings, "DATABASES", held)

    def fail(target: Path) -> None:
        target.write_bytes(b"half")
        raise BackupFailed("壊れていました。")

    monkeypatch.setattr(backup, "copy_database", fail)
    with pytest.raises(BackupFailed, match="壊れていました"):
        write_backup(tmp_path / "backups")

    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize("name", ["計画 #1", "100%", "a%20b", "what?"])
def test_the_data_may_lie_in_a_folder_of_any_name(busy: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    busy.rename(folder / "busy.sqlite3")

    copy_sqlite(folder / "busy.sqlite3", folder / "copy.sqlite3")

    assert is_whole(folder / "copy.sqlite3")


def test_a_folder_for_copies_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(BackupFailed, match="作成できません"):
        write_backup(tmp_path / "file" / "backups")
