"""What the page for the next plan says about each indicator."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import compute_graded_plan
from shirube.core.indicator import Actual, Indicator
from shirube.core.plan import Plan
from shirube.core.reading import Missing, Standing
from shirube.store.load import LoadedIndicator, LoadedPlan
from shirube.store.plans import PlanRow
from shirube.web.prepared_plan import PreparedPlan
from shirube.web.successor_page import SuccessorPage, build_successor_page
from tests.builders import build_indicator, build_plan, build_scale, missing, reading, year


def build(*indicators: Indicator, chosen: list[int] | None = None, **more: Any) -> SuccessorPage:
    plan: Plan = build_plan(*indicators, scale=build_scale(), **more)
    known = {item.key: LoadedIndicator(at, None) for at, item in enumerate(plan.indicators, start=1)}
    loaded = LoadedPlan(row=PlanRow(name=plan.name), plan=plan, indicators=known)
    return build_successor_page(PreparedPlan(loaded, compute_graded_plan(plan)), chosen)


def provisional(value: int) -> Actual:
    return Actual(year("R7"), replace(reading(value, "人"), standing=Standing.PROVISIONAL))


def test_each_kind_of_baseline_is_counted_and_named() -> None:
    page = build(
        build_indicator("1", actuals={"R6": 4}),
        replace(build_indicator("2"), actuals=(provisional(5),)),
        build_indicator("3", targets={"R7": 1}),
        period=(FiscalYear(2023), FiscalYear(2026)),
    )

    assert (page.final, page.not_final, page.without) == (1, 1, 1)
    assert [(row.figure, row.year, row.tag) for row in page.rows] == [
        ("4", "令和6年度", ""),
        ("5", "令和7年度", "速報のみ"),
        ("―", "", "基準値なし"),
    ]


def test_the_next_period_begins_where_the_old_one_ends_and_is_as_long() -> None:
    page = build(build_indicator("1"), period=(FiscalYear(2023), FiscalYear(2026)))

    assert (page.first, page.last) == (2027, 2030)
    assert page.name == "試験計画（次期）"
    assert (page.first_years[0], page.last_years[-1]) == ((2024, "令和6年度"), (2046, "令和28年度"))


def test_what_has_ended_is_not_ticked_until_somebody_ticks_it() -> None:
    ended = replace(
        build_indicator("1", actuals={"R6": 4}),
        actuals=(
            Actual(year("R6"), reading(4, "人")),
            Actual(year("R7"), missing(Missing.ENDED, "終了")),
        ),
    )
    going = build_indicator("2", actuals={"R7": 4})

    assert [row.is_chosen for row in build(ended, going).rows] == [False, True]
    again = build(ended, going, chosen=[1])
    assert [row.is_chosen for row in again.rows] == [True, False]
    assert again.rows[0].words == "この指標は終了しています。"
