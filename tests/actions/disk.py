"""A disk as a power cut leaves it: what was written since the last sync may be there, or not, or in part.

``read_trace`` turns what strace saw into steps; ``Disk`` replays them and shows what could be found after the
power has come back. Which actions were traced and what must still hold belongs to test_power_cut.py.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# The smallest piece that a disk writes whole.
SECTOR = 512
CALLS = "openat,open,creat,close,dup,dup2,dup3,fcntl,write,writev,pwrite64,pwritev,fsync,fdatasync,ftruncate"
NAMES = "truncate,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,fallocate"
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a file of the folder.

    ``what`` is one of write, cut, sync, make, remove, said. ``said`` is a line of the file of
    acknowledgements, in ``data``.
    """

    what: str
    path: str
    at: int = 0
    data: bytes = b""


def read_trace(text: str, folder: Path, notes: Path) -> Iterator[Step]:
    """The steps of one process on the files below a folder. Raises ValueError for a call it does not know."""
    opened: dict[int, str] = {}
    places: dict[int, int] = {}
    for line in text.splitlines():
        if "unfinished" in line or "resumed" in line:
            raise ValueError(f"more than one process or thread wrote: {line[:200]}")
        match = _LINE.match(line)
        if match is None or int(match[3]) < 0:
            continue
        name, arguments, result = match[1], match[2], int(match[3])
        if name in ("open", "openat", "creat"):
            path = _decode(arguments)[0].decode()
            opened[result], places[result] = path, 0
            if _is_inside(path, folder) and "O_CREAT" in arguments:
                yield Step("make", path)
            if _is_inside(path, folder) and "O_TRUNC" in arguments:
                yield Step("cut", path, 0)
            continue
        if name in ("unlink", "unlinkat"):
            if _is_inside(path := _decode(arguments)[0].decode(), folder):
                yield Step("remove", path)
            continue
        number = int(arguments.split(",")[0]) if arguments[:1].isdigit() else -1
        path = opened.get(number, "")
        if name == "close":
            opened.pop(number, None)
        elif path == str(notes) and name == "write":
            yield Step("said", path, 0, _decode(arguments)[0])
        elif path == str(folder) or _is_inside(path, folder):
            yield from _read_change(name, path, arguments, number, places)
        elif any(_is_inside(item.decode(), folder) for item in _decode(arguments)):
            raise ValueError(f"unknown change of a name: {line[:200]}")


def _read_change(name: str, path: str, arguments: str, number: int, places: dict[int, int]) -> Iterator[Step]:
    last = arguments.rpartition(",")[2].strip()
    if name == "pwrite64":
        yield Step("write", path, int(last), _decode(arguments)[0])
    elif name == "write":  # our own files are only ever appended to
        yield Step("write", path, -1, _decode(arguments)[0])
    elif name in ("fsync", "fdatasync"):
        yield Step("sync", path)
    elif name == "ftruncate":
        yield Step("cut", path, int(last))
    elif name not in ("fcntl", "fallocate"):
        raise ValueError(f"unknown change of a file: {name}({arguments[:200]})")


def _decode(arguments: str) -> list[bytes]:
    found = []
    for match in _TEXT.finditer(arguments):
        if match[2]:
            raise ValueError("strace has shortened a text")
        found.append(bytes.fromhex(match[1].replace("\\x", "")))
    return found


def _is_inside(path: str, folder: Path) -> bool:
    # The index of the log lives in memory shared by the processes and is made anew after a crash.
    return path.startswith(f"{folder}/") and not path.endswith("-shm")


@dataclass(slots=True)
class File:
    """What of a file is surely on the disk, and what has been written since the last sync."""

    safe: bytes = b""
    waiting: list[Step] = field(default_factory=list)


class Disk:
    """The files of one folder, by steps. Names belong to the folder: they are sure once it was synced."""

    def __init__(self, held: dict[str, bytes]) -> None:
        self.files: dict[int, File] = {}
        self.names: dict[str, int] = {}
        self.safe_names: dict[str, int] = {}
        self.waiting: list[tuple[str, int | None]] = []
        for path, data in held.items():
            self._make(path).safe = data
        self.safe_names = dict(self.names)
        self.waiting = []

    def _make(self, path: str) -> File:
        number = len(self.files)
        self.files[number] = File()
        self.names[path] = number
        self.waiting.append((path, number))
        return self.files[number]

    def take(self, step: Step, folder: str) -> None:
        """Carries out one step."""
        if step.what == "make":
            if step.path not in self.names:
                self._make(step.path)
        elif step.what == "remove":
            del self.names[step.path]
            self.waiting.append((step.path, None))
        elif step.what == "sync" and step.path == folder:
            self.safe_names, self.waiting = dict(self.names), []
        elif step.what == "sync":
            file = self.files[self.names[step.path]]
            file.safe, file.waiting = apply(file.safe, file.waiting), []
        elif step.what in ("write", "cut"):
            self.files[self.names[step.path]].waiting.append(step)

    def find_after_cut(self, chance: random.Random | None, *, kept: bool = False) -> dict[str, bytes]:
        """The files after a power cut: nothing that was not synced, all of it (``kept``), or some of it."""
        names = dict(self.safe_names)
        # A file system keeps the order of its names; how far it had come is open.
        most = len(self.waiting)
        for path, number in self.waiting[: most if kept else chance.randint(0, most) if chance else 0]:
            if number is None:
                names.pop(path, None)
            else:
                names[path] = number
        found = {}
        for path, number in names.items():
            file = self.files[number]
            steps = file.waiting if kept else _lose(file.waiting, chance) if chance else []
            found[path] = apply(file.safe, steps)
        return found


def apply(data: bytes, steps: list[Step]) -> bytes:
    """A file after some writes; what lies between its end and a later write is zero."""
    held = bytearray(data)
    for step in steps:
        if step.what == "cut":
            del held[step.at :]
            held.extend(bytes(step.at - len(held)))
            continue
        at = len(held) if step.at < 0 else step.at
        held.extend(bytes(max(0, at - len(held))))
        held[at : at + len(step.data)] = step.data
    return bytes(held)


def _lose(steps: list[Step], chance: random.Random) -> list[Step]:
    """Some of the writes, later ones also without earlier ones, and of some only a few sectors."""
    found = []
    for step in steps:
        luck = chance.random()
        if luck < 0.4:
            continue
        if luck < 0.6 and step.what == "write" and step.at >= 0 and len(step.data) > SECTOR:
            pieces = range(0, len(step.data), SECTOR)
            found += [
                Step("write", step.path, step.at + at, step.data[at : at + SECTOR])
                for at in pieces
                if chance.random() < 0.5
            ]
            continue
        found.append(step)
    return found
