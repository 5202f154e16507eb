"""Rows of years."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.readers.year_rows import find_year_row
from tests.readers.tables import actuals, read_one, targets


@pytest.mark.parametrize(
    ("cells", "years"),
    [
        (["指標", "区分", "R5", "R6"], {2: 2023, 3: 2024}),
        (["平成(年度)", "17", "18", "19"], {1: 2005, 2: 2006, 3: 2007}),
        (["年度", "単位", "策定時", "H27", "H28"], {3: 2015, 4: 2016}),
        (["指標", "令和5(2023)年度", "令和6(2024)年度"], {1: 2023, 2: 2024}),
    ],
)
def test_years_are_found_in_any_notation(cells: list[str], years: dict[int, int]) -> None:
    found = find_year_row(3, cells, None)

    assert found is not None
    assert {column: year.start for column, year in found.years.items()} == years


def test_bare_years_need_an_era_from_somewhere() -> None:
    cells = ["年度", "14年度", "15年度", "16年度"]

    assert find_year_row(0, cells, None) is None
    found = find_year_row(0, cells, FiscalYear(2006))
    assert found is not None
    assert [year.start for year in found.years.values()] == [2002, 2003, 2004]


@pytest.mark.parametrize(
    "cells",
    [
        ["目標", "17", "18", "19"],
        ["参加者数", "R6", "R5"],
        ["R5"],
        ["甲 12人", "R5", "R6"],
        ["年度", "5", "9", "30"],
        [],
    ],
)
def test_figures_and_lone_years_are_no_row_of_years(cells: list[str]) -> None:
    assert find_year_row(0, cells, FiscalYear(2006)) is None


@pytest.mark.parametrize(
    "texts",
    [
        ["年間開催数", "目標", "25", "26"],
        ["", "うち高学年", "量の見込み", "25", "26"],
        ["青年団員数", "", "10", "11"],
        ["年度計画", "実績", "10", "11"],
        ["1年生の参加者", "", "10", "11"],
    ],
)
def test_figures_that_follow_one_another_beside_a_name_with_the_word_are_no_years(texts: list[str]) -> None:
    assert find_year_row(0, texts, FiscalYear(2023)) is None


@pytest.mark.parametrize("label", ["年度", "実施年度", "年次", "令和（年度）", "年"])
def test_numbers_beside_the_word_itself_are_years(label: str) -> None:
    found = find_year_row(0, [label, "", "4", "5"], FiscalYear(2023))

    assert found is not None
    assert found.years == {2: FiscalYear(2022), 3: FiscalYear(2023)}


@pytest.mark.parametrize("label", ["３か年計", "3ヶ年合計", "5年間の平均", "３年間累計"])
def test_a_column_for_all_years_together_leaves_a_row_of_years_one(label: str) -> None:
    found = find_year_row(0, ["指標", "区分", "R4", "R5", "R6", label], None)

    assert found is not None
    assert sorted(found.years) == [2, 3, 4]
    assert found.labels[5] == label


def test_a_figure_beside_years_is_none_of_a_heading() -> None:
    assert find_year_row(0, ["相談件数3年目", "区分", "R4", "R5"], None) is None


def test_the_year_that_targets_begin_from_heads_baselines_and_no_other_year_does() -> None:
    text = """
    指標名||基準年(H28)|H29|H30|H31
    なじみの店がある区民の割合|目標||||80.0%
    |実績|75.1%|78.0%||
    """

    (found,) = read_one(text).plan.indicators
    (other,) = read_one(text.replace("基準年(H28)", "H28")).plan.indicators

    assert found.baseline is not None
    assert (found.baseline.year, found.baseline.reading.text) == (FiscalYear(2016), "75.1%")
    assert actuals(found) == {2017: "78.0%"}
    assert actuals(other) == {2016: "75.1%", 2017: "78.0%"}


def test_whose_words_a_heading_has_says_nothing_of_its_figures() -> None:
    text = """
    平成28年度 施策評価シート
     | | 単位 | 総合計画記載(現状値) | 27年度 | 28年度 | 29年度 | 30年度 | 総合計画記載31年度
    ③ 事業所数 | 目標 | 事業所 | - | - | - | - | - | 3,485
     | 実績 | 事業所 | 3,480 | 3,500 | | | |
    """

    (found,) = read_one(text).plan.indicators

    assert found.baseline is not None
    assert found.baseline.reading.text == "3,480"
    assert targets(found)[2019] == "3,485"
    assert actuals(found) == {2015: "3,500"}


def test_a_year_among_others_may_say_that_it_was_reached() -> None:
    """Otherwise the goals below it are taken for actuals, and their lines have no name."""
    found = read_one(
        """
        施策の目標値
        指標名 | 単位 | | 平成17年度 | 平成18年度実績 | 平成20年度 | 平成24年度
        緑化延長 | m | 実績 | 37,860 | 39,870 | |
                 |   | 目標 |        |        | 40,280 | 41,900
        """
    )

    (item,) = found.plan.indicators
    assert targets(item) == {2008: "40,280", 2012: "41,900"}
    assert actuals(item) == {2005: "37,860", 2006: "39,870"}


@pytest.mark.parametrize("heading", ["評価(R1)", "R1達成率", "目標値(R4)", "評価"])
def test_lines_below_years_may_have_a_dated_mark_or_goal_behind_them(heading: str) -> None:
    (item,) = read_one(
        f"""
        分野 | 指標名 | 単位 | 基準値(H26) | 区分 | H29 | H30 | R1 | {heading}
        自治 | 活動への参加率 | % | 48.2 | 目標 | 52.0 | 54.0 | 56.0 | 60
         | | | | 実績 | 51.7 | 53.0 | 52.8 |
        """
    ).plan.indicators

    assert targets(item)[2019] == "56.0"
    assert actuals(item) == {2017: "51.7", 2018: "53.0", 2019: "52.8"}


def test_bare_years_may_have_a_dated_goal_behind_them() -> None:
    found = read_one(
        """
        指標   | 現状値(2018) | 目標・実績 | 2019 | 2020 | 目標値(2024)
        舗装率 | 98           | 目標値     | 86.2 | 87.9 | 94.1
               |              | 実績値     | 80.4 | 77.4 |
        救命率 | 13           | 目標値     | 11.6 | 12.6 | 15.3
               |              | 実績値     | 15.7 | 12.1 |
        """
    )

    assert [item.name for item in found.plan.indicators] == ["舗装率", "救命率"]
    assert targets(found.plan.indicators[0]) == {2019: "86.2", 2020: "87.9", 2024: "94.1"}
    assert actuals(found.plan.indicators[1]) == {2019: "15.7", 2020: "12.1"}
