from __future__ import annotations

from msgspec.structs import replace

from shirube.core.graded_plan import compute_graded_plan, compute_rank, find_reached_band
from shirube.core.indicator import Decision
from tests.builders import build_indicator, build_plan, build_scale, year

R5, R7 = year("R5"), year("R7")


def test_a_decided_grade_counts_before_the_computed_one() -> None:
    decided = (Decision(R5, "B", "災害で中止した回があるため"),)
    plan = build_plan(build_indicator(targets={"R5": 10}, actuals={"R5": 10}, decisions=decided))

    row = compute_graded_plan(plan, build_scale()).rows[0]

    assert row.mark(R5) == "B"


def test_the_published_grade_counts_where_the_rule_gives_none() -> None:
    plan = build_plan(build_indicator(actuals={"R5": 10}, marks={"R5": "A"}))

    row = compute_graded_plan(plan, build_scale()).rows[0]

    assert row.mark(R5) == "A"
    assert row.mark(R7) == ""


def test_a_plan_without_a_rule_still_has_rates_and_its_published_grades() -> None:
    plan = build_plan(build_indicator(targets={"R5": 20}, actuals={"R5": 10}, marks={"R5": "○"}))

    row = compute_graded_plan(plan).rows[0]

    assert row.rate(R5) is not None
    assert row.mark(R5) == "○"


def test_a_year_in_which_everything_is_missing_is_not_a_reported_year() -> None:
    plan = build_plan(build_indicator(targets={"R5": 1, "R6": 1}, actuals={"R5": 1, "R6": "集計中"}))

    assert compute_graded_plan(plan, build_scale()).reported_years == (R5,)


def test_the_band_of_one_hundred_percent_says_from_where_a_target_counts_as_reached() -> None:
    scale = build_scale()
    band = find_reached_band(scale)

    assert band is not None
    assert band.mark == "A"
    assert find_reached_band(replace(scale, bands=scale.bands[2:])) is None


def test_codes_have_no_rank() -> None:
    assert compute_rank(build_scale(), "S") == 0
    assert compute_rank(build_scale(), "X") is None


def test_the_activity_names_the_row_in_narrow_tables() -> None:
    row = compute_graded_plan(build_plan(build_indicator(), activity="創業塾"), build_scale()).rows[0]

    assert (row.activity, row.name) == ("創業塾", "創業塾（参加者数）")


def test_a_row_in_a_narrow_table_is_named_so_that_it_is_told_apart() -> None:
    first, second = build_indicator("1", name="受診率"), build_indicator("2", name="参加者数")

    alone = compute_graded_plan(build_plan(first, second), build_scale()).rows
    shared = compute_graded_plan(build_plan(first, second, activity="健診"), build_scale()).rows

    assert [row.short_name for row in alone] == ["事業1", "事業2"]
    assert [row.short_name for row in shared] == ["健診（受診率）", "健診（参加者数）"]
