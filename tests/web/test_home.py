from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from shirube.actions.decisions import decide_grade
from shirube.store.people import Person
from tests.people import build_town
from tests.web.conftest import Office


def test_an_empty_office_is_told_how_to_begin(db: None, enter: Callable[[Person], Client]) -> None:
    town = build_town()

    assert "表を取り込む" in enter(town.secretariat).get("/").content.decode()
    assert "表を取り込む" not in enter(town.viewer).get("/").content.decode()


def test_a_respondent_is_asked_for_the_own_rows_only(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.respondent).get("/").content.decode()

    assert "未入力 4指標" in text
    assert "まちゼミ" in text
    assert "創業塾" not in text


def test_an_approver_is_shown_what_waits_for_approval(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    decide_grade(
        indicator=office.indicator("1.2.1"),
        year=2025,
        mark="A",
        reason="大雨で1回中止したため",
        version=0,
        by=office.town.secretariat,
    )

    text = enter(office.town.approver).get("/").content.decode()

    assert "創業塾　令和7年度の評価の承認" in text
    assert "大雨で1回中止したため" in text
    assert "評価の承認" not in enter(office.town.viewer).get("/").content.decode()


def test_rows_without_an_owner_are_a_task_of_the_secretariat(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    assert "担当のいない指標があります" in enter(office.town.secretariat).get("/").content.decode()
    assert "担当のいない指標があります" not in enter(office.town.respondent).get("/").content.decode()
