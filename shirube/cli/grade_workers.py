"""Grading the blocks of a long list in several processes, their results in the order of the list.

Each process is a fresh interpreter that reads blocks from its standard input and answers on its standard
output. It ends as soon as its input does: none is left behind, whatever becomes of its parent. What is done
with a block belongs to grade_rows.py.
"""

from __future__ import annotations

import json
import os
import pickle
import queue
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import IO, NoReturn, Self

from shirube.cli.grade_rows import GradeTask, Outcome, RowGrader
from shirube.readers.record_stream import Block

# Starting a process costs as much as grading some ten thousand rows: shorter lists are done here.
SHORT_LIST_BLOCKS = 8
# Blocks on their way for each process: one being graded, one waiting, so that no process waits.
_BLOCKS_EACH = 2
_LENGTH_BYTES = 8
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from shirube.cli.grade_workers import run_worker; run_worker()"
)


class WorkerFailed(RuntimeError):  # noqa: N818 - names what is the matter; a mistake of ours, or no memory left
    """A process ended without an answer."""


def count_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def grade_blocks(task: GradeTask, blocks: Iterable[Block], processes: int) -> Iterator[Outcome]:
    """Every block graded, in order. The first ones here; others where the list turns out to be long."""
    remaining = iter(blocks)
    grader = RowGrader(task)
    here = remaining if processes < 2 else islice(remaining, SHORT_LIST_BLOCKS)
    for block in here:
        yield grader.grade_block(block)
    following = next(remaining, None)
    if following is not None:
        with WorkerPool(task, processes) as pool:
            yield from pool.grade(chain((following,), remaining))


class WorkerPool:
    """Several processes that grade blocks. Leaving the context ends them, be it by an error or by Ctrl-C."""

    def __init__(self, task: GradeTask, processes: int) -> None:
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._workers: list[_Worker] = []
        self._count = processes
        self._task = pickle.dumps(task)
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="grade")

    def __enter__(self) -> Self:
        try:
            for _ in range(self._count):
                worker = _Worker(self._task)
                self._workers.append(worker)
                self._idle.put(worker)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every process at once, and wait until it has ended."""
        with ExitStack() as stack:
            stack.callback(self._threads.shutdown, cancel_futures=True)
            for worker in self._workers:
                stack.callback(worker.close)

    def grade(self, blocks: Iterable[Block]) -> Iterator[Outcome]:
        """Every block graded, in order, with no more than a few on their way."""
        waiting: deque[Future[Outcome]] = deque()
        for block in blocks:
            waiting.append(self._threads.submit(self._grade_one, block))
            if len(waiting) >= self._count * _BLOCKS_EACH:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _grade_one(self, block: Block) -> Outcome:
        worker = self._idle.get()
        try:
            return worker.grade(block)
        finally:
            self._idle.put(worker)


class _Worker:
    """One process and the two pipes to it."""

    def __init__(self, task: bytes) -> None:
        paths = json.dumps([str(Path(entry).resolve()) for entry in sys.path])
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own program
            [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C reaches every process of the terminal's group; the parent alone says what is to be done
            # about it, also while this one is still starting.
            process_group=0,
        )
        self._send(task)

    def grade(self, block: Block) -> Outcome:
        """Have one block graded."""
        self._send(pickle.dumps(block))
        found: Outcome = pickle.loads(_receive(self._pipe(self._child.stdout)))  # noqa: S301 - from our child
        return found

    def close(self) -> None:
        """End the process and wait for it."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(OSError):  # what could not be sent is of no use any more
                    pipe.close()

    def _send(self, message: bytes) -> None:
        try:
            _send(self._pipe(self._child.stdin), message)
        except BrokenPipeError:
            raise WorkerFailed(f"grading process ended with {self._child.wait()}") from None

    def _pipe(self, pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise WorkerFailed("a grading process has both pipes")
        return pipe


def run_worker() -> NoReturn:
    """Grade blocks from standard input until it ends."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    # Written by our own parent; nothing from outside comes this way but the bytes of the list.
    with suppress(EOFError, BrokenPipeError):
        grader = RowGrader(pickle.loads(_receive(source)))  # noqa: S301
        while True:
            block = pickle.loads(_receive(source))  # noqa: S301
            _send(target, pickle.dumps(grader.grade_block(block)))
    os._exit(0)


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(_LENGTH_BYTES, "big"))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    head = pipe.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        raise EOFError("the other side has ended")
    message = pipe.read(length := int.from_bytes(head, "big"))
    if len(message) < length:
        raise EOFError("the other side has ended in the midst of a message")
    return message
