"""A full disk: said in words, nothing half done, and what is there can still be read."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from shirube.conf.middleware import SEEN
from shirube.store.people import Person
from shirube.store.plans import FigureRow
from shirube.store.records import AuditRecord
from shirube.web.full_disk import BUSY, FULL, READ_ONLY, find_trouble
from tests.web.conftest import Office


def fill_disk(path: Path) -> sqlite3.Error:
    """The failure of a real database that may not grow."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t (x)")
        database.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.Error) as caught:
            database.execute("INSERT INTO t VALUES (zeroblob(100000))")
    return caught.value


@contextmanager
def full_disk(cause: Exception) -> Iterator[None]:
    """From here on each writing statement fails as on a full disk; reading goes on."""

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.split(maxsplit=1)[0] in ("INSERT", "UPDATE", "DELETE"):
            raise OperationalError("database or disk is full") from cause
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def save(client: Client, office: Office, **headers: str) -> Any:
    pk = office.indicator("1.1.1")
    fields = {f"figure-{pk}": "70", f"version-{pk}": "1", f"status_version-{pk}": "0"}
    return client.post(f"{office.url}entry/2026/{pk}/", fields, headers=headers)


def test_what_cannot_be_saved_is_said_and_nothing_is_half_done(
    office: Office, enter: Callable[[Person], Client], tmp_path: Path
) -> None:
    client = enter(office.town.secretariat)
    before = AuditRecord.objects.of_everyone().count()

    with full_disk(fill_disk(tmp_path / "full")):
        part = save(client, office, **{"HX-Request": "true"})
        whole = save(client, office)

    assert (part.status_code, whole.status_code) == (507, 507)
    assert part.content.decode() == FULL.words
    assert part.headers["Content-Type"] == "text/plain"
    assert "ディスクに空きがないため" in whole.content.decode()
    assert AuditRecord.objects.of_everyone().count() == before
    assert not FigureRow.objects.of_everyone().filter(typed="70").exists()
    # There is room again.
    assert "保存しました" in save(client, office, **{"HX-Request": "true"}).content.decode()


def test_what_is_there_can_be_read_while_the_disk_is_full(
    office: Office, enter: Callable[[Person], Client], tmp_path: Path
) -> None:
    client = enter(office.town.viewer)
    # So that the time of the request is to be noted, which is not possible.
    session = client.session
    session[SEEN] = session["started_at"] = 0
    session.save()
    with pytest.MonkeyPatch.context() as patch, full_disk(fill_disk(tmp_path / "full")):
        patch.setattr("shirube.conf.middleware.time.time", lambda: 100.0)
        answers = [client.get(address).status_code for address in ("/", office.url, "/plans/")]

    assert answers == [200, 200, 200]


def test_a_failure_of_ours_is_not_taken_for_a_full_disk(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    client.raise_request_exception = False

    with full_disk(sqlite3.OperationalError("no such column")):
        answer = save(client, office)

    assert answer.status_code == 500


def make_failure(cause: object) -> DatabaseError:
    error = OperationalError("failed")
    error.__cause__ = cause  # type: ignore[assignment]
    return error


class Cause(Exception):  # noqa: N818 - as the drivers have them
    """A failure with the code of a driver."""

    def __init__(self, **codes: object) -> None:
        super().__init__()
        self.__dict__.update(codes)


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (make_failure(Cause(sqlite_errorcode=sqlite3.SQLITE_FULL)), FULL),
        (make_failure(Cause(sqlite_errorcode=sqlite3.SQLITE_READONLY_DIRECTORY)), READ_ONLY),
        (make_failure(Cause(sqlite_errorcode=sqlite3.SQLITE_BUSY)), BUSY),
        (make_failure(Cause(sqlite_errorcode=sqlite3.SQLITE_CORRUPT)), None),
        (make_failure(Cause(sqlstate="53100")), FULL),
        (make_failure(Cause(sqlstate="25006")), READ_ONLY),
        (make_failure(Cause(sqlstate="42703")), None),
        (make_failure(None), None),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.EROFS, "Read-only file system"), READ_ONLY),
        (OSError(errno.EACCES, "Permission denied"), None),
        (OSError("without a number"), None),
        (ValueError("no failure of the disk"), None),
    ],
)
def test_only_what_an_administrator_can_mend_is_told_as_such(error: Exception, trouble: object) -> None:
    assert find_trouble(error) is trouble
