"""``shirube init``: a municipality, or the example."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.server import run_server_command


def test_a_municipality_is_opened_and_its_link_printed(tmp_path: Path) -> None:
    done = run_server_command(tmp_path, "init", "132284", "試験市", "--admin", "kanri")

    assert done.returncode == 0, done.stderr
    assert re.search(r"/entry/[\w-]{40,}/", done.stdout)
    with closing(sqlite3.connect(tmp_path / "shirube.sqlite3")) as database:
        assert database.execute("SELECT account FROM store_person").fetchall() == [("132284/kanri",)]
        assert database.execute("PRAGMA journal_mode").fetchone()[0] in ("delete", "wal")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("132285", "試験市"), "検査数字"),
        (("132284",), "団体コードと団体名を指定"),
        ((), "団体コードと団体名を指定"),
        (("132284", "試験市", "--admin", "管理"), "利用者名"),
    ],
)
def test_a_wrong_call_makes_no_municipality(tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    done = run_server_command(tmp_path, "init", *words)

    assert done.returncode == 9
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_example_has_people_of_every_role_and_the_plan(tmp_path: Path) -> None:
    done = run_server_command(tmp_path, "init", "--demo")

    assert done.returncode == 0, done.stderr
    for role in ("システム管理者", "計画所管", "回答者", "承認者", "委員", "閲覧者"):
        assert role in done.stdout
    with closing(sqlite3.connect(tmp_path / "shirube.sqlite3")) as database:
        assert database.execute("SELECT COUNT(*) FROM store_indicatorrow").fetchone() == (14,)
        owned = "SELECT COUNT(*) FROM store_indicatorrow WHERE owner_id IS NOT NULL"
        assert database.execute(owned).fetchone() == (14,), "every row has somebody who answers for it"

    again = run_server_command(tmp_path, "init", "--demo")
    assert again.returncode == 9
    assert "既に団体が登録されています" in again.stderr
