"""Whoever alters, removes or shortens the record is found out."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from shirube.actions import audit
from shirube.store.audit_chain import Anchor, check_chain, make_key, read_anchors, write_anchor
from shirube.store.audit_guard import remove_guard
from shirube.store.people import Municipality
from shirube.store.records import AuditRecord
from tests.people import CITY

pytestmark = pytest.mark.django_db

LENGTH = 12


@pytest.fixture
def city() -> Municipality:
    city = Municipality.objects.create(code=CITY, name="試験市")
    for number in range(LENGTH):
        audit.record(
            verb="test", by=None, municipality=city, place=f"行{number}", after={"値": number}, reason="試験"
        )
    remove_guard(connection)  # the attacker owns the database
    return city


def find_anchor(city: Municipality) -> Anchor:
    last = AuditRecord.objects.of(city).order_by("-number")[0]
    return Anchor(city.code, last.number, last.mac)


def test_an_untouched_record_is_in_order(city: Municipality) -> None:
    assert check_chain(city, [find_anchor(city)]) == []


@pytest.mark.parametrize(
    "field",
    ["actor_name", "verb", "place", "before", "after", "reason", "plan_id", "person_id", "actor_id", "at"],
)
def test_a_change_of_any_field_is_found(city: Municipality, field: str) -> None:
    rows = AuditRecord.objects.of(city).filter(number=5)
    value = rows.values_list(field, flat=True)[0]
    other = (
        value.replace(microsecond=(value.microsecond + 1) % 1_000_000)
        if field == "at"
        else 7
        if field.endswith("_id")
        else "別"
    )
    rows.update(**{field: other})

    assert check_chain(city) == ["履歴の5番が、記録されたときと異なります。"]


def test_tamperings_of_every_kind_are_all_found(city: Municipality) -> None:
    chance = random.Random(1)  # noqa: S311 - the same tampering every time
    anchor, rows = find_anchor(city), AuditRecord.objects.of(city)
    whole = list(rows)
    missed = 0
    for _ in range(250):
        kind, number = chance.choice(["change", "delete", "cut", "swap"]), chance.randint(1, LENGTH)
        if kind == "change":
            rows.filter(number=number).update(after='{"値": 999}')
        elif kind == "delete":
            rows.filter(number=number).delete()
        elif kind == "cut":
            rows.filter(number__gte=number).delete()
        else:
            rows.filter(number=number).update(mac=whole[number % LENGTH].mac)
        missed += check_chain(city, [anchor]) == []
        rows.delete()
        rows.bulk_create(whole)

    assert missed == 0
    assert check_chain(city, [anchor]) == []


def test_without_the_anchor_a_shortened_record_would_pass(city: Municipality) -> None:
    # The control: it is the anchor that finds this.
    anchor = find_anchor(city)
    AuditRecord.objects.of(city).filter(number__gt=8).delete()

    assert check_chain(city) == []
    assert check_chain(city, [anchor]) == ["履歴は8件ですが、外部の控えでは12件まで記録されています。"]


def test_the_record_of_one_municipality_says_nothing_about_another(city: Municipality) -> None:
    other = Municipality.objects.create(code="131016", name="となり")

    assert check_chain(other, [find_anchor(city)]) == []


def test_the_file_outside_survives_a_line_cut_off_by_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "anchor"
    assert list(read_anchors(path)) == []
    for count in (1, 2):
        write_anchor(path, Anchor(CITY, count, f"{count:064x}"))
    with path.open("a") as file:
        file.write('["1322')

    assert [anchor.count for anchor in read_anchors(path)] == [1, 2]


@pytest.mark.parametrize(
    "line", ["5", "null", '{"a": 1}', '["132284", "3", "x"]', '["132284", [3], "x"]', "\x00"]
)
def test_the_file_outside_survives_a_line_that_somebody_else_wrote(tmp_path: Path, line: str) -> None:
    path = tmp_path / "anchor"
    path.write_text(f"{line}\n")
    write_anchor(path, Anchor(CITY, 2, "0" * 64))

    assert [anchor.count for anchor in read_anchors(path)] == [2]


def test_the_key_is_made_for_this_one_purpose() -> None:
    assert make_key(settings.SECRET_KEY) != make_key(settings.SECRET_KEY + "x")
    assert settings.SECRET_KEY.encode() not in make_key(settings.SECRET_KEY)
