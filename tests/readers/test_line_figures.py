"""Figures of lines, and what stands beside their years, in the records of their indicators."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from tests.readers.tables import actuals, read_one, targets


def test_a_revised_target_keeps_the_one_before() -> None:
    text = """
    指標||H27|H28|H29|H30|H31
    雇用創出数(累計)|期待値|2,000|4,000|6,000|8,000|目標値 10,000
    |(H30.3改訂後)||5,163 [H27~28累計]||(10,000)|(13,000)
    |実績値|2,748|5,163|7,077(速報値)||
    """

    (item,) = read_one(text).plan.indicators

    assert targets(item) == {2015: "2,000", 2016: "4,000", 2017: "6,000", 2018: "(10,000)", 2019: "(13,000)"}
    assert [target.original.text for target in item.targets][-2:] == ["8,000", "10,000"]
    # What the line of the revision says of years before it is no target.
    assert [text for _, text in item.extras] == ["5,163 [H27~28累計]"]


def test_a_line_of_an_unknown_kind_is_kept_apart_and_asked_about() -> None:
    found = read_one(
        """
        事業 | 区分 | R5 | R6
        時間外保育 | ①量の見込み | 1431 | 1675
         | ②確保枠 | 3479 | 3480
         | ③実績 | 1400 | 1500
        """
    )
    (item,) = found.plan.indicators

    assert (targets(item), actuals(item)) == ({2023: "1431", 2024: "1675"}, {2023: "1400", 2024: "1500"})
    assert [text for _, text in item.extras] == ["3479", "3480"]
    assert {one.code for one in found.findings} >= {"column-unknown"}


def test_the_baseline_may_stand_before_the_years_in_the_line_of_actuals() -> None:
    for heading in ("R3(基準)", "基準値(R3)"):
        (item,) = read_one(
            f"""
            指標     | 区分   | {heading} | R5   | R6
            就農者数 | 目標   | ―         | 5人  | 6人
                     | 実績   | 4人       | 6人  | 5人
                     | 達成率 | ―         | 120% | 83%
            """
        ).plan.indicators

        assert item.baseline is not None
        assert (item.baseline.year, item.baseline.reading.text) == (FiscalYear(2021), "4人")
        assert (targets(item), actuals(item)) == ({2023: "5人", 2024: "6人"}, {2023: "6人", 2024: "5人"})


def test_figures_that_look_like_years_stay_figures_of_their_line() -> None:
    first, second = read_one(
        """
        指標     | 区分 | R4   | R5   | R6
        利用者数 | 目標 | 2000 | 2050 | 2090
                 | 実績 | 2001 | 2002 | 2003
        講座数   | 目標 | 10   | 12   | 14
                 | 実績 | 9    | 12   | 13
        """
    ).plan.indicators

    assert targets(first) == {2022: "2000", 2023: "2050", 2024: "2090"}
    assert actuals(first) == {2022: "2001", 2023: "2002", 2024: "2003"}
    assert targets(second) == {2022: "10", 2023: "12", 2024: "14"}


def test_the_year_of_a_baseline_may_stand_in_the_line_beside_it() -> None:
    for first, second in (("H26", "18"), ("18", "(H26)")):
        (item,) = read_one(
            f"""
            指標 | 区分 | 基準値 | H27 | H28
            雇用者数 | 目標 | {first} | 50 | 60
             | 実績 | {second} | 42 | 61
             | 達成率 | | 84.0% | 101.7%
            """
        ).plan.indicators

        assert item.baseline is not None
        assert (item.baseline.year, item.baseline.reading.text) == (FiscalYear(2014), "18")
        assert actuals(item) == {2015: "42", 2016: "61"}


@pytest.mark.parametrize("heading", ["目標値(R7)", "最終目標(R7)", "最終目標値（令和7年度）"])
def test_a_final_target_beside_the_line_of_actuals_is_a_target_of_its_indicator(heading: str) -> None:
    found = read_one(
        f"""
        令和6年度　指標の一覧
        指標   | 単位 | 区分 | R5 | R6 | {heading}
        参加者 | 人   | 実績 | 21 | 31 | 50
               |      | 目標 | 20 | 30 |
        講座   | 回   | 実績 | 5  | 6  | 9
               |      | 目標 | 4  | 5  |
        """
    )

    assert [item.name for item in found.plan.indicators] == ["参加者", "講座"]
    assert targets(found.plan.indicators[0]) == {2023: "20", 2024: "30", 2025: "50"}
    assert actuals(found.plan.indicators[1]) == {2023: "5", 2024: "6"}
    assert targets(found.plan.indicators[1]) == {2023: "4", 2024: "5", 2025: "9"}


def test_what_was_reached_in_the_last_year_stays_so_where_the_line_of_targets_has_its_own() -> None:
    """The control: the heading names a year of the plan, and both lines have a figure below it."""
    found = read_one(
        """
        指標   | 区分 | R5 | R6 | R7(最終目標)
        参加者 | 実績 | 21 | 31 | 50
               | 目標 | 20 | 30 | 45
        """
    )

    assert actuals(found.plan.indicators[0]) == {2023: "21", 2024: "31", 2025: "50"}
    assert targets(found.plan.indicators[0]) == {2023: "20", 2024: "30", 2025: "45"}
