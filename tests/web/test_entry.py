from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from shirube.store.people import Person
from shirube.store.plans import FigureRow, StatusRow
from shirube.store.records import AuditRecord, Draft, FindingAcceptance
from tests.web.conftest import Office

TEXT = "参加店を募った。\n課題：周知"


@pytest.fixture
def url(office: Office) -> str:
    return f"{office.url}entry/2026/"


def make_row(office: Office, key: str, **typed: str) -> dict[str, str]:
    pk = office.indicator(key)
    fields = {
        "figure": "",
        "missing": "",
        "standing": "unstated",
        "status": "",
        "version": "1",
        "status_version": "0",
    }
    return {f"{name}-{pk}": text for name, text in {**fields, **typed}.items()}


def find_actual(office: Office, key: str) -> FigureRow:
    return FigureRow.objects.of(office.town.municipality).get(
        indicator=office.indicator(key), kind="actual", year=2026
    )


def test_rows_are_shown_with_last_years_figure_grade_and_text(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.respondent).get(url).content.decode()

    assert text.count('class="cell"') == 4
    assert "参加店の連携が進み" in text
    assert "令和8年度 目標" in text


def test_one_row_is_saved_and_answered_with_its_grade_and_sentence(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    pk = office.indicator("2.1.2")

    answer = enter(office.town.respondent).post(f"{url}{pk}/", make_row(office, "2.1.2", figure="４４"))

    text = answer.content.decode()
    assert "44講座 ÷ 42講座 = 104.8%（90%以上120%未満）→ A" in text
    assert f'id="grade-{pk}" hx-swap-oob="true"' in text
    assert find_actual(office, "2.1.2").typed == "４４"
    assert AuditRecord.objects.of(office.town.municipality).filter(verb="figure.entered").count() == 1


def test_sending_the_same_row_twice_changes_it_once(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client, pk = enter(office.town.respondent), office.indicator("2.1.2")

    for _ in range(3):
        client.post(f"{url}{pk}/", make_row(office, "2.1.2", figure="44", status=TEXT))

    verbs = AuditRecord.objects.of(office.town.municipality).values_list("verb", flat=True)
    assert list(verbs).count("figure.entered") == 1
    assert list(verbs).count("status.entered") == 1


def test_a_wrong_unit_and_a_digit_too_many_are_said_at_once(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client, pk = enter(office.town.respondent), office.indicator("2.1.2")

    tenfold = client.post(f"{url}{pk}/", make_row(office, "2.1.2", figure="440")).content.decode()
    unit = client.post(f"{url}{pk}/", make_row(office, "2.1.2", figure="44店", version="2")).content.decode()

    assert "要確認" in tenfold
    assert "要確認" in unit


@pytest.mark.parametrize("typed", ["たくさん", "12人と3人", "－"])
def test_what_is_no_figure_is_explained_and_not_saved(
    office: Office, url: str, enter: Callable[[Person], Client], typed: str
) -> None:
    pk = office.indicator("2.1.2")

    text = enter(office.town.respondent).post(f"{url}{pk}/", make_row(office, "2.1.2", figure=typed))

    assert "保存できません" in text.content.decode()
    assert find_actual(office, "2.1.2").version == 1


def test_a_missing_figure_needs_its_reason_and_is_never_zero(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client, pk = enter(office.town.respondent), office.indicator("2.1.2")

    text = client.post(f"{url}{pk}/", make_row(office, "2.1.2", missing="tabulating")).content.decode()

    assert find_actual(office, "2.1.2").missing == "tabulating"
    assert find_actual(office, "2.1.2").number is None
    assert "集計中" in text
    cleared = client.post(f"{url}{pk}/", make_row(office, "2.1.2", version="2")).content.decode()
    assert "数値がない理由を選んでください" in cleared


def test_the_other_editor_sees_both_figures_and_keeps_the_own_text(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    pk = office.indicator("2.1.2")
    enter(office.town.respondent).post(f"{url}{pk}/", make_row(office, "2.1.2", figure="41"))
    late = enter(office.town.secretariat)

    answer = late.post(f"{url}{pk}/", make_row(office, "2.1.2", figure="43")).content.decode()

    assert "回答者 花子さんが先に変更しました" in answer
    assert "41講座" in answer
    assert find_actual(office, "2.1.2").number == 41
    assert f'name="version-{pk}" value="2"' in answer  # so that saving again is a decision
    late.post(f"{url}{pk}/", make_row(office, "2.1.2", figure="43", version="2"))
    assert find_actual(office, "2.1.2").number == 43


def test_without_javascript_good_rows_are_saved_and_bad_ones_come_back_as_typed(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.respondent)
    rows = {**make_row(office, "2.1.2", figure="44", status=TEXT), **make_row(office, "2.2.1", figure="多い")}

    answer = client.post(f"{url}save/", rows)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "保存できなかった指標があります（1件）" in text
    assert 'value="多い"' in text
    assert find_actual(office, "2.1.2").number == 44
    status = StatusRow.objects.of(office.town.municipality).get(
        indicator=office.indicator("2.1.2"), year=2026
    )
    assert status.text == TEXT


def test_rows_of_others_in_a_forged_form_are_left_alone(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    enter(office.town.respondent).post(f"{url}save/", make_row(office, "1.1.1", figure="70"))

    assert find_actual(office, "1.1.1").version == 1


def test_what_was_typed_and_not_sent_is_there_again(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client, pk = enter(office.town.respondent), office.indicator("2.1.2")
    place = f"figure:{pk}:actual:2026"

    client.post(f"{url}{pk}/draft/", {"place": place, "text": "4", "version": "1"})

    text = client.get(url).content.decode()
    assert "下書き（未保存）" in text
    assert "下書き" not in enter(office.town.secretariat).get(url).content.decode()
    client.post(f"{url}{pk}/", make_row(office, "2.1.2", figure="44"))
    assert not Draft.objects.of(office.town.municipality).exists()


def test_a_draft_of_a_cell_that_somebody_has_changed_since_says_what_stands_there_now(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client, pk = enter(office.town.respondent), office.indicator("2.1.2")
    for place, text, version in (("actual", "44", "1"), ("status", "途中の文", "0")):
        cell = f"status:{pk}:2026" if place == "status" else f"figure:{pk}:{place}:2026"
        client.post(f"{url}{pk}/draft/", {"place": cell, "text": text, "version": version})
    assert "下書きの後に" not in client.get(url).content.decode(), "the control: nobody has changed it"

    other = make_row(office, "2.1.2", figure="41", status="事務局の文")
    enter(office.town.secretariat).post(f"{url}{pk}/", other)

    text = client.get(url).content.decode()
    assert "下書きの後に、実績値が変更されました（現在：41）" in text
    assert "下書きの後に、実施状況・課題が変更されました（現在：事務局の文）" in text
    assert 'value="44"' in text, "and what was typed is still in the field"
    client.post(f"{url}{pk}/draft/", {"place": f"figure:{pk}:actual:2026", "text": "45", "version": "2"})
    assert "実績値が変更されました" not in client.get(url).content.decode(), "typed again after the notice"


def test_a_year_that_cannot_be_is_not_found(office: Office, enter: Callable[[Person], Client]) -> None:
    assert enter(office.town.respondent).get(f"{office.url}entry/9999/").status_code == 404


def find_slip(text: str) -> str:
    found = re.search(r'name="slip" value="([0-9a-f]{64})"', text)
    assert found is not None, text
    return found[1]


def test_an_unusual_change_is_asked_about_and_stands_with_its_reason(
    office: Office, enter: Callable[[Person], Client], url: str
) -> None:
    client = enter(office.town.respondent)
    pk = office.indicator("2.1.2")
    answer = client.post(f"{url}{pk}/", make_row(office, "2.1.2", figure="95")).content.decode()
    mark = find_slip(answer)
    assert "前年度" in answer

    refused = client.post(f"{url}{pk}/accept/", {"slip": mark, f"reason-{pk}-{mark[:12]}": " "}, follow=True)
    done = client.post(
        f"{url}{pk}/accept/", {"slip": mark, f"reason-{pk}-{mark[:12]}": "会場を増やした"}, follow=True
    )

    assert "確認済みとする理由を入力してください" in refused.content.decode()
    assert "確認済み：会場を増やした" in done.content.decode()
    assert find_actual(office, "2.1.2").number == 95
    assert FindingAcceptance.objects.of(office.town.municipality).get().reason == "会場を増やした"
    # Another figure is another question.
    again = client.post(f"{url}{pk}/", make_row(office, "2.1.2", figure="96", version="2")).content.decode()
    assert find_slip(again) != mark


def test_a_reason_for_what_is_no_longer_there_is_not_kept(
    office: Office, enter: Callable[[Person], Client], url: str
) -> None:
    client = enter(office.town.respondent)
    own, other = office.indicator("2.1.2"), office.indicator("1.1.1")

    gone = client.post(f"{url}{own}/accept/", {"slip": "0" * 64}, follow=True)
    foreign = client.post(f"{url}{other}/accept/", {"slip": "0" * 64})

    assert "もう一度確かめてください" in gone.content.decode()
    assert foreign.status_code == 404
    assert not FindingAcceptance.objects.of(office.town.municipality).exists()
