"""The child process: the same answer as without it, and a clear sentence whatever becomes of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from shirube.readers import sandbox
from shirube.readers.formats import read_grids, read_source
from shirube.readers.grid_code import encode_result
from shirube.readers.sandbox import Limits, read_grids_in_child, read_source_in_child
from shirube.readers.sandbox_child import forbid_harm
from shirube.readers.source import FileGrids, UnreadableFile
from tests.readers.workbooks import build_rows_xlsx, build_xlsx, source

linux_only = "Linux" if sys.platform.startswith("linux") else None


def fill(book: Any, sheet: Any) -> None:
    percent = book.add_format({"num_format": "0.0%", "font_strikeout": True})
    sheet.merge_range(0, 0, 1, 0, "創業支援", book.add_format())
    sheet.write(0, 1, 0.895, percent)
    sheet.write_comment(1, 1, "見込")
    sheet.write(1, 1, 5)
    sheet.set_row(1, None, None, {"hidden": True})
    book.add_worksheet("控").hide()


def start_program(program: str, monkeypatch: pytest.MonkeyPatch, *, limited: bool = True) -> None:
    """Let the child run this after it has locked itself in, in place of reading the file."""
    lock = (
        "from shirube.readers.sandbox_child import *; limit_resources(choices['limits']['memory'], "
        "choices['limits']['seconds']); leave_network(); sys.addaudithook(forbid_harm); "
    )
    start = "import json, sys; choices = json.loads(sys.argv[1]); sys.path[:] = choices['path']; "
    monkeypatch.setattr(sandbox, "_START", start + (lock if limited else "") + program)


def test_the_child_gives_the_same_grids_as_reading_here(tmp_path: Path) -> None:
    path = tmp_path / "資料2.xlsx"
    path.write_bytes(build_xlsx(fill))

    assert read_grids_in_child(path) == read_grids(path)


def test_choices_of_the_user_reach_the_child() -> None:
    table = source("指標\t実績\n相談件数\t3\n".encode("euc_jp"), "表.tsv", encoding="euc-jp")

    assert read_source_in_child(table).grids[0].rows[1] == ["相談件数", "3"]


def test_a_refusal_in_the_child_is_the_same_sentence_here() -> None:
    image = source(b"\x89PNG", "図.xlsx")

    with pytest.raises(UnreadableFile) as here:
        read_source(image)
    with pytest.raises(UnreadableFile) as there:
        read_source_in_child(image)

    assert str(here.value) == str(there.value)
    assert here.value.code == there.value.code


def test_a_child_that_takes_too_long_is_stopped_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    start_program("import time; time.sleep(30)", monkeypatch)
    begin = time.monotonic()

    with pytest.raises(UnreadableFile, match="1秒以内"):
        read_source_in_child(source(b"a\tb"), Limits(seconds=1))

    assert time.monotonic() - begin < 5


def test_a_child_that_computes_too_long_is_stopped_by_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    start_program("limit_resources(512, 1)\nwhile True: pass", monkeypatch)

    with pytest.raises(UnreadableFile, match="秒以内"):
        read_source_in_child(source(b"a\tb"), Limits(seconds=20))


def test_a_child_gets_no_more_memory_than_its_limit_but_would_take_it_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = source(b"a\tb")
    answer = encode_result(FileGrids(()))
    take = f"x = bytearray(400 * 1024 * 1024); sys.stdout.buffer.write({answer!r})"

    start_program(take, monkeypatch)
    with pytest.raises(UnreadableFile):
        read_source_in_child(table, Limits(memory=200))

    start_program(take, monkeypatch, limited=False)
    assert read_source_in_child(table, Limits(memory=200)) == FileGrids(())


@pytest.mark.parametrize(
    "program",
    [
        "import socket; socket.create_connection(('127.0.0.1', {port}), 2)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:{port}')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('{folder}/made', 'w').close()",
        "import os; os.mkdir('{folder}/made')",
    ],
)
def test_the_child_reaches_no_network_no_program_and_no_file_but_could_without_the_lock(
    program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        program = program.format(port=server.getsockname()[1], folder=tmp_path)
        if "urlopen" in program:
            program = program.replace("urlopen(", "urlopen(timeout=1, url=")
        answer = f"\nsys.stdout.buffer.write({encode_result(FileGrids(()))!r})"
        survive = f"try:\n    {program}\nexcept TimeoutError: pass{answer}"

        start_program("exec(" + repr(survive) + ")", monkeypatch)
        with pytest.raises(UnreadableFile, match="異常"):
            read_source_in_child(source(b"a\tb"))

        start_program("exec(" + repr(survive) + ")", monkeypatch, limited=False)
        assert read_source_in_child(source(b"a\tb")) == FileGrids(())


def test_the_network_of_the_child_is_empty_where_the_system_allows_it() -> None:
    program = (
        "from shirube.readers.sandbox_child import leave_network\n"
        "import socket\n"
        "left = leave_network()\n"
        "names = [name for _, name in socket.if_nameindex()]\n"
        "assert not left or names == ['lo'], names\n"
        "print('left' if left else 'stayed')"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_the_environment_of_the_server_stays_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIRUBE_SECRET", "canary")
    answer = encode_result(FileGrids(()))
    start_program(
        f"import os; assert 'SHIRUBE_SECRET' not in os.environ; sys.stdout.buffer.write({answer!r})",
        monkeypatch,
    )

    assert read_source_in_child(source(b"a\tb")) == FileGrids(())


@pytest.mark.parametrize(
    "program", ["os._exit(3)", "os.abort()", "print('[1,2')", "sys.stdout.write('x' * 3_000_000)"]
)
def test_a_child_that_dies_or_babbles_is_explained(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    start_program(f"import os; {program}", monkeypatch)

    with pytest.raises(UnreadableFile, match="を読めません。"):
        read_source_in_child(source(b"a\tb"), Limits(answer=1))


def test_reading_and_exceptions_are_left_alone_by_the_guard() -> None:
    forbid_harm("open", ("/etc/hosts", "r", 0))
    forbid_harm("import", ("x",))
    with pytest.raises(PermissionError):
        forbid_harm("open", ("/etc/hosts", "a", 0))


def test_no_child_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those that the reading started: another test's server may be a child of this process, too."""
    started: list[int] = []
    start = subprocess.Popen.__init__

    def note(child: subprocess.Popen[bytes], *arguments: Any, **options: Any) -> None:
        start(child, *arguments, **options)
        started.append(child.pid)

    monkeypatch.setattr(subprocess.Popen, "__init__", note)
    read_source_in_child(source(build_rows_xlsx([["x"]])))
    start_program("import time; time.sleep(30)", monkeypatch)
    with pytest.raises(UnreadableFile):
        read_source_in_child(source(b"a\tb"), Limits(seconds=1))

    assert len(started) == 2
    for pid in started:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def test_a_reading_that_nobody_waits_for_any_more_is_ended_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start_program("import time; time.sleep(30)", monkeypatch)
    started = time.monotonic()

    with pytest.raises(UnreadableFile) as ended:
        read_source_in_child(source(b"a,b"), is_unwanted=lambda: time.monotonic() - started > 0.5)

    assert ended.value.code == "file-unwanted"
    assert time.monotonic() - started < 8


def test_a_reading_that_is_wanted_to_the_end_is_not_disturbed() -> None:
    found = read_source_in_child(source(b"a,b\n1,2\n", "t.csv"), is_unwanted=lambda: False)

    assert len(found.grids[0].rows) == 2
