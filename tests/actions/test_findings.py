"""Findings that people know and accept."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.actions.findings import accept_finding, fingerprint, withdraw_acceptance
from shirube.actions.outcome import NotFound, Refused
from shirube.core.finding import Finding, Level, Place
from shirube.core.roles import NotAllowed, Role
from shirube.store.plans import PlanRow
from shirube.store.queries import find_acceptances
from shirube.store.records import AuditRecord
from tests.builders import build_indicator, build_plan, year
from tests.people import OTHER_CITY, Town, build_town, import_for

pytestmark = pytest.mark.django_db

FINDING = Finding(
    code="tenfold-jump",
    level=Level.ODD,
    message="前年の10倍です。",
    place=Place(indicator="創業塾", year=year("R6")),
)


@pytest.fixture
def row(town: Town) -> PlanRow:
    return import_for(town, build_plan(build_indicator()))


def test_an_accepted_finding_is_known_with_its_reason(town: Town, row: PlanRow) -> None:
    accept_finding(plan=row.pk, finding=FINDING, reason="会場が変わった", by=town.secretariat)
    accept_finding(plan=row.pk, finding=FINDING, reason="二度押した", by=town.secretariat)

    known = find_acceptances(town.access(town.secretariat), row.pk)
    assert known[fingerprint(FINDING)].reason == "会場が変わった"
    assert AuditRecord.objects.of(town.municipality).filter(verb="finding.accepted").count() == 1


def test_a_finding_that_says_something_else_is_not_the_accepted_one() -> None:
    others = [
        replace(FINDING, message="前年の11倍です。"),
        replace(FINDING, code="other"),
        replace(FINDING, place=Place(indicator="創業塾", year=year("R7"))),
        replace(FINDING, place=Place(indicator="創業相談", year=year("R6"))),
    ]

    assert len({fingerprint(finding) for finding in [FINDING, *others]}) == 5


def test_accepting_needs_a_reason_and_the_permission(town: Town, row: PlanRow) -> None:
    with pytest.raises(Refused, match="理由"):
        accept_finding(plan=row.pk, finding=FINDING, reason="", by=town.secretariat)
    with pytest.raises(NotAllowed):
        accept_finding(plan=row.pk, finding=FINDING, reason="理由", by=town.viewer)
    with pytest.raises(NotFound):
        accept_finding(
            plan=row.pk, finding=FINDING, reason="理由", by=build_town(OTHER_CITY, "となり市").secretariat
        )


def test_a_respondent_accepts_what_is_said_of_the_own_rows_and_of_no_others(town: Town, row: PlanRow) -> None:
    own = row.indicators.get()
    own.owner = town.posts[Role.RESPONDENT]
    own.save()
    other = import_for(town, build_plan(build_indicator())).indicators.get()

    made = accept_finding(
        plan=row.pk, finding=FINDING, reason="会場を替えた", indicator=own.pk, by=town.respondent
    )

    assert made.reason == "会場を替えた"
    assert AuditRecord.objects.of(town.municipality).get(verb="finding.accepted").indicator_id == own.pk
    with pytest.raises(NotAllowed):
        accept_finding(plan=row.pk, finding=FINDING, reason="計画全体のこと", by=town.respondent)
    with pytest.raises(NotFound):
        accept_finding(
            plan=row.pk, finding=FINDING, reason="よその行", indicator=other.pk, by=town.respondent
        )


def test_an_acceptance_taken_back_shows_the_finding_again(town: Town, row: PlanRow) -> None:
    made = accept_finding(plan=row.pk, finding=FINDING, reason="会場が変わった", by=town.secretariat)

    withdraw_acceptance(acceptance=made.pk, by=town.secretariat)

    assert find_acceptances(town.access(town.secretariat), row.pk) == {}
    with pytest.raises(NotFound):
        withdraw_acceptance(acceptance=made.pk, by=town.secretariat)
