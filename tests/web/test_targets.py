"""Targets and baselines of a whole plan in one table, with and without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shirube.store.people import Person
from shirube.store.plans import FigureRow
from shirube.store.records import Draft
from tests.people import reload
from tests.web.conftest import Office

KEY = "1.2.1"


@pytest.fixture
def url(office: Office) -> str:
    return f"{office.url}targets/"


def make_row(office: Office, changes: dict[str, str], **more: object) -> dict[str, object]:
    """What the browser sends for one row: what was seen there, and what was typed into some columns."""
    pk = office.indicator(KEY)
    shown = {"base": "14", "2023": "16", "2024": "19", "2025": "22", "2026": "25"}
    seen: dict[str, object] = {column: [1, text] for column, text in shown.items()}
    typed = {f"cell-{pk}-{column}": text for column, text in {**shown, **changes}.items()}
    return {
        f"seen-{pk}": json.dumps({**seen, "year": "2021"}),
        f"year-{pk}": "2021",
        f"reason-{pk}": "",
        **typed,
        **{f"{name}-{pk}": value for name, value in more.items()},
    }


def find_target(office: Office, year: int) -> FigureRow:
    return FigureRow.objects.of(office.town.municipality).get(
        indicator=office.indicator(KEY), kind="target", year=year
    )


def test_every_year_of_every_indicator_has_its_cell(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.secretariat).get(url).content.decode()

    assert text.count('class="cell"') == 14 * 5
    pk = office.indicator(KEY)
    assert f'name="cell-{pk}-2026" value="25"' in text
    assert f'name="cell-{pk}-base" value="14"' in text
    assert '<option value="2021" selected>令和3年度</option>' in text


def test_a_target_in_force_is_not_overwritten_without_a_reason(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client, pk = enter(office.town.secretariat), office.indicator(KEY)

    refused = client.post(f"{url}{pk}/", make_row(office, {"2026": "30"})).content.decode()
    assert "令和8年度：定められている値を変えるには、改定の理由を入力してください。" in refused
    assert 'data-wrong="2026"' in refused
    assert find_target(office, 2026).number == 25

    saved = client.post(f"{url}{pk}/", make_row(office, {"2026": "30"}, reason="定員を増やした"))
    assert "保存しました" in saved.content.decode()
    assert find_target(office, 2026).number == 30
    target = next(item for item in reload(office.plan).plan.indicators if item.key == KEY).targets[-1]
    assert (target.revisions[0].before.render(), target.revisions[0].reason) == ("25人", "定員を増やした")


def test_without_javascript_good_cells_are_saved_and_bad_ones_come_back_as_typed(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)

    answer = client.post(
        f"{url}save/", make_row(office, {"2025": "たくさん", "2026": "３０"}, reason="見直し")
    )

    text, pk = answer.content.decode(), office.indicator(KEY)
    assert answer.status_code == 422
    assert "保存できなかった指標があります（1件）" in text
    assert f'name="cell-{pk}-2025" value="たくさん"' in text
    assert "ほかの1個の値は保存しました" in text
    assert find_target(office, 2026).number == 30
    assert client.post(f"{url}save/", make_row(office, {})).status_code == 302


def test_a_cell_nobody_touched_is_not_sent_back_over_somebody_elses_change(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    first, second = enter(office.town.secretariat), enter(office.town.administrator)
    first.post(f"{url}save/", make_row(office, {"2026": "30"}, reason="見直し"))

    answer = second.post(f"{url}save/", make_row(office, {"2025": "21"}, reason="訂正"))

    assert answer.status_code == 302
    assert (find_target(office, 2025).number, find_target(office, 2026).number) == (21, 30)


def test_the_other_editor_of_a_cell_sees_both_values_and_keeps_the_own(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    pk = office.indicator(KEY)
    enter(office.town.secretariat).post(f"{url}{pk}/", make_row(office, {"2026": "30"}, reason="見直し"))

    late = enter(office.town.administrator).post(
        f"{url}save/", make_row(office, {"2026": "40"}, reason="別の見直し")
    )

    text = late.content.decode()
    assert "計画所管 花子さんが先に変更しました" in text
    assert f'name="cell-{pk}-2026" value="40"' in text
    assert find_target(office, 2026).number == 30
    assert "&#34;2026&#34;:[2,&#34;30&#34;]" in text  # so that saving again is a decision


def test_the_year_of_a_baseline_is_put_right(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    pk = office.indicator(KEY)

    enter(office.town.secretariat).post(f"{url}{pk}/", make_row(office, {}, year="2022", reason="年度の誤り"))

    baseline = next(item for item in reload(office.plan).plan.indicators if item.key == KEY).baseline
    assert baseline is not None
    assert baseline.year is not None
    assert (baseline.year.start, baseline.reading.render()) == (2022, "14人")


def test_what_was_typed_and_not_sent_is_there_again(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client, pk = enter(office.town.secretariat), office.indicator(KEY)
    place = f"figure:{pk}:target:2026"

    client.post(f"{url}{pk}/draft/", {"place": place, "text": "3", "version": "1"})

    text = client.get(url).content.decode()
    assert "下書き（未保存）" in text
    assert f'name="cell-{pk}-2026" value="3"' in text
    assert find_target(office, 2026).number == 25
    client.post(f"{url}{pk}/draft/", {"place": place, "text": ""})
    assert not Draft.objects.of(office.town.municipality).exists()


def test_a_draft_of_a_cell_that_somebody_has_changed_since_says_what_stands_there_now(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client, pk = enter(office.town.secretariat), office.indicator(KEY)
    sent = {"place": f"figure:{pk}:target:2026", "text": "3"}

    client.post(f"{url}{pk}/draft/", {**sent, "version": "1"})
    assert "下書きの後に" not in client.get(url).content.decode(), "the control: nobody has changed it"
    client.post(f"{url}{pk}/draft/", {**sent, "version": "0"})

    assert "下書きの後に、令和8年度が変更されました（現在：25）" in client.get(url).content.decode()


@pytest.mark.parametrize("seen", ["", "[]", '{"2026": 1}', '{"2026": ["x"]}', "{"])
def test_a_forged_form_changes_nothing(
    office: Office, url: str, enter: Callable[[Person], Client], seen: str
) -> None:
    pk = office.indicator(KEY)

    answer = enter(office.town.secretariat).post(f"{url}{pk}/", make_row(office, {"2026": "30"}, seen=seen))

    assert answer.status_code == 404
    assert find_target(office, 2026).number == 25


def test_the_table_asks_as_often_for_many_indicators_as_for_few(
    office: Office, url: str, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)

    def count() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    few = count()
    first = office.plan.indicators.get(key="1.1.1")
    for number in range(30):
        first.pk, first.key = None, f"x{number}"
        first.save(force_insert=True)
    office.plan.version += 1
    office.plan.save()

    assert count() == few
