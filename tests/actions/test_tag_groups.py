from __future__ import annotations

import json

import pytest

from shirube.actions.outcome import NotFound, Refused
from shirube.actions.tag_groups import set_tag_groups
from shirube.core.roles import NotAllowed
from shirube.core.tags import TagGroup
from shirube.store.plans import PlanRow
from shirube.store.records import AuditRecord
from shirube.store.tag_groups import load_tag_groups_of
from tests.core.seed_plan import seed_plan
from tests.people import Town, build_town, import_for

pytestmark = pytest.mark.django_db
REACH = TagGroup(name="人を集める", tags=("周知", "集客"))


def load(town: Town, plan: PlanRow) -> tuple[TagGroup, ...]:
    return load_tag_groups_of(town.municipality.pk, [plan.pk]).get(plan.pk, ())


def test_tags_put_together_are_counted_together_and_it_is_told_who_did_it() -> None:
    town = build_town()
    plan = import_for(town, seed_plan())

    row = set_tag_groups(plan=plan.pk, groups=[REACH], version=plan.version, by=town.secretariat)

    assert load(town, plan) == (REACH,)
    assert row.version == plan.version + 1
    record = AuditRecord.objects.of(town.municipality).get(verb="tags.grouped")
    assert json.loads(record.after) == {"人を集める": ["周知", "集客"]}


def test_the_same_groups_sent_twice_are_told_once() -> None:
    town = build_town()
    plan = import_for(town, seed_plan())
    row = set_tag_groups(plan=plan.pk, groups=[REACH], version=plan.version, by=town.secretariat)

    again = set_tag_groups(plan=plan.pk, groups=[REACH], version=row.version, by=town.secretariat)

    assert again.version == row.version
    assert AuditRecord.objects.of(town.municipality).filter(verb="tags.grouped").count() == 1


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ([TagGroup(name=" ", tags=("周知",))], "名前"),
        ([REACH, TagGroup(name="人を集める", tags=("人材",))], "同じ名前"),
        ([REACH, TagGroup(name="広報", tags=("周知",))], "二つのまとまり"),
    ],
)
def test_groups_that_would_count_wrongly_are_refused(groups: list[TagGroup], words: str) -> None:
    town = build_town()
    plan = import_for(town, seed_plan())

    with pytest.raises(Refused, match=words):
        set_tag_groups(plan=plan.pk, groups=groups, version=plan.version, by=town.secretariat)
    assert load(town, plan) == ()


def test_two_people_do_not_undo_each_others_groups() -> None:
    town = build_town()
    plan = import_for(town, seed_plan())
    set_tag_groups(plan=plan.pk, groups=[REACH], version=plan.version, by=town.secretariat)

    with pytest.raises(Refused, match="変更されました"):
        set_tag_groups(plan=plan.pk, groups=[], version=plan.version, by=town.administrator)
    assert load(town, plan) == (REACH,)


def test_only_the_secretariat_of_the_own_municipality_puts_tags_together() -> None:
    town, other = build_town(), build_town("131016", "隣の市")
    plan = import_for(town, seed_plan())

    with pytest.raises(NotAllowed):
        set_tag_groups(plan=plan.pk, groups=[REACH], version=plan.version, by=town.viewer)
    with pytest.raises(NotFound):
        set_tag_groups(plan=plan.pk, groups=[REACH], version=plan.version, by=other.secretariat)
