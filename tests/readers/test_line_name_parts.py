"""Lines of indicators of which several share one name: 小学校 and 中学校 below one share of pupils."""

from __future__ import annotations

import time

from shirube.readers.line_name_parts import LineNameParts, is_source, only_counts
from tests.readers.tables import actuals, rates, read_one, targets

HEAD = "施策の柱 | 指標 | 対象 | 区分 | R4 | R5 | R6\n"


def find_names(text: str) -> list[str]:
    return [item.name for item in read_one(text).plan.indicators]


def test_a_part_below_another_goes_on_with_the_name_they_share() -> None:
    found = read_one(
        HEAD
        + """学力 | 授業が分かる割合 | 小学校 | 目標 | 82 | 83 | 84
         | | | 実績 | 81 | 82 | 83
         | | 中学校 | 目標 | 74 | 75 | 76
         | | | 実績 | 73 | 74 | 75
        環境 | トイレの洋式化率 | 小学校 | 目標 | 60 | 70 | 80
         | | | 実績 | 58 | 71 | 79
         | | 中学校 | 目標 | 55 | 65 | 75
         | | | 実績 | 55 | 63 | 80"""
    )

    assert [item.name for item in found.plan.indicators] == [
        "授業が分かる割合 小学校",
        "授業が分かる割合 中学校",
        "トイレの洋式化率 小学校",
        "トイレの洋式化率 中学校",
    ]
    assert targets(found.plan.indicators[3]) == {2022: "55", 2023: "65", 2024: "75"}


def test_a_part_said_in_each_line_begins_one_indicator_only() -> None:
    assert find_names(
        HEAD
        + """学力 | 授業が分かる割合 | 小学校 | 目標 | 82 | 83 | 84
         | | 小学校 | 実績 | 81 | 82 | 83
         | | 中学校 | 目標 | 74 | 75 | 76
         | | 中学校 | 実績 | 73 | 74 | 75"""
    ) == ["授業が分かる割合 小学校", "授業が分かる割合 中学校"]


def test_nothing_goes_on_with_the_name_of_another_group() -> None:
    assert find_names(
        HEAD
        + """学力 | 授業が分かる割合 | 小学校 | 目標 | 82 | 83 | 84
         | | | 実績 | 81 | 82 | 83
        環境 | | 蔵書数 | 目標 | 74 | 75 | 76
         | | | 実績 | 73 | 74 | 75"""
    ) == ["授業が分かる割合 小学校", "蔵書数"]


def test_every_part_left_of_a_blank_goes_on() -> None:
    parts = LineNameParts(1)

    assert parts.complete([(1, "割合"), (2, "小学校"), (3, "3年")]) == [
        (1, "割合"),
        (2, "小学校"),
        (3, "3年"),
    ]
    assert parts.complete([(3, "6年")]) == [(3, "割合 小学校 6年")]
    assert parts.complete([(2, "中学校"), (3, "3年")]) == [(2, "割合 中学校"), (3, "3年")]
    assert parts.complete([(3, "6年")]) == [(3, "割合 中学校 6年")]


def test_a_name_with_lines_of_its_own_is_no_whole() -> None:
    parts = LineNameParts(1)

    assert parts.complete([(1, "参加者数")]) == [(1, "参加者数")]
    assert parts.complete([(2, "満足度")]) == [(2, "満足度")]
    assert LineNameParts(None).complete([(2, "満足度")]) == [(2, "満足度")]


def test_what_heads_lines_of_goals_is_no_name() -> None:
    """第２期計画 and 実績 group the lines of one service, which the line above names."""
    found = read_one(
        """
        （３）一時預かり事業
         | | R4 | R5 | R6
        第２期計画 | ①量の見込み（人日） | 350 | 340 | 330
                   | ②確保方策（人日） | 360 | 360 | 360
        実績 | 利用実績（人日） | 338 | 321 |
        """
    )
    (item,) = found.plan.indicators

    assert item.name == "（３）一時預かり事業"
    assert targets(item) == {2022: "350", 2023: "340", 2024: "330"}
    assert actuals(item) == {2022: "338", 2023: "321"}
    assert "column-unknown" not in {one.code for one in found.findings}


