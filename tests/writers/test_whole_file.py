"""A file is written whole or not at all, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shirube.writers import whole_file
from shirube.writers.whole_file import UnwritableFile, check_writable, write_whole

# Writes half of the new bytes, says so, and then hangs until it is killed.
_HANGING = """
import os, sys, time
from pathlib import Path
from shirube.writers import whole_file

def hang(descriptor, data):
    os.write(descriptor, data[: len(data) // 2])
    print("half", flush=True)
    time.sleep(60)

whole_file._fill = hang
if sys.argv[2] == "named":
    os.O_TMPFILE = 0
whole_file.write_whole(Path(sys.argv[1]), b"new" * 1000)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_holds_all_bytes_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "報告.pdf", b"x" * 1_000_000)

    assert (tmp_path / "報告.pdf").read_bytes() == b"x" * 1_000_000
    assert names(tmp_path) == ["報告.pdf"]


def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "報告.pdf"
    path.write_bytes(b"old")
    path.chmod(0o640)

    write_whole(path, b"new")

    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "本体.pdf").write_bytes(b"old")
    (tmp_path / "最新.pdf").symlink_to(tmp_path / "本体.pdf")

    write_whole(tmp_path / "最新.pdf", b"new")

    assert (tmp_path / "最新.pdf").is_symlink()
    assert (tmp_path / "本体.pdf").read_bytes() == b"new"


def test_systems_without_nameless_files_write_whole_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "O_TMPFILE", 0, raising=False)

    write_whole(tmp_path / "a.pdf", b"new")

    assert (tmp_path / "a.pdf").read_bytes() == b"new"
    assert names(tmp_path) == ["a.pdf"]


def test_a_killed_process_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    path = tmp_path / "報告.pdf"
    path.write_bytes(b"old")
    child = subprocess.Popen(
        [sys.executable, "-c", _HANGING, str(path), "unnamed"], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "half\n"

    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()

    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["報告.pdf"]


def test_an_interrupted_process_cleans_up_where_files_need_names(tmp_path: Path) -> None:
    path = tmp_path / "報告.pdf"
    path.write_bytes(b"old")
    child = subprocess.Popen(
        [sys.executable, "-c", _HANGING, str(path), "named"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "half\n"
    assert len(names(tmp_path)) == 2  # the control: half of the new file is there, under another name

    time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    child.wait()
    child.stdout.close()

    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["報告.pdf"]


@pytest.mark.parametrize("nameless", [True, False])
def test_a_failure_on_the_way_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool
) -> None:
    def fill(descriptor: int, data: bytes) -> None:
        os.write(descriptor, data[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(whole_file, "_fill", fill)
    if not nameless:
        monkeypatch.setattr(os, "O_TMPFILE", 0, raising=False)

    with pytest.raises(UnwritableFile, match="ディスクの空きがありません"):
        write_whole(path, b"new")

    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]


def test_a_file_that_excel_holds_open_is_said_to_be_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "used by another process")

    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(UnwritableFile, match="Excelなどでファイルを開いています"):
        write_whole(path, b"new")

    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ない/報告.pdf", "フォルダーがありません"),
        ("フォルダー", "同じ名前のフォルダー"),
        ("ファイル/報告.pdf", "フォルダーの場所にファイルがあります"),
    ],
)
def test_a_place_that_cannot_be_written_is_known_before_the_work(
    tmp_path: Path, name: str, told: str
) -> None:
    (tmp_path / "フォルダー").mkdir()
    (tmp_path / "ファイル").write_bytes(b"")

    with pytest.raises(UnwritableFile, match=told):
        check_writable(tmp_path / name)

    check_writable(tmp_path / "報告.pdf")


def test_a_folder_without_permission_is_known_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    with pytest.raises(UnwritableFile, match="権限"):
        check_writable(tmp_path / "a.pdf")


def test_a_name_that_is_too_long_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="ファイル名が長すぎます") as caught:
        write_whole(tmp_path / ("長" * 100 + ".pdf"), b"new")

    assert "\n" not in str(caught.value)
    assert names(tmp_path) == []


def test_an_unforeseen_failure_is_told_with_the_system_s_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int, data: bytes) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(whole_file, "_fill", fail)

    with pytest.raises(UnwritableFile, match="Input/output error"):
        write_whole(tmp_path / "a.pdf", b"new")
