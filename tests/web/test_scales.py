from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from shirube.core.plan import Plan
from shirube.store.people import Person
from shirube.store.plans import ScaleRow
from shirube.web.scales import build_band_lines, build_stretches
from tests.web.conftest import Office


def test_the_rule_is_read_in_words_and_on_a_line(sample_plan: Plan) -> None:
    assert sample_plan.scale is not None
    lines, stretches = build_band_lines(sample_plan.scale), build_stretches(sample_plan.scale)

    assert [(line.mark, line.is_open) for line in lines] == [
        ("S", True),
        ("A", True),
        ("B", True),
        ("C", False),
    ]
    assert [(part.mark, part.left) for part in stretches] == [
        ("C", ""),
        ("B", "50%"),
        ("A", "90%"),
        ("S", "120%"),
    ]
    ends = [part.x + part.width for part in stretches]
    assert [part.x for part in stretches][1:] == ends[:-1]


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
    assert "90%以上（未確認）" not in done.content.decode()


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
