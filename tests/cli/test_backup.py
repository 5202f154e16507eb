"""``shirube backup``."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from tests.cli.server import run_server_command


def test_a_backup_is_a_database_that_can_be_opened(tmp_path: Path) -> None:
    data, target = tmp_path / "data", tmp_path / "elsewhere"
    run_server_command(data, "init", "132284", "試験市")

    done = run_server_command(data, "backup", str(target))

    assert done.returncode == 0, done.stderr
    (saved,) = target.glob("*.zip")
    assert str(saved) in done.stdout
    note = json.loads(saved.with_name(f"{saved.name}.json").read_text())
    assert note["sha256"] == hashlib.sha256(saved.read_bytes()).hexdigest()
    assert sorted(path.name for path in target.iterdir()) == [saved.name, f"{saved.name}.json"]
    with zipfile.ZipFile(saved) as packed:
        packed.extract("database.sqlite3", tmp_path)
    with closing(sqlite3.connect(tmp_path / "database.sqlite3")) as copy:
        assert copy.execute("SELECT name FROM store_municipality").fetchone() == ("試験市",)


def test_without_data_the_sentence_names_the_folder(tmp_path: Path) -> None:
    done = run_server_command(tmp_path / "nothing", "backup")

    assert done.returncode == 7
    assert str(tmp_path / "nothing") in done.stderr
    assert not (tmp_path / "nothing").exists()
