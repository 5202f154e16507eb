"""What can be chosen on the page for ending, moving, splitting and renaming."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.plan import Node, Plan
from shirube.store.plans import PlanRow
from shirube.store.tree import load_tree
from shirube.web.life_page import Place, find_usual_year, list_places, list_years, parse_place
from shirube.web.prepared_plan import prepare_plan
from tests.builders import build_indicator
from tests.people import build_town, import_for, reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> PlanRow:
    alone = [
        Node(name=f"事業{key}", indicators=(build_indicator(key, actuals={"R6": 1}, targets={"R7": 2}),))
        for key in "12"
    ]
    shared = Node(name="事業3", indicators=(build_indicator("3"), build_indicator("4")))
    nodes = (
        Node(name="施策甲", children=(alone[0], alone[1])),
        Node(name="施策乙", children=(shared,)),
    )
    plan = Plan(name="計画", nodes=nodes, period=(FiscalYear(2024), FiscalYear(2026)))
    return import_for(build_town(), plan)


def words(row: PlanRow, key: str) -> list[tuple[str, list[str]]]:
    groups = list_places(load_tree(row), row.indicators.get(key=key))
    return [(group.label, [text for _, text in group.places]) for group in groups]


def test_an_activity_with_one_indicator_goes_as_a_whole_or_into_a_shared_one(row: PlanRow) -> None:
    assert words(row, "1") == [
        ("施策甲", ["（先頭）", "「事業2」の次"]),
        ("施策乙", ["（先頭）", "「事業3」の次"]),
        ("施策乙 ＞ 事業3（指標だけを移す）", ["（先頭）", "「参加者数」の次", "「参加者数」の次"]),
    ]


def test_an_indicator_that_shares_its_activity_goes_alone(row: PlanRow) -> None:
    assert [label for label, _ in words(row, "3")] == [
        "施策甲 ＞ 事業1（指標だけを移す）",
        "施策甲 ＞ 事業2（指標だけを移す）",
        "施策乙 ＞ 事業3（指標だけを移す）",
    ]


def test_the_years_of_a_plan_are_those_it_states_and_those_with_figures(row: PlanRow) -> None:
    prepared = prepare_plan(reload(row))

    assert [year.start for year in list_years(prepared)] == [2026, 2025, 2024]
    assert find_usual_year(prepared) == FiscalYear(2025)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("along:3:7", Place(True, 3, 7)),
        ("along:0:0", Place(True, None, None)),
        ("within:3:0", Place(False, 3, None)),
        ("", None),
        ("within:x:0", None),
        ("away:1:2", None),
    ],
)
def test_a_forged_place_is_none(text: str, place: Place | None) -> None:
    assert parse_place(text) == place
