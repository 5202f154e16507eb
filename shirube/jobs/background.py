"""One thread beside the requests, for what a person should not wait for: mails and backups.

What is waiting is lost when the process ends, which every task must bear: a mail is asked for again, a backup
that was cut off leaves no file.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from django.db import connections

Task = Callable[[], None]

MOST_WAITING = 100
_waiting: queue.Queue[Task] = queue.Queue(MOST_WAITING)
_lock = threading.Lock()
_threads: list[threading.Thread] = []
_log = logging.getLogger(__name__)


def start(task: Task) -> bool:
    """Has a task done soon, one after the other; False when too much is waiting already."""
    with _lock:
        # Begun with the first task: after the server has made its processes, never before.
        if not any(thread.is_alive() for thread in _threads):
            thread = threading.Thread(target=_work, name="shirube-background", daemon=True)
            _threads[:] = [thread]
            thread.start()
    try:
        _waiting.put_nowait(task)
    except queue.Full:
        _log.error("background: too many tasks are waiting")
        return False
    return True


def _work() -> None:
    while True:
        run(_waiting.get())


def run(task: Task) -> None:
    """Does one task; whatever goes wrong is noted, and the next one has its turn."""
    try:
        task()
    except Exception:
        _log.exception("background: a task failed")
    finally:
        connections.close_all()
