"""H14 before 現況値(H17): where things began and what was reached, in a table that judges."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.indicator import Indicator
from shirube.readers.present_columns import PresentColumn, find_began
from shirube.readers.table import find_tables
from tests.readers.tables import actuals, grid, rates, read_one

BARE = PresentColumn(Role.ACTUAL, FiscalYear(2002), is_bare=True)
PRESENT = PresentColumn(Role.BASELINE, FiscalYear(2005), is_present=True)
MARK = PresentColumn(Role.MARK, None)


def begun(item: Indicator) -> str:
    return item.baseline.reading.text if item.baseline else ""


@pytest.mark.parametrize("title", ["目標の達成度評価について", "施策の進捗"])
def test_the_present_value_of_a_table_that_judges_is_what_was_reached(title: str) -> None:
    (item,) = read_one(
        f"""
        {title}
        指標名と目標値 | H14 | 現況値(H17年度) | 目標値(H19年度)
        平均の距離 | 67 | 66 | 60
        """
    ).plan.indicators

    assert (begun(item), actuals(item)[2005]) == ("67", "66")


def test_a_plan_that_is_being_set_up_begins_at_the_present_value() -> None:
    (item,) = read_one(
        """
        まちづくり計画
        指標 | H14 | 現況値(H17年度) | 目標値(H22年度)
        平均の距離 | 67 | 66 | 60
        """
    ).plan.indicators

    assert begun(item) == "66"


def test_only_a_bare_year_before_the_present_one_is_where_things_began() -> None:
    table = find_tables(grid("指標 | H14 | 現況値(H17) | 目標値(H19)\n距離 | 67 | 66 | 60"))[0]
    later = PresentColumn(Role.ACTUAL, FiscalYear(2006), is_bare=True)
    said = PresentColumn(Role.ACTUAL, FiscalYear(2002))

    assert find_began([BARE, PRESENT, MARK], table) == (0, 1)
    assert find_began([BARE, PRESENT], table) is None
    assert find_began([later, PRESENT, MARK], table) is None
    assert find_began([said, PRESENT, MARK], table) is None
    assert find_began([PRESENT, BARE, MARK], table) is None


def test_figures_of_before_with_their_years_are_actuals_and_not_where_things_began() -> None:
    (item,) = read_one(
        """
        令和6年度 指標評価票
        指標名 | 前回値 | 最新値 | 目標値 | 達成度
        就職者数 | 53(R4年度) | 60(R5年度) | 70(R10年度) | 85.7%
        """
    ).plan.indicators

    assert item.baseline is None
    assert actuals(item) == {2022: "53(R4年度)", 2023: "60(R5年度)"}
    assert rates(item) == {2023: "85.7%"}


def test_a_figure_of_before_without_its_year_stays_where_things_began() -> None:
    (item,) = read_one(
        """
        令和6年度 調査結果
        指標名 | 前回値 | 今回値 | 目標値(R10)
        満足度 | 53% | 60% | 70%
        """
    ).plan.indicators

    assert begun(item) == "53%"
