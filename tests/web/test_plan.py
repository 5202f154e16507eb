from __future__ import annotations

import re
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shirube.core.plan import Node, Plan
from shirube.store.people import Person
from shirube.web.prepared_plan import forget_prepared
from tests.builders import build_indicator, build_scale
from tests.people import import_for
from tests.web.conftest import Office


def test_the_table_holds_every_figure_and_grade(office: Office, enter: Callable[[Person], Client]) -> None:
    text = enter(office.town.viewer).get(office.url).content.decode()

    assert text.count("data-why") == 42
    assert "28,000" in text
    assert "×3.8" in text
    assert 'aria-label="令和7年度：S 1、A 2、B 6、C 5（評価対象 14 / 全 14）"' in text


def test_a_filter_that_nothing_fits_says_how_to_get_back(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.viewer).get(f"{office.url}?mark=S&body=市").content.decode()

    assert "中小・小口・マル経" in text
    text = enter(office.town.viewer).get(f"{office.url}?mark=Z").content.decode()
    assert "条件に合う指標がありません" in text


def test_only_what_a_person_may_do_is_offered(office: Office, enter: Callable[[Person], Client]) -> None:
    secretariat = enter(office.town.secretariat).get(office.url).content.decode()
    viewer = enter(office.town.viewer).get(office.url).content.decode()

    assert "令和8年度を入力" in secretariat
    assert "取込" in secretariat
    assert "を入力" not in viewer
    assert "取込" not in viewer


def test_a_respondent_sees_only_the_own_rows_and_counts_of_them(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.respondent).get(office.url).content.decode()

    assert "指標 4" in text
    assert "創業塾" not in text
    assert "集客" not in text  # the tags of others are not even a choice of the filter


def test_more_indicators_take_no_more_statements(office: Office, enter: Callable[[Person], Client]) -> None:
    rows = tuple(
        Node(
            name=f"事業{number}",
            indicators=(build_indicator(str(number), targets={"R7": 10}, actuals={"R7": number % 13}),),
        )
        for number in range(120)
    )
    large = import_for(office.town, Plan(name="大きな計画", nodes=rows, scale=build_scale()))
    client = enter(office.town.viewer)

    def count(plan: int) -> int:
        forget_prepared()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/plans/{plan}/").status_code == 200
        return len(queries)

    assert count(large.pk) == count(office.plan.pk)


def test_the_grades_of_an_earlier_year_lead_to_its_rows(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.viewer)
    page = client.get(office.url).content.decode()

    earlier = client.get(f"{office.url}?at=2023&mark=S").content.decode()

    assert f'href="{office.url}?&amp;at=2023&amp;mark=S"' in page
    assert "令和5年度の評価・課題で選んだもの" in earlier
    shown = re.search(r"14指標のうち(\d+)指標", earlier)
    bar = re.search(r"令和5年度のS (\d+)指標の表", page)
    assert shown is not None
    assert bar is not None
    assert shown[1] == bar[1]


def test_columns_left_out_leave_headings_that_fit(office: Office, enter: Callable[[Person], Client]) -> None:
    text = enter(office.town.viewer).get(f"{office.url}?hide=t&hide=pace&hide=nothing").content.decode()

    assert 'class="plan no-pace no-t"' in text
    assert 'colspan="2" scope="colgroup" class="now">令和7年度' in text
    # Of a coming year nothing is left: neither has it a heading.
    assert ">令和8年度</th>" not in text
    assert 'name="hide" value="t" checked' in text
