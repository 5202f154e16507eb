"""Words before the figures of a row that say whose figures they are."""

from __future__ import annotations

import time

import pytest

from shirube.core.indicator import Indicator
from shirube.readers.grid import Span
from shirube.readers.worded_figures import split_words
from tests.readers.tables import actuals, marks, read_one, targets

HEAD = "指標 | 現状(R2) | 実績(R5) | 目標(R7)\n"


def baseline(item: Indicator) -> str:
    return item.baseline.reading.text if item.baseline else ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("男性 50% 女性 40%", [("男性", "50%"), ("女性", "40%")]),
        ("男性：50％、女性：40％", [("男性", "50%"), ("女性", "40%")]),
        ("男性50.1%女性40.2%", [("男性", "50.1%"), ("女性", "40.2%")]),
        ("20歳代 男性 54.5%", [("20歳代 男性", "54.5%")]),
        ("小学5年生 5.0% 中学2年生 6.0%", [("小学5年生", "5.0%"), ("中学2年生", "6.0%")]),
        ("①小学生 50% ②中学生 60%", [("小学生", "50%"), ("中学生", "60%")]),
        ("男性: 50.3% (H30) 女性: 40.2% (H30)", [("男性", "50.3% (H30)"), ("女性", "40.2% (H30)")]),
        (
            "男性 31.2%\n女性 22.2%\n（平成22年）",
            [("男性", "31.2%（平成22年）"), ("女性", "22.2%（平成22年）")],
        ),
        (
            "野菜摂取量の平均値 282g\n果物摂取量100g未満の者の割合 61.4%",
            [("野菜摂取量の平均値", "282g"), ("果物摂取量100g未満の者の割合", "61.4%")],
        ),
        ("男 － 女 40%", [("男", "－"), ("女", "40%")]),
        ("20歳代男性:29.5%*5", [("20歳代男性", "29.5%*5")]),
        ("参加者2,728人/年", []),
        ("男 10人・女 5人", [("男", "10人"), ("女", "5人")]),
        ("延べ300人", []),
        ("計画 50 実績 40", []),
        ("R3 50% R4 60%", []),
        ("当面は20%", []),
        ("上半期 50% 下半期 60%", []),
        ("前年度 50% 今年度 60%", []),
        ("市 50% 県 60% 全国 55%", []),
        ("2,000人(うち女性 500人)", []),
        ("50%", []),
    ],
)
def test_words_and_their_figures_are_told_apart(text: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.word, part.figure) for part in split_words(text)] == parts


def test_a_row_with_figures_of_men_and_women_is_an_indicator_of_each() -> None:
    read = read_one(
        HEAD
        + """運動習慣の割合 | 男性 30% 女性 25% | 男性 32% 女性 26% | 男性 40% 女性 35%
        朝食の割合 | 80% | 82% | 90%"""
    )

    assert [(item.name, baseline(item), actuals(item), targets(item)) for item in read.plan.indicators] == [
        ("運動習慣の割合 男性", "30%", {2023: "32%"}, {2025: "40%"}),
        ("運動習慣の割合 女性", "25%", {2023: "26%"}, {2025: "35%"}),
        ("朝食の割合", "80%", {2023: "82%"}, {2025: "90%"}),
    ]
    assert "words-before-figures" in {finding.code for finding in read.findings}


def test_one_goal_beside_two_figures_is_that_of_both() -> None:
    items = read_one(
        HEAD + "運動習慣の割合 | 男性 30%、女性 25% | 男性 32%、女性 26% | 40%\n朝食 | 8% | 8% | 9%"
    ).plan

    assert [targets(item) for item in items.indicators[:2]] == [{2025: "40%"}, {2025: "40%"}]


def test_one_figure_reached_beside_two_goals_is_that_of_nobody_known() -> None:
    first, _ = read_one(
        HEAD + "運動習慣の割合 | 28% | 29% | 男性 40% 女性 35%\n朝食 | 8% | 8% | 9%"
    ).plan.indicators

    assert (first.name, actuals(first)) == ("運動習慣の割合", {2023: "29%"})
    assert [target.reading.quantity for target in first.targets] == [None]


def test_one_goal_beside_the_figure_of_all_is_that_of_all() -> None:
    cells = "男女計:30% 男性:32% 女性:28%"
    items = read_one(HEAD + f"運動習慣の割合 | {cells} | {cells} | 40%\n朝食 | 8% | 8% | 9%").plan.indicators

    assert [(item.name, baseline(item)) for item in items[:3]] == [
        ("運動習慣の割合 男女計", "30%"),
        ("運動習慣の割合 男性", "32%"),
        ("運動習慣の割合 女性", "28%"),
    ]
    assert [target.reading.quantity is not None for item in items[:3] for target in item.targets] == [
        True,
        False,
        False,
    ]


def test_one_mark_beside_two_figures_is_that_of_both() -> None:
    items = read_one(
        """指標 | 現状(R2) | 実績(R5) | 目標(R7) | 評価
        運動習慣の割合 | 男性 30% 女性 25% | 男性 32% 女性 26% | 男性 40% 女性 35% | B
        朝食の割合 | 80% | 82% | 90% | A"""
    ).plan.indicators

    assert [marks(item) for item in items] == [{2023: "B"}, {2023: "B"}, {2023: "A"}]


