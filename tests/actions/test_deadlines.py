"""The calendar: who sets it, what it refuses, and that nobody's change is overwritten unseen."""

from __future__ import annotations

from datetime import date

import pytest

from shirube.actions.deadlines import Wish, set_deadlines
from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.core.roles import NotAllowed
from shirube.store.deadlines import Deadline, find_deadlines
from shirube.store.plans import PlanRow
from shirube.store.records import AuditRecord
from tests.builders import build_indicator, build_plan
from tests.people import OTHER_CITY, Town, build_town, import_for

pytestmark = pytest.mark.django_db
MAY, JUNE = date(2026, 5, 29), date(2026, 6, 12)


@pytest.fixture
def plan(town: Town) -> PlanRow:
    return import_for(town, build_plan(build_indicator()))


def find(town: Town) -> list[tuple[int, date | None, int]]:
    return list(Deadline.objects.of(town.municipality).values_list("year", "due_on", "version"))


def test_a_deadline_is_set_moved_and_taken_back_on_record(town: Town, plan: PlanRow) -> None:
    assert set_deadlines([Wish(plan.pk, 2025, MAY, 0)], by=town.secretariat) == 1
    assert set_deadlines([Wish(plan.pk, 2025, JUNE, 1)], by=town.administrator) == 1
    assert set_deadlines([Wish(plan.pk, 2025, None, 2)], by=town.secretariat) == 1

    assert find(town) == [(2025, None, 3)]
    records = AuditRecord.objects.of(town.municipality).filter(verb="deadline.set").order_by("number")
    assert ["2026-05-29" in record.after for record in records] == [True, False, False]
    assert "2026-06-12" in records[2].before
    assert records[0].plan_id == plan.pk


def test_what_already_stands_is_no_change(town: Town, plan: PlanRow) -> None:
    set_deadlines([Wish(plan.pk, 2025, MAY, 0)], by=town.secretariat)

    again = [Wish(plan.pk, 2025, MAY, 0), Wish(plan.pk, 2026, None, 0)]
    assert set_deadlines(again, by=town.secretariat) == 0
    assert find(town) == [(2025, MAY, 1)]


def test_of_two_who_set_it_the_later_one_sees_both(town: Town, plan: PlanRow) -> None:
    set_deadlines([Wish(plan.pk, 2025, MAY, 0)], by=town.secretariat)

    with pytest.raises(Conflict) as met:
        set_deadlines([Wish(plan.pk, 2025, JUNE, 0)], by=town.administrator)

    assert (met.value.current.text, met.value.typed) == ("2026-05-29", "2026-06-12")
    assert find(town) == [(2025, MAY, 1)]


def test_all_or_none(town: Town, plan: PlanRow) -> None:
    wishes = [Wish(plan.pk, 2025, MAY, 0), Wish(plan.pk, 2026, date(2025, 5, 29), 0)]
    with pytest.raises(Refused, match="令和8年度の入力の期限は"):
        set_deadlines(wishes, by=town.secretariat)

    assert find(town) == []


def test_only_the_office_sets_it(town: Town, plan: PlanRow) -> None:
    for person in (town.approver, town.reviewer, town.viewer):
        with pytest.raises(NotAllowed):
            set_deadlines([Wish(plan.pk, 2025, MAY, 0)], by=person)
    for person in (town.respondent, build_town(OTHER_CITY, "となり市").secretariat):
        with pytest.raises(NotFound):
            set_deadlines([Wish(plan.pk, 2025, MAY, 0)], by=person)


def test_everybody_who_sees_the_plan_sees_its_deadline(town: Town, plan: PlanRow) -> None:
    set_deadlines([Wish(plan.pk, 2025, MAY, 0)], by=town.secretariat)
    stranger = build_town(OTHER_CITY, "となり市")

    seen = find_deadlines(town.access(town.viewer), range(2025, 2027))
    assert [row.due_on for row in seen.values()] == [MAY]
    assert find_deadlines(stranger.access(stranger.administrator), range(2025, 2027)) == {}
    assert find_deadlines(town.access(town.viewer), range(2026, 2027)) == {}
