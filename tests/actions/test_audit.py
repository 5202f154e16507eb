"""Adding to the record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from pytest_django.fixtures import Settings

from shirube.actions import audit
from shirube.core.fiscal_year import FiscalYear
from shirube.store.audit_chain import check_chain, read_anchors
from shirube.store.people import Municipality
from shirube.store.records import AuditRecord
from tests.people import CITY, OTHER_CITY

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Municipality:
    return Municipality.objects.create(code=CITY, name="試験市")


def test_records_are_numbered_and_chained_for_each_municipality(city: Municipality) -> None:
    other = Municipality.objects.create(code=OTHER_CITY, name="となり市")
    for one in (city, other, city):
        audit.record(verb="test", by=None, municipality=one)

    assert [row.number for row in AuditRecord.objects.of(city)] == [1, 2]
    assert [row.number for row in AuditRecord.objects.of(other)] == [1]
    assert check_chain(city) == check_chain(other) == []


def test_values_are_kept_as_json(city: Municipality) -> None:
    made = audit.record(
        verb="test", by=None, municipality=city, before={"年度": FiscalYear(2024)}, after={"値": None}
    )

    assert json.loads(made.before) == {"年度": 2024}
    assert json.loads(made.after) == {"値": None}
    assert made.actor_name == "システム"


def test_a_change_that_is_undone_leaves_no_record_and_no_anchor(
    city: Municipality, django_capture_on_commit_callbacks: object
) -> None:
    def refuse() -> None:
        with transaction.atomic():
            audit.record(verb="test", by=None, municipality=city)
            raise ValueError("undone")

    with pytest.raises(ValueError, match="undone"):
        refuse()

    assert not AuditRecord.objects.of(city).exists()


def test_the_anchor_is_written_once_the_change_is_safe(
    city: Municipality, django_capture_on_commit_callbacks: object
) -> None:
    before = len(list(read_anchors(django_settings.AUDIT_ANCHOR)))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        made = audit.record(verb="test", by=None, municipality=city)
        assert len(list(read_anchors(django_settings.AUDIT_ANCHOR))) == before

    last = list(read_anchors(django_settings.AUDIT_ANCHOR))[-1]
    assert (last.municipality, last.count, last.mac) == (CITY, 1, made.mac)


def test_a_full_disk_beside_the_database_does_not_say_that_nothing_was_saved(
    city: Municipality,
    django_capture_on_commit_callbacks: object,
    settings: Settings,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.AUDIT_ANCHOR = tmp_path / "no such folder" / "anchor"

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        audit.record(verb="test", by=None, municipality=city)

    assert "note_outside" in caplog.text, "the operator is told"
