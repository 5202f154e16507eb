"""SQLite that loses nothing: settings, checks, and the file systems it must not stand on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections
from django.test.utils import override_settings

from shirube.conf.database import (
    SYNCHRONOUS,
    check_file_system,
    check_sqlite_settings,
    choose_journal,
    make_database_settings,
    make_sqlite_settings,
)
from shirube.conf.environment import read_environment


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 40, 1), ("delete", "EXTRA")),
        ((3, 51, 2), ("delete", "EXTRA")),
        ((3, 51, 3), ("wal", "FULL")),
        ((3, 52, 0), ("wal", "FULL")),
    ],
)
def test_wal_is_used_only_where_the_library_is_sound(
    version: tuple[int, ...], expected: tuple[str, str]
) -> None:
    assert choose_journal(version) == expected


def open_as_django(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    database.executescript(make_sqlite_settings(path)["OPTIONS"]["init_command"])
    return database


def test_a_connection_with_our_settings_passes_every_check(tmp_path: Path) -> None:
    with closing(open_as_django(tmp_path / "a.sqlite3")) as database:
        assert check_sqlite_settings(database.cursor()) == []


@pytest.mark.parametrize(
    ("pragma", "words"),
    [
        ("synchronous=NORMAL", "停電"),
        ("synchronous=OFF", "停電"),
        ("foreign_keys=OFF", "参照の整合"),
        ("journal_mode=memory", "ジャーナル"),
        ("journal_mode=off", "ジャーナル"),
    ],
)
def test_each_setting_that_could_lose_data_is_found(tmp_path: Path, pragma: str, words: str) -> None:
    with closing(open_as_django(tmp_path / "a.sqlite3")) as database:
        database.execute(f"PRAGMA {pragma}")

        assert any(words in problem for problem in check_sqlite_settings(database.cursor()))


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    with closing(open_as_django(path)) as database:
        database.execute("CREATE TABLE t (x)")
        database.executemany("INSERT INTO t VALUES (?)", [("x" * 500,)] * 200)
        database.commit()
    content = bytearray(path.read_bytes())
    content[8192:8292] = b"\xff" * 100
    path.write_bytes(content)

    with closing(open_as_django(path)) as database:
        assert any("壊れています" in problem for problem in check_sqlite_settings(database.cursor()))


def test_full_is_not_enough_without_wal() -> None:
    assert SYNCHRONOUS["EXTRA"] > SYNCHRONOUS["FULL"]


def test_a_transaction_takes_the_write_lock_at_its_beginning() -> None:
    options = make_sqlite_settings("x")["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    assert "mmap_size" not in options["init_command"]


def test_postgresql_is_one_setting_away(tmp_path: Path) -> None:
    address = "postgresql://me:secret@db:5432/plans"
    found = make_database_settings(
        read_environment({"SHIRUBE_DATA": str(tmp_path), "SHIRUBE_DATABASE": address})
    )

    assert found["ENGINE"].endswith("postgresql")
    assert (found["HOST"], found["PORT"], found["NAME"], found["PASSWORD"]) == ("db", 5432, "plans", "secret")


MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
31 22 0:40 / /srv/share rw - nfs4 server:/export rw
32 22 0:41 / /srv/win\\040dows rw master:1 - cifs //server/share rw
33 22 0:42 / /srv/share/local rw - xfs /dev/vdb rw
34 22 0:43 / /srv/over rw - nfs server:/a rw
35 34 0:44 / /srv/over rw - ext4 /dev/vdc rw
""".splitlines()


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/share/data", "nfs4"),
        ("/srv/share", "nfs4"),
        ("/srv/win dows/data", "cifs"),
        ("//server/share", "共有"),
    ],
)
def test_a_folder_on_the_network_is_refused_with_the_reason(folder: str, kind: str) -> None:
    (problem,) = check_file_system(Path(folder), MOUNTS)

    assert kind in problem
    assert "PostgreSQL" in problem


@pytest.mark.parametrize(
    "folder", ["/var/lib/shirube", "/srv/share/local/data", "/srv/shared", "/srv/over/x"]
)
def test_a_folder_on_a_disk_of_the_machine_is_taken(folder: str) -> None:
    assert check_file_system(Path(folder), MOUNTS) == []


def test_this_machine_has_mounts_to_read(tmp_path: Path) -> None:
    assert check_file_system(tmp_path) == []


@pytest.mark.django_db
def test_the_check_at_start_is_registered_and_leaves_memory_alone() -> None:
    from django.core.checks import run_checks

    from shirube.conf.apps import check_database

    assert check_database(None, ["default"]) == []
    assert [message for message in run_checks(databases=["default"]) if message.is_serious()] == []
    with override_settings():
        assert "default" in connections
