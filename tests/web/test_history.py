from __future__ import annotations

import csv
import io
from collections.abc import Callable

from django.test import Client

from shirube.actions.figures import enter_figure
from shirube.store.people import Person
from shirube.web.history import render_values
from tests.people import build_town
from tests.web.conftest import Office


def enter_one(office: Office, text: str, version: int = 1) -> None:
    enter_figure(
        indicator=office.indicator("2.1.2"),
        kind="actual",
        year=2026,
        text=text,
        version=version,
        by=office.town.respondent,
    )


def test_a_change_is_shown_with_who_what_and_from_what_to_what(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    enter_one(office, "41")
    enter_one(office, "43", version=2)

    text = enter(office.town.secretariat).get(f"{office.url}history/").content.decode()

    assert "回答者 花子" in text
    assert "まちゼミ（講座数） 令和8年度 実績値" in text
    assert "41講座" in text
    assert "43講座" in text


def test_a_respondent_sees_only_what_happened_to_the_own_rows(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    enter_one(office, "41")

    text = enter(office.town.respondent).get("/history/").content.decode()

    assert "まちゼミ" in text
    assert "招待" not in text


def test_the_history_as_csv_holds_no_formula(office: Office, enter: Callable[[Person], Client]) -> None:
    Person.objects.of(office.town.municipality).filter(pk=office.town.respondent.pk).update(name="=1+1")
    office.town.respondent.refresh_from_db()
    enter_one(office, "41")

    answer = enter(office.town.secretariat).get(f"{office.url}history/?format=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert rows[0][:4] == ["番号", "日時", "行った人", "操作"]
    assert rows[1][2] == "'=1+1"


def test_values_of_a_change_are_words() -> None:
    assert render_values('{"値": "41講座"}') == "41講座"
    assert render_values('{"評価": "A", "理由": "", "状態": "承認待ち"}') == "評価：A、状態：承認待ち"
    assert render_values('{"評価基準": {"title": "市の基準", "bands": []}}') == "評価基準：市の基準"
    assert render_values("") == ""
    assert render_values('{"本文": "' + "あ" * 300 + '"}').endswith("…")


def test_the_history_of_one_person_is_the_administrators_matter(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    one = office.town.secretariat
    client = enter(office.town.administrator)

    page = client.get(f"/history/?person={one.pk}").content.decode()
    sheet = client.get(f"/history/?person={one.pk}&format=csv").content.decode()

    assert "計画所管 花子の履歴" in page
    assert "表の取込" in page
    assert "課・団体の追加" not in page, "done by somebody else"
    assert "課・団体の追加" in client.get("/history/").content.decode()
    assert "表の取込" in sheet
    assert "課・団体の追加" not in sheet
    assert enter(office.town.approver).get(f"/history/?person={one.pk}").status_code == 404
    stranger = build_town("131016", "隣の市").administrator
    assert enter(stranger).get(f"/history/?person={one.pk}").status_code == 404
    assert client.get("/history/?person=x").status_code == 404
