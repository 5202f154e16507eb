"""The real server in processes of its own, clients that keep their connection, and what all of it holds.

What is asked of it and what for belongs to bench_web.py.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.frame import ROOT, python, shirube

PATIENCE = 60
IDLE = 10


@contextlib.contextmanager
def run_server(command: Sequence[str], port: int, **variables: str) -> Iterator[int]:
    """A server process, answering; its process id. Stopped in the end."""
    environment = {**os.environ, **variables}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=ROOT)
        try:
            _wait_for(process, port)
            yield process.pid
        except RuntimeError as error:
            log.seek(0)
            raise RuntimeError(f"{error}\n{log.read()[-4000:].decode(errors='replace')}") from error
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(PATIENCE * 10):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("GET", "/health/")
            connection.getresponse().read()
            return
        time.sleep(0.1)
    raise RuntimeError("no answer")


@contextlib.contextmanager
def serve_office(folder: Path, *, workers: int) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """``shirube serve`` with a large plan: process id, port, and what made_up_office.py tells."""
    made = subprocess.run(
        python("-m", "bench.made_up_office", folder), capture_output=True, check=True, cwd=ROOT
    )
    office = json.loads(made.stdout)
    port = find_port()
    command = shirube("serve", "--data", folder, "--port", str(port))
    with run_server(command, port, SHIRUBE_WORKERS=str(workers)) as pid:
        yield pid, port, office


def find_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Client:
    """Somebody at a browser: one connection, one session. An answer that is no success ends it all."""

    def __init__(self, port: int, cookies: str = "", token: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.asked = time.monotonic()
        self.headers = {"Cookie": cookies, "X-CSRFToken": token, "HX-Request": "true"}

    def get(self, address: str) -> bytes:
        """The page at an address."""
        headers = {name: text for name, text in self.headers.items() if name == "Cookie"}
        return self._ask("GET", address, None, headers)

    def post(self, address: str, body: str) -> bytes:
        """The answer to a form."""
        headers = {**self.headers, "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", address, body, headers)

    def _ask(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> bytes:
        # A server closes a connection on which nothing came for half a minute, and a browser opens another.
        if time.monotonic() - self.asked > IDLE:
            self.connection.close()
        self.connection.request(method, address, body, headers)
        answer = self.connection.getresponse()
        self.asked = time.monotonic()
        data = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{method} {address}: {answer.status} {data[:300].decode(errors='replace')}")
        return data


def measure_held(root: int) -> tuple[float, float]:
    """Megabytes that a process and all below it hold: PSS (shared pages counted once) and RSS."""
    pss = rss = 0
    for pid in find_processes(root):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
            held = {name: int(size) for name, size in re.findall(r"^(\w+): +(\d+) kB", text, re.MULTILINE)}
            pss += held.get("Pss", 0)
            rss += held.get("Rss", 0)
    return pss / 1024, rss / 1024


def find_processes(root: int) -> list[int]:
    """A process and all its descendants."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found
