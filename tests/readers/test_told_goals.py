"""The year that a line gives to all goals of a table."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.readers.told_goals import find_told_goal_year
from tests.readers.tables import read_one, targets


@pytest.mark.parametrize(
    "line",
    [
        "目標年度:令和7年度",
        "【目標年度】令和7年度",
        "(目標年度 令和7(2025)年度)",
        "目標年次 令和7年度末",
        "※目標値は、計画の最終年度(令和7年度)の値",
        "目標値は計画期間最終年度である令和7年度の数値とします。",
        "目標値は令和7年度",
        "2 目標値は令和7年度の値とする",
    ],
)
def test_a_line_tells_the_year_of_all_goals(line: str) -> None:
    assert find_told_goal_year(["健康づくり計画 令和3年度版", line]) == FiscalYear(2025)


@pytest.mark.parametrize(
    "line",
    [
        "目標値は令和7年度に見直しました",
        "目標値は令和7年度までに30%とする",
        "目標値は令和7年度の調査による",
        "目標値は令和5年度に対して令和7年度の値",
        "目標値の設定は令和7年度に行った",
        "現状値は令和7年度の値です",
        "目標:令和7年度",
    ],
)
def test_any_other_line_with_a_year_tells_none(line: str) -> None:
    assert find_told_goal_year([line]) is None


def test_two_lines_that_differ_tell_none() -> None:
    assert find_told_goal_year(["目標年度:令和7年度", "目標年度:令和12年度"]) is None


_PLAN = """
    健康づくり計画の指標 令和5年度版
    {line}
    指標 | 現状値 | 目標値
    受診率 | 20% | 30%
    満足度 | 50% | 増加
    """


def test_the_goals_of_a_table_are_of_the_year_that_a_line_tells() -> None:
    found = read_one(_PLAN.format(line="目標年度:令和7年度"))
    first, second = found.plan.indicators

    assert (targets(first), targets(second)) == ({2025: "30%"}, {2025: "増加"})
    assert "year-unknown" not in {one.code for one in found.findings}


def test_a_goal_that_says_its_own_year_keeps_it() -> None:
    text = _PLAN.format(line="目標年度:令和7年度").replace("| 30%", "| 30%(令和10年度)")

    assert list(targets(read_one(text).plan.indicators[0])) == [2028]


def test_of_two_goals_without_a_year_nobody_knows_which_the_line_is_of() -> None:
    text = _PLAN.format(line="目標年度:令和7年度").replace("目標値", "目標値 | 努力目標値")
    text = text.replace("30%", "30% | 40%").replace("増加", "増加 | 60%")

    assert "year-unknown" in {one.code for one in read_one(text).findings}
