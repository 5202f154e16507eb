from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shirube.core.plan import Plan
from shirube.store.people import Person
from shirube.store.plans import ScaleRow
from shirube.web.prepared_plan import forget_prepared
from shirube.web.scales import build_band_lines
from tests.web.conftest import Office


def test_the_rule_is_read_in_words(sample_plan: Plan) -> None:
    assert sample_plan.scale is not None
    lines = build_band_lines(sample_plan.scale)

    assert [(line.mark, line.is_open) for line in lines] == [
        ("S", True),
        ("A", True),
        ("B", True),
        ("C", False),
    ]


def test_the_rule_stands_on_a_line_with_the_rates_of_the_plan(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.viewer).get(f"{office.url}scale/").content.decode()

    assert "点は、最新の年度の14指標の達成率です。" in text
    assert text.count('class="rate-dot"') == 14


def test_another_edge_shows_what_would_change_before_anything_does(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.viewer).get(f"{office.url}scale/?mark=A&percent=８０&side=以上").content.decode()

    assert "令和7年度は14指標のうち1指標で評価が変わります。" in text
    assert ScaleRow.objects.of(office.town.municipality).count() == 1
    assert "この境目を評価基準とする" not in text


def test_an_edge_that_is_no_number_is_explained(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.viewer)

    assert "数字で入力してください" in client.get(f"{office.url}scale/?mark=A&percent=高い").content.decode()
    assert "数字で入力してください" in client.get(f"{office.url}scale/?mark=A&percent=1/0").content.decode()
    # Written out, it would have ten thousand million digits: answered at once, it is refused like the others.
    assert (
        "数字で入力してください"
        in client.get(f"{office.url}scale/?mark=A&percent=1e9999999999").content.decode()
    )
    assert "越えます" in client.get(f"{office.url}scale/?mark=A&percent=200").content.decode()


def test_an_edge_nobody_had_settled_is_settled_with_a_reason(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    office.plan.refresh_from_db()
    sent = {"mark": "A", "percent": "90", "side": "以上", "version": str(office.plan.version)}

    refused = client.post(f"{office.url}scale/set/", sent)
    done = client.post(f"{office.url}scale/set/", {**sent, "reason": "総合計画の評価要領"}, follow=True)

    assert refused.status_code == 422
    assert "評価基準を定めました" in done.content.decode()
    assert ScaleRow.objects.of(office.town.municipality).count() == 2
    assert "<td>達成率 90%以上120%未満（未確認）" in done.content.decode()


def test_a_rule_of_the_collection_is_put_in_force(office: Office, enter: Callable[[Person], Client]) -> None:
    from shirube.readers.scale_recipe import load_scales

    client = enter(office.town.secretariat)
    office.plan.refresh_from_db()
    name = load_scales()[0].name

    answer = client.post(
        f"{office.url}scale/set/",
        {"name": name, "reason": "見直し", "version": str(office.plan.version)},
        follow=True,
    )

    assert "評価基準を定めました" in answer.content.decode()


def set_edge(office: Office, client: Client, percent: str, reason: str) -> None:
    office.plan.refresh_from_db()
    sent = {"mark": "A", "percent": percent, "side": "以上", "reason": reason}
    client.post(f"{office.url}scale/set/", {**sent, "version": str(office.plan.version)})


def test_the_versions_are_listed_with_who_set_them_and_why(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    set_edge(office, enter(office.town.secretariat), "85", "評価要領の改定")

    told = enter(office.town.approver).get(f"{office.url}scale/").content.decode()
    seen = enter(office.town.viewer).get(f"{office.url}scale/").content.decode()

    assert "第2版" in told
    assert "計画所管 花子" in told
    assert "評価要領の改定" in told
    assert "（取込による）" in told
    assert "用いる年度なし" in told
    # Who may not read the history learns the rules, not who set them.
    assert "第2版" in seen
    assert "評価要領の改定" not in seen


def test_more_versions_take_no_more_statements(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.secretariat)

    def count() -> int:
        forget_prepared()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{office.url}scale/").status_code == 200
        return len(queries)

    before = count()
    for percent in ("85", "86", "87"):
        set_edge(office, client, percent, "試し")

    assert count() == before
