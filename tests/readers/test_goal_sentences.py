"""Figures in sentences: which of them are goals or results, and for which year."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.readers.goal_sentences import (
    find_dated_goals,
    find_numbers,
    find_said_numbers,
    find_told_goal_year,
)
from tests.readers.tables import read_one, targets


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("目標：令和8年度までに延べ300件", ["300"]),
        ("■経常収支比率の推移 目標:H29 年度末時点で 95%以内", ["95"]),
        ("・目標値：1,012kW以下（基準値の▲15%以下）", ["1012", "15"]),
        ("計画期間内に概ね430人(約10%)の職員数の削減を目指す。", ["430", "10"]),
        ("達成率 102%", ["102"]),
        ("○乗車人数 実績 120,732人 / 目標 130,000人", ["120732", "130000"]),
    ],
)
def test_a_line_that_promises_or_reports_tells_its_numbers(line: str, numbers: list[str]) -> None:
    assert list(find_said_numbers(line)) == list(map(Decimal, numbers))


@pytest.mark.parametrize(
    "line",
    [
        "目標年度：令和8年度",
        "目標1 安全に暮らせるまち",
        "2 数値目標に対する進捗状況",
        "基本目標の進捗状況（6指標）",
        "資料1-2 第3次計画の成果目標の達成状況（令和5年8月31日現在）",
        "水道事業ビジョン2021 目標項目",
        "農業生産1千億円達成プランの目標指標",
        "※ 達成率=令和5年度実績÷目標値×100",
        "A：目標の100%以上を達成",
        "人口10万人当たりの件数を目標とする",
        "台風により利用者が1,200人減った。",
    ],
)
def test_titles_periods_legends_and_formulas_tell_none(line: str) -> None:
    assert list(find_said_numbers(line)) == []


def test_each_year_of_a_promise_has_its_figure() -> None:
    goals = find_dated_goals("改善目標値として22年度16.0%未満、26年度13.0%未満と設定する。", FiscalYear(2008))

    assert [(goal.year.start, goal.text) for goal in goals] == [(2010, "16.0%未満"), (2014, "13.0%未満")]


def test_the_goal_of_a_year_may_be_called_so_behind_the_year() -> None:
    (goal,) = find_dated_goals("令和6年度の目標値は100件", FiscalYear(2023))

    assert (goal.year.start, goal.text) == (2024, "100件")


def test_a_lone_figure_behind_a_lone_year_is_its_goal_whatever_stands_between() -> None:
    (goal,) = find_dated_goals("目標：令和8年度までに市民農園の利用率を90%にする", FiscalYear(2023))

    assert (goal.year.start, goal.text) == (2026, "90%")


@pytest.mark.parametrize(
    "line",
    [
        "目標：5年間で3%削減",  # for which year?
        "目標：令和8年度までに10%削減",  # no level
        "※目標は令和6年度に見直し、100件とした。",  # the year of the decision
        "目標：令和8年度までに基準値比で20%増やす",
        "目標：令和8年度までに300件、相談員20人",  # a number of which nobody says the year
        "目標 R1 31%（現状）⇒R12 50%",  # not every figure is a goal
        "令和5年度の利用は300件",
    ],
)
def test_a_promise_that_is_not_clear_in_itself_gives_no_goal(line: str) -> None:
    assert find_dated_goals(line, FiscalYear(2023)) == ()


def test_a_long_line_of_digits_is_gone_through_quickly() -> None:
    assert find_said_numbers("目標 " + "1," * 100_000) == ()
    assert find_dated_goals("目標 " + "1," * 95, FiscalYear(2023)) == ()


@pytest.mark.parametrize(
    "text",
    ["1" * 50_000, "指標1" + ".1" * 25_000 + "%", "1" * 25_000 + "," * 25_000 + "1"],
    ids=["digits", "parts", "commas"],
)
def test_the_numbers_of_a_long_text_take_no_time(text: str) -> None:
    begun = time.process_time()

    list(find_numbers(text))
    assert time.process_time() - begun < 1


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


def test_a_sentence_may_set_the_goals_of_a_year() -> None:
    year = find_told_goal_year(["評価指標及び平成33年度の目標値を設定します。"])

    assert year == FiscalYear(2021)
    assert find_told_goal_year(["平成28年度に平成33年度の目標値を設定しました。"]) is None
