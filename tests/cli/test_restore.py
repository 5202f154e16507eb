"""``shirube restore``: the whole way from a busy server to an empty place and back to the same plans."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.server import ROOT, make_variables, run_server_command
from tests.postgresql import run_postgresql

# Somebody works: an attachment, a comment, a session, a link that was not used, somebody disabled.
WORK = """
import django
django.setup()
from shirube.actions.accounts import make_reset_link
from shirube.actions.attachments import attach_file
from shirube.actions.comments import write_comment
from shirube.store.people import Person
from shirube.store.plans import IndicatorRow
people = Person.objects.of_everyone().select_related("municipality")
by, admin = people.get(login="keikaku"), people.get(login="admin")
row = IndicatorRow.objects.of(by.municipality).order_by("pk")[0]
attach_file(indicator=row.pk, year=2025, name="集計.csv", data=b"a,b", by=by)
write_comment(indicator=row.pk, year=2025, text="確かめてください。", by=by)
make_reset_link(person=by.pk, by=admin)
from django.contrib.sessions.backends.db import SessionStore
session = SessionStore(); session["x"] = 1; session.save()
"""
# What the data say, told apart from who is logged in and what the restore itself noted.
TELL = """
import django, hashlib, json
django.setup()
from django.contrib.sessions.models import Session
from shirube.core.exchange import encode_plan
from shirube.store.evidence import Attachment, Comment
from shirube.store.load import load_plan
from shirube.store.people import EntryLink, Municipality, Person
from shirube.store.plans import PlanRow
from shirube.store.records import AuditRecord
from django.conf import settings
from shirube.store.attachment_files import read_file
plans = [encode_plan(load_plan(row).plan) for row in PlanRow.objects.of_everyone()]
records = AuditRecord.objects.of_everyone().exclude(verb="backup.restored")
text = json.dumps(plans, ensure_ascii=False, sort_keys=True, default=str)
print(json.dumps({
    "plans": hashlib.sha256(text.encode()).hexdigest(),
    "people": list(Person.objects.of_everyone().values_list("account", "password", "is_active")),
    "comments": list(Comment.objects.of_everyone().values_list("text", flat=True)),
    "files": [[row.name, read_file(settings.ATTACHMENTS_FOLDER, row.municipality, row.sha256).decode()]
              for row in Attachment.objects.of_everyone().select_related("municipality")],
    "records": list(records.order_by("number").values_list("number", "verb", "mac")),
    "open": [Session.objects.count(), EntryLink.objects.of_everyone().filter(used_at=None).count()],
}))
"""


def run_program(data: Path, program: str, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=make_variables(data, DJANGO_SETTINGS_MODULE="shirube.conf.settings", **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's data folder with a backup in it."""
    data = tmp_path_factory.mktemp("busy")
    assert run_server_command(data, "init", "--demo").returncode == 0
    run_program(data, WORK)
    done = run_server_command(data, "backup")
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def backup(busy: Path) -> Path:
    return next((busy / "backups").glob("*.zip"))


@pytest.fixture
def empty(busy: Path, tmp_path: Path) -> Path:
    """A folder with nothing but the secret key, which is kept apart from the backups."""
    folder = tmp_path / "empty"
    folder.mkdir()
    shutil.copy2(busy / "secret-key", folder / "secret-key")
    return folder


def list_files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_backup_restored_into_an_empty_place_says_the_same(busy: Path, backup: Path, empty: Path) -> None:
    before = json.loads(run_program(busy, TELL))

    done = run_server_command(empty, "restore", str(backup))

    assert done.returncode == 0, done.stderr
    assert "添付ファイル1件" in done.stdout
    after = json.loads(run_program(empty, TELL))
    assert before.pop("open") == [1, 1]
    assert after.pop("open") == [0, 0], "nobody comes in by what was open then"
    assert after == before
    assert after["files"] == [["集計.csv", "a,b"]]
    checked = run_server_command(empty, "verify")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "添付ファイル1件を確認しました。異状はありません。" in checked.stdout
    assert (empty / "shirube.sqlite3").stat().st_mode & 0o077 == 0


