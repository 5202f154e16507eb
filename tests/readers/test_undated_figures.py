"""Figures without a year beside actuals of several years."""

from __future__ import annotations

import time

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


@pytest.mark.parametrize("goal", ["最終目標値", "計画期間の目標", "5か年の目標"])
def test_a_goal_of_the_whole_plan_never_takes_the_place_of_that_of_the_year(goal: str) -> None:
    found = read_one(
        f"""
        行財政改革プラン 数値目標の進捗 (平成28年3月31日現在)
        指標 | {goal} | 平成27年度の目標 | 平成27年度の実績 | 評価 | 平成28年度の目標
        市税収入率 | 97.5% | 96.8% | 97.1% | A | 97.0%
        職員数 | 820人以下 | 835人 | 838人 | C | 830人
        """
    )

    first, second = found.plan.indicators
    assert targets(first) == {2015: "96.8%", 2016: "97.0%"}
    assert targets(second) == {2015: "835人", 2016: "830人"}
    assert "year-unknown" in [one.code for one in found.findings]
    assert "97.5%" in [text for _, text in first.extras]


def test_a_goal_without_a_year_beside_goals_of_later_years_is_not_that_of_today() -> None:
    found = read_one(
        """
        成果目標の動向
        項目 | 成果目標(期限) | 計画策定時 | 最新値
        候補者の割合 | 30%(平成32年) | 16.7%(平成21年) | 16.6%(平成26年)
        採用者の割合 | 30%程度 | 25.7%(平成22年度) | 36.6%(平成26年度)
        検事の割合 | 23%(平成27年度末) | 18.2%(平成21年) | 21.4%(平成26年)
        """
    )

    assert [targets(item) for item in found.plan.indicators] == [
        {2020: "30%(平成32年)"},
        {},
        {2015: "23%(平成27年度末)"},
    ]
    assert "year-unknown" in [one.code for one in found.findings]


def test_a_goal_without_a_year_beside_one_of_the_year_itself_stays_that_of_the_year() -> None:
    first, second = read_one(
        """
        成果目標の動向
        項目 | 成果目標(期限) | 計画策定時 | 最新値
        候補者の割合 | 30%(平成26年度) | 16.7%(平成21年度) | 16.6%(平成26年度)
        採用者の割合 | 30%程度 | 25.7%(平成22年度) | 36.6%(平成26年度)
        """
    ).plan.indicators

    assert (targets(first), targets(second)) == ({2014: "30%(平成26年度)"}, {2014: "30%程度"})


_ACCIDENTS = """
        第10次交通安全計画の策定について
        計画期間
        {period}
        項目 | 第10次目標 | 第9次目標 | 平成27年実績
        交通事故死者数 | 7人以下 | 9人以下 | 8人
        事故発生件数 | 620件以下 | 874件以下 | 817件
        """


def test_a_goal_of_a_plan_that_has_yet_to_begin_is_not_of_the_year_of_what_was_reached() -> None:
    found = read_one(_ACCIDENTS.format(period="平成28年度から平成32年度(5か年)"))

    item = found.plan.indicators[0]
    assert (targets(item), actuals(item)) == ({2020: "7人以下"}, {2015: "8人"})
    assert {one.code for one in found.findings} >= {"goal-dated", "year-unknown"}  # 第9次目標 is asked about


def test_one_goal_before_the_period_begins_is_of_its_end() -> None:
    text = _ACCIDENTS.format(period="平成28年度から平成32年度(5か年)")
    text = (
        text.replace(" 第10次目標 | 第9次目標 ", " 目標 ")
        .replace("以下 | 9人以下", "")
        .replace("以下 | 874件以下", "")
    )

    assert targets(read_one(text).plan.indicators[0]) == {2020: "7人"}


def test_a_goal_within_the_period_stays_of_the_year_of_its_actual() -> None:
    text = _ACCIDENTS.format(period="平成27年度から平成31年度(5か年)").replace("第9次目標", "備考")

    assert targets(read_one(text).plan.indicators[0]) == {2015: "7人以下"}


