"""Rows of years below rows of figures."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from tests.readers.tables import actuals, marks, read_one, targets


def test_the_years_of_a_form_may_stand_in_the_line_below_the_figures() -> None:
    first, second = read_one(
        """
        健康増進計画　最終評価
        指標 | 策定時のベースライン | 中間評価 | 最終評価 | 目標値 | 評価
        健診の実施率 | 41.3% | 50.1% | 55.6% | 70%以上 | B
         | 平成21年度 | 平成27年度 | 令和元年度 | 令和5年度 | 改善
        指導の実施率 | 12.3% | 17.5% | 23.2% | 45%以上 | B
         | 平成21年度 | 平成27年度 | 令和2年度 | 令和5年度 | 改善
        """
    ).plan.indicators

    assert first.baseline is not None
    assert (first.baseline.reading.text, first.baseline.year) == ("41.3%", FiscalYear(2009))
    assert (targets(first), actuals(first)) == ({2023: "70%以上"}, {2015: "50.1%", 2019: "55.6%"})
    assert actuals(second) == {2015: "17.5%", 2020: "23.2%"}
    assert (marks(first), marks(second)) == ({2019: "B"}, {2020: "B"})
    assert [text for _, text in first.extras] == ["改善"]


def test_figures_of_a_review_are_what_was_measured_then() -> None:
    first, second = read_one(
        """
        指標 | 策定時(H25) | 中間評価(H30) | 最終評価(R4) | 目標値(R5) | 判定
        適正体重の人 | 66.1% | 64.8% | 65.0% | 72% | C
        歩数 | 6100 | 6480 | 6500 | 7200 | B
        """
    ).plan.indicators

    assert actuals(first) == {2018: "64.8%", 2022: "65.0%"}
    assert actuals(second) == {2018: "6480", 2022: "6500"}
    assert marks(second) == {2022: "B"}


def test_a_final_mark_stays_a_mark() -> None:
    (item,) = read_one(
        """
        指標 | 目標値(R5) | 実績値(R5) | 最終評価
        歩数 | 6100 | 6480 | A
        """
    ).plan.indicators

    assert (actuals(item), marks(item)) == ({2023: "6480"}, {2023: "A"})


def test_the_year_of_a_review_may_stand_below_it() -> None:
    first, second = read_one(
        """
        項目       | 策定時     | 中間評価   | 最終評価  | 目標値    | 評価
                   | 平成24年度 | 平成29年度 | 令和4年度 | 令和5年度 |
        適正な体重 | 63.4%      | 62.8%      | 60.1%     | 70%       | D
        毎日の歩数 | 7,012歩    | 6,840歩    | 6,655歩   | 8,500歩   | D
        """
    ).plan.indicators

    assert actuals(first) == {2017: "62.8%", 2022: "60.1%"}
    assert actuals(second) == {2017: "6,840歩", 2022: "6,655歩"}
    assert marks(first) == {2022: "D"}
    assert not any(item.rate for item in first.published)


def test_marks_of_a_review_above_its_year_stay_marks() -> None:
    (item,) = read_one(
        """
        指標 | 目標値 | 実績値    | 最終評価
             | R5     | 令和4年度 | 令和4年度
        歩数 | 6100   | 6480      | A
        """
    ).plan.indicators

    assert (actuals(item), marks(item)) == ({2022: "6480"}, {2022: "A"})