def test_the_secret_key_is_not_in_the_backup(busy: Path, backup: Path) -> None:
    key = (busy / "secret-key").read_bytes().strip()

    assert key not in backup.read_bytes()
    assert (
        "secret-key"
        not in subprocess.run(
            [sys.executable, "-m", "zipfile", "-l", str(backup)], capture_output=True, text=True, check=True
        ).stdout
    )


def test_it_is_put_only_where_nothing_is(busy: Path, backup: Path) -> None:
    before = (busy / "shirube.sqlite3").read_bytes()

    done = run_server_command(busy, "restore", str(backup))

    assert done.returncode == 8
    assert "既に" in done.stderr
    assert (busy / "shirube.sqlite3").read_bytes() == before


def test_without_or_with_another_key_nothing_is_changed(backup: Path, empty: Path, tmp_path: Path) -> None:
    (empty / "secret-key").write_text("x" * 60)
    other = run_server_command(empty, "restore", str(backup))
    (empty / "secret-key").unlink()
    none = run_server_command(empty, "restore", str(backup))

    assert (other.returncode, none.returncode) == (8, 8)
    assert "秘密鍵が、この控えを作成したサーバーのものと異なります" in other.stderr
    assert "秘密鍵（secret-key）がありません" in none.stderr
    assert list_files(empty) == []


def test_a_damaged_backup_is_refused_and_changes_nothing(backup: Path, empty: Path, tmp_path: Path) -> None:
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "damaged.zip").write_bytes(data)

    done = run_server_command(empty, "restore", str(tmp_path / "damaged.zip"))

    assert done.returncode == 8
    assert "壊れています" in done.stderr
    assert list_files(empty) == ["secret-key"]


def test_a_backup_of_sqlite_is_not_put_into_postgresql(backup: Path, empty: Path) -> None:
    done = run_server_command(
        empty, "restore", str(backup), SHIRUBE_DATABASE="postgresql://nobody@127.0.0.1:1/none"
    )

    assert done.returncode == 8
    assert "この控えはSQLiteのものです" in done.stderr


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    with run_postgresql() as address:
        yield address


def test_on_postgresql_a_backup_is_restored_too(
    postgresql: str, busy: Path, empty: Path, tmp_path: Path
) -> None:
    data = tmp_path / "postgresql"
    made = {"SHIRUBE_DATABASE": postgresql}
    assert run_server_command(data, "init", "--demo", **made).returncode == 0
    run_program(data, WORK, **made)
    before = json.loads(run_program(data, TELL, **made))
    assert run_server_command(data, "backup", **made).returncode == 0
    (backup,) = (data / "backups").glob("*.zip")
    shutil.copy2(data / "secret-key", empty / "secret-key")
    fresh = {"SHIRUBE_DATABASE": make_database(postgresql)}

    full = run_server_command(empty, "restore", str(backup), **made)
    done = run_server_command(empty, "restore", str(backup), **fresh)

    assert (full.returncode, "空のデータベース" in full.stderr) == (8, True)
    assert done.returncode == 0, done.stderr
    after = json.loads(run_program(empty, TELL, **fresh))
    assert (before.pop("open"), after.pop("open")) == ([1, 1], [0, 0])
    assert after == before
    assert run_server_command(empty, "verify", **fresh).returncode == 0


def make_database(address: str) -> str:
    import psycopg

    with closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute("CREATE DATABASE restored")
    return address.replace("/postgres?", "/restored?")


def test_the_database_inside_is_the_one_that_people_worked_in(backup: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(backup, tmp_path / "unpacked")

    with closing(sqlite3.connect(tmp_path / "unpacked" / "database.sqlite3")) as database:
        (count,) = database.execute("SELECT COUNT(*) FROM store_comment").fetchone()
    assert count == 1
