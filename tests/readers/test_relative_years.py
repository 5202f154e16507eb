"""Headings that tell their year by another."""

from __future__ import annotations

import pytest

from shirube.readers.bare_years import write_out_bare_years
from tests.readers.tables import actuals, grid, marks, read_one, targets


def test_last_year_beside_this_year_are_counted_from_the_title() -> None:
    (item,) = read_one(
        """
        令和6年度　実施状況
        指標   | 前年度 |      | 今年度 |      |
               | 目標   | 実績 | 目標   | 実績 | 評価
        来館者 | 50     | 48   | 60     | 61   | A
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2023: "50", 2024: "60"}, {2023: "48", 2024: "61"})
    assert marks(item) == {2024: "A"}


def test_last_years_mark_below_a_heading_of_two_rows_is_not_this_years() -> None:
    (item,) = read_one(
        """
        令和6年度　実施状況
        指標   | 令和6年度 |      | 前年度 | 評価
               | 目標      | 実績 | 評価   |
        来館者 | 60        | 61   | C      | A
        """
    ).plan.indicators

    assert marks(item) == {2024: "A"}
    assert [text for _, text in item.extras] == ["C"]


def test_figures_of_last_year_this_year_and_the_next_are_told_by_the_title() -> None:
    (item,) = read_one(
        """
        令和6年度 取組評価
        事業名 | 指標 | 前年度実績 | 今年度目標 | 今年度実績 | 評価 | 来年度目標
        見守り | 参加者数 | 1,020人 | 1,100人 | 770人 | Ｃ | 1,000人
        """
    ).plan.indicators

    assert targets(item) == {2024: "1,100人", 2025: "1,000人"}
    assert actuals(item) == {2023: "1,020人", 2024: "770人"}
    assert item.baseline is None  # the year before is not where the plan began
    assert marks(item) == {2024: "Ｃ"}


@pytest.mark.parametrize(
    "heads",
    [
        "前年度実績 | 目標 | 実績",  # nobody says which year the others are of
        "前年度実績 | 今年度目標 | 来年度目標",
        "前年度比較 | 今年度課題 | 今年度対応",
    ],
)
def test_years_by_their_place_need_target_and_actual_of_this_one(heads: str) -> None:
    sheet = grid(f"令和6年度 取組評価\n指標 | {heads}\n参加者数 | 1 | 2 | 3")

    assert write_out_bare_years(sheet)[1] == ()


def test_years_by_their_place_are_not_told_by_the_years_of_another_table() -> None:
    """The year of a goal in the block above was taken for this one."""
    sheet = grid(
        """
        道路建設課の工程表
         | 基準値 | 今年度目標値 | 今年度実績値 | 長期的目標値
        数値 | 97.1% | 98.8% | 100% | 99%
        時点 | H22 | R3 | R3 | R7
        指標2
         | 基準値 | 今年度目標値 | 今年度実績値 | 長期的目標値
        数値 | 10 | 240 | 251 | 300
        """
    )

    assert write_out_bare_years(sheet)[1] == ()


def test_the_year_before_is_told_by_the_only_year_beside_it() -> None:
    (item,) = read_one(_LAST_YEAR.format(goal="令和5年度目標 (事業計画書)")).plan.indicators

    assert targets(item) == {2023: "2,600件"}
    assert actuals(item) == {2022: "2,542件", 2023: "2,752件"}


@pytest.mark.parametrize("goal", ["令和7年度目標", "目標"])
def test_beside_the_goal_of_another_year_nobody_says_which_was_before(goal: str) -> None:
    (item,) = read_one(_LAST_YEAR.format(goal=goal)).plan.indicators

    assert 2022 not in actuals(item)
    assert item.baseline is None or item.baseline.reading.text != "2,542件"


_LAST_YEAR = """
    利用区分 | 前年度実績 | {goal} | 令和5年度利用実績
    利用件数 | 2,542件 | 2,600件 | 2,752件
    """
