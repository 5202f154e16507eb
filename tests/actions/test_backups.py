"""Backups on record, and whose business they are."""

from __future__ import annotations

import pytest

from shirube.actions.backups import record_backup, record_download, record_restore, require_whole_server
from shirube.actions.outcome import NotFound
from shirube.core.roles import NotAllowed
from shirube.store.records import AuditRecord
from tests.people import OTHER_CITY, Town, build_town

pytestmark = pytest.mark.django_db


def test_making_carrying_away_and_putting_back_are_on_record(town: Town) -> None:
    record_backup(name="a.zip", size=1234, sha256="abc", by=town.administrator)
    record_download(name="a.zip", by=town.administrator)
    record_restore(name="a.zip", made_at="2026-04-01T00:00:00+09:00")

    records = AuditRecord.objects.of(town.municipality).filter(verb__startswith="backup.").order_by("number")
    assert [(record.verb, record.actor_name, record.place) for record in records] == [
        ("backup.made", "管理者", "a.zip"),
        ("backup.downloaded", "管理者", "a.zip"),
        ("backup.restored", "システム", "a.zip"),
    ]


def test_only_administrators_have_a_part_in_it(town: Town) -> None:
    for person in (town.secretariat, town.approver, town.viewer, town.respondent):
        with pytest.raises(NotAllowed):
            record_download(name="a.zip", by=person)


def test_of_a_server_with_several_municipalities_nobody_carries_the_others_away(town: Town) -> None:
    assert require_whole_server(town.administrator) == town.municipality
    build_town(OTHER_CITY, "となり市")

    with pytest.raises(NotFound):
        record_download(name="a.zip", by=town.administrator)