def test_rows_below_a_name_go_on_with_it_and_share_a_goal_without_a_word() -> None:
    items = read_one(
        """ | 項目 | 現状値(平成26年度) | 目標値(平成31年度)
        1 | 朝食を食べる割合 | 小学校 99.3% | 100%
         | | 中学校 96.4% |
        2 | 標準の体重の割合 | 男性 72.8% | 男性 80%
         | | 女性 73.1% | 女性 80%
        3 | 食育への関心 | 77% | 90%"""
    ).plan.indicators

    assert [(item.name, baseline(item), targets(item)) for item in items] == [
        ("朝食を食べる割合 小学校", "99.3%", {2019: "100%"}),
        ("朝食を食べる割合 中学校", "96.4%", {2019: "100%"}),
        ("標準の体重の割合 男性", "72.8%", {2019: "80%"}),
        ("標準の体重の割合 女性", "73.1%", {2019: "80%"}),
        ("食育への関心", "77%", {2019: "90%"}),
    ]


def test_where_a_file_says_what_is_merged_a_blank_goal_is_none() -> None:
    text = """項目 | 現状値(R2) | 目標値(R7)
    朝食を食べる割合 | 小学校 99.3% | 100%
     | 中学校 96.4% |
    食育への関心 | 77% | 90%"""

    apart = read_one(text, merges=[Span(1, 0, 2, 0)]).plan.indicators
    shared = read_one(text, merges=[Span(1, 0, 2, 0), Span(1, 2, 2, 2)]).plan.indicators

    assert [targets(item) for item in apart] == [{2025: "100%"}, {}, {2025: "90%"}]
    assert [targets(item) for item in shared] == [{2025: "100%"}, {2025: "100%"}, {2025: "90%"}]


def test_words_that_differ_between_cells_stay_as_they_stand() -> None:
    read = read_one(HEAD + "割合 | 男性 30% 女性 25% | 市内 32% 市外 26% | 40%\n朝食 | 8% | 8% | 9%")

    assert [item.name for item in read.plan.indicators] == ["割合", "朝食"]
    assert "cells-several" in {finding.code for finding in read.findings}


def test_many_long_cells_are_looked_through_in_no_time() -> None:
    begin = time.process_time()
    for text in ("男性 " * 60 + "5%", "男性 5% " * 30, "、" * 199 + "5", "1 " * 99, "男" * 190 + "5%)"):
        for number in range(40):
            split_words(f"{text}{number}")

    assert time.process_time() - begin < 3


def test_goals_headed_as_names_are_figures_with_words_like_the_others() -> None:
    """The words once went to the goals, and the figures of both stood in one cell."""
    read = read_one(
        """
        自治体名 | 目標項目 | 数値目標 | （時期） | 基準値 | （時期）
        北市 | 育児休業の取得率 | 男性13%以上、女性100% | （2024年度） | 男性7.7%、女性100% | （2017年中）
        東市 | 採用した女性の割合 | 45%以上 | （2024年度） | 35.7% | （2017年度）
        """
    )

    assert [(item.name, baseline(item), targets(item)) for item in read.plan.indicators] == [
        ("育児休業の取得率 男性", "7.7%", {2024: "13%以上"}),
        ("育児休業の取得率 女性", "100%", {2024: "100%"}),
        ("採用した女性の割合", "35.7%", {2024: "45%以上"}),
    ]
    assert [nodes[0].name for nodes, _ in read.plan.rows] == ["北市", "北市", "東市"]


def test_a_part_beside_the_name_holds_for_the_words_below_it() -> None:
    found = read_one(
        """
        項目 | | 現状値(平成26年度) | 目標値(平成31年度)
        欠食の割合 | 20歳代 | 男性 54.5% | 10%
         | | 女性 31.3% |
         | 30歳代 | 男性 33.3% | 20%
         | | 女性 22.2% |
        むし歯有病者率 | | 35.2% | 33%
        """
    )

    assert [(item.name, targets(item)) for item in found.plan.indicators] == [
        ("欠食の割合 男性 20歳代", {2019: "10%"}),
        ("欠食の割合 女性 20歳代", {2019: "10%"}),
        ("欠食の割合 男性 30歳代", {2019: "20%"}),
        ("欠食の割合 女性 30歳代", {2019: "20%"}),
        ("むし歯有病者率", {2019: "33%"}),
    ]


def test_a_column_of_numbers_names_nothing() -> None:
    found = read_one(
        """
         | 活動プラン | 24年度実績 | 24年度目標
        001 | 相談の充実 | 開設数 14外来 | 開設数 16外来
        003 | 紹介率・逆紹介率の向上 | 紹介率 62.1% | 紹介率 60.0%
         | | 逆紹介率 55.0% | 逆紹介率 50.0%
        """
    )

    assert [item.name for item in found.plan.indicators] == ["開設数", "紹介率", "逆紹介率"]
