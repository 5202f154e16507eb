"""A PostgreSQL of one's own for tests: its own folder, its own user, a unix socket and no network."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

MISSING = "PostgreSQLがありません。「sudo apt-get install postgresql」を実行してください。"


def find_programs() -> Path | None:
    """The folder of initdb and postgres: Debian keeps it off the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    found = [*folders, *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in found if (folder / "initdb").is_file()), None)


def run_as_owner() -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as the user that Debian's package makes."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        pytest.fail(MISSING)
    return ["runuser", "-u", "postgres", "--"]


@contextlib.contextmanager
def run_postgresql() -> Iterator[str]:
    """The address of a fresh server, removed in the end. Fails with the reason where it cannot."""
    programs = find_programs()
    if programs is None:
        pytest.fail(MISSING)
    owner = run_as_owner()
    folder = Path(tempfile.mkdtemp(prefix="shirube-pg-"))  # short: the path of a socket has 107 letters
    if owner:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    make: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "shirube",
        "--auth=trust",
        "--data-checksums",
        "--no-sync",
    ]
    subprocess.run([*owner, *make, "--encoding=UTF8", "--locale=C"], check=True, capture_output=True, cwd="/")
    start: list[str | Path] = [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="]
    server = subprocess.Popen([*owner, *start], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    try:
        _wait_until_ready(programs, folder, server)
        yield f"postgresql://shirube@/postgres?host={folder}"
    finally:
        stop: list[str | Path] = [programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run([*owner, *stop], check=False, capture_output=True, cwd="/")
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_ready(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        asked = subprocess.run(
            [programs / "pg_isready", "-h", folder, "-q"], check=False, capture_output=True
        )
        if asked.returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail("PostgreSQLを開始できません。")
