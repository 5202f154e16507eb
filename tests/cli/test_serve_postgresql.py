"""``shirube serve`` on PostgreSQL with several processes: each has connections of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.server import ROOT, make_variables, run_server_command
from tests.postgresql import run_postgresql


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with run_postgresql() as address:
        yield address


def ask(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own server
            body: bytes = answer.read()
            return body.decode()
    except urllib.error.URLError as error:
        return str(error)


def test_many_who_ask_several_processes_at_once_all_get_their_answer(database: str, tmp_path: Path) -> None:
    made = run_server_command(tmp_path, "init", "132284", "試験市", SHIRUBE_DATABASE=database)
    assert made.returncode == 0, made.stderr
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = make_variables(tmp_path, SHIRUBE_DATABASE=database, SHIRUBE_WORKERS="2")
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "shirube.cli.main", "serve", "--port", str(port)],
            env=variables,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        address = f"http://127.0.0.1:{port}/health/"
        for _ in range(200):
            if server.poll() is not None or ask(address) == "ok":
                break
            time.sleep(0.1)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(ask, [address] * 200))
    finally:
        server.terminate()
        server.wait(30)

    told = (tmp_path / "log").read_text()
    assert set(answers) == {"ok"}, told
    assert "Traceback" not in told
    assert "ERROR" not in told
