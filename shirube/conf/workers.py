"""The processes that take requests: forked from one parent that has loaded everything they need.

What must be in order before that belongs to startup.py; what one process does to server.py.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys

from shirube.conf.environment import Environment
from shirube.conf.startup import StartRefused

# The most that one process may hold, in megabytes; above it a new one takes its place between two requests.
MOST_MEGABYTES = 512
# For the C library of Linux: the variable (for new processes), the number of mallopt (for forks), the value.
# One heap for all threads, whose free end goes back to the system: with a heap for each thread, two processes
# hold some 60 MB that nobody uses.
HEAP = (
    ("MALLOC_ARENA_MAX", -8, 1),
    ("MALLOC_TRIM_THRESHOLD_", -1, 128 * 1024),
    ("MALLOC_MMAP_THRESHOLD_", -3, 128 * 1024),
)


def serve(environment: Environment) -> None:
    """Takes requests until stopped."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    close_databases()
    share_memory()
    Granian(
        "shirube.conf.server:application",
        address=environment.address,
        port=environment.port,
        interface=Interfaces.WSGI,
        workers=environment.workers,
        blocking_threads=environment.threads,
        websockets=False,
        log_level=LogLevels.warning,
        workers_max_rss=MOST_MEGABYTES,
    ).serve()


def close_databases() -> None:
    """Closes all connections, also those that a pool keeps: open across a fork, several would talk on one."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined] # of this database alone


def collect_static() -> None:
    """Puts the parts of the screens together. Raises StartRefused where there is no room for them.

    In a child where the system has forks: packing fonts takes 20 MB, which each process would inherit.
    """
    if not hasattr(os, "fork"):
        _collect_static()
        return
    close_databases()
    child = os.fork()
    if child == 0:
        try:
            _collect_static()
        except BaseException as error:
            sys.stderr.write(f"{error}\n")
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise StartRefused(
            "画面の部品をデータのフォルダーに用意できません。空き容量と権限をお確かめのうえ、もう一度開始してください。"
        )


def _collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def share_memory() -> None:
    """Loads what every process needs once, before there are several; and keeps their heaps small."""
    from django.urls import get_resolver

    import shirube.conf.server  # noqa: F401 - loads the application with its middleware

    assert get_resolver().url_patterns  # noqa: S101 - loads all screens
    gc.collect()
    set_heap()
    # Looking for garbage would write to each page and so copy it for each process.
    gc.freeze()
    # The command line looks as good as never, since a command ends soon; these processes live for weeks.
    gc.set_threshold(20_000, 20, 20)


def set_heap() -> bool:
    """Tells the C library how to keep its heap; False where it is not that of Linux (glibc)."""
    for name, _, value in HEAP:
        os.environ.setdefault(name, str(value))
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallopt"):
        return False
    done = all(library.mallopt(number, value) == 1 for _, number, value in HEAP)
    # What the preparations have used goes back to the system, before every process gets a copy of it.
    library.malloc_trim(0)
    return done
