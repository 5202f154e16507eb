"""A plan made by mistake is removed, but never with what people typed since."""

from __future__ import annotations

from datetime import date

import pytest

from shirube.actions import deadlines, findings, plans, successor
from shirube.actions.deadlines import Wish
from shirube.actions.outcome import Refused
from shirube.core.finding import Finding, Level
from shirube.store.plans import PlanRow
from shirube.store.records import ImportBatch
from tests.builders import build_indicator, build_plan, build_scale
from tests.people import Town

pytestmark = pytest.mark.django_db

FINDING = Finding(code="unit-differs", level=Level.ODD, message="単位が異なります。")


@pytest.fixture
def batch(town: Town) -> ImportBatch:
    indicator = build_indicator("1", targets={"R6": 10, "R7": 12}, actuals={"R6": 8})
    plan = build_plan(indicator, scale=build_scale())
    return plans.import_plan(plan=plan, into=None, file_name="a", by=town.secretariat).batch


def undo(town: Town, batch: ImportBatch) -> None:
    plans.undo_import(batch=batch.pk, by=town.secretariat, reason="別の表だった")


def plan_of(batch: ImportBatch) -> PlanRow:
    assert batch.plan is not None
    return batch.plan


def copy(town: Town, batch: ImportBatch) -> PlanRow:
    row = plan_of(batch)
    return successor.copy_plan(
        plan=row.pk,
        name="次期",
        first=2030,
        last=2034,
        indicators=[item.pk for item in row.indicators.all()],
        version=row.version,
        by=town.secretariat,
    )


def test_a_plan_with_a_deadline_stays_until_the_deadline_is_taken_back(
    town: Town, batch: ImportBatch
) -> None:
    row = plan_of(batch)
    deadlines.set_deadlines([Wish(row.pk, 2025, date(2026, 5, 29), 0)], by=town.secretariat)

    with pytest.raises(Refused, match="提出期限があるため"):
        undo(town, batch)
    assert PlanRow.objects.of(town.municipality).filter(pk=row.pk).exists()
    batch.refresh_from_db()
    assert batch.undone_at is None

    deadlines.set_deadlines([Wish(row.pk, 2025, None, 1)], by=town.secretariat)
    undo(town, batch)
    assert not PlanRow.objects.of(town.municipality).exists()


def test_a_plan_with_an_accepted_finding_stays(town: Town, batch: ImportBatch) -> None:
    findings.accept_finding(plan=plan_of(batch).pk, finding=FINDING, reason="換算した", by=town.secretariat)

    with pytest.raises(Refused, match="確認済みとした点検があるため"):
        undo(town, batch)


def test_a_plan_from_which_a_next_plan_was_made_stays(town: Town, batch: ImportBatch) -> None:
    made = copy(town, batch)

    with pytest.raises(Refused, match=r"次期計画があるため|変更されているため"):
        undo(town, batch)
    made.refresh_from_db()
    assert made.predecessor_id == plan_of(batch).pk


def test_a_next_plan_with_a_deadline_stays(town: Town, batch: ImportBatch) -> None:
    made = copy(town, batch)
    deadlines.set_deadlines([Wish(made.pk, 2030, date(2031, 5, 30), 0)], by=town.secretariat)

    with pytest.raises(Refused, match="提出期限があるため"):
        successor.undo_copy(plan=made.pk, reason="誤り", by=town.secretariat)
