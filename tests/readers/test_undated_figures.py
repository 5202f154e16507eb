"""Figures without a year beside actuals of several years."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from tests.readers.tables import actuals, marks, read_one, targets


def test_a_goal_without_a_year_is_that_by_which_the_newest_figure_was_judged() -> None:
    found = read_one(
        """
        図書館サービス計画 達成度
        項目 | 目標値 | 平成24年度 | 平成25年度 | 達成度
        貸出冊数 | 7.5冊 | 6.9冊 | 7.6冊 | ○
        """
    )

    (item,) = found.plan.indicators
    assert (targets(item), marks(item)) == ({2013: "7.5冊"}, {2013: "○"})
    (said,) = [one for one in found.findings if one.code == "goal-dated"]
    assert said.level is Level.ODD
    assert "平成25年度" in said.message


def test_a_goal_without_a_year_is_that_of_the_last_year_of_the_period_in_the_title() -> None:
    (item,) = read_one(
        """
        総合戦略（平成27～31年度） 指標の推移
        指標 | 基準値 | 目標値 | H27 | H28
        起業家数 | 2人 | 10人 | 3人 | 5人
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2019: "10人"}, {2015: "3人", 2016: "5人"})


@pytest.mark.parametrize(
    "headings",
    [
        "指標 | 目標値 | H27 | H28 | 備考",  # nobody judged anything
        "指標 | 最終目標値 | H27 | H28 | 評価",  # the mark may be by what was due so far
        "指標 | 目標値 | H27 | H28 | 中間目標値(H30)",  # of two goals one has a year
    ],
)
def test_a_goal_of_which_nothing_says_the_year_is_asked_about(headings: str) -> None:
    found = read_one(
        f"""
        {headings}
        起業家数 | 10人 | 3人 | 5人 | 7
        """
    )

    assert "10人" not in targets(found.plan.indicators[0]).values()
    assert "year-unknown" in {one.code for one in found.findings}


def test_years_before_a_goal_without_one_are_no_baseline() -> None:
    (item,) = read_one(
        """
        図書館サービス計画 達成度
        項目 | 目標値 | 平成24年度 | 平成25年度 | 達成度
        貸出冊数 | 7.5冊 | 6.9冊 | 7.6冊 | ○
        """
    ).plan.indicators

    assert item.baseline is None
    assert actuals(item) == {2012: "6.9冊", 2013: "7.6冊"}
