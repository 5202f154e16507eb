"""The database itself refuses to change the audit record."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from shirube.actions import audit
from shirube.store.audit_guard import make_guard, remove_guard
from shirube.store.people import Municipality
from shirube.store.records import AuditRecord
from tests.people import CITY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("round_", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_tests_with_a_live_server_begin_with_an_empty_and_guarded_record(round_: int) -> None:
    assert not AuditRecord.objects.of_everyone().exists()
    city = Municipality.objects.create(code=CITY, name="試験市")
    with transaction.atomic():
        audit.record(verb="test", by=None, municipality=city)
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditRecord.objects.of(city).update(reason=f"{round_}")


@pytest.fixture
def city() -> Municipality:
    city = Municipality.objects.create(code=CITY, name="試験市")
    audit.record(verb="test", by=None, municipality=city)
    return city


@pytest.mark.parametrize(
    "statement", ["UPDATE store_auditrecord SET reason = 'x'", "DELETE FROM store_auditrecord"]
)
def test_the_record_cannot_be_changed_or_deleted(city: Municipality, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditRecord.objects.of(city).get().reason == ""


def test_it_is_the_guard_that_refuses(city: Municipality) -> None:
    remove_guard(connection)
    assert AuditRecord.objects.of(city).update(reason="x") == 1

    make_guard(connection)
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditRecord.objects.of(city).update(reason="y")
