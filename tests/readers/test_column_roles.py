"""Columns whose role the others and their cells decide."""

from __future__ import annotations

import pytest

from shirube.core.form import Role
from shirube.readers.column_roles import find_column_roles
from shirube.readers.loose_tables import find_loose_tables
from shirube.readers.table import find_tables
from tests.readers.tables import actuals, grid, read_one, targets


def roles(text: str) -> list[Role]:
    sheet = grid(text)
    (table,) = find_tables(sheet) or find_loose_tables(sheet)
    return [item.role for item in find_column_roles(table)]


def test_a_result_in_words_beside_an_actual_is_the_mark() -> None:
    assert roles("項目|目標|実績|結果\n甲|5|6|達成") == [Role.INDICATOR, Role.TARGET, Role.ACTUAL, Role.MARK]


def test_a_result_in_figures_is_the_actual() -> None:
    assert roles("項目|目標|結果\n甲|5|6\n乙|5|7")[2] is Role.ACTUAL


def test_the_present_value_beside_a_baseline_is_the_actual() -> None:
    found = roles("項目|設定時の値|現況値|年度目標値|達成度\n甲|1|2|3|○")

    assert found == [Role.INDICATOR, Role.BASELINE, Role.ACTUAL, Role.TARGET, Role.MARK]


def test_the_present_value_alone_stays_the_baseline() -> None:
    assert roles("指標|現状値|目標値\n甲|1|2")[1] is Role.BASELINE


def test_a_formula_over_letters_gives_the_columns_their_meaning() -> None:
    assert roles("区分|予定数 a|完了数 b|達成率 b/a\n甲|4|2|50%")[1:3] == [Role.TARGET, Role.ACTUAL]
    assert roles("区分|完了数 a|予定数 b|達成率 a/b\n甲|2|4|50%")[1:3] == [Role.ACTUAL, Role.TARGET]


def test_a_ratio_of_figures_of_two_years_says_nothing_of_goals() -> None:
    found = read_one(
        """
         | 令和3年度の移行者数(A) | 令和8年度の移行者数(B) | 移行比率 | 集計値 (B)/(A)
        全体 | 21,780 | 29,342 | 1.28倍以上 | 1.35
        """
    )

    assert not any(item.targets or item.actuals for item in found.plan.indicators)


def test_a_ratio_of_figures_of_one_year_says_which_was_promised() -> None:
    (item,) = read_one(
        """
        令和6年度 指導件数の状況
        項目 | 令和6年度の指導(A) | 令和6年度の相談(B) | 達成率 (B)/(A)
        指導件数 | 300 | 351 | 117%
        """
    ).plan.indicators

    assert ([one.reading.text for one in item.targets], actuals(item)) == (["300"], {2024: "351"})


@pytest.mark.parametrize("goal", ["令和10年度目標値", "令和10年度の目標", "目標(R10)"])
def test_a_goal_of_a_year_below_the_word_alone_is_that_of_the_year(goal: str) -> None:
    found = read_one(
        f"""
        評価指標 | 単位 | 現況値 | 目標値
         | | 令和5年度の実績 | {goal}
        満足度 | % | 41.2 | 50.0
        販売件数 | 件/年 | 1,102 | 1,500
        """
    )

    assert [targets(item) for item in found.plan.indicators] == [{2028: "50.0"}, {2028: "1,500"}]
    assert "goal-of-evaluated-year" not in {one.code for one in found.findings}


def test_a_plan_as_it_was_first_is_not_the_one_that_counts() -> None:
    (item,) = read_one("指標 | R6計画(当初) | R6計画(変更後) | R4実績\n満足度 | 50 | 55 | 41").plan.indicators

    assert targets(item) == {2024: "55"}
