"""Money beside what is measured."""

from __future__ import annotations

from shirube.core.form import Role
from shirube.readers.amount_columns import find_amounts_beside
from tests.readers.tables import actuals, rates, read_one, targets


def test_money_spent_is_not_the_actual_of_an_indicator_beside_it() -> None:
    found = read_one(
        """
        令和6年度　交付金事業の実績
        事業名 | 実績額 | 指標 | 目標値 | 実績値
        分譲の促進 | 6607500 | 雇用件数 | 42 | 15
        """
    )
    (item,) = found.plan.indicators

    assert (targets(item), actuals(item)) == ({2024: "42"}, {2024: "15"})
    assert "6607500" in [text for _, text in item.extras]


def test_money_alone_is_what_was_planned_and_reached() -> None:
    (item,) = read_one(
        """
        平成19年度　行政改革の効果額
        取組 | 計画額 | 実績額 | 達成率
        給与の見直し | 130.7 | 153.8 | 117.7%
        """
    ).plan.indicators

    assert (targets(item), actuals(item), rates(item)) == (
        {2007: "130.7"},
        {2007: "153.8"},
        {2007: "117.7%"},
    )


def test_lines_of_money_are_lines_of_one_indicator() -> None:
    (item,) = read_one(
        """
        取組 | 区分 | 平成18年度 | 平成19年度
        歳出の見直し | 計画額 | 950 | 1030
         | 実績額 | 2085 | 1100
         | 達成率 | 219.5% | 106.8%
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2006: "950", 2007: "1030"}, {2006: "2085", 2007: "1100"})
    assert rates(item) == {2006: "219.5%", 2007: "106.8%"}


def test_all_money_or_none() -> None:
    assert find_amounts_beside([(Role.TARGET, "計画額"), (Role.ACTUAL, "決算額")]) == frozenset()
    assert find_amounts_beside([(Role.ACTUAL, "決算額"), (Role.ACTUAL, "実績値")]) == {0}


def test_what_was_planned_in_a_table_of_money_is_money_too() -> None:
    (item,) = read_one(
        """
        平成19年度　行政改革の効果額（単位：千円）
        取組 | 計画 | 実績額 | 達成率
        給与の見直し | 130.7 | 153.8 | 117.7%
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2007: "130.7"}, {2007: "153.8"})


def test_an_amount_reached_is_the_actual_whatever_stands_beside_it() -> None:
    """Nobody spends a 達成額."""
    assert find_amounts_beside([(Role.TARGET, "目標"), (Role.ACTUAL, "達成額")]) == frozenset()


def test_effects_in_money_are_figures_unless_something_else_is_measured() -> None:
    money = [(Role.TARGET, "目標効果額"), (Role.ACTUAL, "効果実績額")]

    assert find_amounts_beside(money) == frozenset()
    assert find_amounts_beside([(Role.TARGET, "目標値"), (Role.ACTUAL, "実績値"), *money]) == {2, 3}


def test_what_is_used_is_not_reached_where_the_goal_is_how_much_is_saved() -> None:
    used = [(Role.ACTUAL, "電力使用量(千kWh) 平成22年度"), (Role.ACTUAL, "電力使用量(千kWh) 平成26年度")]
    saved = [(Role.TARGET, "目標抑制率[%]"), (Role.ACTUAL, "実績抑制率[%]")]

    assert find_amounts_beside([*used, *saved]) == {0, 1}
    # With a goal for what is used both are measured, and without a rate reached nothing tells them apart.
    assert find_amounts_beside([*used, *saved, (Role.TARGET, "目標使用量")]) == set()
    assert find_amounts_beside([*used, saved[0]]) == set()


def test_a_goal_of_saving_is_never_held_against_what_was_used() -> None:
    found = read_one(
        """
        平成26年度における節電実績
        施設区分 | 電力使用量(千kWh) | | 目標抑制率[%] | 実績抑制率[%]
         | 平成22年度 | 平成26年度 | |
        1.庁舎系施設 | 5,939 | 4,821 | 15.0 | 18.8
        3.学校 | 11,499 | 12,330 | 10.0 | -7.2
        """
    )

    office, school = found.plan.indicators
    assert (targets(office), actuals(office), office.unit) == ({2014: "15.0"}, {2014: "18.8"}, "%")
    assert actuals(school) == {2014: "-7.2"}