def test_a_name_with_a_plan_in_it_is_one() -> None:
    (first, second) = read_one(
        """
        項目 | 区分 | R4 | R5
        個別支援計画 | 目標 | 35 | 34
                     | 実績 | 33 | 32
        実績のある団体 | 目標 | 5 | 6
                       | 実績 | 4 | 6
        """
    ).plan.indicators

    assert (first.name, second.name) == ("個別支援計画", "実績のある団体")


PROGRESS = """
総合戦略の進捗状況調書
基本目標|1 雇用の創出
[単位]||基準値H26|H27|H28|H29|目標値H31
雇用創出数|期待値||2,000|2,000|2,000|2,000
|実績値||2,748|2,415||
|達成率||137.4%|120.8%||
"""


def test_a_heading_of_units_over_names_takes_no_name_away() -> None:
    (found,) = read_one(PROGRESS).plan.indicators
    (named,) = read_one(PROGRESS.replace("雇用創出数", "人")).plan.indicators

    assert (found.name, found.unit) == ("雇用創出数", "")
    assert actuals(found) == {2015: "2,748", 2016: "2,415"}
    assert (named.name, named.unit) == ("1 雇用の創出", "人")


def test_where_figures_are_from_is_no_name_and_the_unit_may_stand_before_the_years() -> None:
    text = """
    [単位] 億円||現状値H25|H26|H27|H28
    農業産出額|期待値|4,356|4,278|4,300|4,320
    出典:生産農業所得統計(毎年度実施)|実績値||4,292||
    """

    (found,) = read_one(text).plan.indicators
    two = read_one(text.replace("出典:生産農業所得統計(毎年度実施)", "うち野菜")).plan.indicators

    assert (found.name, found.unit, actuals(found)) == ("農業産出額", "億円", {2014: "4,292"})
    assert found.notes == ("出典:生産農業所得統計(毎年度実施)",)
    assert [item.name for item in two] == ["農業産出額", "うち野菜"]


def test_a_field_for_the_explanation_names_nothing() -> None:
    found = read_one(
        """
        活動指標 | 年度 | H26 | H27 | H28
        貸出冊数(冊) | 計画 | 160 | 160 | 160
         | 実績 | 150 | 155 | 149
        説明(算式等) | 達成率 | 93.8% | 96.9% | 93.1%
        """
    )
    (item,) = found.plan.indicators

    assert item.name == "貸出冊数(冊)"
    assert rates(item) == {2014: "93.8%", 2015: "96.9%", 2016: "93.1%"}


def test_blanks_before_where_figures_are_from_take_no_time() -> None:
    begun = time.process_time()

    assert not is_source(" " * 50_000)
    assert is_source(" （ 出典 ） ： 農業統計")
    assert time.process_time() - begun < 1


def test_without_a_heading_a_second_part_alone_goes_on_with_the_first_above() -> None:
    found = find_names(
        """区分 | | | 27年度 | 28年度
        量の見込み | 2号 | 3歳以上 | 1,279人 | 1,269人
         | 3号 | 0歳児 | 92人 | 112人
         | | 1・2歳児 | 447人 | 463人
        実績 | 2号 | 3歳以上 | 1,315人 | 1,300人
         | 3号 | 0歳児 | 56人 | 60人
         | | 1・2歳児 | 487人 | 480人
        平成27年度から"""
    )

    assert found == ["2号 3歳以上", "3号 0歳児", "3号 1・2歳児"]


def test_blanks_behind_a_number_are_gone_through_once() -> None:
    assert not only_counts(f"(1){' ' * 200_000}x")
    assert only_counts("(1) [ ] ")
