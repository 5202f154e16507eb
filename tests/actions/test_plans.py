"""Taking a table in, taking it back, owners, the rule."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from shirube.actions import figures, plans
from shirube.actions.outcome import NotFound, Refused
from shirube.core.merging import Change
from shirube.core.plan import Plan
from shirube.core.roles import NotAllowed, Role
from shirube.readers.read import read_plan
from shirube.store.plans import IndicatorRow, PlanRow
from shirube.store.records import AuditRecord, ImportBatch
from shirube.store.remainder import decode_values
from tests.builders import build_indicator, build_plan, build_scale
from tests.people import OTHER_CITY, Town, build_town, import_for, reload

pytestmark = pytest.mark.django_db


def table(actual: int, *, bodies: tuple[str, ...] = ()) -> Plan:
    return build_plan(
        build_indicator("1", targets={"R6": 10}, actuals={"R6": actual}, bodies=bodies), scale=build_scale()
    )


def test_the_sample_table_is_in_the_database_as_it_was_read(town: Town) -> None:
    plan = read_plan("shirube/examples/sample_plan.tsv").plan

    row = import_for(town, plan)

    assert reload(row).plan == plan
    assert row.owner == town.posts[Role.PLAN_SECRETARIAT]


def test_what_was_previewed_is_what_is_imported(town: Town) -> None:
    row = import_for(town, table(8))

    merge = plans.preview_import(table(9), into=row.pk, by=town.secretariat)
    assert reload(row).plan == table(8), "a preview changes nothing"
    done = plans.import_plan(
        plan=table(9), into=row.pk, file_name="b.xlsx", version=row.version, by=town.secretariat
    )

    assert reload(row).plan == merge.plan
    assert done.changes == merge.changes == decode_values(Change, done.batch.changes)
    assert [(change.before, change.after) for change in merge.changes] == [("8人", "9人")]


def test_a_plan_that_changed_after_the_preview_is_not_overwritten(town: Town) -> None:
    row = import_for(town, table(8))
    figures.enter_figure(
        indicator=row.indicators.get().pk, kind="actual", year=2024, text="7", version=1, by=town.secretariat
    )

    with pytest.raises(Refused, match="もう一度、違いを確認"):
        plans.import_plan(plan=table(9), into=row.pk, file_name="b", version=row.version, by=town.secretariat)


def test_a_form_sent_twice_imports_once(town: Town) -> None:
    first = plans.import_plan(plan=table(8), into=None, file_name="a", form_key="k", by=town.secretariat)

    second = plans.import_plan(plan=table(8), into=None, file_name="a", form_key="k", by=town.secretariat)

    assert second.batch == first.batch
    assert second.changes == first.changes
    assert PlanRow.objects.of(town.municipality).count() == 1


def test_an_undone_import_leaves_the_plan_as_it_was(town: Town) -> None:
    row = import_for(town, table(8))
    before = reload(row).plan
    batch = plans.import_plan(plan=table(9), into=row.pk, file_name="b", by=town.secretariat).batch

    plans.undo_import(batch=batch.pk, by=town.secretariat, reason="別の年度の表だった")

    assert reload(row).plan == before
    with pytest.raises(Refused, match="既に取り消され"):
        plans.undo_import(batch=batch.pk, by=town.secretariat)


def test_undoing_the_import_that_made_a_plan_removes_it_and_keeps_the_record(town: Town) -> None:
    done = plans.import_plan(plan=table(8), into=None, file_name="a", by=town.secretariat)

    assert plans.undo_import(batch=done.batch.pk, by=town.secretariat) is None

    assert not PlanRow.objects.of(town.municipality).exists()
    assert not IndicatorRow.objects.of(town.municipality).exists()
    verbs = (
        AuditRecord.objects.of(town.municipality).filter(plan_id=done.plan.pk).values_list("verb", flat=True)
    )
    assert list(verbs) == ["plan.imported", "import.undone"]


def test_an_import_is_not_undone_over_what_was_entered_since(town: Town) -> None:
    done = plans.import_plan(plan=table(8), into=None, file_name="a", by=town.secretariat)
    indicator = done.plan.indicators.get().pk
    figures.enter_figure(
        indicator=indicator, kind="actual", year=2025, text="7", version=0, by=town.secretariat
    )

    with pytest.raises(Refused, match="取り消せません"):
        plans.undo_import(batch=done.batch.pk, by=town.secretariat)


def test_a_table_without_indicators_is_refused(town: Town) -> None:
    with pytest.raises(Refused, match="取り込む指標がありません"):
        plans.import_plan(plan=Plan(), into=None, file_name="a", by=town.secretariat)


@pytest.mark.parametrize("who", ["respondent", "viewer", "reviewer", "approver"])
def test_only_the_secretariat_imports(town: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        plans.import_plan(plan=table(8), into=None, file_name="a", by=getattr(town, who))


def test_plans_and_imports_of_another_municipality_do_not_exist(town: Town) -> None:
    row = import_for(town, table(8))
    batch = ImportBatch.objects.of(town.municipality).get()
    other = build_town(OTHER_CITY, "となり市").secretariat

    with pytest.raises(NotFound):
        plans.import_plan(plan=table(9), into=row.pk, file_name="a", by=other)
    with pytest.raises(NotFound):
        plans.preview_import(table(9), into=row.pk, by=other)
    with pytest.raises(NotFound):
        plans.undo_import(batch=batch.pk, by=other)
    with pytest.raises(NotFound):
        plans.assign_owner(indicators=[row.indicators.get().pk], post=None, by=other)
    with pytest.raises(NotFound):
        plans.assign_plan_owner(plan=row.pk, post=None, by=other)
    with pytest.raises(NotFound):
        plans.set_scale(plan=row.pk, scale=build_scale(), version=1, reason="理由", by=other)
    assert reload(row).plan == table(8)


def test_rows_go_to_the_post_of_the_body_that_the_table_names(town: Town) -> None:
    row = import_for(town, table(8, bodies=("商工会",)))
    alias = import_for(town, table(8, bodies=("商工会・市",)))
    unknown = import_for(town, table(8, bodies=("どこか",)))

    assert row.indicators.get().owner == town.posts[Role.RESPONDENT]
    assert alias.indicators.get().owner == town.posts[Role.RESPONDENT]
    assert unknown.indicators.get().owner is None


def test_an_indicator_given_to_a_post_is_on_record_with_both_names(town: Town) -> None:
    row = import_for(town, table(8))
    pk, post = row.indicators.get().pk, town.posts[Role.RESPONDENT]

    assert plans.assign_owner(indicators=[pk], post=post.pk, by=town.secretariat) == 1
    assert plans.assign_owner(indicators=[pk], post=post.pk, by=town.secretariat) == 0

    record = AuditRecord.objects.of(town.municipality).order_by("-number")[0]
    assert json.loads(record.after) == {"担当": "商工会 回答者"}


def test_a_post_of_another_municipality_cannot_own_anything(town: Town) -> None:
    row = import_for(town, table(8))
    foreign = build_town(OTHER_CITY, "となり市").posts[Role.RESPONDENT].pk

    with pytest.raises(NotFound):
        plans.assign_owner(indicators=[row.indicators.get().pk], post=foreign, by=town.secretariat)
    with pytest.raises(NotFound):
        plans.assign_plan_owner(plan=row.pk, post=foreign, by=town.secretariat)


def test_a_plan_goes_to_another_post(town: Town) -> None:
    row = import_for(town, table(8))

    changed = plans.assign_plan_owner(plan=row.pk, post=town.posts[Role.APPROVER].pk, by=town.secretariat)

    assert changed.owner == town.posts[Role.APPROVER]


def test_a_new_rule_needs_a_reason_and_the_version_that_was_seen(town: Town) -> None:
    row = import_for(town, table(8))
    newer = replace(build_scale(), title="令和8年度からの基準")
    with pytest.raises(Refused, match="理由"):
        plans.set_scale(plan=row.pk, scale=newer, version=row.version, reason="", by=town.secretariat)
    with pytest.raises(Refused, match="もう一度確認"):
        plans.set_scale(plan=row.pk, scale=newer, version=99, reason="改定", by=town.secretariat)

    plans.set_scale(plan=row.pk, scale=newer, version=row.version, reason="改定", by=town.secretariat)

    assert reload(row).scales == (build_scale(), newer)
    record = AuditRecord.objects.of(town.municipality).order_by("-number")[0]
    assert json.loads(record.after)["評価基準"]["title"] == newer.title
