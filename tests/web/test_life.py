"""The page for ending, moving, splitting and renaming an indicator, as people use it without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shirube.actions.plans import preview_import
from shirube.core.reading import Missing
from shirube.readers.read import ReadOptions, read_plan
from shirube.store.people import Person
from shirube.store.plans import IndicatorRow
from tests.people import reload
from tests.web.conftest import Office

KEY = "1.2.1"


@pytest.fixture
def url(office: Office) -> str:
    return f"{office.url}indicators/{KEY}"


def test_an_ended_indicator_says_so_on_its_page_and_in_the_table(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)

    done = client.post(
        f"{office.url}end/{KEY}", {"year": "2026", "reason": "塾を商工会に移すため"}, follow=True
    )

    text = done.content.decode()
    assert "令和8年度から終了" in text
    assert "塾を商工会に移すため" in text
    assert "終了（R8から）" in client.get(office.url).content.decode()
    assert "終了する" not in client.get(f"{office.url}life/{KEY}").content.decode()


def test_the_end_is_a_footnote_of_the_report(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    client.post(f"{office.url}end/{KEY}", {"year": "2026", "reason": "理由"})

    text = client.get(f"{office.url}report/download/?format=.html").content.decode()

    assert "※ 創業塾（参加者数）：令和8年度から終了" in text


@pytest.mark.parametrize("suffix", [".xlsx", ".json"])
def test_an_exported_table_with_an_ended_indicator_taken_in_again_changes_nothing(
    office: Office, url: str, enter: Callable[[Person], Client], suffix: str, tmp_path: Path
) -> None:
    client = enter(office.town.secretariat)
    client.post(f"{office.url}end/{KEY}", {"year": "2026", "reason": "理由"})
    file = tmp_path / f"table{suffix}"
    file.write_bytes(client.get(f"{office.url}report/download/?format={suffix}").content)

    again = read_plan(file, ReadOptions(trusted=True)).plan
    merge = preview_import(again, into=office.plan.pk, by=office.town.secretariat)

    assert merge.changes == ()
    ended = next(item for path, item in again.rows if path[-1].name == "創業塾")
    assert ended.actuals[-1].reading.missing is Missing.ENDED


def test_what_cannot_end_is_explained_and_the_words_stay(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)

    answer = client.post(f"{office.url}end/{KEY}", {"year": "2024", "reason": "ここに書いた理由"})

    assert answer.status_code == 422
    assert "令和7年度の実績値が入力されています" in answer.content.decode()
    assert "ここに書いた理由</textarea>" in answer.content.decode()
    assert client.post(f"{office.url}end/{KEY}", {}).status_code == 422


def test_an_activity_is_moved_to_the_place_that_was_chosen(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    page = client.get(f"{office.url}life/{KEY}").content.decode()
    goal = office.plan.nodes.get(name="まちゼミ")
    place = f"along:{goal.parent_id}:{goal.pk}"
    assert f'value="{place}"' in page

    client.post(f"{office.url}move/{KEY}", {"place": place, "year": "2026", "reason": "所管替え"})

    names = [path[-1].name for path, _ in reload(office.plan).plan.rows]
    assert names.index("創業塾") == names.index("まちゼミ") + 1
    refused = client.post(f"{office.url}move/{KEY}", {"place": "x:1:1", "year": "2026", "reason": "所管替え"})
    assert refused.status_code == 422


def test_an_indicator_is_split_by_hand_and_its_parts_know_their_origin(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    sent = {"year": "2026", "reason": "対象で分ける", "name-1": "初級", "name-2": "上級", "unit-1": "人"}

    client.post(f"{office.url}split/{KEY}", sent)

    text = client.get(f"{office.url}indicators/{KEY}-1").content.decode()
    assert "「創業塾（参加者数）」を分割して新設" in text
    assert f"{office.url}indicators/{KEY}" in text
    assert "分割・終了（R8から）" in client.get(office.url).content.decode()


def test_a_new_name_is_shown_with_the_old_one_and_taken_back(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    sent = {"year": "2026", "reason": "改称", "activity": "起業塾", "name": "参加者数"}
    text = client.post(f"{office.url}rename/{KEY}", sent, follow=True).content.decode()
    assert "「創業塾（参加者数）」から「起業塾（参加者数）」へ名称変更" in text

    turn = IndicatorRow.objects.of(office.town.municipality).get(key=KEY).life.get()
    refused = client.post(f"{office.url}take-back/{KEY}", {"turn": turn.pk, "reason": ""}, follow=True)
    assert "理由を入力してください" in refused.content.decode()
    client.post(f"{office.url}take-back/{KEY}", {"turn": turn.pk, "reason": "誤り"})

    assert "起業塾" not in client.get(office.url).content.decode()


def test_others_see_what_became_of_an_indicator_but_no_button(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    enter(office.town.secretariat).post(f"{office.url}end/{KEY}", {"year": "2026", "reason": "理由"})

    text = enter(office.town.viewer).get(url).content.decode()

    assert "令和8年度から終了" in text
    assert "計画所管 花子" not in text, "who did it is for those who may see the history"
    assert "取り消す" not in text
    assert f"{office.url}life/{KEY}" not in text


def test_the_page_asks_as_often_for_many_indicators_as_for_few(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)

    def count() -> int:
        client.get(f"{office.url}life/{KEY}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{office.url}life/{KEY}")
        return len(queries)

    few = count()
    first = office.plan.indicators.get(key="1.1.1")
    for number in range(30):
        first.pk, first.key = None, f"x{number}"
        first.save(force_insert=True)

    assert count() == few
