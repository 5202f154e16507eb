"""The files of attachments, beside the database: <folder>/<municipality>/<first two letters>/<hash>.

The name on the disk is the hash of the content, never what somebody typed. A file is there, whole and synced,
before the row that names it is committed; so a crash leaves at worst a file that nobody names.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shirube.store.evidence import Attachment
from shirube.store.people import Municipality
from shirube.writers.whole_file import settle_folder

PART = ".part"
_HASH = re.compile(r"[0-9a-f]{64}")


class FileDamaged(Exception):  # noqa: N818 - names what is the matter; entry points turn it into an answer
    """A file is missing, or no longer what it was when it was attached. ``str()`` is a Japanese sentence."""


@dataclass(slots=True)
class FolderReport:
    """What was found in the folder: files in order, missing or damaged ones, and those that nobody names."""

    sound: int = 0
    damaged: list[str] = field(default_factory=list)
    orphans: list[Path] = field(default_factory=list)


def find_path(folder: Path, municipality: Municipality, sha256: str) -> Path:
    """Where a file lies. Raises ValueError for anything but a hash and a code."""
    if not _HASH.fullmatch(sha256) or not municipality.code.isdecimal():
        raise ValueError("not the hash of a file")
    return folder / municipality.code / sha256[:2] / sha256


def write_file(folder: Path, municipality: Municipality, data: bytes) -> str:
    """Puts a file in its place, whole or not at all, and returns its hash."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = find_path(folder, municipality, sha256)
    if _is_sound(path, sha256):
        return sha256
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{sha256}.{secrets.token_hex(8)}{PART}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    for made in (path.parent, path.parent.parent, folder):
        settle_folder(made)
    return sha256


def read_file(folder: Path, municipality: Municipality, sha256: str) -> bytes:
    """The content, held against its hash. Raises FileDamaged."""
    try:
        data = find_path(folder, municipality, sha256).read_bytes()
    except OSError as error:
        raise FileDamaged(
            "添付ファイルが見つかりません。システム管理者に連絡してください"
            "（shirube verifyで確かめられます）。"
        ) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FileDamaged(
            "添付ファイルの内容が、添付したときと異なります。システム管理者に連絡してください"
            "（shirube verifyで確かめられます）。"
        )
    return data


def erase_file(folder: Path, municipality: Municipality, sha256: str) -> None:
    """Takes the content away where no attachment in force names it any more."""
    named = Attachment.objects.of(municipality).filter(sha256=sha256, is_erased=False)
    path = find_path(folder, municipality, sha256)
    if named.exists():
        return
    # Put aside first: whoever attaches the same content from here on finds it missing and writes it anew.
    aside = path.with_name(f"{sha256}.{secrets.token_hex(8)}{PART}")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return
    if named.exists():
        aside.rename(path)
    else:
        aside.unlink()


def check_folder(folder: Path) -> FolderReport:
    """Holds every attachment of every municipality against its file, and every file against the rows."""
    report = FolderReport()
    # The files first: what is attached while the rows are gone through is no orphan.
    files = list(iterate_files(folder))
    named: set[Path] = set()
    rows = Attachment.objects.of_everyone().filter(is_erased=False).select_related("municipality")
    for row in rows.order_by("pk").iterator(500):
        path = find_path(folder, row.municipality, row.sha256)
        if path in named:
            continue
        named.add(path)
        if _is_sound(path, row.sha256):
            report.sound += 1
        else:
            what = "の内容が、添付したときと異なります" if path.is_file() else "がありません"
            report.damaged.append(
                f"{row.municipality.name}：添付ファイル「{row.name}」{what}（{row.sha256}）。"
            )
    report.orphans = sorted(path for path in files if path not in named)
    return report


def iterate_files(folder: Path) -> Iterator[Path]:
    """Every file in the folder."""
    if folder.is_dir():
        yield from (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _is_sound(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
