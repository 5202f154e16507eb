from __future__ import annotations

import pytest

from shirube.core.indicator import Indicator
from shirube.core.year_in_progress import (
    compute_entry_progress,
    find_leading_year,
    find_year_in_progress,
    is_entered,
)
from tests.builders import build_indicator, build_plan, year

TARGETS = {"R6": 10, "R7": 10, "R8": 10, "R9": 10}


def build_rows(*actuals: dict[str, str | int]) -> list[Indicator]:
    return [
        build_indicator(str(at), targets=TARGETS, actuals={"R6": 9, "R7": 9, **more})
        for at, more in enumerate(actuals)
    ]


def test_the_first_figures_of_a_year_do_not_make_it_the_leading_one() -> None:
    plan = build_plan(*build_rows({"R8": 4}, {}, {}))

    progress = find_year_in_progress(plan)

    assert plan.current_year == year("R8")
    assert find_leading_year(plan) == year("R7")
    assert progress is not None
    assert (progress.year, progress.entered, progress.due) == (year("R8"), 1, 3)


def test_a_year_leads_once_half_of_its_figures_or_reasons_are_in() -> None:
    plan = build_plan(*build_rows({"R8": 4}, {"R8": "集計中"}, {}, {}))

    assert find_leading_year(plan) == year("R8")
    assert find_year_in_progress(plan) is None
    assert not compute_entry_progress(plan, year("R8")).is_complete


def test_the_first_year_leads_from_its_first_figure_since_there_is_no_other() -> None:
    rows = [
        build_indicator("1", targets=TARGETS, actuals={"R6": 9}),
        *(build_indicator(str(at), targets=TARGETS) for at in range(2, 6)),
    ]
    plan = build_plan(*rows)

    progress = find_year_in_progress(plan)

    assert find_leading_year(plan) == year("R6")
    assert progress is not None
    assert (progress.entered, progress.due) == (1, 5)


def test_nothing_leads_and_nothing_is_in_progress_before_the_first_figure() -> None:
    plan = build_plan(build_indicator("1", targets=TARGETS))

    assert find_leading_year(plan) is None
    assert find_year_in_progress(plan) is None


def test_indicators_that_have_ended_owe_nothing() -> None:
    ended = [build_indicator(key, targets=TARGETS, actuals={"R6": 9, "R7": "終了"}) for key in ("x", "y")]
    plan = build_plan(*build_rows({"R8": 4}, {}), *ended)

    assert compute_entry_progress(plan, year("R8")).due == 2
    assert find_leading_year(plan) == year("R8")


def test_an_earlier_figure_is_enough_for_an_actual_to_be_due() -> None:
    """Plans with a target for their last year only are reported every year all the same."""
    rows = [
        build_indicator("1", targets={"R9": 10}, actuals={"R6": 9, "R7": 9, "R8": 9}),
        build_indicator("2", targets={"R9": 10}, actuals={"R6": 9, "R7": 9}),
        build_indicator("3", targets={"R9": 10}, actuals={"R6": 9, "R7": 9}),
    ]

    assert find_leading_year(build_plan(*rows)) == year("R7")


def test_a_year_of_which_only_marks_are_printed_leads() -> None:
    rows = [
        build_indicator("1", targets=TARGETS, actuals={"R6": 9}, marks={"R7": "A"}),
        build_indicator("2", targets=TARGETS, actuals={"R6": 9}, marks={"R7": "B"}),
    ]

    assert find_leading_year(build_plan(*rows)) == year("R7")


@pytest.mark.parametrize(("written", "entered"), [(3, True), (0, True), ("未公表", True), ("", False)])
def test_a_reason_is_an_entry_and_an_empty_cell_is_none(written: str | int, entered: bool) -> None:
    indicator = build_indicator(targets=TARGETS, actuals={"R6": written})

    assert is_entered(indicator, year("R6")) is entered
    assert not is_entered(indicator, year("R7"))
