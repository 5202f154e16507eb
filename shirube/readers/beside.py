"""Work that is done beside other work, in a thread of its own.

Only for what runs outside Python for most of its time (calamine); anything else would only take turns.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

Outer = TypeVar("Outer")
Inner = TypeVar("Inner")


def run_both(
    outer: Callable[[], Outer], inner: Callable[[], Inner], *, beside: bool = True
) -> tuple[Outer, Inner]:
    """What both functions give; raises what either raises, the first before the second.

    The first, which should be the one outside Python, runs in a thread of its own, unless ``beside`` says
    that this is not worth its while or the machine has nothing to win by it.
    """
    if not beside or not can_work_beside():
        return outer(), inner()
    started = _Started(outer)
    try:
        found = inner()
    finally:
        first = started.result()
    return first, found


class _Started(Generic[Outer]):
    """A function that has been started; ``result`` waits for it."""

    def __init__(self, run: Callable[[], Outer]) -> None:
        self._run = run
        self._result: list[Outer] = []
        self._error: BaseException | None = None
        self._thread = Thread(target=self._work)
        self._thread.start()

    def result(self) -> Outer:
        """What the function gave; raises what it raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._result[0]

    def _work(self) -> None:
        try:
            self._result.append(self._run())
        except BaseException as error:
            self._error = error


def can_work_beside() -> bool:
    """True with a second processor, and memory that is not counted by the addresses a thread reserves."""
    if (os.cpu_count() or 1) < 2:
        return False
    try:
        import resource
    except ImportError:
        return True
    return resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY
