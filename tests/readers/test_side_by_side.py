"""Tables and forms beside one another on one sheet."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Span
from shirube.readers.side_by_side import split_side_by_side
from tests.readers.tables import actuals, grid, marks, read_one, targets


def test_each_half_keeps_its_own_marks() -> None:
    """The mark of the left half was given to the indicator of the right one too."""
    found = read_one(
        """
        令和6年度
        指標 | 目標 | 実績 | 評価 | | 指標 | 目標 | 実績 | 評価
        相談件数 | 100 | 120 | A | | 会員数 | 40 | 45 | B
        来館者数 | 10 | 12 | A | | | | |
        """
    )

    assert [(item.name, marks(item)) for item in found.plan.indicators] == [
        ("相談件数", {2024: "A"}),
        ("来館者数", {2024: "A"}),
        ("会員数", {2024: "B"}),
    ]
    assert "tables-beside" in {one.code for one in found.findings}


def test_plan_and_result_in_two_halves_become_one_indicator() -> None:
    items = read_one(
        """
        指標 | R5 | R6 | 指標 | R5 | R6
        相談件数(目標) | 20 | 21 | 相談件数(実績) | 19 | 22
        講座数(目標) | 5 | 5 | 講座数(実績) | 4 | 5
        """
    ).plan.indicators

    assert [(item.name, targets(item), actuals(item)) for item in items] == [
        ("相談件数", {2023: "20", 2024: "21"}, {2023: "19", 2024: "22"}),
        ("講座数", {2023: "5", 2024: "5"}, {2023: "4", 2024: "5"}),
    ]


def test_forms_with_their_years_below_one_another_are_told_by_their_labels() -> None:
    items = read_one(
        """
        KPI | 就職者数 | | | KPI | 移住者数 |
        年度 | 目標値 | 実績値 | | 年度 | 目標値 | 実績値
        R4 | 50 | 48 | | R4 | 10 | 12
        R5 | 55 | 57 | | R5 | 12 | 11
        """
    ).plan.indicators

    assert [(item.name, targets(item), actuals(item)) for item in items] == [
        ("就職者数", {2022: "50", 2023: "55"}, {2022: "48", 2023: "57"}),
        ("移住者数", {2022: "10", 2023: "12"}, {2022: "12", 2023: "11"}),
    ]


def test_a_cell_of_the_right_half_is_named_by_its_place_in_the_file() -> None:
    sheet = grid(
        """
        指標 | R6目標 | R6実績 | 指標 | R6目標 | R6実績
        相談件数 | 100 | 120 | 会員数 | 40 | 45
        """,
        merges=[Span(1, 3, 1, 4)],
    )
    found = split_side_by_side(sheet)

    assert found is not None
    assert found[0].place(2, 0).cell == "D2"
    assert found[0].merges == (Span(2, 0, 2, 1),)


@pytest.mark.parametrize(
    "text",
    [
        # the same headings below two years, with the names to their left
        """
        指標 | R5 | | | R6 | |
         | 目標 | 実績 | 達成率 | 目標 | 実績 | 達成率
        相談件数 | 100 | 120 | 120% | 110 | 99 | 90%
        """,
        # figures that happen to repeat
        """
        指標 | R4目標 | R5目標 | R6目標 | R4実績 | R5実績
        10 | 20 | 30 | 10 | 20 | 30
        """,
        # two indicators in a row with a mark for both
        """
        活動指標 | 目標 | 実績 | 成果指標 | 目標 | 実績 | 評価
        開催数 | 10 | 12 | 参加者数 | 100 | 99 | A
        """,
    ],
)
def test_what_only_repeats_headings_stays_in_one_piece(text: str) -> None:
    assert split_side_by_side(grid(text)) is None


def test_forms_beside_one_another_are_read_each() -> None:
    first, second = read_one(
        """
        重点プロジェクト個票
        プロジェクト名 | 食の魅力 | | | | プロジェクト名 | 周遊 | |
        KPI | 売上額（万円） | | | | KPI | 自転車の利用（台） | |
        基準値(R2) | 目標値(R6) | 実績値(R6) | 達成状況 | | 基準値(R2) | 目標値(R6) | 実績値(R6) | 達成状況
        840 | 1200 | 1080 | △ | | 2310 | 3000 | 3155 | ○
        概要 | 地域と進める | | | | 概要 | 駅前に置く | |
        """
    ).plan.indicators

    assert (targets(first), actuals(first), marks(first)) == ({2024: "1200"}, {2024: "1080"}, {2024: "△"})
    assert (targets(second), actuals(second), marks(second)) == ({2024: "3000"}, {2024: "3155"}, {2024: "○"})
    assert [item.baseline.reading.text for item in (first, second) if item.baseline] == ["840", "2310"]
