"""``shirube serve``: from an empty folder to a page in the browser."""

from __future__ import annotations

import re
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.server import ROOT, make_variables, run_server_command


def find_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def fetch(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
            body: bytes = answer.read()
            return body.decode()
    except urllib.error.URLError:
        return ""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    done = run_server_command(tmp_path / "data", "init", "132284", "試験市")
    assert done.returncode == 0, done.stderr
    return tmp_path / "data"


def test_an_empty_folder_without_a_terminal_says_which_command_comes_first(tmp_path: Path) -> None:
    done = run_server_command(tmp_path / "data", "serve")

    assert done.returncode == 7
    assert "shirube init 団体コード 団体名" in done.stderr
    assert "Traceback" not in done.stderr


def test_everything_is_prepared_and_the_first_administrator_gets_a_link(data: Path) -> None:
    done = run_server_command(data, "serve", "--prepare", "--port", "8123")

    assert done.returncode == 0, done.stderr
    assert "http://127.0.0.1:8123/" in done.stdout
    assert re.search(r"http://127\.0\.0\.1:8123/entry/[\w-]{40,}/", done.stdout)
    assert (data / "static" / "staticfiles.json").is_file()
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE((data / "shirube.sqlite3").stat().st_mode) == 0o600


def test_the_server_answers_and_stops_when_told(data: Path) -> None:
    port = find_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "shirube.cli.main", "serve", "--port", str(port)],
        env=make_variables(data),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        answer = ""
        for _ in range(150):
            answer = fetch(f"http://127.0.0.1:{port}/health/")
            if answer or server.poll() is not None:
                break
            time.sleep(0.2)
        assert answer == "ok"
    finally:
        server.terminate()
        _, err = server.communicate(timeout=30)
    assert b"Traceback" not in err


def go_back_one_version(data: Path) -> str:
    """Undoes the newest migration of ours, as an earlier version would have left the database; its name."""
    program = (
        "from shirube.conf.startup import start_django; start_django();"
        "from django.core.management import call_command; from django.db import connection;"
        "from django.db.migrations.loader import MigrationLoader;"
        "graph = MigrationLoader(connection).graph; (last,) = graph.leaf_nodes('store');"
        "(before,) = [node for node in graph.node_map[last].parents if node[0] == 'store'];"
        "call_command('migrate', 'store', before[1], verbosity=0); print(last[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=make_variables(data), cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()


def test_a_database_of_an_earlier_version_is_backed_up_before_it_is_changed(data: Path) -> None:
    newest = go_back_one_version(data)

    done = run_server_command(data, "serve", "--prepare")

    assert done.returncode == 0, done.stderr
    (saved,) = (data / "backups").iterdir()
    assert saved.name in done.stdout
    with closing(sqlite3.connect(saved)) as copy:
        names = {name for (name,) in copy.execute("SELECT name FROM django_migrations WHERE app = 'store'")}
        assert newest not in names
        assert copy.execute("SELECT COUNT(*) FROM store_municipality").fetchone() == (1,)
    with closing(sqlite3.connect(data / "shirube.sqlite3")) as database:
        assert database.execute(
            "SELECT COUNT(*) FROM django_migrations WHERE name = ?", [newest]
        ).fetchone() == (1,)


def test_a_database_of_a_later_version_is_not_touched(data: Path) -> None:
    with closing(sqlite3.connect(data / "shirube.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', '2030-01-01')"
        )
    before = (data / "shirube.sqlite3").read_bytes()

    done = run_server_command(data, "serve", "--prepare")

    assert done.returncode == 7
    assert "新しい版" in done.stderr
    assert "Traceback" not in done.stderr
    assert (data / "shirube.sqlite3").read_bytes() == before


@pytest.mark.parametrize(
    ("variable", "value"),
    [("SHIRUBE_PORT", "eighty"), ("SHIRUBE_DATABASE", "oracle://x/y"), ("SHIRUBE_PROT", "1")],
)
def test_an_odd_setting_stops_the_start_with_one_sentence(tmp_path: Path, variable: str, value: str) -> None:
    done = run_server_command(tmp_path, "serve", **{variable: value})

    assert done.returncode == 7
    assert variable in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == [], "nothing has been made"
