from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import compute_graded_plan
from shirube.core.indicator import Accumulation
from shirube.core.projection import (
    METHODS,
    Outlook,
    compute_outlooks,
    project_last,
    project_line,
    project_mean,
)
from tests.builders import build_indicator, build_plan, build_scale, year

R7, R8 = year("R7"), year("R8")


def figures(*values: int) -> tuple[tuple[FiscalYear, Fraction], ...]:
    first = 2026 - len(values)
    return tuple((FiscalYear(first + place), Fraction(value)) for place, value in enumerate(values))


def outlooks(
    targets: dict[str, str | int], actuals: dict[str, str | int], **more: Any
) -> tuple[Outlook, ...]:
    indicator = build_indicator(targets=targets, actuals=actuals, **more)
    return compute_outlooks(compute_graded_plan(build_plan(indicator), build_scale()), R7, R8)


def values(found: tuple[Outlook, ...]) -> list[Fraction]:
    return [outlook.projections[0].value for outlook in found]


def test_the_three_ways_of_projecting() -> None:
    series = figures(100, 10, 20, 40)

    assert project_last(series, R8) == 40
    assert project_mean(series, R8) == Fraction(70, 3)
    assert project_line(series, R8) == Fraction(70, 3) + 2 * 15


def test_one_figure_alone_stays_as_it_is_in_all_three() -> None:
    assert {method.project(figures(7), R8) for method in METHODS.values()} == {Fraction(7)}


@given(st.integers(-99, 99), st.integers(-99, 99), st.integers(1, 5))
def test_figures_on_a_line_are_drawn_on_exactly(start: int, step: int, ahead: int) -> None:
    series = figures(start, start + step, start + 2 * step)

    assert project_line(series, R7 + ahead) == start + (2 + ahead) * step


def test_a_mean_that_is_no_short_decimal_stays_exact_up_to_the_grade() -> None:
    # (10 + 10 + 16) / 3 = 12 of 24 is exactly the edge of 50 %; 37 / 3 of 24 lies just above it.
    on_edge = outlooks({"R8": 24}, {"R5": 10, "R6": 10, "R7": 16})[1].projections[0]
    above = outlooks({"R8": 24}, {"R5": 10, "R6": 10, "R7": 17})[1].projections[0]

    assert (on_edge.evaluation.rate, on_edge.evaluation.mark) == (Fraction(1, 2), "C")
    assert (above.evaluation.rate, above.evaluation.mark) == (Fraction(37, 72), "B")


def test_a_line_below_zero_is_shown_as_zero_and_said_so() -> None:
    found = outlooks({"R8": 10}, {"R5": 20, "R6": 10, "R7": 1})[2].projections[0]

    assert (found.value, found.is_floored) == (Fraction(0), True)


def test_a_line_of_negative_figures_may_stay_below_zero() -> None:
    found = outlooks({"R8": 10}, {"R5": "▲1", "R6": "▲2", "R7": "▲3"})[2].projections[0]

    assert (found.value, found.is_floored) == (Fraction(-4), False)


def test_a_running_total_grows_by_projected_years() -> None:
    found = outlooks({"R8": 100}, {"R5": 10, "R6": 30, "R7": 60}, accumulation=Accumulation.CUMULATIVE)

    assert values(found) == [90, 80, 100]


def test_yearly_amounts_that_add_up_are_graded_by_their_sum() -> None:
    targets: dict[str, str | int] = {"R5": 10, "R6": 10, "R7": 10, "R8": 10}
    found = outlooks(targets, {"R5": 10, "R6": 10, "R7": 10}, accumulation=Accumulation.CUMULATIVE_FLOW)

    assert values(found) == [40, 40, 40]


@pytest.mark.parametrize(
    ("target", "actual"), [("検討", 5), (10, "未公表")], ids=["target in words", "no actual"]
)
def test_rows_without_figures_are_left_out_and_counted(target: str | int, actual: str | int) -> None:
    for outlook in outlooks({"R8": target}, {"R7": actual}):
        assert (outlook.projections, outlook.left_out) == ((), 1)
        assert outlook.distribution.without == (("試算できない", 1),)
        assert outlook.missed == 0


def test_what_misses_is_open_where_the_rule_has_no_band_of_one_hundred_percent() -> None:
    plan = build_plan(build_indicator(targets={"R8": 10}, actuals={"R7": 5}))

    assert compute_outlooks(compute_graded_plan(plan), R7, R8)[0].missed is None
