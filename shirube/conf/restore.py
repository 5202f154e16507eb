"""Putting a backup back into an empty place: all of it or nothing, and nobody let in by old sessions.

Reading and checking the file belongs to backup_archive.py.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from shirube.conf.backup import BackupFailed, is_sqlite, restore_postgresql
from shirube.conf.backup_archive import (
    ANCHOR,
    ATTACHMENTS,
    DUMP,
    SQLITE,
    Manifest,
    check_archive,
    fingerprint_key,
    unpack,
)
from shirube.writers.whole_file import settle_folder


class RestoreRefused(Exception):  # noqa: N818 - names what is the matter; the command line shows the sentence
    """A backup cannot be put here. ``str()`` is a Japanese sentence; nothing has been changed."""


def restore_archive(path: Path) -> Manifest:
    """Puts a backup where the settings say. Raises BackupDamaged, RestoreRefused or BackupFailed.

    The database comes last: while it is missing, nobody takes half a restore for a whole one.
    """
    from django.conf import settings

    manifest = check_archive(path)
    _require_fitting(manifest)
    _require_empty()
    data: Path = settings.DATA_FOLDER
    try:
        if shutil.disk_usage(data).free < manifest.size * 2:
            needed = manifest.size * 2 // 1024**2 + 1
            raise RestoreRefused(f"「{data}」の空き容量が足りません（{needed:,}MB必要です）。")
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=data) as work:
            unpack(path, manifest, Path(work))
            try:
                _place(Path(work), manifest)
            except (OSError, BackupFailed):
                # There were none before: the next try finds the place as empty as this one did.
                shutil.rmtree(settings.ATTACHMENTS_FOLDER, ignore_errors=True)
                raise
    except OSError as error:
        raise BackupFailed(f"控えを戻せません（{error}）。空き容量と権限をお確かめください。") from error
    return manifest


def lock_out_the_past() -> None:
    """Ends every session and link of the backup's time: they may be of people who have left since."""
    from django.contrib.sessions.models import Session
    from django.db.models import F
    from django.utils import timezone

    from shirube.store.people import EntryLink, Person

    Session.objects.all().delete()
    EntryLink.objects.of_everyone().filter(used_at=None).update(used_at=timezone.now())
    # Ends sessions even where somebody brings their rows back.
    Person.objects.of_everyone().update(epoch=F("epoch") + 1)


def _require_fitting(manifest: Manifest) -> None:
    from django.conf import settings

    expected = SQLITE if is_sqlite() else DUMP
    if manifest.database != expected:
        kinds = {SQLITE: "SQLite", DUMP: "PostgreSQL"}
        raise RestoreRefused(
            f"この控えは{kinds[manifest.database]}のものです。今の設定は{kinds[expected]}です。"
            "SHIRUBE_DATABASEをお確かめください。"
        )
    if manifest.key != fingerprint_key(settings.SECRET_KEY):
        raise RestoreRefused(
            "秘密鍵が、この控えを作成したサーバーのものと異なります。控えとは別に保管したsecret-keyを、"
            "データのフォルダーに置いてください（権限は600）。"
        )


def _require_empty() -> None:
    from django.conf import settings
    from django.db import connection

    files: Path = settings.ATTACHMENTS_FOLDER
    if files.is_dir() and any(files.iterdir()):
        raise RestoreRefused(
            f"「{files}」に、既に添付ファイルがあります。別の名前にしてから、もう一度実行してください。"
        )
    if is_sqlite():
        database = Path(settings.DATABASES["default"]["NAME"])
        there = [database.with_name(database.name + end) for end in ("", "-journal", "-wal", "-shm")]
        if found := next((item for item in there if item.exists()), None):
            raise RestoreRefused(
                f"「{found}」が既にあります。サーバーを止め、別の名前にしてから、もう一度実行してください。"
            )
    elif connection.introspection.table_names():
        raise RestoreRefused("データベースに、既に表があります。空のデータベースを指定してください。")


def _place(work: Path, manifest: Manifest) -> None:
    from django.conf import settings
    from django.db import connections

    files: Path = settings.ATTACHMENTS_FOLDER
    if (work / ATTACHMENTS).is_dir():
        files.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if files.is_dir():
            files.rmdir()
        shutil.move(work / ATTACHMENTS, files)
        settle_folder(files.parent)
    anchor: Path = settings.AUDIT_ANCHOR
    # One that is there may know more than the backup, and then tells what was lost.
    if (work / ANCHOR).is_file() and not anchor.exists():
        shutil.move(work / ANCHOR, anchor)
    connections.close_all()
    if manifest.database == SQLITE:
        database = Path(settings.DATABASES["default"]["NAME"])
        (work / SQLITE).rename(database)
        settle_folder(database.parent)
    else:
        restore_postgresql(work / DUMP)
