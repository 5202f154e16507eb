"""Years below one another, and beside one another what was counted in each."""

from __future__ import annotations

import pytest

from shirube.readers.year_lists import find_year_lists
from tests.readers.tables import actuals, grid, read, read_one

_PAY = """
    工賃の実績
     | 事業所数 | 平均工賃/月
    H18 | 213施設 | 15,305円
    前年度比伸率 | - | -
    H19 | 236施設 | 15,331円
    前年度比伸率 | 10.8% | 0.2%
    H20 | 293施設 | 14,636円
    前年度比伸率 | 24.2% | -4.5%
    """


def test_what_was_counted_in_each_year_is_read_as_actuals() -> None:
    found = read_one(_PAY)
    first, second = found.plan.indicators

    assert (first.name, actuals(first)) == ("事業所数", {2006: "213施設", 2007: "236施設", 2008: "293施設"})
    assert (second.name, actuals(second)) == (
        "平均工賃/月",
        {2006: "15,305円", 2007: "15,331円", 2008: "14,636円"},
    )
    assert "year-lists-turned" in {one.code for one in found.findings}


def test_days_stand_for_the_years_they_belong_to() -> None:
    first, second = read_one(
        """
        調査時点 | 委員総数 | 女性参画率
        令和2年4月1日 | 1,027人 | 38.1%
        平成30年4月1日 | 978 | 38.3
        平成29年3月1日 | 994 | 37.2
        """
    ).plan.indicators

    assert actuals(first) == {2016: "994", 2018: "978", 2020: "1,027人"}
    assert actuals(second) == {2016: "37.2", 2018: "38.3", 2020: "38.1%"}


def test_two_lists_of_a_sheet_are_both_read() -> None:
    found = read(f"{_PAY}\n別の実績{_PAY.replace('事業所数', '利用者数').replace('平均工賃/月', '総額')}")

    names = [item.name for one in found for item in one.plan.indicators]
    assert names == ["事業所数", "平均工賃/月", "利用者数", "総額"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("事業所数", "目標値"),  # whose goal it is nobody says
        ("H19", "H18"),
        ("H20 |", "合計 |"),
        ("213施設 | 15,305円", "設置 | 検討"),
    ],
)
def test_anything_else_below_years_is_no_list(old: str, new: str) -> None:
    assert find_year_lists(grid(_PAY.replace(old, new))) is None


def test_notes_beside_the_figures_are_said_to_be_left_out() -> None:
    found = read_one(
        """
        年度 | 180条の5に基づく委員会等 | 備 考(調査時点)
        平成18(2006)年度 | 9.3% | 平成18年4月1日時点
        平成19(2007)年度 | 10.5% | 平成19年4月1日時点
        平成20(2008)年度 | 14.3% | 平成20年4月1日時点
        """
    )
    (item,) = found.plan.indicators

    assert actuals(item) == {2006: "9.3%", 2007: "10.5%", 2008: "14.3%"}
    assert any("備考の列" in one.message for one in found.findings)


def test_how_a_figure_differs_from_the_first_year_is_no_indicator() -> None:
    (item,) = read_one(
        """
        年度 | 二酸化炭素排出量 | 基準年比
        平成24年度(基準年) | 981,153kg |
        平成27年度 | 921,017kg | -6.13%
        平成28年度 | 962,552kg | -1.90%
        """
    ).plan.indicators

    assert (item.name, actuals(item)) == (
        "二酸化炭素排出量",
        {2012: "981,153kg", 2015: "921,017kg", 2016: "962,552kg"},
    )


def test_a_column_that_says_only_use_goes_by_the_caption_of_the_list() -> None:
    (item,) = read_one(
        """
        エネルギーの状況
        表：電気のエネルギー使用量
        年度 | 使用量
        平成22年度 | 12,695
        平成23年度 | 12,142
        平成24年度 | 11,163
        増減（平成24年度－平成22年度） | 1,532
        """
    ).plan.indicators

    assert item.name == "電気のエネルギー使用量"
    assert actuals(item) == {2010: "12,695", 2011: "12,142", 2012: "11,163"}
