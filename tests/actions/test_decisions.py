"""Grades decided against the computed one."""

from __future__ import annotations

import pytest

from shirube.actions import decisions
from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.core.roles import NotAllowed
from shirube.core.workflow import DecisionState, MoveRefused
from shirube.store.plans import DecisionRow, PlanRow
from shirube.store.records import AuditRecord
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.people import OTHER_CITY, Town, build_town, import_for, reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(town: Town) -> PlanRow:
    return import_for(
        town, build_plan(build_indicator("1", targets={"R6": 10}, actuals={"R6": 3}), scale=build_scale())
    )


def propose(
    town: Town, row: PlanRow, *, mark: str = "B", reason: str = "天候の影響", version: int = 0
) -> DecisionRow:
    return decisions.decide_grade(
        indicator=row.indicators.get().pk,
        year=2024,
        mark=mark,
        reason=reason,
        version=version,
        by=town.secretariat,
    )


def test_a_proposal_counts_only_once_it_is_approved(town: Town, row: PlanRow) -> None:
    proposal = propose(town, row)
    assert reload(row).plan.indicators[0].decisions == ()

    decisions.approve_grade(decision=proposal.pk, version=proposal.version, by=town.approver)

    decision = reload(row).plan.indicators[0].decision(year("R6"))
    assert decision is not None
    assert (decision.mark, decision.reason) == ("B", "天候の影響")
    assert (decision.decided_by, decision.approved_by) == (town.secretariat.name, town.approver.name)
    verbs = AuditRecord.objects.of(town.municipality).order_by("-number").values_list("verb", flat=True)[:2]
    assert list(verbs) == ["grade.approved", "grade.decided"]


def test_what_is_approved_is_what_was_seen(town: Town, row: PlanRow) -> None:
    seen = propose(town, row)
    propose(town, row, mark="A", version=seen.version)

    with pytest.raises(Conflict):
        decisions.approve_grade(decision=seen.pk, version=seen.version, by=town.approver)


def test_an_approved_grade_that_is_proposed_anew_stops_counting(town: Town, row: PlanRow) -> None:
    first = propose(town, row)
    approved = decisions.approve_grade(decision=first.pk, version=first.version, by=town.approver)

    again = propose(town, row, mark="A", version=approved.version)

    assert again.state_value is DecisionState.PROPOSED
    assert again.approved_by == ""
    assert reload(row).plan.indicators[0].decisions == ()


def test_nobody_approves_their_own_proposal(town: Town, row: PlanRow) -> None:
    proposal = propose(town, row)
    DecisionRow.objects.of(town.municipality).update(proposer=town.approver)

    with pytest.raises(MoveRefused, match="本人"):
        decisions.approve_grade(decision=proposal.pk, version=proposal.version, by=town.approver)


def test_a_returned_proposal_carries_the_answer_and_can_be_made_again(town: Town, row: PlanRow) -> None:
    proposal = propose(town, row)
    with pytest.raises(Refused, match="差し戻す理由"):
        decisions.return_grade(decision=proposal.pk, version=proposal.version, answer="", by=town.approver)

    returned = decisions.return_grade(
        decision=proposal.pk, version=1, answer="根拠を示すこと", by=town.approver
    )

    assert returned.answer == "根拠を示すこと"
    assert propose(town, row, version=returned.version).state_value is DecisionState.PROPOSED


def test_an_approved_grade_is_withdrawn_by_those_who_approve(town: Town, row: PlanRow) -> None:
    proposal = propose(town, row)
    approved = decisions.approve_grade(decision=proposal.pk, version=proposal.version, by=town.approver)
    with pytest.raises(NotAllowed):
        decisions.withdraw_grade(
            decision=approved.pk, version=approved.version, reason="誤り", by=town.secretariat
        )

    decisions.withdraw_grade(decision=approved.pk, version=approved.version, reason="誤り", by=town.approver)

    assert reload(row).plan.indicators[0].decisions == ()


@pytest.mark.parametrize(
    ("mark", "reason", "words"),
    [("Z", "理由", "評価基準にありません"), ("A", " ", "理由を入力"), ("A", "", "理由を入力")],
)
def test_a_proposal_needs_a_known_mark_and_a_reason(
    town: Town, row: PlanRow, mark: str, reason: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        propose(town, row, mark=mark, reason=reason)


@pytest.mark.parametrize("who", ["secretariat", "respondent", "viewer", "reviewer", "administrator"])
def test_only_the_approver_approves(town: Town, row: PlanRow, who: str) -> None:
    proposal = propose(town, row)

    with pytest.raises((NotAllowed, NotFound)):
        decisions.approve_grade(decision=proposal.pk, version=proposal.version, by=getattr(town, who))


def test_a_proposal_of_another_municipality_does_not_exist(town: Town, row: PlanRow) -> None:
    proposal = propose(town, row)
    other = build_town(OTHER_CITY, "となり市")

    with pytest.raises(NotFound):
        decisions.approve_grade(decision=proposal.pk, version=proposal.version, by=other.approver)


def test_without_a_rule_there_is_nothing_to_decide_against(town: Town) -> None:
    row = import_for(town, build_plan(build_indicator()))

    with pytest.raises(Refused, match="先に評価基準"):
        propose(town, row)
