from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from shirube.store.people import Person
from tests.builders import build_indicator, build_plan
from tests.people import import_for
from tests.web.conftest import Office


def test_the_chief_reads_the_year_in_five_sentences(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.viewer).get(f"{office.url}analysis/").content.decode()

    assert "A以上はR5からR7で 8→7→3（評価対象14指標）。" in text
    assert "前年度より評価が下がったもの5、上がったもの1。" in text
    assert "評価がCの指標は、すべて「集客」を課題に挙げています。" in text
    assert "令和8年度に11～12指標がAに届かない計算です。" in text


def test_an_earlier_year_is_analysed_as_if_it_had_just_ended(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.viewer).get(f"{office.url}analysis/?year=2024").content.decode()

    assert "令和6年度のまとめ" in text
    assert "84.4%" in text
    assert "67.0%" not in text


def test_a_plan_without_figures_says_what_is_missing(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    empty = import_for(office.town, build_plan(build_indicator(targets={"R8": 10})))

    text = enter(office.town.viewer).get(f"/plans/{empty.pk}/analysis/").content.decode()

    assert "実績値が入ると、分析が表示されます" in text
