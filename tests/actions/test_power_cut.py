"""After a power cut at any moment all that was told to be saved is there, and nothing by halves (K2)."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from shirube.conf.database import choose_journal
from shirube.store.audit_chain import read_anchors
from tests.actions.crash_points import fingerprint
from tests.actions.disk import CALLS, NAMES, Disk, Step, read_trace
from tests.actions.own_process import ROOT, make_variables

NIGHTLY = os.environ.get("SHIRUBE_FUZZ") == "nightly"
# What is looked at: nothing of what was not synced, all of it, and some of it by chance, so many times. At
# each moment all of these in the nightly run, else one of them by turns.
CHANCES = 20 if NIGHTLY else 2
ENTRIES = 60 if NIGHTLY else 3
OURS = ""
WAL_FULL = "PRAGMA journal_mode=wal;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
WAL_NORMAL = "PRAGMA journal_mode=wal;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
OFF = "PRAGMA journal_mode=delete;PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON;"


@dataclass
class Found:
    """What the power cuts left: moments and different disks looked at, and what was wrong."""

    moments: int = 0
    disks: int = 0
    damaged: int = 0
    lost: int = 0
    halves: int = 0
    anchors_ahead: int = 0


def record(folder: Path, pragmas: str, strace: str, entries: int) -> tuple[list[Step], list[str]]:
    """The steps that the actions took on the disk, and the fingerprint after each."""
    variables = make_variables(folder)
    disk, notes, trace = folder / "disk", folder / "acknowledged", folder / "trace"
    looked_at = [disk, notes, *(disk / name for name in ("audit-anchor.jsonl", *names_of_database()))]
    command = [strace, "-f", "-xx", "-s", str(1 << 24), "-o", str(trace), "-e", f"trace={CALLS},{NAMES}"]
    for path in looked_at:
        command += ["-P", str(path)]
    program = [sys.executable, "-m", "tests.actions.power_cut", str(entries), pragmas]
    done = subprocess.run(
        [*command, *program], env=variables, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in notes.read_text().splitlines()]
    return list(read_trace(trace.read_text("ascii"), disk, notes)), [held for _, held in told]


def names_of_database() -> list[str]:
    return [f"shirube.sqlite3{ending}" for ending in ("", "-journal", "-wal", "-shm")]


def cut_power(folder: Path, pragmas: str, strace: str, *, most: int = 0) -> Found:
    """Cuts the power after each step, brings it back, and looks. ``most`` wrong disks are enough."""
    steps, states = record(folder, pragmas, strace, ENTRIES)
    place = str(folder / "disk")
    # Until the first acknowledgement the folder was only filled: that much is given.
    start = next(at for at, step in enumerate(steps) if step.what == "said")
    before = Disk({})
    for step in steps[:start]:
        before.take(step, place)
    disk = Disk(before.find_after_cut(None, kept=True))
    found, seen, said = Found(), set(), 0
    chance = random.Random(1741)  # noqa: S311 - the same power cuts in every run
    for at, step in enumerate(steps[start:]):
        if step.what == "said":
            said += 1
            continue
        disk.take(step, place)
        found.moments += 1
        ways = [(None, False), (None, True), *[(chance, False)] * CHANCES]
        for luck, kept in ways if NIGHTLY else [ways[at % len(ways)]]:
            left = disk.find_after_cut(luck, kept=kept)
            name = hash((said, *((path, hash(data)) for path, data in sorted(left.items()))))
            if name not in seen:
                seen.add(name)
                look(left, states, said, folder / "after", found)
        if most and found.damaged + found.lost + found.halves >= most:
            break
    return found


def look(left: dict[str, bytes], states: list[str], said: int, folder: Path, found: Found) -> None:
    """Opens what was left as the server would, and counts what is wrong."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for path, data in left.items():
        (folder / Path(path).name).write_bytes(data)
    found.disks += 1
    database = folder / "shirube.sqlite3"
    try:
        held = fingerprint(database)
    except (sqlite3.Error, AssertionError):  # the file cannot be opened, or its own check complains
        found.damaged += 1
        return
    # What was told last, or the action that was under way, whole.
    if held not in states[said - 1 : said + 1]:
        found.lost += held in states
        found.halves += held not in states
    ahead = [anchor.count for anchor in read_anchors(folder / "audit-anchor.jsonl")]
    found.anchors_ahead += max(ahead, default=0) > count_records(database)


def count_records(database: Path) -> int:
    with closing(sqlite3.connect(database)) as opened:
        return int(opened.execute("SELECT MAX(number) FROM store_auditrecord").fetchone()[0] or 0)


@pytest.fixture(scope="module")
def strace(find_tool: Callable[[str], str]) -> str:
    return find_tool("strace")


@pytest.mark.timeout(7200 if NIGHTLY else 300)
@pytest.mark.parametrize("pragmas", [OURS, WAL_FULL], ids=["ours", "wal"])
def test_after_a_power_cut_all_that_was_saved_is_there_and_nothing_by_halves(
    pragmas: str, strace: str, tmp_path: Path
) -> None:
    # The second is what newer SQLite gets; choose_journal decides by its version.
    found = cut_power(tmp_path, pragmas, strace)

    assert (found.damaged, found.lost, found.halves, found.anchors_ahead) == (0, 0, 0, 0), found
    assert found.moments > 100
    assert found.disks > 200


@pytest.mark.timeout(300)
@pytest.mark.parametrize("pragmas", [OFF, WAL_NORMAL], ids=["never synced", "usual advice"])
def test_without_our_settings_a_power_cut_loses_what_was_saved(
    pragmas: str, strace: str, tmp_path: Path
) -> None:
    # The control: if this finds nothing, the test above proves nothing.
    found = cut_power(tmp_path, pragmas, strace, most=5)

    assert found.damaged + found.lost + found.halves >= 5


def test_the_disk_forgets_what_was_not_synced() -> None:
    disk = Disk({"d/a": b"old"})
    for step in (
        Step("write", "d/a", 0, b"new"),
        Step("make", "d/b"),
        Step("write", "d/b", 2, b"x"),
        Step("sync", "d/b"),
    ):
        disk.take(step, "d")

    assert disk.find_after_cut(None) == {"d/a": b"old"}, "its name is not sure before the folder was synced"
    assert disk.find_after_cut(None, kept=True) == {"d/a": b"new", "d/b": b"\0\0x"}
    disk.take(Step("sync", "d"), "d")
    assert disk.find_after_cut(None) == {"d/a": b"old", "d/b": b"\0\0x"}


def test_both_settings_that_are_ever_chosen_are_cut() -> None:
    chosen = {choose_journal((3, 40, 1)), choose_journal((3, 51, 3))}

    assert chosen == {("delete", "EXTRA"), ("wal", "FULL")}
