"""What the processes that take requests share, and what they must not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shirube.conf import workers
from shirube.conf.workers import HEAP, set_heap

ROOT = Path(__file__).parents[2]


def run(program: str, **variables: str) -> str:
    """What a fresh process prints; heap and garbage of this one stay as they are."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("SHIRUBE_", "MALLOC_"))}
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**kept, "PYTHONPATH": path, **variables},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_heap_is_set_for_this_process_and_for_those_started_anew() -> None:
    program = (
        "import os; from shirube.conf.workers import set_heap; done = set_heap();"
        "print(done, os.environ['MALLOC_ARENA_MAX'], os.environ['MALLOC_TRIM_THRESHOLD_'])"
    )

    assert run(program) == f"{sys.platform.startswith('linux')} 1 131072"
    # What the operator has set stands.
    assert run(program, MALLOC_ARENA_MAX="7").split()[1:] == ["7", "131072"]


def test_other_systems_keep_their_own_heap(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, _, value in HEAP:
        monkeypatch.setenv(name, str(value))
    monkeypatch.setattr(sys, "platform", "win32")

    assert set_heap() is False


def test_screens_are_loaded_once_before_there_are_several_processes(tmp_path: Path) -> None:
    program = (
        "import gc, sys; from shirube.conf.startup import start_django; start_django(make_key=True);"
        "before = 'shirube.web.plan' in sys.modules;"
        "from shirube.conf.workers import share_memory; share_memory();"
        "print(before, 'shirube.web.plan' in sys.modules, gc.get_freeze_count() > 10_000, gc.get_threshold())"
    )

    assert run(program, SHIRUBE_DATA=str(tmp_path)) == "False True True (20000, 20, 20)"


@pytest.mark.parametrize(
    ("vendor", "closed"), [("postgresql", ["close", "close_pool"]), ("sqlite", ["close"])]
)
def test_no_connection_is_open_when_the_process_is_forked(
    vendor: str, closed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connections

    called: list[str] = []

    class Connection:
        def __init__(self) -> None:
            self.vendor = vendor

        def close(self) -> None:
            called.append("close")

        def close_pool(self) -> None:
            called.append("close_pool")

    monkeypatch.setattr(connections, "all", lambda initialized_only: [Connection()])
    workers.close_databases()

    assert called == closed


def test_without_room_for_the_parts_of_the_screens_the_start_is_refused(tmp_path: Path) -> None:
    program = (
        "from shirube.conf.startup import StartRefused, start_django; start_django(make_key=True);"
        "from django.conf import settings; import pathlib; pathlib.Path(settings.STATIC_ROOT).touch()\n"
        "from shirube.conf.workers import collect_static\n"
        "try: collect_static()\n"
        "except StartRefused as refused: print(refused)"
    )

    assert "空き容量と権限" in run(program, SHIRUBE_DATA=str(tmp_path))
