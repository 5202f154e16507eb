"""``shirube backup``."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.server import run_server_command


def test_a_backup_is_a_database_that_can_be_opened(tmp_path: Path) -> None:
    data, target = tmp_path / "data", tmp_path / "elsewhere"
    run_server_command(data, "init", "132284", "試験市")

    done = run_server_command(data, "backup", str(target))

    assert done.returncode == 0, done.stderr
    (saved,) = target.iterdir()
    assert str(saved) in done.stdout
    with closing(sqlite3.connect(saved)) as copy:
        assert copy.execute("SELECT name FROM store_municipality").fetchone() == ("試験市",)


def test_without_data_the_sentence_names_the_folder(tmp_path: Path) -> None:
    done = run_server_command(tmp_path / "nothing", "backup")

    assert done.returncode == 7
    assert str(tmp_path / "nothing") in done.stderr
    assert not (tmp_path / "nothing").exists()
