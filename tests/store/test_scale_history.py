from __future__ import annotations

from fractions import Fraction

import pytest

from shirube.actions.plans import set_scale
from shirube.core.whatif import EdgeChange, move_edge
from shirube.store.scale_history import list_scale_versions
from tests.builders import build_scale
from tests.core.seed_plan import seed_plan
from tests.people import build_town, import_for


@pytest.mark.django_db
def test_each_version_tells_who_set_it_and_why_and_the_first_came_with_a_table() -> None:
    town = build_town()
    row = import_for(town, seed_plan())
    stricter = move_edge(build_scale(), EdgeChange(mark="A", value=Fraction(95, 100)))
    for scale, reason in (
        (stricter, "厳しくする"),
        (build_scale(), "元に戻す"),
        (stricter, "やはり厳しくする"),
    ):
        row.refresh_from_db()
        set_scale(plan=row.pk, scale=scale, version=row.version, reason=reason, by=town.secretariat)

    found = list_scale_versions(town.access(town.viewer), row.pk)

    assert [item.number for item in found] == list(range(len(found), 0, -1))
    assert [item.reason for item in found][:3] == ["やはり厳しくする", "元に戻す", "厳しくする"]
    assert {item.by for item in found[:3]} == {town.secretariat.name}
    assert [item.by for item in found[3:]] == ["" for _ in found[3:]]


@pytest.mark.django_db
def test_the_rules_of_another_municipality_are_not_listed() -> None:
    town, other = build_town(), build_town("131016", "隣の市")
    row = import_for(town, seed_plan())

    assert list_scale_versions(other.access(other.administrator), row.pk) == []
    assert list_scale_versions(town.access(town.viewer), row.pk) == [] or row.scales.count() > 0
