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
