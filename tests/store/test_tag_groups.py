from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.core.tags import TagGroup
from shirube.store.tag_groups import load_tag_groups_of, save_tag_groups
from tests.core.seed_plan import seed_plan
from tests.people import build_town, import_for

GROUPS = (TagGroup(name="人", tags=("人材", "担い手")), TagGroup(name="場所", tags=("会場",)))


@pytest.mark.django_db
def test_groups_come_back_in_their_order_for_several_plans_with_one_statement() -> None:
    town = build_town()
    one, other, third = (import_for(town, seed_plan()) for _ in range(3))
    save_tag_groups(one, GROUPS)
    save_tag_groups(other, GROUPS[:1])

    with CaptureQueriesContext(connection) as queries:
        found = load_tag_groups_of(town.municipality.pk, [one.pk, other.pk, third.pk])

    assert found == {one.pk: GROUPS, other.pk: GROUPS[:1]}
    assert len(queries) == 1


@pytest.mark.django_db
def test_groups_of_another_municipality_are_not_loaded() -> None:
    town, neighbour = build_town(), build_town("131016", "隣の市")
    plan = import_for(town, seed_plan())
    save_tag_groups(plan, GROUPS)

    assert load_tag_groups_of(neighbour.municipality.pk, [plan.pk]) == {}
