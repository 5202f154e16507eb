from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shirube.writers.whole_file import UnwritableFile
from shirube.writers.whole_stream import open_whole


def test_the_file_takes_its_name_only_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "出力.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)

    with open_whole(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"

    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_after_a_failure_the_old_file_stands_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "出力.csv"
    path.write_bytes(b"old")

    with pytest.raises(RuntimeError), open_whole(path) as file:
        file.write(b"half")
        raise RuntimeError

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="フォルダーがありません"), open_whole(tmp_path / "x" / "y.csv"):
        pass
    with pytest.raises(UnwritableFile, match="同じ名前のフォルダー"), open_whole(tmp_path):
        pass


def test_what_the_disk_refuses_is_said_and_the_old_file_stands(tmp_path: Path) -> None:
    path = tmp_path / "出力.csv"
    path.write_bytes(b"old")

    with pytest.raises(UnwritableFile, match="空きがありません"), open_whole(path):
        raise OSError(28, "No space left on device")

    assert path.read_bytes() == b"old"


def test_a_process_killed_in_the_middle_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "出力.csv"
    path.write_bytes(b"old")
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom shirube.writers.whole_stream import open_whole\n"
        "with open_whole(Path(sys.argv[1])) as file:\n"
        "    file.write(b'half' * 100000)\n    print('ready', flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        os.kill(child.pid, signal.SIGKILL)
        child.wait(timeout=10)
        time.sleep(0)

    assert path.read_bytes() == b"old"
