"""``shirube verify``."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.server import ROOT, make_variables, run_server_command


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


ATTACH = """
import django, json
django.setup()
from shirube.actions.attachments import attach_file
from shirube.store.attachment_files import find_path
from shirube.store.people import Person
from shirube.store.plans import IndicatorRow
from django.conf import settings
by = Person.objects.of_everyone().select_related("municipality").get(login="keikaku")
row = IndicatorRow.objects.of(by.municipality).order_by("pk")[0]
made = attach_file(indicator=row.pk, year=2025, name="集計.csv", data=b"a,b", by=by)
print(json.dumps(str(find_path(settings.ATTACHMENTS_FOLDER, by.municipality, made.sha256))))
"""


@pytest.fixture
def attached(tmp_path: Path) -> Path:
    """The file of an attachment of the example municipality in ``tmp_path``."""
    assert run_server_command(tmp_path, "init", "--demo").returncode == 0
    done = subprocess.run(
        [sys.executable, "-c", ATTACH],
        env=make_variables(tmp_path, DJANGO_SETTINGS_MODULE="shirube.conf.settings"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return Path(json.loads(done.stdout))


def test_attachments_are_held_against_their_hashes(tmp_path: Path, attached: Path) -> None:
    sound = run_server_command(tmp_path, "verify")
    assert sound.returncode == 0
    assert "添付ファイル1件を確認しました。異状はありません。" in sound.stdout

    attached.write_bytes(b"a,c")
    changed = run_server_command(tmp_path, "verify")
    attached.unlink()
    gone = run_server_command(tmp_path, "verify")

    assert (changed.returncode, gone.returncode) == (1, 1)
    assert "「集計.csv」の内容が、添付したときと異なります" in changed.stdout
    assert "「集計.csv」がありません" in gone.stdout


def test_a_file_that_no_row_names_is_told_and_is_no_alarm(tmp_path: Path, attached: Path) -> None:
    left = attached.with_name("f" * 64)
    left.write_bytes(b"left by a crash")

    done = run_server_command(tmp_path, "verify")

    assert done.returncode == 0
    assert str(left) in done.stdout
    assert str(attached) not in done.stdout
