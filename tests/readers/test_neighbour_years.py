"""Rates and marks without a year, behind the figure of each year."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.neighbour_years import find_neighbour_years
from tests.readers.tables import actuals, marks, rates, read_one, targets

R5, R6 = FiscalYear(2023), FiscalYear(2024)


def test_each_rate_is_that_of_the_year_before_it() -> None:
    (item,) = read_one(
        """
        指標 | 単位 | 目標 (令和8年度) | 令和5年度 | 達成率(%) | 令和6年度 | 達成率(%)
        来館者数 | 人 | 30000 | 22582 | 75.3 | 22038 | 73.5
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2026: "30000"}, {2023: "22582", 2024: "22038"})
    assert rates(item) == {2023: "75.3", 2024: "73.5"}


def test_marks_behind_rates_are_of_that_year_too() -> None:
    (item,) = read_one(
        """
        項目 | R5目標 | R5実績 | 達成率 | 評価 | R6目標 | R6実績 | 達成率 | 評価
        来館者数 | 30 | 27 | 90% | B | 30 | 33 | 110% | A
        """
    ).plan.indicators

    assert rates(item) == {2023: "90%", 2024: "110%"}
    assert marks(item) == {2023: "B", 2024: "A"}


def test_a_lone_rate_may_be_of_any_year() -> None:
    assert find_neighbour_years([(Role.ACTUAL, R5), (Role.ACTUAL, R6), (Role.RATE, None)]) == {}


def test_two_rates_behind_one_year_are_told_apart_by_nobody() -> None:
    columns = [(Role.ACTUAL, R6), (Role.RATE, None), (Role.RATE, None)]

    assert find_neighbour_years(columns) == {}


def test_a_text_between_them_ends_the_neighbourhood() -> None:
    columns = [
        (Role.ACTUAL, R5),
        (Role.RATE, None),
        (Role.ACTUAL, R6),
        (Role.STATUS, None),
        (Role.RATE, None),
    ]

    assert find_neighbour_years(columns) == {}


def test_goals_that_all_stand_before_an_actual_are_of_its_year() -> None:
    columns = [(Role.UNIT, None), (Role.TARGET, None), (Role.ACTUAL, R5), (Role.TARGET, None)]

    assert find_neighbour_years([*columns, (Role.ACTUAL, R6)]) == {1: R5, 3: R6}


def test_goals_that_all_stand_behind_an_actual_are_of_its_year() -> None:
    columns = [(Role.ACTUAL, R5), (Role.TARGET, None), (Role.ACTUAL, R6), (Role.TARGET, None)]

    assert find_neighbour_years(columns) == {1: R5, 3: R6}


def test_goals_of_which_one_stands_apart_are_of_no_year() -> None:
    columns = [(Role.TARGET, None), (Role.ACTUAL, R5), (Role.ACTUAL, R6), (Role.TARGET, None)]

    assert find_neighbour_years(columns) == {}
    assert find_neighbour_years([(Role.TARGET, None), (Role.ACTUAL, R5)]) == {}
