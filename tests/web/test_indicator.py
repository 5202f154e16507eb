from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shirube.store.people import Person
from shirube.store.plans import DecisionRow, FigureRow
from tests.web.conftest import Office, put_further_rule_in_force


@pytest.fixture
def url(office: Office) -> str:
    return f"{office.url}indicators/1.2.1"


def decide(office: Office, client: Client, **typed: str) -> object:
    return client.post(
        f"{office.url}decide/1.2.1",
        {
            "year": "2025",
            "mark": "A",
            "reason": "大雨で1回中止したため",
            "decision-version-2025": "0",
            **typed,
        },
    )


def test_the_page_holds_figures_grades_reasons_and_texts(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.viewer).get(url).content.decode()

    assert "16人 ÷ 22人 = 72.7%（50%超90%未満）→ B" in text
    assert "夜間の連続講座として開いた" in text
    assert "<svg" in text
    assert "目標値を改定する" not in text


def test_the_reason_of_one_grade_is_a_part_of_a_page(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.viewer)

    assert "16人 ÷ 22人 = 72.7%" in client.get(f"{url}?why=y2025").content.decode()
    assert client.get(f"{url}?why=y20x5").status_code == 404


def test_a_target_is_revised_with_its_reason_and_the_old_one_stays(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    sent = {"year": "2026", "text": "20", "target-version-2026": "1", "decided_by": "推進委員会"}

    refused = client.post(f"{office.url}revise/1.2.1", sent)
    done = client.post(f"{office.url}revise/1.2.1", {**sent, "reason": "会場の定員"})

    assert refused.status_code == 422
    assert "改定の理由を入力してください" in refused.content.decode()
    assert 'value="20"' in refused.content.decode()
    assert done.status_code == 302
    cell = FigureRow.objects.of(office.town.municipality).get(
        indicator=office.indicator("1.2.1"), kind="target", year=2026
    )
    assert cell.number == 20
    assert "25人から改定" in client.get(url).content.decode()


def test_a_grade_is_proposed_approved_by_somebody_else_and_then_counts(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    decide(office, enter(office.town.secretariat))
    row = DecisionRow.objects.of(office.town.municipality).get()
    assert "data-why" in enter(office.town.viewer).get(office.url).content.decode()
    answer = {"decision": str(row.pk), "version": str(row.version), "move": "approve"}

    own = enter(office.town.secretariat).post(f"{office.url}answer/1.2.1", answer)
    assert own.status_code == 403
    approver = enter(office.town.approver)
    assert "承認する" in approver.get(url).content.decode()
    approver.post(f"{office.url}answer/1.2.1", answer)

    text = enter(office.town.viewer).get(url).content.decode()
    assert "決定評価 A" in text
    assert "承認済み" in text


def test_a_proposal_is_returned_only_with_a_reason(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    decide(office, enter(office.town.secretariat))
    row = DecisionRow.objects.of(office.town.municipality).get()
    approver = enter(office.town.approver)
    answer = {"decision": str(row.pk), "version": str(row.version), "move": "return"}

    without = approver.post(f"{office.url}answer/1.2.1", answer, follow=True).content.decode()
    assert "差し戻す理由を入力してください" in without
    text = approver.post(
        f"{office.url}answer/1.2.1", {**answer, "answer": "根拠を添えてください"}, follow=True
    ).content.decode()
    assert "根拠を添えてください" in text


def test_a_mark_the_rule_does_not_know_comes_back_with_what_was_typed(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    answer = decide(office, enter(office.town.secretariat), mark="SS")

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "大雨で1回中止したため" in answer.content.decode()  # type: ignore[attr-defined]


def test_an_earlier_year_is_decided_by_the_marks_of_its_own_rule(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    put_further_rule_in_force(office)
    client = enter(office.town.secretariat)

    text = client.get(url).content.decode()
    assert '<optgroup label="令和5年度～令和6年度の評価" data-for="2023 2024">' in text
    wrong = decide(office, client, mark="A")
    right = decide(office, client, mark="A", year="2024", **{"decision-version-2024": "0"})

    words = "評価「A」は、令和7年度の評価基準にありません（良、否から選んでください）"
    assert words in wrong.content.decode()  # type: ignore[attr-defined]
    assert right.status_code == 302  # type: ignore[attr-defined]
    assert DecisionRow.objects.of(office.town.municipality).get().mark == "A"


def test_an_unknown_decision_or_move_is_not_found(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.approver)

    assert client.post(f"{office.url}answer/1.2.1", {"decision": "999", "move": "approve"}).status_code == 404