def test_goals_of_hundreds_of_rows_without_a_year_are_dated_in_no_time() -> None:
    editions = range(1, 80)
    heads = "".join(f" | 第{number}次目標" for number in editions)
    rows = "".join(f"\n件数{number}{' | 98' * len(editions)} | 1" for number in range(400))
    begin = time.process_time()

    found = read_one(f"計画期間 令和8年度～令和12年度\n指標{heads} | R5実績{rows}")

    assert targets(found.plan.indicators[0]) == {2030: "98"}
    assert time.process_time() - begin < 6


def test_a_note_that_dates_the_actuals_alone_does_not_date_the_goal_in_silence() -> None:
    """The goal is that of the end of the plan, as its title has it, and that is to be looked at."""
    found = read_one(
        """第1次計画（平成21年度～平成25年度）の評価
        指標 | 策定時 | 最終評価時 | 目標値 | 評価
        朝食を食べる割合 | 57.6% | 63.4% | 90% | B
        食育に関心がある割合 | 34.9% | 34.6% | 50% | C
        *最終評価時は平成24年の調査の結果"""
    )

    assert [(targets(item), actuals(item)) for item in found.plan.indicators] == [
        ({2013: "90%"}, {2012: "63.4%"}),
        ({2013: "50%"}, {2012: "34.6%"}),
    ]
    assert "goal-dated" in {one.code for one in found.findings}


def test_a_goal_of_every_year_is_none_of_the_year_before_it_began() -> None:
    first, second = read_one(
        """
        重点目標評価シート
        重点指標 | 平成24年度実績 | 目標 | 平成25年度 | 平成26年度 | 達成度
        貸出冊数 | 66,756 | 毎年67,000 | 62,879 | 62,101 | B
        物流冊数 | 30,140 | 最終年度に30,000 | 30,949 | 32,944 | A
        """
    ).plan.indicators

    assert list(targets(first)) == [2013, 2014]
    assert first.baseline is not None
    assert second.baseline is not None
    assert second.baseline.reading.text == "30,140"
    assert second.targets[-1].reading.quantity is not None


def test_a_goal_of_every_year_left_of_all_years_is_one_of_each() -> None:
    """The control: nothing stands before the goal."""
    (item,) = read_one(
        """
        重点指標 | 目標 | 平成24年度 | 平成25年度 | 平成26年度
        貸出冊数 | 毎年67,000 | 66,756 | 62,879 | 62,101
        """
    ).plan.indicators

    assert list(targets(item)) == [2012, 2013, 2014]


@pytest.mark.parametrize(
    ("headings", "level"),
    [("基準値 | 目標値 | 令和4年度実績", Level.ODD), ("目標値 | 令和4年度実績 | 評価", Level.INFORMATION)],
)
def test_a_goal_taken_for_that_of_the_only_actual_is_said(headings: str, level: Level) -> None:
    found = read_one(
        f"""
        農業振興計画の進捗状況
        指標 | {headings}
        新規就農者数 | 5人 | 10人 | 7
        """
    )

    (said,) = [one for one in found.findings if one.code == "goal-of-evaluated-year"]
    assert (said.level, "令和4年度の目標値" in said.message) == (level, True)
    assert list(targets(found.plan.indicators[0])) == [2022]


@pytest.mark.parametrize("title", ["令和4年度 農業振興計画の進捗状況", "目標年度：令和4年度"])
def test_nothing_is_said_of_a_goal_whose_year_stands_above(title: str) -> None:
    found = read_one(
        f"""
        {title}
        指標 | 目標値 | 令和4年度実績
        新規就農者数 | 10人 | 7人
        """
    )

    assert "goal-of-evaluated-year" not in {one.code for one in found.findings}
    assert list(targets(found.plan.indicators[0])) == [2022]


@pytest.mark.parametrize("blank", ["", "-", "－"])
def test_a_mark_is_that_of_the_newest_year_that_was_measured(blank: str) -> None:
    first, second = read_one(
        f"""
        指標 | 目標 | H27実績 | H28実績 | H29実績 | 評価
        来場者数 | 100人 | 80人 | 90人 | {blank} | A
        相談件数 | 200件 | 180件 | 190件 | | B
        """
    ).plan.indicators

    assert (marks(first), marks(second)) == ({2016: "A"}, {2016: "B"})
