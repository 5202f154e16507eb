"""``shirube verify``."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.server import run_server_command


@pytest.fixture
def data(tmp_path: Path) -> Path:
    run_server_command(tmp_path, "init", "132284", "試験市")
    return tmp_path


def test_a_record_as_it_was_written_is_in_order(data: Path) -> None:
    done = run_server_command(data, "verify")

    assert (done.returncode, done.stderr) == (0, "")
    assert "異状はありません" in done.stdout


@pytest.mark.parametrize(
    "statement",
    ["UPDATE store_auditrecord SET actor_name = '別人'", "DELETE FROM store_auditrecord WHERE number = 2"],
)
def test_a_record_that_was_tampered_with_is_found(data: Path, statement: str) -> None:
    with closing(sqlite3.connect(data / "shirube.sqlite3")) as database, database:
        database.executescript("DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;")
        database.execute(statement)

    done = run_server_command(data, "verify")

    assert done.returncode == 1
    assert "試験市：履歴" in done.stdout
    assert "異状はありません" not in done.stdout
