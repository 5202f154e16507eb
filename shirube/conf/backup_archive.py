"""Backups that hold everything: database, attachments, the anchor of the record; and putting one back.

One zip file. Its last bytes are the hash of all bytes before them, so that any damage is found; a list inside
names every part with size and hash. The secret key is not in it: whoever finds a backup cannot read second
factors, and cannot forge the record.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
import shutil
import sqlite3
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from shirube.conf.backup import BackupFailed, copy_database, is_sqlite, make_folder, name_for_reading
from shirube.readers.preflight import BROKEN_ZIP
from shirube.writers.whole_file import settle_folder

ENDING = ".zip"
FORMAT = "shirube backup 1"
MANIFEST = "manifest.json"
SQLITE, DUMP, ANCHOR, ATTACHMENTS = "database.sqlite3", "database.dump", "audit-anchor.jsonl", "attachments"
PART = ".part"
_MARK = b"sha256:"
_TRAILER = len(_MARK) + 64
_CHUNK = 1024 * 1024
_LARGEST_MANIFEST = 200 * 1024 * 1024
_NAME = re.compile(
    rf"{SQLITE}|{DUMP}|{re.escape(ANCHOR)}|{ATTACHMENTS}/[0-9]{{6}}/[0-9a-f]{{2}}/([0-9a-f]{{64}})"
)

Progress = Callable[[int, int], None]


class BackupDamaged(Exception):  # noqa: N818 - names what is the matter; the command line shows the sentence
    """A file is no whole backup. ``str()`` is a Japanese sentence; nothing has been changed."""


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """One file inside a backup."""

    name: str
    size: int
    sha256: str


class Format(Struct):
    """All that is read of a list before it is known to be of this version."""

    format: str = ""


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a backup says about itself. ``key`` tells which secret key belongs to it."""

    format: str = FORMAT
    made_at: str
    version: str
    reason: str
    key: str
    parts: tuple[Part, ...]

    @property
    def database(self) -> str:
        """The name of the part with the database."""
        return next(part.name for part in self.parts if part.name in (SQLITE, DUMP))

    @property
    def size(self) -> int:
        """How many bytes all parts have once unpacked."""
        return sum(part.size for part in self.parts)

    @property
    def attachments(self) -> int:
        """How many files of attachments there are."""
        return sum(part.name.startswith(f"{ATTACHMENTS}/") for part in self.parts)


def fingerprint_key(secret: str) -> str:
    """Tells secret keys apart without giving any away."""
    return hmac.digest(secret.encode(), b"shirube backup key 1", hashlib.sha256).hex()[:32]


def write_archive(folder: Path, *, reason: str = "backup", progress: Progress | None = None) -> Path:
    """Writes a whole backup into a folder, reads it back, and returns its path. Raises BackupFailed.

    Attachments are copied before the database and those added meanwhile after it: a file that a row of the
    copy names is in the backup also when it was attached or erased while the copy was made.
    """
    make_folder(folder)
    target = _find_name(folder, reason)
    part = target.with_name(target.name + PART)
    try:
        with tempfile.TemporaryDirectory(prefix=".work-", dir=folder) as work:
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            _Writer(part, Path(work), reason, progress).write()
            _seal(part)
            check_archive(part)
        _note(part, target)
        part.rename(target)
        settle_folder(folder)
    except (OSError, sqlite3.Error, zipfile.BadZipFile) as error:
        raise BackupFailed(
            f"控え「{target}」を作成できません（{error}）。空き容量と権限をお確かめください。"
        ) from error
    except BackupDamaged as error:
        raise BackupFailed(f"作成した控えを読み直したところ、異状がありました。{error}") from error
    finally:
        part.unlink(missing_ok=True)
        if not target.exists():
            _find_note(target).unlink(missing_ok=True)
    return target


