"""Figures replaced after publication."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.checks.grade_differs import check_grade_differs
from shirube.checks.published_grade_changes import check_published_grade_changes
from shirube.core.finding import Level
from shirube.core.indicator import Actual, Indicator
from shirube.core.reading import Standing
from tests.builders import build_indicator, reading, year
from tests.checks.checking import run_on


def build_replaced(before: int, after: int, mark: str) -> Indicator:
    """A figure published as 速報値 with a mark, and the 確定値 that replaced it; the target is 100."""
    indicator = build_indicator(targets={"R6": 100}, marks={"R6": mark})
    first = replace(reading(before, "人"), standing=Standing.PROVISIONAL)
    last = replace(reading(after, "人"), standing=Standing.FINAL)
    return replace(indicator, actuals=(Actual(year("R6"), last, (first,)),))


def test_a_final_figure_that_changes_the_published_grade_is_grave() -> None:
    [finding] = run_on(check_published_grade_changes, build_replaced(92, 88, "A"))

    assert finding.level is Level.GRAVE
    assert finding.place.year == year("R6")
    assert "公表済みの評価が変わります" in finding.message
    assert "正誤表" in finding.remedy


def test_it_is_not_told_a_second_time_as_a_difference() -> None:
    assert run_on(check_grade_differs, build_replaced(92, 88, "A")) == []


def test_a_final_figure_in_the_same_band_changes_nothing() -> None:
    assert run_on(check_published_grade_changes, build_replaced(92, 95, "A")) == []


def test_a_grade_that_never_followed_from_the_figure_is_a_difference_and_no_change() -> None:
    indicator = build_replaced(60, 61, "A")

    assert run_on(check_published_grade_changes, indicator) == []
    assert len(run_on(check_grade_differs, indicator)) == 1


def test_figures_never_replaced_are_silent() -> None:
    indicator = build_indicator(targets={"R6": 100}, actuals={"R6": 88}, marks={"R6": "A"})

    assert run_on(check_published_grade_changes, indicator) == []
