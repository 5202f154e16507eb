"""Columns of years beside columns of figures."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.date_columns import Dated, find_date_columns, find_dates_of_stages
from tests.readers.tables import actuals, marks, read_one, targets


def test_each_row_may_have_years_of_its_own_for_baseline_and_target() -> None:
    found = read_one(
        """
        指標 | 現状値 | 現状年度 | 目標値 | 目標年度
        参加者数 | 20 | R3 | 30 | R8
        来館者数 | 50 | R4 | 60 | R7
        """
    )
    first, second = found.plan.indicators

    assert (targets(first), targets(second)) == ({2026: "30"}, {2025: "60"})
    assert [item.baseline and item.baseline.year for item in found.plan.indicators] == [
        FiscalYear(2021),
        FiscalYear(2022),
    ]
    assert not {"year-unknown", "column-unknown"} & {one.code for one in found.findings}


def test_the_years_may_stand_below_the_heading_of_their_figures() -> None:
    (item,) = read_one(
        """
        指標 | 基準値 |  | 目標値 |  | R5実績 | R6実績
         | 年度 | 数値 | 年度 | 数値 |  |
        参加者数 | R3 | 20 | R8 | 30 | 25 | 26
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2026: "30"}, {2023: "25", 2024: "26"})
    assert item.baseline is not None
    assert (item.baseline.reading.text, item.baseline.year) == ("20", FiscalYear(2021))


def test_a_month_of_the_target_is_in_its_fiscal_year() -> None:
    (item,) = read_one(
        """
        指標 | 単位 | 目標値 | 目標年月 | R6実績値
        雇用件数 | 人 | 42 | R8.3 | 15
        """
    ).plan.indicators

    assert targets(item) == {2025: "42"}


def test_a_target_beside_a_word_is_of_a_year_that_nobody_says() -> None:
    found = read_one(
        """
        指標 | 目標値 | 目標年度 | R6実績
        参加者数 | 20 | R8 | 3
        来館者数 | 30 | R8 | 4
        相談件数 | 40 | 早期に | 5
        """
    )

    assert [targets(item) for item in found.plan.indicators] == [{2026: "20"}, {2026: "30"}, {}]
    assert "year-unknown" in {one.code for one in found.findings}


def test_a_year_alone_belongs_to_the_figure_on_its_left() -> None:
    columns = [
        Dated(Role.INDICATOR, "指標", None, holds_years=False),
        Dated(Role.BASELINE, "現状値", None, holds_years=False),
        Dated(Role.EXTRA, "年度", None, holds_years=True),
        Dated(Role.TARGET, "目標値", FiscalYear(2026), holds_years=False),
    ]

    assert find_date_columns(columns) == {Role.BASELINE: 2}


def test_figures_whose_heading_names_the_year_need_no_column_of_years() -> None:
    columns = [
        Dated(Role.TARGET, "目標値(R8)", FiscalYear(2026), holds_years=False),
        Dated(Role.EXTRA, "目標年度", None, holds_years=True),
    ]

    assert find_date_columns(columns) == {}


def test_a_baseline_older_than_the_others_says_its_year_in_its_cell() -> None:
    first, second, third = read_one(
        """
        指標 | 策定時(H18) | 実績(H23) | 目標値(H32)
        台数 | 29(H19) | 55 | 87
        件数 | 30 | 56 | 90
        割合 | 80%(H2年度比) | 85% | 90%
        """
    ).plan.indicators

    years = [item.baseline and item.baseline.year for item in (first, second, third)]
    assert years == [FiscalYear(2007), FiscalYear(2006), FiscalYear(2006)]


def test_the_day_beside_a_figure_gives_it_its_year() -> None:
    found = read_one(
        """
        指標 | 当初値 | | 最新値 | | 目標値
             | 数値 | 基準日 | 数値 | 基準日 | （令和9年度）
        女性委員の比率 | 29.8％ | R4.4.1 | 33.0％ | R6.4.1 | 40％
        育休の取得率 | 18.2％ | R4.3.31 | 52.9％ | R6.3.31 | 85％
        """
    )
    first, second = found.plan.indicators

    assert (first.baseline and first.baseline.year, actuals(first)) == (FiscalYear(2022), {2024: "33.0％"})
    assert (second.baseline and second.baseline.year, actuals(second)) == (FiscalYear(2021), {2023: "52.9％"})
    assert {one.code for one in found.findings} & {"year-unknown", "column-unknown"} == set()


def test_a_title_said_twice_dates_each_time_the_figure_on_its_left() -> None:
    (item,) = read_one(
        """
        事後評価
        指標 | 従前値 | 基準年度 | 実績値 | 基準年度
        入場者数 | 552,749人 | 平成16 | 440,630人 | 平成21
        """
    ).plan.indicators

    assert item.baseline is not None
    assert (item.baseline.year, actuals(item)) == (FiscalYear(2004), {2009: "440,630人"})


def test_each_of_two_goals_has_its_year_beside_it_and_so_has_what_was_reached() -> None:
    found = read_one(
        """
        事後評価調書
        指標 | 基準値 | 基準年度 | 中間目標値 | 年度 | 中間実績 | 最終目標値 | 基準年度 | 最終実績 | 事後評価
        普及率 | 54.2% | H18 | 62.2% | H20 | 61.6% | 70.2% | H22 | 69.1% | ○
        参加者 | 0人 | H18 | 50人 | H20 | 0人 | 200人 | H23 | 100人 | △
        """
    )
    first, second = found.plan.indicators

    assert (targets(first), actuals(first)) == (
        {2008: "62.2%", 2010: "70.2%"},
        {2008: "61.6%", 2010: "69.1%"},
    )
    assert (targets(second), actuals(second)) == ({2008: "50人", 2011: "200人"}, {2008: "0人", 2011: "100人"})
    assert (marks(first), marks(second)) == ({2010: "○"}, {2011: "△"})
    assert not {"year-unknown", "year-part-alone"} & {one.code for one in found.findings}


def test_one_goal_alone_has_no_stages() -> None:
    goal, year = Dated(Role.TARGET, "目標値", None, False), Dated(Role.EXTRA, "年度", None, True)
    actual = Dated(Role.ACTUAL, "実績", None, False)

    assert find_dates_of_stages([goal, year, actual]) == {}
    last, reached = replace(goal, title="最終目標値"), replace(actual, title="最終実績")
    assert find_dates_of_stages([last, year, reached]) == {0: 1, 2: 1}
    assert find_dates_of_stages([goal, year, actual, goal, year, actual]) == {0: 1, 2: 1, 3: 4, 5: 4}
