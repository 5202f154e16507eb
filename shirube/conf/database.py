"""The database as Django is told of it, and the checks that a SQLite file will not lose what was saved.

The choice between SQLite and PostgreSQL belongs to environment.py. docs/operators.md explains the rules.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from shirube.conf.environment import Environment

DATABASE_FILE = "shirube.sqlite3"
BUSY_SECONDS = 20
CACHE_KILOBYTES = 256

# Below this version a database in WAL mode with several connections can be damaged when the log is reset.
SAFE_WAL_VERSION = (3, 51, 3)

# Locks on these do not hold between machines, some not even between processes: a database breaks there.
NETWORK_FILE_SYSTEMS = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "gpfs",
        "beegfs",
        "davfs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.glusterfs",
        "fuse.davfs2",
        "fuse.s3fs",
        "webdav",
        "vboxsf",
        "prl_fs",
    ]
)

# synchronous as SQLite answers it: 2 FULL, 3 EXTRA.
SYNCHRONOUS = {"FULL": 2, "EXTRA": 3}


def choose_journal(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> tuple[str, str]:
    """Journal mode and synchronous setting that survive a power cut, by the version of the library.

    WAL with NORMAL, the usual advice, loses commits that people have already been told were saved.
    """
    return ("wal", "FULL") if version >= SAFE_WAL_VERSION else ("delete", "EXTRA")


def make_database_settings(environment: Environment) -> dict[str, Any]:
    """What Django's DATABASES needs for the default database."""
    found = environment.database
    if found is None:
        return make_sqlite_settings(environment.data / DATABASE_FILE)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": found.host,
        "PORT": found.port,
        "NAME": found.name,
        "USER": found.user,
        "PASSWORD": found.password,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": environment.threads + 1, "timeout": BUSY_SECONDS}},
    }


def make_sqlite_settings(path: Path | str) -> dict[str, Any]:
    """A SQLite file with settings that keep what was saved.

    IMMEDIATE takes the write lock at the beginning: a transaction that reads first and writes later would
    otherwise fail at once, however long it is willing to wait.
    """
    journal, synchronous = choose_journal()
    # Each thread of each process has a connection with a cache of its own; the system keeps the file for all.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_SECONDS,
            "init_command": (
                f"PRAGMA journal_mode={journal};PRAGMA synchronous={synchronous};PRAGMA foreign_keys=ON;"
                f"PRAGMA cache_size=-{CACHE_KILOBYTES};"
            ),
        },
    }


def check_sqlite_settings(cursor: Any, version: tuple[int, ...] = sqlite3.sqlite_version_info) -> list[str]:
    """What is wrong with an open connection to a file, as Japanese sentences; empty when all is well."""

    def ask(pragma: str) -> str:
        return str(cursor.execute(f"PRAGMA {pragma}").fetchone()[0])

    journal, synchronous = choose_journal(version)
    problems = []
    if (found := ask("journal_mode")) != journal:
        problems.append(
            f"データベースのジャーナルの方式が「{found}」です（必要な方式：「{journal}」）。"
            "ほかのプログラムがデータベースを開いていないか、お確かめください。"
        )
    if int(ask("synchronous")) < SYNCHRONOUS[synchronous]:
        problems.append("停電のときに保存済みの入力を失うおそれのある設定（synchronous）です。")
    if ask("foreign_keys") != "1":
        problems.append("データベースの参照の整合（foreign_keys）が確認されない設定です。")
    if (answer := ask("quick_check(1)")) != "ok":
        problems.append(f"データベースのファイルが壊れています（{answer}）。控えから戻してください。")
    return problems


def check_file_system(folder: Path, mounts: Iterable[str] | None = None) -> list[str]:
    """Refuses a folder on a network file system. ``mounts`` are the lines of /proc/self/mountinfo.

    Where the system has no such list (Windows, macOS) only UNC paths are recognised.
    """
    if str(folder).startswith(("\\\\", "//")):
        return [_refuse(folder, "共有フォルダー")]
    kind = _find_file_system(folder.absolute(), _read_mounts() if mounts is None else mounts)
    return [_refuse(folder, kind)] if kind in NETWORK_FILE_SYSTEMS else []


def _refuse(folder: Path, kind: str) -> str:
    return (
        f"データのフォルダー「{folder}」が、ネットワーク上のファイルシステム（{kind}）にあります。"
        "SQLiteのデータベースが壊れるおそれがあるため、開始しません。"
        "サーバーのディスク上のフォルダーをSHIRUBE_DATAに指定するか、PostgreSQLをお使いください。"
    )


def _read_mounts() -> list[str]:
    path = Path("/proc/self/mountinfo")
    return path.read_text("utf-8", "surrogateescape").splitlines() if path.is_file() else []


def _find_file_system(folder: Path, mounts: Iterable[str]) -> str:
    """The type of the file system that holds a folder: that of the longest mount point above it."""
    best, kind = -1, ""
    for line in mounts:
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) < 5 or not after:
            continue
        # Spaces in paths are written as \040.
        point = Path(fields[4].encode("latin-1", "replace").decode("unicode_escape"))
        # Of two on the same point the later one covers the earlier.
        if (folder == point or point in folder.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), after.split()[0]
    return kind
