"""What the child process does: lock itself in, read one file from its standard input, answer, end.

Started by sandbox.py and by nobody else. Every limit is set before the first byte of the file is looked at.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, NoReturn

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_MEGABYTE = 1024 * 1024
# Exit code of a child whose memory was used up: it has none left to say so in words.
OUT_OF_MEMORY = 76
# Audit events of the interpreter for what reading a table never needs.
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.chown",
    "os.truncate",
    "shutil.",
    "ftplib.",
    "smtplib.",
    "urllib.",
    "http.client.",
    "webbrowser.",
)


def run_child(choices: dict[str, Any]) -> NoReturn:
    """Read the file that is standard input and write the answer to standard output."""
    import gc
    import os

    gc.disable()  # the process ends before garbage could matter
    limit_resources(choices["limits"]["memory"], choices["limits"]["seconds"])
    leave_network()
    sys.addaudithook(forbid_harm)
    try:
        answer = _read(choices)
        out = sys.stdout.buffer
        out.write(answer)
        out.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    # Without the tidying up of the interpreter, which takes longer than a small file.
    os._exit(0)


def _read(choices: dict[str, Any]) -> bytes:
    from shirube.core.light_start import load_structs

    load_structs()

    from shirube.readers.formats import read_source
    from shirube.readers.grid_code import encode_result
    from shirube.readers.source import Source, UnreadableFile

    columns = choices["pdf_columns"]
    try:
        source = Source(
            name=choices["name"],
            data=sys.stdin.buffer.read(),
            encoding=choices["encoding"],
            pdf_columns=tuple(columns) if columns is not None else None,
            pdf_page=choices["pdf_page"],
        )
        return encode_result(read_source(source))
    except UnreadableFile as refused:
        return encode_result(refused)


def limit_resources(megabytes: int, seconds: int) -> None:
    """Memory, processor time, no files written, no core dumps; nothing where the system knows no limits."""
    try:
        import resource
    except ImportError:
        return
    _limit(resource, "RLIMIT_AS", megabytes * _MEGABYTE)
    # The system first says that time is up (SIGXCPU) and only a second later kills.
    _limit(resource, "RLIMIT_CPU", seconds, seconds + 1)
    _limit(resource, "RLIMIT_FSIZE", 0)
    _limit(resource, "RLIMIT_CORE", 0)


def _limit(resource: ModuleType, name: str, soft: int, hard: int | None = None) -> None:
    """Never above what our own process was given."""
    kind = getattr(resource, name)
    _, given = resource.getrlimit(kind)
    most = soft if hard is None else hard
    if given != resource.RLIM_INFINITY:
        most = min(most, given)
    resource.setrlimit(kind, (min(soft, most), most))


def leave_network() -> bool:
    """Move into a network of one's own, which reaches nothing. False where the system does not allow it."""
    if not sys.platform.startswith("linux"):
        return False
    import os

    unshare = getattr(os, "unshare", None)  # from Python 3.12
    if unshare is None:
        import ctypes

        return bool(ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0)
    try:
        unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    except OSError:
        return False
    return True


def forbid_harm(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: no connections, no programs, no changes to files, whatever a library is talked into."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"reading a table needs no {event}")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError("reading a table writes no file")
