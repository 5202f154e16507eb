"""What the rule asks of people, answered beside the figures and on the page of an indicator."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shirube.actions.plans import set_scale
from shirube.readers.scale_recipe import find_scale
from shirube.store.people import Person
from shirube.store.plans import FactRow
from tests.web.conftest import Office
from tests.web.test_entry import make_row

KEY = "2.1.2"


@pytest.fixture
def asking(office: Office) -> Office:
    """The example plan under a rule that asks whether things go as planned."""
    set_scale(
        plan=office.plan.pk,
        scale=find_scale("maebashi_chukatsu"),
        version=office.plan.version,
        reason="見直し",
        by=office.town.secretariat,
    )
    return office


def answers(office: Office) -> list[tuple[int, str]]:
    rows = FactRow.objects.of(office.town.municipality).order_by("year")
    return [(row.year, row.answer) for row in rows]


def test_a_rule_of_figures_alone_asks_nothing(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.respondent)

    assert "評価に必要な事項" not in client.get(f"{office.url}entry/2026/").content.decode()
    assert "評価に必要な事項" not in client.get(f"{office.url}indicators/{KEY}").content.decode()


def test_the_answer_gives_the_grade_at_once(asking: Office, enter: Callable[[Person], Client]) -> None:
    client, pk = enter(asking.town.respondent), asking.indicator(KEY)
    url = f"{asking.url}entry/2026/"
    assert client.get(url).content.decode().count("予定どおりの進捗</label>") == 4
    sent = {**make_row(asking, KEY, figure="50"), f"fact-{pk}-0": "", f"seen-fact-{pk}-0": ""}

    before = client.post(f"{url}{pk}/", sent).content.decode()
    after = client.post(
        f"{url}{pk}/", {**sent, f"version-{pk}": "2", f"fact-{pk}-0": "いいえ"}
    ).content.decode()

    assert "手で入力する事項が未入力" in before
    assert '<span class="hidden-text">評価</span>' in after
    assert f'name="seen-fact-{pk}-0" value="いいえ"' in after
    assert answers(asking) == [(2026, "いいえ")]


def test_of_two_editors_the_later_sees_both_answers_and_keeps_the_own(
    asking: Office, enter: Callable[[Person], Client]
) -> None:
    pk, url = asking.indicator(KEY), f"{asking.url}entry/2026/"
    sent = {**make_row(asking, KEY), f"seen-fact-{pk}-0": ""}
    enter(asking.town.respondent).post(f"{url}{pk}/", {**sent, f"fact-{pk}-0": "はい"})

    late = enter(asking.town.secretariat).post(f"{url}save/", {**sent, f"fact-{pk}-0": "いいえ"})

    text = late.content.decode()
    assert late.status_code == 422
    assert "回答者 花子さんが先に変更しました" in text
    assert "<option selected>いいえ</option>" in text
    assert answers(asking) == [(2026, "はい")]


def test_every_year_is_answered_on_the_page_of_the_indicator(
    asking: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(asking.town.respondent)
    url = f"{asking.url}indicators/{KEY}"
    assert client.get(url).content.decode().count(" 予定どおりの進捗</span></label>") == 4

    text = client.post(
        f"{asking.url}questions/{KEY}",
        {"fact-2025-0": "はい", "seen-fact-2025-0": "", "fact-2024-0": "いいえ", "seen-fact-2024-0": ""},
        follow=True,
    ).content.decode()

    assert "2件の答えを保存しました" in text
    assert answers(asking) == [(2024, "いいえ"), (2025, "はい")]
    client.post(f"{asking.url}questions/{KEY}", {"fact-2025-0": "", "seen-fact-2025-0": "はい"})
    assert answers(asking) == [(2024, "いいえ")]


def test_an_answer_that_is_not_offered_is_left_alone(
    asking: Office, enter: Callable[[Person], Client]
) -> None:
    enter(asking.town.respondent).post(f"{asking.url}questions/{KEY}", {"fact-2025-0": "たぶん"})

    assert answers(asking) == []


def test_readers_see_the_answers_and_rows_of_others_stay_closed(
    asking: Office, enter: Callable[[Person], Client]
) -> None:
    text = enter(asking.town.viewer).get(f"{asking.url}indicators/{KEY}").content.decode()
    assert "令和7年度 未回答" in text
    assert "答えを保存する" not in text

    other = enter(asking.town.respondent).post(f"{asking.url}questions/1.1.1", {"fact-2025-0": "はい"})
    assert other.status_code == 404
    assert answers(asking) == []
