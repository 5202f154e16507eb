"""Names that are hardly names."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from tests.readers.tables import actuals, read_one, targets


def test_names_with_kinds_in_brackets_side_by_side_are_said_to_be_lines() -> None:
    found = read_one(
        """
        指標 | R5 | R6 | 指標名 | R5 | R6
        相談件数(目標) | 20 | 21 | 相談件数(実績) | 19 | 22
        講座数(目標) | 5 | 5 | 講座数(実績) | 4 | 5
        """
    )

    assert "lines-mistaken" in {one.code for one in found.findings}


@pytest.mark.parametrize(("name", "is_plan"), [("計画職員数 A", True), ("在籍する職員数", False)])
def test_planned_staff_below_years_alone_is_not_silently_what_was_reached(name: str, is_plan: bool) -> None:
    found = read_one(
        f"""
        定員適正化計画(平成27年4月1日~平成36年4月1日)
        区分 | | H27 | H28 | H29
        一般行政 | {name} | 72 | 74 | 73
        特別行政 | {name} | 14 | 15 | 13
        """
    )

    assert ("rows-of-plan" in {one.code for one in found.findings}) is is_plan
    assert all(bool(item.targets) is is_plan for item in found.plan.indicators)


def test_planned_staff_beside_other_rows_is_never_silently_what_was_reached() -> None:
    found = read_one(
        """
        定員適正化計画(平成27年4月1日~平成36年4月1日)
        区分 | | H27 | H28 | H29
        一般行政 | 計画職員数 A | 72 | 74 | 73
        一般行政 | 新規採用者数 | 4 | 5 | 3
        """
    )

    assert "lines-mistaken" in {one.code for one in found.findings}


def test_a_row_called_actual_and_no_more_is_never_silently_an_indicator() -> None:
    found = read_one(
        """
        外国人延べ宿泊者数（万人泊）
         | 平成25年 | 平成26年 | 平成27年 | 平成29年
        実績 | 342 | 447 | 751 |
        第6回協議会時の見通し | | | | 600
        """
    )

    assert "lines-mistaken" in {one.code for one in found.findings if one.level is Level.GRAVE}


def test_a_row_called_actual_with_figures_of_all_kinds_lacks_its_name_only() -> None:
    found = read_one(
        """
        KPI その1 | 国際戦略総合特区新規プロジェクトの創出数
        項目 | 基準値(H26) | H27実績 | H28実績 | 目標値(H31)
        実績値 | 7 | 8 | 9 | 12
        """
    )

    (told,) = [one for one in found.findings if one.code == "lines-mistaken"]
    assert (told.level, "指標名がほかの場所" in told.message) == (Level.ODD, True)
    (item,) = found.plan.indicators
    assert (targets(item), actuals(item)) == ({2019: "12"}, {2015: "8", 2016: "9"})


def test_a_name_that_only_ends_so_is_one() -> None:
    found = read_one(
        """
        指標 | 平成25年 | 平成26年
        宿泊者数の実績 | 342 | 447
        """
    )

    assert "lines-mistaken" not in {one.code for one in found.findings}


@pytest.mark.parametrize(("name", "is_note"), [("※( )内は見込みの数", True), ("※印の事業の件数", False)])
def test_a_note_in_the_place_of_a_name_is_said(name: str, is_note: bool) -> None:
    found = read_one(f"指標 | R5目標 | R5実績\n相談件数 | 5 | 6\n{name} | 7 | 8")

    assert ("name-is-note" in {one.code for one in found.findings}) is is_note


@pytest.mark.parametrize(
    ("name", "is_number"),
    [
        ("指標1", True),
        ("成果指標②", True),
        ("KPI 3", True),
        ("指標1の達成率", False),
        ("目標1人当たり", False),
    ],
)
def test_a_number_in_the_place_of_a_name_is_said(name: str, is_number: bool) -> None:
    found = read_one(f"指標 | R5目標 | R5実績\n相談件数 | 5 | 6\n{name} | 7 | 8")

    assert ("name-is-number" in {one.code for one in found.findings}) is is_number
