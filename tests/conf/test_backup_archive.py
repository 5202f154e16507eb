"""Backups of everything: whole, sealed against any change, nothing written outside, nothing left half."""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings

from shirube.conf import backup_archive
from shirube.conf.backup import BackupFailed, copy_database
from shirube.conf.backup_archive import (
    BackupDamaged,
    check_archive,
    fingerprint_key,
    unpack,
    write_archive,
)

FILE = b"%PDF-1.7 evidence"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small server: a database, one attachment, an anchor."""
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "shirube.sqlite3")) as database, database:
        database.execute("CREATE TABLE t (x INTEGER)")
        database.execute("INSERT INTO t VALUES (1)")
    held = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "shirube.sqlite3")}
    monkeypatch.setattr(settings, "DATABASES", {"default": held})
    monkeypatch.setattr(settings, "ATTACHMENTS_FOLDER", folder / "attachments")
    monkeypatch.setattr(settings, "AUDIT_ANCHOR", folder / "audit-anchor.jsonl")
    settings.AUDIT_ANCHOR.write_text('["132284", 1, "aa"]\n')
    attach(folder / "attachments", FILE)
    return folder


def attach(folder: Path, content: bytes) -> Path:
    name = hashlib.sha256(content).hexdigest()
    path = folder / "132284" / name[:2] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture
def archive(data: Path) -> Path:
    return write_archive(data / "backups")


def test_everything_is_in_it_and_readable_by_the_owner_alone(data: Path, archive: Path) -> None:
    manifest = check_archive(archive)

    assert [part.name.split("/")[0] for part in manifest.parts] == [
        "attachments",
        "database.sqlite3",
        "audit-anchor.jsonl",
    ]
    assert (manifest.attachments, manifest.key) == (1, fingerprint_key(settings.SECRET_KEY))
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    note = json.loads(archive.with_name(f"{archive.name}.json").read_text())
    assert note["sha256"] == hashlib.sha256(archive.read_bytes()).hexdigest()


def test_it_unpacks_to_what_was_there(data: Path, archive: Path, tmp_path: Path) -> None:
    unpack(archive, check_archive(archive), tmp_path / "out")

    (file,) = (tmp_path / "out" / "attachments").rglob("*/*/*")
    assert file.read_bytes() == FILE
    with closing(sqlite3.connect(tmp_path / "out" / "database.sqlite3")) as database:
        assert database.execute("SELECT x FROM t").fetchall() == [(1,)]


def test_any_change_of_any_byte_is_found(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    chance = random.Random(7)  # noqa: S311 - which bytes are changed is no secret
    broken = tmp_path / "broken.zip"
    passed = []
    for number in range(1_000):
        data = bytearray(whole)
        if number % 4 == 0:
            del data[chance.randrange(len(data)) :]
        elif number % 4 == 1:
            data += bytes([chance.randrange(256)])
        else:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        broken.write_bytes(data)
        try:
            check_archive(broken)
        except BackupDamaged:
            continue
        passed.append(number)

    assert passed == []
    assert check_archive(archive).attachments == 1, "the control: the whole one is taken"


def test_without_the_seal_some_changes_would_pass(archive: Path, tmp_path: Path) -> None:
    # The control of the test above: what the list inside alone does not see, such as the times of the parts.
    data = bytearray(archive.read_bytes())
    data[10] ^= 1  # the time in the first header
    (tmp_path / "broken.zip").write_bytes(data)

    with patch.object(backup_archive, "_check_seal"):
        assert check_archive(tmp_path / "broken.zip").attachments == 1
    with pytest.raises(BackupDamaged):
        check_archive(tmp_path / "broken.zip")


def forge(path: Path, parts: dict[str, bytes], manifest: dict[str, object] | None = None) -> Path:
    """A sealed archive with whatever inside: what somebody hostile can make."""
    listed = [
        {"name": name, "size": len(text), "sha256": hashlib.sha256(text).hexdigest()}
        for name, text in parts.items()
    ]
    held = {
        "format": "shirube backup 1",
        "made_at": "2026-04-01T00:00:00+09:00",
        "version": "0",
        "reason": "backup",
        "key": "k",
        "parts": listed,
        **(manifest or {}),
    }
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
        packed.writestr("manifest.json", json.dumps(held))
    backup_archive._seal(path)
    return path


def test_a_well_formed_forgery_is_read_so_that_the_refusals_below_mean_something(tmp_path: Path) -> None:
    assert check_archive(forge(tmp_path / "a.zip", {"database.sqlite3": b"x"})).database == "database.sqlite3"


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/etc/cron.d/outside",
        "attachments/132284/aa/../../../outside",
        "attachments\\132284\\outside",
        "secret-key",
        "shirube.toml",
        f"attachments/132284/aa/{'a' * 64}",  # its name is not the hash of its content
    ],
)
def test_a_part_that_leads_elsewhere_or_is_no_part_is_refused(tmp_path: Path, name: str) -> None:
    hostile = forge(tmp_path / "a.zip", {"database.sqlite3": b"x", name: b"evil"})

    with pytest.raises(BackupDamaged):
        check_archive(hostile)


@pytest.mark.parametrize(
    ("manifest", "parts"),
    [
        ({"format": "shirube backup 9"}, {"database.sqlite3": b"x"}),
        ({"parts": []}, {"database.sqlite3": b"x"}),
        ({"parts": "x"}, {"database.sqlite3": b"x"}),
        ({"parts": [{"name": 5, "size": 1, "sha256": ""}]}, {"database.sqlite3": b"x"}),
        ({"parts": [["database.sqlite3", 1, ""]]}, {"database.sqlite3": b"x"}),
        ({"format": ["shirube backup 1"]}, {"database.sqlite3": b"x"}),
        ({"made_at": None}, {"database.sqlite3": b"x"}),
        ({"more": 1}, {"database.sqlite3": b"x"}),
        ({}, {"audit-anchor.jsonl": b"x"}),
        ({}, {"database.sqlite3": b"x", "database.dump": b"x"}),
    ],
)
def test_an_odd_list_is_refused(tmp_path: Path, manifest: dict[str, object], parts: dict[str, bytes]) -> None:
    with pytest.raises(BackupDamaged):
        check_archive(forge(tmp_path / "a.zip", parts, manifest))


def test_a_list_that_is_none_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("manifest.json", "[]")
    backup_archive._seal(tmp_path / "a.zip")

    with pytest.raises(BackupDamaged):
        check_archive(tmp_path / "a.zip")


def test_what_is_in_the_zip_and_not_on_the_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    listed = [{"name": "database.sqlite3", "size": 1, "sha256": hashlib.sha256(b"x").hexdigest()}]

    with pytest.raises(BackupDamaged):
        check_archive(forge(path, {"database.sqlite3": b"x", "database.dump": b"y"}, {"parts": listed}))


def test_a_part_that_unpacks_to_more_than_it_says_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("database.sqlite3", b"0" * 50_000_000)
        part = {"name": "database.sqlite3", "size": 10, "sha256": hashlib.sha256(b"0" * 10).hexdigest()}
        held = {"format": "shirube backup 1", "made_at": "", "version": "", "reason": "", "key": ""}
        packed.writestr("manifest.json", json.dumps({**held, "parts": [part]}))
    data = path.read_bytes().replace(struct.pack("<I", 50_000_000), struct.pack("<I", 10))
    path.write_bytes(data)
    backup_archive._seal(path)

    with pytest.raises(BackupDamaged):
        check_archive(path)


@pytest.mark.parametrize("name", ["words.zip", "empty.zip", "missing.zip"])
def test_what_is_no_backup_at_all_is_refused_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / "words.zip").write_text("これは控えではありません" * 20)
    (tmp_path / "empty.zip").touch()

    with pytest.raises(BackupDamaged, match="控え"):
        check_archive(tmp_path / name)


def test_a_file_attached_or_erased_meanwhile_is_in_the_backup(data: Path) -> None:
    early = attach(data / "attachments", b"erased while the database is copied")
    copy = copy_database

    def work_meanwhile(target: Path) -> None:
        copy(target)
        early.unlink()
        attach(data / "attachments", b"attached while the database is copied")

    with patch.object(backup_archive, "copy_database", work_meanwhile):
        manifest = check_archive(write_archive(data / "backups"))

    assert manifest.attachments == 3


@pytest.mark.parametrize("back", [False, True])
def test_a_file_erased_while_others_are_copied_does_not_stop_the_backup(data: Path, back: bool) -> None:
    other = attach(data / "attachments", b"another")
    files = dict(backup_archive._iterate_attachments(data / "attachments"))

    def list_and_erase() -> Iterator[tuple[str, Path]]:
        # Listed, and gone by the time it is to be copied; perhaps attached again after that.
        other.unlink()
        yield from files.items()

    def copy_meanwhile(target: Path) -> None:
        if back:
            attach(data / "attachments", b"another")
        copy_database(target)

    lists = [list_and_erase(), backup_archive._iterate_attachments(data / "attachments")]
    with (
        patch.object(backup_archive, "_iterate_attachments", side_effect=lists),
        patch.object(backup_archive, "copy_database", copy_meanwhile),
    ):
        archive = write_archive(data / "backups")

    assert check_archive(archive).attachments == 1 + back


@pytest.mark.parametrize(
    "step", ["copy_database", "_seal", "check_archive", "Path.write_text", "Path.rename"]
)
def test_a_backup_that_fails_leaves_nothing(data: Path, step: str) -> None:
    with (
        patch(f"shirube.conf.backup_archive.{step}", side_effect=OSError(28, "No space left on device")),
        pytest.raises(BackupFailed, match="空き容量"),
    ):
        write_archive(data / "backups")

    assert list((data / "backups").iterdir()) == []


def test_two_in_the_same_second_have_two_names(data: Path) -> None:
    assert write_archive(data / "backups") != write_archive(data / "backups")


def test_the_progress_rises_to_the_end(data: Path) -> None:
    for number in range(20):
        attach(data / "attachments", f"file {number}".encode())
    told: list[tuple[int, int]] = []

    write_archive(data / "backups", progress=lambda done, total: told.append((done, total)))

    shares = [done / total for done, total in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(told) > 20


def test_links_and_strangers_in_the_folder_stay_outside(data: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"secret")
    attach(data / "attachments", b"x").with_name("b" * 64).symlink_to(tmp_path / "elsewhere")
    (data / "attachments" / "132284" / "notes.txt").write_text("x")

    assert check_archive(write_archive(data / "backups")).attachments == 2
