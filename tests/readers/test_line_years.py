"""Years that stand beside the years of lines, and the year of a mark that says none."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, marks, read_one, targets

FORM = """
実績評価シート
基本目標 | 競争力の強化
KPI その1 | 新規プロジェクトの創出数
数値の | 基準年度 | 従前値 | (単位) | H27 | H28 | H29 | 目標値 | 目標年度
実績値 | H26年度 | 7 | 件 | 8 | - | - | 12 | {goal}
総合評価 | B
"""


def test_a_goal_and_a_baseline_are_of_the_years_beside_them() -> None:
    (item,) = read_one(FORM.format(goal="H31年度")).plan.indicators

    assert item.name == "新規プロジェクトの創出数"
    assert targets(item) == {2019: "12"}
    assert item.baseline is not None
    assert (item.baseline.reading.text, item.baseline.year and item.baseline.year.start) == ("7", 2014)
    assert actuals(item)[2015] == "8"


def test_a_mark_is_that_of_the_newest_figure_and_not_of_a_year_to_come() -> None:
    (item,) = read_one(FORM.format(goal="H31年度")).plan.indicators

    assert marks(item) == {2015: "B"}


def test_a_goal_beside_words_gets_no_year_from_them() -> None:
    (item,) = read_one(FORM.format(goal="計画期間中")).plan.indicators

    assert 2019 not in targets(item)


def test_numbered_names_are_named_without_their_number() -> None:
    first, second = read_one(
        """
        KPI その1｜相談件数
        年度 | R5 | R6
        目標 | 100 | 110
        実績 | 95 | 102
        KPI その2｜訪問件数
        年度 | R5 | R6
        目標 | 50 | 55
        実績 | 45 | 52
        """.replace("｜", "\uff5c")
    ).plan.indicators

    assert (first.name, second.name) == ("相談件数", "訪問件数")


def test_a_goal_set_at_a_meeting_and_a_new_one_are_goals_of_one_indicator() -> None:
    (item,) = read_one(
        """
        外国人延べ宿泊者数(万人泊)
         | 平成26年 | 平成27年 | 平成29年 | 平成31年
        実績 | 447 | 751 | |
        第6回協議会時の目標 | | | 600 |
        新たな数値目標 | | | | 1100
        """
    ).plan.indicators

    assert targets(item) == {2017: "600", 2019: "1100"}
    assert {year: text for year, text in actuals(item).items() if text} == {2014: "447", 2015: "751"}


def test_a_new_goal_of_the_same_year_takes_the_place_of_the_one_before() -> None:
    (item,) = read_one(
        """
        外国人延べ宿泊者数(万人泊)
         | R5 | R6 | R7
        実績 | 291 | 178 |
        策定時の目標 | | | 600
        新たな数値目標 | | | 700
        """
    ).plan.indicators

    assert targets(item) == {2025: "700"}
    assert [one.before.text for one in item.targets[0].revisions] == ["600"]


def test_lines_of_the_next_indicator_begin_with_its_goal() -> None:
    items = read_one(
        """
         | | R5 | R6
        参加者数 | 目標 | 50 |
                 | 実績 | 45 | 62
        相談件数 | 目標 | | 12
                 | 実績 | 11 | 13
        """
    ).plan.indicators

    assert [targets(item) for item in items] == [{2023: "50"}, {2024: "12"}]


@pytest.mark.parametrize("heading", ["数値の基準年度", "測った年"])
def test_a_column_of_years_holds_no_names(heading: str) -> None:
    found = read_one(
        f"""
        平成27年度実績評価シート
        KPI その1 | プロジェクトの創出数
               | 従前値 | (単位) | {heading} | H27 | H28 | H29 | 目標値
        目標値 | 7      | 件     | H27年度   | 8   | -   | 12  | 12
        実績値 |        |        |           | 8   | -   | -
        """
    )

    assert [item.name for item in found.plan.indicators] == ["プロジェクトの創出数"]
