from __future__ import annotations

from shirube.core.graded_plan import compute_graded_plan
from shirube.core.trend import Course, Trend, compute_trends
from tests.builders import build_indicator, build_plan, build_scale, year


def trends(
    actuals: dict[str, str | int],
    targets: dict[str, str | int] | None = None,
    baseline: tuple[str, str | int] | None = None,
) -> tuple[Trend, ...]:
    indicator = build_indicator(targets=targets or {}, actuals=actuals, baseline=baseline)
    return compute_trends(compute_graded_plan(build_plan(indicator), build_scale()), year("R7"))


def test_a_figure_that_stays_once_goes_no_way_every_year() -> None:
    assert trends({"R5": 10, "R6": 6, "R7": 6}) == ()


def test_two_years_are_too_few_to_speak_of_every_year() -> None:
    assert trends({"R6": 6, "R7": 5}) == ()


def test_a_missing_year_is_not_jumped_over() -> None:
    assert trends({"R4": 9, "R5": 8, "R6": "未公表", "R7": 6}) != ()
    other = build_indicator("2", actuals={"R6": 1})
    gap = build_indicator("1", actuals={"R5": 8, "R6": "未公表", "R7": 6})
    graded = compute_graded_plan(build_plan(gap, other), build_scale())

    assert compute_trends(graded, year("R7")) == ()


def test_growth_from_zero_has_no_percentage() -> None:
    (trend,) = trends({"R5": 0, "R6": 1, "R7": 2})

    assert trend.course is Course.RISES
    assert trend.growth is None
    assert trend.target_growth is None


def test_the_baseline_takes_part_only_where_it_goes_the_same_way() -> None:
    falling: dict[str, str | int] = {"R5": 9, "R6": 8, "R7": 7}

    assert trends(falling, baseline=("R3", 10))[0].since_baseline
    assert not trends(falling, baseline=("R3", 8))[0].since_baseline
    assert not trends(falling, baseline=("R3", "-"))[0].since_baseline
