"""Columns of years beside columns of figures."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.date_columns import Dated, find_date_columns
from tests.readers.tables import actuals, read_one, targets


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
