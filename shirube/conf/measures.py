"""How much room the data take and how the database is set: for the page of settings and for support.

Checks that stop a start belong to database.py.
"""

from __future__ import annotations

import platform
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shirube.conf.database import SYNCHRONOUS, choose_journal


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes: of the database, the attachments, the backups, and what is free where the data lie."""

    database: int
    attachments: int
    backups: int
    free: int


@dataclass(frozen=True, slots=True)
class Pragma:
    """One setting of the database: what it says, and whether it is as it has to be."""

    name: str
    text: str
    is_right: bool
    explanation: str


def compute_room() -> Room:
    """Asks the database and looks into the folders."""
    from django.conf import settings
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            (pages,) = cursor.execute("PRAGMA page_count").fetchone()
            (size,) = cursor.execute("PRAGMA page_size").fetchone()
            database = pages * size
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
            (database,) = cursor.fetchone()
    return Room(
        database=database,
        attachments=compute_folder_size(settings.ATTACHMENTS_FOLDER),
        backups=compute_folder_size(settings.DATA_FOLDER / "backups"),
        free=shutil.disk_usage(settings.DATA_FOLDER).free,
    )


def compute_folder_size(folder: Path) -> int:
    """The bytes of all files in a folder; 0 where there is none."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0


def list_pragmas() -> list[Pragma]:
    """The settings of the database that decide whether what was saved survives a power cut."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return _list_sqlite(cursor)
        return _list_postgresql(cursor)


def list_versions() -> list[tuple[str, str]]:
    """What the server is made of, for a report to whoever helps."""
    import django
    from django.db import connection

    from shirube import __version__

    if connection.vendor == "sqlite":
        database = f"SQLite {sqlite3.sqlite_version}"
    else:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            database = f"PostgreSQL {cursor.fetchone()[0]}"
    return [
        ("しるべ", __version__),
        ("データベース", database),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
    ]


def _list_sqlite(cursor: Any) -> list[Pragma]:
    def ask(name: str) -> str:
        return str(cursor.execute(f"PRAGMA {name}").fetchone()[0])

    journal, synchronous = choose_journal()
    names = {"0": "OFF", "1": "NORMAL", "2": "FULL", "3": "EXTRA"}
    found = names.get(ask("synchronous"), "?")
    strong = SYNCHRONOUS.get(found, 0) >= SYNCHRONOUS[synchronous]
    return [
        Pragma("journal_mode", ask("journal_mode"), ask("journal_mode") == journal, "ジャーナルの方式"),
        Pragma("synchronous", found, strong, "停電のときに保存済みの入力を失わない設定"),
        Pragma("foreign_keys", ask("foreign_keys"), ask("foreign_keys") == "1", "参照の整合の確認"),
    ]


def _list_postgresql(cursor: Any) -> list[Pragma]:
    def ask(name: str) -> str:
        cursor.execute(f"SHOW {name}")
        return str(cursor.fetchone()[0])

    wanted = (
        ("fsync", "停電のときに保存済みの入力を失わない設定"),
        ("synchronous_commit", "保存をディスクに書き終えてから知らせる設定"),
        ("data_checksums", "ディスクの故障を見付ける設定"),
    )
    return [Pragma(name, text := ask(name), text not in ("off", "local"), words) for name, words in wanted]