def check_archive(path: Path) -> Manifest:
    """Reads all of a backup and holds every part against the list. Raises BackupDamaged."""
    _check_seal(path)
    try:
        with zipfile.ZipFile(path) as packed:
            manifest = _read_manifest(packed)
            for part in manifest.parts:
                with packed.open(part.name) as file:
                    if _hash_stream(file, part.size) != part.sha256:
                        raise BackupDamaged(f"控えの中の「{part.name}」が壊れています。")
    except BROKEN_ZIP as error:
        raise BackupDamaged("控えのファイルが壊れています。ほかの控えをお使いください。") from error
    return manifest


def unpack(path: Path, manifest: Manifest, folder: Path) -> None:
    """Lays the parts of a checked backup into a fresh folder. Raises OSError."""
    with zipfile.ZipFile(path) as packed:
        for part in manifest.parts:
            target = folder / part.name  # the names were held against _NAME: none leads elsewhere
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with packed.open(part.name) as file, target.open("xb") as out:
                shutil.copyfileobj(file, out, _CHUNK)
                out.flush()
                os.fsync(out.fileno())
            target.chmod(0o600)
    for made, _, _ in os.walk(folder):
        settle_folder(Path(made))
    if manifest.database == SQLITE:
        _check_sqlite(folder / SQLITE)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(slots=True)
class _Writer:
    """Fills one archive: counts for the progress, keeps the list."""

    path: Path
    work: Path
    reason: str
    progress: Progress | None

    def write(self) -> None:
        """The parts in their order, the list last."""
        from django.conf import settings

        from shirube import __version__

        files = settings.ATTACHMENTS_FOLDER
        done, parts, total = 0, [], 1

        def add(packed: zipfile.ZipFile, source: Path, name: str, method: int) -> None:
            nonlocal done
            part = _pack(packed, source, name, method)
            parts.append(part)
            done += part.size
            if self.progress:
                self.progress(min(done, total), total)

        with zipfile.ZipFile(self.path, "w", allowZip64=True) as packed:
            before = dict(_iterate_attachments(files))
            total = sum(map(_find_size, before.values())) + _guess_size()
            for name, source in before.items():
                # One erased since it was listed: its row says so too, and is copied after this.
                with suppress(FileNotFoundError):
                    add(packed, source, name, zipfile.ZIP_STORED)
            name = SQLITE if is_sqlite() else DUMP
            copy_database(self.work / name)
            add(packed, self.work / name, name, zipfile.ZIP_DEFLATED)
            packed_names = {part.name for part in parts}
            for later, source in _iterate_attachments(files):
                if later not in packed_names:
                    add(packed, source, later, zipfile.ZIP_STORED)
            if settings.AUDIT_ANCHOR.is_file():
                shutil.copyfile(settings.AUDIT_ANCHOR, self.work / ANCHOR)
                add(packed, self.work / ANCHOR, ANCHOR, zipfile.ZIP_DEFLATED)
            manifest = Manifest(
                made_at=_now().isoformat(timespec="seconds"),
                version=__version__,
                reason=self.reason,
                key=fingerprint_key(settings.SECRET_KEY),
                parts=tuple(parts),
            )
            text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
            packed.writestr(MANIFEST, text, zipfile.ZIP_DEFLATED)


def _pack(packed: zipfile.ZipFile, source: Path, name: str, method: int) -> Part:
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name)  # without the times of the files: they say nothing that the list does not
    entry.compress_type, entry.external_attr = method, 0o600 << 16
    with source.open("rb") as file, packed.open(entry, "w", force_zip64=True) as out:
        while block := file.read(_CHUNK):
            digest.update(block)
            size += len(block)
            out.write(block)
    return Part(name, size, digest.hexdigest())


def _iterate_attachments(folder: Path) -> Iterator[tuple[str, Path]]:
    """The names inside the backup and the files; halves and strangers stay outside."""
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("*/*/*")):
        name = f"{ATTACHMENTS}/{path.relative_to(folder).as_posix()}"
        if _NAME.fullmatch(name) and path.is_file() and not path.is_symlink():
            yield name, path


def _find_size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _guess_size() -> int:
    from django.conf import settings

    return Path(settings.DATABASES["default"]["NAME"]).stat().st_size if is_sqlite() else 1


