from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shirube.cli import grade_workers
from shirube.cli.grade_rows import GradeTask
from shirube.cli.grade_workers import WorkerFailed, WorkerPool, count_processors, grade_blocks
from shirube.readers.cell_list import CellList
from shirube.readers.record_stream import Block
from tests.builders import build_scale

HEADER = "indicator,fiscal_year,target,actual,direction"
RULE = "akiruno_shokogyo"


def make_list(rows: int) -> bytes:
    lines = (
        f'指標{number},R7,"{number % 997 + 1:,}人",{number % 1009}人,up\n'
        if number % 5
        else f"x,R7,{number % 97},集計中,up\n"
        for number in range(rows)
    )
    return f"{HEADER}\n{''.join(lines)}".encode()


def prepare(data: bytes) -> tuple[GradeTask, CellList]:
    cells = CellList(io.BytesIO(data), name="一覧.csv")
    task = GradeTask(
        scale=build_scale(),
        rows=cells.reader,
        header=cells.header,
        parser=cells.records.parser,
        newline="\n",
        encoding="utf-8",
        explains=True,
    )
    return task, cells


def find_children(parent: int) -> list[int]:
    """The processes that a process has started and that still run."""
    text = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(word) for word in text.split()]


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_until_gone(processes: list[int], seconds: float = 20) -> list[int]:
    end = time.monotonic() + seconds
    while (left := [item for item in processes if is_running(item)]) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def test_several_processes_write_what_one_writes_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shirube.readers.record_stream.BLOCK_BYTES", 20_000)
    monkeypatch.setattr(grade_workers, "SHORT_LIST_BLOCKS", 2)
    task, cells = prepare(make_list(8_000))
    blocks = list(cells.iterate_blocks())
    assert len(blocks) > 8

    alone = list(grade_blocks(task, blocks, 1))
    together = list(grade_blocks(task, blocks, 2))

    assert together == alone
    assert sum(counts["rows"] for _, counts in together) == 8_000


def test_a_short_list_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    task, cells = prepare(make_list(1_000))

    assert sum(counts["rows"] for _, counts in grade_blocks(task, cells.iterate_blocks(), 2)) == 1_000
    with pytest.raises(AssertionError, match="started"), WorkerPool(task, 1):
        pass


def test_no_more_than_a_few_blocks_are_on_their_way() -> None:
    task, cells = prepare(make_list(50))
    (block,) = cells.iterate_blocks()
    taken = 0

    def count() -> Iterator[Block]:
        nonlocal taken
        for _ in range(40):
            taken += 1
            yield block

    with WorkerPool(task, 2) as pool:
        graded = pool.grade(count())
        next(graded)
        assert taken <= 4


def test_leaving_by_an_error_leaves_no_process_behind() -> None:
    task, cells = prepare(make_list(50))
    (block,) = cells.iterate_blocks()

    def fail() -> Iterator[Block]:
        yield block
        started.extend(find_children(os.getpid()))
        raise KeyboardInterrupt

    started: list[int] = []
    before = set(find_children(os.getpid()))
    with pytest.raises(KeyboardInterrupt), WorkerPool(task, 2) as pool:
        list(pool.grade(fail()))

    mine = [process for process in started if process not in before]
    assert len(mine) == 2
    assert wait_until_gone(mine) == []


def test_a_process_that_ends_of_itself_is_an_error_and_not_a_shorter_list() -> None:
    task, cells = prepare(make_list(50))
    (block,) = cells.iterate_blocks()

    with WorkerPool(task, 1) as pool:
        assert list(pool.grade([block]))  # it has begun
        (worker,) = (
            child
            for child in find_children(os.getpid())
            if b"grade_workers" in Path(f"/proc/{child}/cmdline").read_bytes()
        )
        os.kill(worker, signal.SIGKILL)
        assert wait_until_gone([worker]) == []
        with pytest.raises((WorkerFailed, EOFError)):
            list(pool.grade([block] * 3))


def start(source: Path, target: Path) -> subprocess.Popen[bytes]:
    """The command on a long list, once its processes run."""
    command = [sys.executable, "-m", "shirube.cli.main", "grade", str(source), "--scale", RULE]
    child = subprocess.Popen(
        [*command, "--processes", "2", "-o", str(target)], stderr=subprocess.PIPE, start_new_session=True
    )
    end = time.monotonic() + 60
    while len(find_children(child.pid)) < 2:
        assert child.poll() is None, "the list is too short for this test"
        assert time.monotonic() < end
        time.sleep(0.02)
    return child


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("lists") / "CELLS.csv"
    source.write_bytes(make_list(400_000))
    return source


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_long_list_that_is_stopped_leaves_no_process_and_the_old_file(
    tmp_path: Path, long_list: Path, sign: signal.Signals, code: int
) -> None:
    target = tmp_path / "OUT.csv"
    target.write_text("old", encoding="utf-8")
    child = start(long_list, target)
    workers = find_children(child.pid)

    # As the terminal does: every process of the group is told.
    os.killpg(child.pid, sign) if sign is signal.SIGINT else child.send_signal(sign)
    _, message = child.communicate(timeout=60)

    assert child.returncode == code
    assert wait_until_gone(workers) == []
    assert target.read_text(encoding="utf-8") == "old"
    assert b"Traceback" not in message


def test_a_process_hears_nothing_of_ctrl_c_not_even_while_it_is_starting() -> None:
    task, _ = prepare(make_list(1))
    before = set(find_children(os.getpid()))

    with WorkerPool(task, 2):  # returns while the two are still loading what they need
        workers = [child for child in find_children(os.getpid()) if child not in before]
        assert len(workers) == 2
        # The terminal tells its own group of processes, and each of these is a group of its own.
        assert [os.getpgid(worker) for worker in workers] == workers


def test_a_reader_that_leaves_ends_a_long_list_quietly(tmp_path: Path, long_list: Path) -> None:
    command = [sys.executable, "-m", "shirube.cli.main", "grade", str(long_list), "--scale", RULE]
    with subprocess.Popen(
        [*command, "--processes", "2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        while len(workers := find_children(child.pid)) < 2:
            assert child.stdout.read(500_000), "the list is too short for this test"
        child.stdout.close()
        _, message = child.communicate(timeout=60)

    assert len(workers) == 2
    assert child.returncode == 141
    assert b"Traceback" not in message
    assert wait_until_gone(workers) == []


def test_the_number_of_processors_is_at_least_one() -> None:
    assert count_processors() >= 1
