"""The tree of a plan."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.plan import Node, Plan, render_indicator_name
from shirube.core.reading import Missing
from shirube.core.scale import Code, Scale
from tests.builders import build_indicator, build_plan


def test_indicators_come_in_printed_order_with_their_path() -> None:
    plan = build_plan(build_indicator("1"), build_indicator("2"))

    assert [indicator.key for indicator in plan.indicators] == ["1", "2"]
    assert [[node.name for node in path] for path, _ in plan.rows] == [
        ["方向", "施策", "事業1"],
        ["方向", "施策", "事業2"],
    ]
    assert plan.count_nodes() == (1, 1, 2)


def test_the_current_year_is_the_latest_with_a_figure_or_a_mark() -> None:
    waiting = build_indicator("1", targets={"R7": 1}, actuals={"R5": 1, "R7": "集計中"})
    marked = build_indicator("2", targets={"R6": 1}, marks={"R6": "X"})

    assert build_plan(waiting).current_year == FiscalYear(2023)
    assert build_plan(waiting, marked).current_year == FiscalYear(2024)
    assert build_plan(build_indicator(targets={"R5": 1})).current_year is None


@pytest.mark.parametrize(
    ("reason", "year"), [(Missing.NOT_ENTERED, FiscalYear(2024)), (Missing.NOT_STARTED, FiscalYear(2026))]
)
def test_a_mark_that_says_there_is_no_figure_yet_reports_no_year(reason: Missing, year: FiscalYear) -> None:
    marked = build_indicator("1", actuals={"R6": 1}, marks={"R6": "A", "R8": "X"})
    scale = Scale(name="基準", codes=(Code(mark="X", missing=(reason,)),))

    assert replace(build_plan(marked), scale=scale).current_year == year


def test_two_indicators_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="unique"):
        build_plan(build_indicator("1"), build_indicator("1"))


def test_a_message_names_activity_and_indicator() -> None:
    named, bare = build_indicator(name="参加者数"), build_indicator(name="")

    assert render_indicator_name((Node(name="創業塾"),), named) == "創業塾（参加者数）"
    assert render_indicator_name((Node(name="創業塾"),), bare) == "創業塾"
    assert render_indicator_name((Node(name=""),), named) == "参加者数"
    assert render_indicator_name((), bare) == "1"


def test_a_new_activity_is_told_by_its_label() -> None:
    assert Node(name="市場", labels=("新規事業",)).is_new
    assert not Node(name="市場", labels=("重点",)).is_new


def test_an_empty_plan_has_nothing() -> None:
    plan = Plan()

    assert (plan.indicators, plan.years, plan.count_nodes(), plan.current_year) == ((), (), (), None)


def test_a_dash_in_place_of_a_mark_reports_no_year() -> None:
    plan = build_plan(build_indicator("1", actuals={"R6": 1}, marks={"R6": "A", "R7": "―"}))

    assert plan.current_year == FiscalYear(2024)
