"""Files beside the database: whole or not there, found out when damaged, nothing outside the folder."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from unittest.mock import patch

import pytest

from shirube.store.attachment_files import (
    FileDamaged,
    check_folder,
    erase_file,
    find_path,
    iterate_files,
    read_file,
    write_file,
)
from shirube.store.people import Municipality

pytestmark = pytest.mark.django_db
DATA = b"%PDF-1.7 evidence"


@pytest.fixture
def city() -> Municipality:
    return Municipality.objects.create(code="132284", name="試験市")


def test_the_name_on_the_disk_is_the_hash_of_the_content(tmp_path: Path, city: Municipality) -> None:
    sha256 = write_file(tmp_path, city, DATA)

    assert sha256 == hashlib.sha256(DATA).hexdigest()
    path = tmp_path / "132284" / sha256[:2] / sha256
    assert list(iterate_files(tmp_path)) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_file(tmp_path, city, sha256) == DATA


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "/..", "\0" * 64])
def test_no_path_is_made_of_anything_but_a_hash(tmp_path: Path, city: Municipality, name: str) -> None:
    with pytest.raises(ValueError, match="hash"):
        find_path(tmp_path, city, name)
    with pytest.raises(ValueError, match="hash"):
        read_file(tmp_path, city, name)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_breaks_off_leaves_no_half_file(tmp_path: Path, city: Municipality, step: str) -> None:
    target = "shirube.store.attachment_files." + ("os.fsync" if step == "fsync" else "Path.replace")
    with patch(target, side_effect=OSError("broken")), pytest.raises(OSError, match="broken"):
        write_file(tmp_path, city, DATA)

    assert list(iterate_files(tmp_path)) == []


def test_the_content_is_synced_before_it_gets_its_name(tmp_path: Path, city: Municipality) -> None:
    order: list[str] = []
    sync, replace = os.fsync, Path.replace

    def note_sync(handle: int) -> None:
        order.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def note_replace(path: Path, target: Path) -> Path:
        order.append("name")
        return replace(path, target)

    with patch("os.fsync", note_sync), patch.object(Path, "replace", note_replace):
        write_file(tmp_path, city, DATA)

    assert order == ["file", "name", "folder", "folder", "folder"]


def test_writing_again_mends_a_damaged_file(tmp_path: Path, city: Municipality) -> None:
    sha256 = write_file(tmp_path, city, DATA)
    find_path(tmp_path, city, sha256).write_bytes(b"rotten")
    with pytest.raises(FileDamaged, match="添付したときと異なります"):
        read_file(tmp_path, city, sha256)

    write_file(tmp_path, city, DATA)

    assert read_file(tmp_path, city, sha256) == DATA


def test_a_file_that_nobody_names_is_found(tmp_path: Path, city: Municipality) -> None:
    write_file(tmp_path, city, DATA)
    (tmp_path / "132284" / "left.part").write_bytes(b"half")

    report = check_folder(tmp_path)

    assert (report.sound, report.damaged) == (0, [])
    assert [path.name for path in report.orphans] == ["left.part", hashlib.sha256(DATA).hexdigest()] or [
        path.name for path in report.orphans
    ] == [hashlib.sha256(DATA).hexdigest(), "left.part"]


def test_without_a_folder_there_is_nothing_to_find(tmp_path: Path) -> None:
    assert check_folder(tmp_path / "nowhere").orphans == []


def test_erasing_what_nobody_names_is_harmless_twice(tmp_path: Path, city: Municipality) -> None:
    sha256 = write_file(tmp_path, city, DATA)

    erase_file(tmp_path, city, sha256)
    erase_file(tmp_path, city, sha256)

    assert list(iterate_files(tmp_path)) == []
