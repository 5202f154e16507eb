from __future__ import annotations

import html
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shirube.core.plan import Node, Plan
from shirube.store.people import Person
from shirube.store.plans import ScaleRow
from shirube.store.records import AuditRecord
from shirube.web.prepared_plan import find_prepared, forget_prepared
from shirube.web.reports import make_order
from shirube.web.scale_form import Texts, fill_texts
from tests.builders import build_indicator, build_scale, year
from tests.people import import_for
from tests.web.conftest import Office


def fill(office: Office, **changes: str) -> Texts:
    """The form as it opens with the sample rule."""
    office.plan.refresh_from_db()
    texts = {**fill_texts(build_scale()), "source": "計画書 12ページ", "version": str(office.plan.version)}
    return texts | changes


def send(client: Client, office: Office, texts: Texts) -> tuple[int, str]:
    answer = client.post(f"{office.url}scale/write/", texts, follow=True)
    return answer.status_code, html.unescape(answer.content.decode())


def count_scales(office: Office) -> int:
    return ScaleRow.objects.of(office.town.municipality).filter(plan=office.plan).count()


def test_the_form_opens_with_the_rule_in_force_with_another_or_with_nothing(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    url = f"{office.url}scale/write/"

    own = client.get(url).content.decode()
    empty = client.get(f"{url}?start=empty").content.decode()
    other = client.get(f"{url}?start=nagayo_sogo").content.decode()
    first = client.get(f"{url}?start=version-1").content.decode()

    assert 'name="band-3-mark" value="C"' in own
    assert 'name="band-3-mark" value=""' in empty
    assert 'value="長与町' in other
    assert 'name="band-3-mark" value="C"' in first


def test_a_rule_written_for_a_year_judges_from_that_year_on(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    texts = fill(office, valid_from="2025", do="save", reason="改定")
    texts |= {"band-1-lower": "80", "band-2-upper": "80"}

    status, text = send(client, office, texts)

    assert (status, "評価基準を定めました" in text) == (200, True)
    prepared = find_prepared(office.town.access(office.town.viewer), office.plan.pk)
    assert [scale.valid_from for scale in prepared.scales] == [year("R7"), None]
    card = next(row for row in prepared.graded.rows if row.activity == "るのカード普及事業")
    # 89.5 % in both years: A only where the new rule is in force.
    assert card.in_year(year("R7")).scale.valid_from == year("R7")  # type: ignore[union-attr]
    assert [card.mark(year(at)) for at in ("R5", "R7")] == ["A", "A"]
    report = make_order(prepared, year("R6")).compute()
    assert report.legend[1].mark == "A"
    record = AuditRecord.objects.of(office.town.municipality).filter(verb="scale.set").get()
    assert (record.actor_name, record.reason) == (office.town.secretariat.name, "改定")


def test_before_saving_it_is_shown_which_grades_change_and_nothing_has_changed(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    texts = fill(office, do="try", **{"band-1-lower": "80", "band-2-upper": "80"})

    status, text = send(enter(office.town.secretariat), office, texts)

    assert status == 200
    assert "令和7年度 1指標" in text
    assert "まだ何も変わっていません" in text
    assert count_scales(office) == 1


def test_a_gap_is_said_at_the_field_and_saved_only_when_it_is_meant(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    texts = fill(office, do="save", reason="試し", **{"band-2-upper": "80"})

    status, text = send(client, office, texts)
    meant, _ = send(client, office, texts | {"accept": "yes"})

    assert status == 422
    assert "すき間：80%から90%まで" in text
    assert "指摘を承知のうえで定める" in text
    assert meant == 200
    assert count_scales(office) == 2


def test_rows_come_and_go_without_javascript_and_everything_typed_stays(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    texts = fill(office, title="書きかけの<題>", reason="まだ", do="add-bands")

    status, text = send(client, office, texts)

    assert status == 200
    assert 'name="band-4-mark" value=""' in text
    assert "書きかけの<題>" in text
    assert ">まだ</textarea>" in text
    _, text = send(client, office, {**texts, "do": "remove-bands-3"})
    assert 'name="band-3-mark"' not in text
    assert count_scales(office) == 1


def test_mistakes_are_named_and_nothing_is_saved(office: Office, enter: Callable[[Person], Client]) -> None:
    texts = fill(office, do="save", **{"band-1-lower": "高い"})

    status, text = send(enter(office.town.secretariat), office, texts)

    assert status == 422
    assert "数字にしてください" in text
    assert 'href="#field-band-1-lower"' in text
    assert "理由を入力してください" in text
    assert count_scales(office) == 1


def test_a_plan_changed_meanwhile_asks_to_look_again_and_keeps_the_text(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    texts = fill(office, do="save", reason="改定", title="新しい基準") | {"version": "999"}

    status, text = send(client, office, texts)

    assert status == 422
    assert "もう一度確認してください" in text
    assert "新しい基準" in text
    assert count_scales(office) == 1


def test_the_drawing_follows_what_is_typed(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.secretariat)
    texts = fill(office, do="draw", **{"band-1-lower": "80"})

    answer = client.post(f"{office.url}scale/write/", texts, headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert "<html" not in text
    assert "80%以上がA" in text
    assert "重なり" in text


def test_more_indicators_take_no_more_statements(office: Office, enter: Callable[[Person], Client]) -> None:
    rows = tuple(
        Node(
            name=f"事業{n}", indicators=(build_indicator(str(n), targets={"R7": 10}, actuals={"R7": n % 13}),)
        )
        for n in range(80)
    )
    large = import_for(office.town, Plan(name="大きな計画", nodes=rows, scale=build_scale()))
    client = enter(office.town.secretariat)

    def count(plan: int) -> int:
        forget_prepared()
        with CaptureQueriesContext(connection) as queries:
            texts = fill(office, do="try", **{"band-1-lower": "80", "band-2-upper": "80"})
            assert client.post(f"/plans/{plan}/scale/write/", texts).status_code == 200
        return len(queries)

    assert count(large.pk) == count(office.plan.pk)
