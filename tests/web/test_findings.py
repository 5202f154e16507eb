from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from shirube.actions.figures import enter_status
from shirube.store.people import Person
from tests.web.conftest import Office


def find_marks(text: str) -> list[str]:
    return re.findall(r'name="finding" value="(\w+)"', text)


def test_findings_have_place_remedy_and_a_way_to_their_row(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.secretariat).get(f"{office.url}findings/").content.decode()

    assert "確認が必要なもの（4件）" in text
    assert "名称の書き誤りであれば直してください" in text
    assert f'href="/plans/{office.plan.pk}/indicators/2.2.1"' in text


def test_a_finding_is_set_aside_with_a_reason_and_shown_again(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    mark = find_marks(client.get(f"{office.url}findings/").content.decode())[0]

    refused = client.post(f"{office.url}findings/accept/", {"finding": mark, "reason": " "}, follow=True)
    assert "理由を入力してください" in refused.content.decode()
    text = client.post(
        f"{office.url}findings/accept/", {"finding": mark, "reason": "制度改正による"}, follow=True
    ).content.decode()
    assert "確認が必要なもの（3件）" in text
    assert "制度改正による" in text
    acceptance = re.findall(r'name="acceptance" value="(\d+)"', text)[0]
    text = client.post(
        f"{office.url}findings/withdraw/", {"acceptance": acceptance}, follow=True
    ).content.decode()
    assert "確認が必要なもの（4件）" in text


def test_an_accepted_finding_comes_back_when_its_text_changes(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    text = client.get(f"{office.url}findings/").content.decode()
    for mark in find_marks(text):
        client.post(f"{office.url}findings/accept/", {"finding": mark, "reason": "承知"})
    assert "確認が必要な指摘はありません" in client.get(f"{office.url}findings/").content.decode()

    enter_status(
        indicator=office.indicator("2.2.1"),
        year=2025,
        text="店頭でるるのカードの利用を呼びかけた。\n課題：周知",
        version=1,
        by=office.town.secretariat,
    )

    assert "確認が必要な指摘はありません" not in client.get(f"{office.url}findings/").content.decode()


def test_a_finding_that_is_gone_is_said_so(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.secretariat)

    answer = client.post(
        f"{office.url}findings/accept/", {"finding": "0" * 64, "reason": "承知"}, follow=True
    )

    assert "もうありません" in answer.content.decode()