def _seal(path: Path) -> None:
    """Puts the hash of everything before it at the end, as the comment that a zip file may have."""
    with path.open("r+b") as file:
        file.seek(-2, os.SEEK_END)
        file.write(struct.pack("<H", _TRAILER))
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0, os.SEEK_END)
        file.write(_MARK + digest.encode())
        file.flush()
        os.fsync(file.fileno())


def _check_seal(path: Path) -> None:
    try:
        size = path.stat().st_size - _TRAILER
        with path.open("rb") as file:
            found = _hash_stream(file, size) if size > 0 else ""
            trailer = file.read(_TRAILER + 1)
    except OSError as error:
        raise BackupDamaged(f"控え「{path}」を読めません（{error.strerror}）。") from error
    if trailer != _MARK + found.encode():
        raise BackupDamaged(
            f"「{path.name}」は、しるべの控えではないか、壊れています。ほかの控えをお使いください。"
        )


def _hash_stream(file: IO[bytes], size: int) -> str:
    """The hash of so many bytes; never reads more, however much a part may unpack to."""
    digest, left = hashlib.sha256(), size
    while left > 0 and (block := file.read(min(_CHUNK, left))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest() if left == 0 else ""


def _read_manifest(packed: zipfile.ZipFile) -> Manifest:
    """The list, held against what is there: nothing missing, nothing besides, no odd name."""
    entries = {entry.filename: entry for entry in packed.infolist()}
    if MANIFEST not in entries or entries[MANIFEST].file_size > _LARGEST_MANIFEST:
        raise ValueError("no list")
    text = packed.read(MANIFEST)
    if msgspec.json.decode(text, type=Format).format != FORMAT:
        raise BackupDamaged("この控えは、この版のしるべでは戻せません。新しい版のしるべをお使いください。")
    manifest = msgspec.json.decode(text, type=Manifest)  # raises ValueError for an odd one
    names = [part.name for part in manifest.parts]
    wrong = [part for part in manifest.parts if not _fits(part, entries)]
    databases = [name for name in names if name in (SQLITE, DUMP)]
    if (
        wrong
        or len(databases) != 1
        or sorted([*names, MANIFEST]) != sorted(i.filename for i in packed.infolist())
    ):
        raise ValueError("odd parts")
    return manifest


def _fits(part: Part, entries: dict[str, zipfile.ZipInfo]) -> bool:
    name = _NAME.fullmatch(part.name)
    if name is None or part.name not in entries or entries[part.name].file_size != part.size:
        return False
    return not name[1] or name[1] == part.sha256


def _check_sqlite(path: Path) -> None:
    try:
        with closing(sqlite3.connect(name_for_reading(path), uri=True)) as database:
            (answer,) = database.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise BackupDamaged("控えの中のデータベースを開けません。") from error
    if answer != "ok":
        raise BackupDamaged(f"控えの中のデータベースが壊れています（{answer}）。")


def _find_name(folder: Path, reason: str) -> Path:
    stamp = _now().strftime("%Y%m%d-%H%M%S")
    target = folder / f"{stamp}-{reason}{ENDING}"
    while target.exists() or target.with_name(target.name + PART).exists():
        target = folder / f"{stamp}-{reason}-{secrets.token_hex(2)}{ENDING}"
    return target


def _find_note(target: Path) -> Path:
    return target.with_name(target.name + ".json")


def _note(part: Path, target: Path) -> None:
    """Hash and time of the check, in a file beside the backup: for the list of backups.

    Before the backup has its name: one that has it is complete with its note.
    """
    checked_at = _now().isoformat(timespec="seconds")
    note = {"sha256": hash_file(part), "size": part.stat().st_size, "checked_at": checked_at}
    beside = _find_note(target)
    beside.touch(mode=0o600)
    beside.write_text(json.dumps(note) + "\n", "ascii")


def _now() -> datetime:
    return datetime.now(ZoneInfo("Asia/Tokyo"))
