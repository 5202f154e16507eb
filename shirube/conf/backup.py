"""A copy of the database that is whole, also while people work: by the database's own means, never by cp.

Backups of everything, and putting them back, belong to backup_archive.py.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from shirube.writers.whole_file import settle_folder


class BackupFailed(Exception):  # noqa: N818 - names what is the matter; the command line shows the sentence
    """No whole copy could be made. ``str()`` is a Japanese sentence."""


def write_backup(folder: Path, *, reason: str = "backup") -> Path:
    """Writes a copy of Django's default database into a folder and returns its path. Raises BackupFailed."""
    make_folder(folder)
    stamp = datetime.now(ZoneInfo("Asia/Tokyo")).strftime("%Y%m%d-%H%M%S")
    target = folder / f"{stamp}-{reason}{'.sqlite3' if is_sqlite() else '.dump'}"
    _put(target, copy_database)
    return target


def make_folder(folder: Path) -> None:
    """Makes the folder of the backups, for its owner alone. Raises BackupFailed."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BackupFailed(
            f"控えのフォルダー「{folder}」を作成できません（{error.strerror}）。空き容量と権限をお確かめください。"
        ) from error


def is_sqlite() -> bool:
    """Whether the database is a SQLite file."""
    from django.conf import settings

    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))


def copy_database(target: Path) -> None:
    """Copies Django's default database to a file. Raises BackupFailed, OSError or sqlite3.Error."""
    from django.conf import settings

    held = settings.DATABASES["default"]
    if is_sqlite():
        copy_sqlite(Path(held["NAME"]), target)
    else:
        _run_postgresql("pg_dump", held, "--format=custom", f"--file={target}")


def restore_postgresql(source: Path) -> None:
    """Puts a dump into the empty database that was set: all of it or nothing. Raises BackupFailed."""
    from django.conf import settings

    held = settings.DATABASES["default"]
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run_postgresql("pg_restore", held, *options, f"--dbname={held['NAME']}", str(source))


def copy_sqlite(source: Path, target: Path) -> None:
    """Copies a database that others may be writing to. In one step: in several, each write starts it anew."""
    with (
        closing(sqlite3.connect(name_for_reading(source), uri=True, timeout=60)) as one,
        closing(sqlite3.connect(target)) as other,
    ):
        one.backup(other, pages=-1)
        other.execute("PRAGMA journal_mode=DELETE")
        (answer,) = other.execute("PRAGMA integrity_check").fetchone()
    if answer != "ok":
        raise BackupFailed(f"データベースの控えを確かめたところ、壊れていました（{answer}）。")


def name_for_reading(path: Path) -> str:
    """How SQLite is told to open a file for reading only, whatever signs (#, ?, %) its folders have."""
    return f"{path.absolute().as_uri()}?mode=ro"


def _put(target: Path, write: Callable[[Path], None]) -> None:
    """Writes beside the target and renames: a half copy never has the name of a whole one."""
    part = target.with_suffix(target.suffix + ".part")
    try:
        part.touch(mode=0o600)
        write(part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.rename(target)
        # A migration follows: the copy must have its name also after a power cut.
        settle_folder(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(
            f"控え「{target}」を作成できません（{error}）。空き容量と権限をお確かめください。"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _run_postgresql(name: str, held: dict[str, object], *arguments: str) -> None:
    program = shutil.which(name)
    if program is None:
        raise BackupFailed(
            f"{name}がないため、控えを扱えません。PostgreSQLのクライアントを導入してください。"
        )
    names = {
        "HOST": "PGHOST",
        "PORT": "PGPORT",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "NAME": "PGDATABASE",
    }
    # By the environment and not as arguments, which every user of the machine can read.
    variables = {variable: str(held[name]) for name, variable in names.items() if held.get(name)}
    done = subprocess.run(  # noqa: S603 - our own program and our own file name
        [program, *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"終了コード{done.returncode}"]
        raise BackupFailed(f"{name}が失敗しました（{said[-1]}）。")
