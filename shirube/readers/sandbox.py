"""Reading a stranger's file in a child process with limits on memory, time and what it may touch.

The child is a fresh interpreter with an empty environment: it holds no password and no open file of ours,
and its memory is counted from zero. What it does is left to sandbox_child.py. Limits on memory and network
need Linux (or another Unix); elsewhere time and the guard inside the child remain.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import IO

from msgspec import Struct
from msgspec.structs import asdict

from shirube.readers.formats import load_source, make_too_much
from shirube.readers.grid_code import BrokenAnswerError, decode_result
from shirube.readers.sandbox_child import OUT_OF_MEMORY
from shirube.readers.source import FileGrids, Source, UnreadableFile, pause_collection

_MEGABYTE = 1024 * 1024
_ASK_SECONDS = 0.25  # so often a person is asked whether the answer is still wanted
# Several bombs at once must not add up: further files wait until a child has ended.
_SLOTS = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))
_START = (
    "import json, sys; choices = json.loads(sys.argv[1]); sys.path[:] = choices['path']; "
    "from shirube.readers.sandbox_child import run_child; run_child(choices)"
)


class Limits(Struct, frozen=True, kw_only=True):
    """What one file may use: megabytes of memory, seconds of work and of waiting, megabytes of answer."""

    memory: int = 512
    seconds: int = 10
    answer: int = 256


_USUAL_LIMITS = Limits()


def read_grids_in_child(
    path: Path | str,
    *,
    encoding: str | None = None,
    pdf_columns: Sequence[float] | None = None,
    limits: Limits = _USUAL_LIMITS,
) -> FileGrids:
    """All grids of a file, as ``formats.read_grids``, but read where it can do no harm.

    Raises UnreadableFile with one clear Japanese line, also when the child ran out of time or memory.
    """
    return read_source_in_child(load_source(path, encoding=encoding, pdf_columns=pdf_columns), limits)


def read_source_in_child(
    source: Source, limits: Limits = _USUAL_LIMITS, *, is_unwanted: Callable[[], bool] | None = None
) -> FileGrids:
    """The same for bytes at hand (uploads, pasted text).

    ``is_unwanted`` is asked several times a second whether the person has changed their mind; the child is
    then ended and UnreadableFile raised, with the code 「file-unwanted」.
    """
    with _SLOTS, _open_input(source.data) as data:
        answer, code, ending = _run_child(source, data, limits, is_unwanted)
    if ending is _Ending.UNWANTED:
        raise UnreadableFile(source.name, "読み取りを取りやめました。", code="file-unwanted")
    if ending is _Ending.LATE:
        raise _make_too_slow(source.name, limits)
    try:
        with pause_collection():
            result = decode_result(answer)
    except BrokenAnswerError:
        raise _explain_death(source.name, code, limits) from None
    if isinstance(result, UnreadableFile):
        raise result
    return result


class _Ending(Enum):
    """How a child came to its end."""

    OWN = "by itself"
    LATE = "stopped for being late"
    UNWANTED = "stopped because nobody waits any more"


def _run_child(
    source: Source, data: IO[bytes], limits: Limits, is_unwanted: Callable[[], bool] | None
) -> tuple[bytes, int, _Ending]:
    """(answer, exit code, how it ended)."""
    choices = {
        "name": source.name,
        "encoding": source.encoding,
        "pdf_columns": source.pdf_columns,
        "pdf_page": source.pdf_page,
        "limits": asdict(limits),
        "path": [str(Path(entry).resolve()) for entry in sys.path],
    }
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, json.dumps(choices)]
    # Windows programs cannot start without SYSTEMROOT; nothing else of our environment goes in.
    environment = {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own program
        command,
        stdin=data,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=Path(sys.executable).anchor,
    )
    watch = _Watch(child, limits.seconds, is_unwanted)
    try:
        watch.start()
        answer = _read_answer(child, limits.answer * _MEGABYTE)
        code = child.wait()
    finally:
        watch.over.set()
        if child.poll() is None:
            child.kill()
            child.wait()
    return answer, code, watch.ending


class _Watch(threading.Thread):
    """Ends a child that takes too long, or whose answer nobody wants any more."""

    def __init__(
        self, child: subprocess.Popen[bytes], seconds: float, is_unwanted: Callable[[], bool] | None
    ) -> None:
        super().__init__(daemon=True)
        self.child = child
        self.until = time.monotonic() + seconds
        self.is_unwanted = is_unwanted
        self.over = threading.Event()
        self.ending = _Ending.OWN

    def run(self) -> None:
        """Until the child is over, or has been ended."""
        while not self.over.wait(self._choose_pause()):
            if time.monotonic() >= self.until:
                return self._end(_Ending.LATE)
            if self.is_unwanted and self.is_unwanted():
                return self._end(_Ending.UNWANTED)
        return None

    def _choose_pause(self) -> float:
        left = max(self.until - time.monotonic(), 0.001)
        return min(left, _ASK_SECONDS) if self.is_unwanted else left

    def _end(self, ending: _Ending) -> None:
        self.ending = ending
        self.child.kill()


def _read_answer(child: subprocess.Popen[bytes], most: int) -> bytes:
    """All the child says, up to a limit: beyond it the child is stopped and its answer is worth nothing."""
    assert child.stdout is not None  # noqa: S101 - opened as a pipe above
    with child.stdout as out:
        answer = out.read(most)
        if len(answer) == most:
            child.kill()
            return b""
    return answer


@contextmanager
def _open_input(data: bytes) -> Iterator[IO[bytes]]:
    """The bytes as an open file without a name; in memory where the system can."""
    if hasattr(os, "memfd_create"):
        file: IO[bytes] = os.fdopen(os.memfd_create("shirube"), "w+b")
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed below
    with file:
        file.write(data)
        file.seek(0)
        yield file


def _make_too_slow(name: str, limits: Limits) -> UnreadableFile:
    return UnreadableFile(
        name,
        f"読み込みが{limits.seconds}秒以内に終わらなかったため、中止しました。",
        "必要な表やページだけを新しいファイルに写して保存してください。",
        code="file-too-slow",
    )


def _explain_death(name: str, code: int, limits: Limits) -> UnreadableFile:
    """Why a child ended without an answer, as far as its exit code tells."""
    if code == -getattr(signal, "SIGXCPU", 0):
        return _make_too_slow(name, limits)
    # Libraries that run out of memory abort; the system may also kill the largest process.
    if code in {OUT_OF_MEMORY, -signal.SIGABRT, -getattr(signal, "SIGKILL", 9)}:
        return make_too_much(name)
    return UnreadableFile(
        name,
        "読み込みの途中で異常が起きたため、中止しました。",
        "元のソフトで開いて保存し直すか、作成元からもう一度受け取ってください。",
        code="file-broken",
    )
