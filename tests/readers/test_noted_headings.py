"""Headings and labels with the mark of a note behind them or brackets around them."""

from __future__ import annotations

import time

import pytest

from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.noted_headings import bare_headings
from tests.readers.tables import actuals, grid, rates, targets


def bare(cell: str) -> str:
    (row,) = bare_headings(Grid(file="", name="", rows=[["指標", cell]])).rows
    return str(row[1])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("目標値（注1）", "目標値"),
        ("達成率※2", "達成率"),
        ("実績(※)", "実績"),
        ("評価 注）", "評価"),
        ("令和5年度*1", "令和5年度"),
        ("【実績】", "実績"),
        ("＜目標値＞※", "目標値"),
        ("[R5実績]", "R5実績"),
    ],
)
def test_such_signs_are_no_part_of_a_heading(cell: str, text: str) -> None:
    assert bare(cell) == text


@pytest.mark.parametrize(
    "cell",
    [
        "85.0%※1",
        "1,200（注2）",
        "相談件数※1",
        "【新規】",
        "A※",
        "※",
        "注1",
        "",
        "[病床利用率]",
        "目標（80%）",
        "(目標)",
    ],
)
def test_signs_of_figures_and_names_stay(cell: str) -> None:
    assert bare(cell) == cell


def test_a_heading_alone_in_its_row_keeps_its_brackets() -> None:
    sheet = Grid(file="", name="", rows=[["【目標】", ""], ["指標", "目標値"]])

    assert bare_headings(sheet) is sheet


def test_a_table_says_the_same_with_notes_and_brackets() -> None:
    table = """
    令和5年度の進捗状況
    【指標】{0} | 区分 | 【R4】 | 【R5】{0}
    相談件数 | 目標{0} | 20件 | 25件
     | 【実績】 | 18件 | 26件
     | 達成率{0} | 90.0% | 104.0%
    図書館の利用者数 | 目標{0} | 1,000人 | 1,100人
     | 【実績】 | 1,050人 | 1,150人
     | 達成率{0} | 105.0% | 104.5%
    """
    (plain,) = read_grids_as_plans([grid(table.format("").replace("【", "").replace("】", ""))], "表.xlsx")
    (noted,) = read_grids_as_plans([grid(table.format("（注1）"))], "表.xlsx")

    assert noted.plan == plain.plan
    first, _ = noted.plan.indicators
    assert (targets(first), actuals(first)) == ({2022: "20件", 2023: "25件"}, {2022: "18件", 2023: "26件"})
    assert rates(first) == {2022: "90.0%", 2023: "104.0%"}


def test_thousands_of_signs_are_gone_through_once() -> None:
    began = time.perf_counter()
    sheet = Grid(file="", name="", rows=[["※" * 100_000, "（" * 30 + "）", "注" * 32, "(※)" * 10]] * 50)

    assert bare_headings(sheet) is not None
    assert time.perf_counter() - began < 1


def test_a_heading_that_explains_its_signs_is_that_of_the_names() -> None:
    (found,) = read_grids_as_plans(
        [
            grid(
                """
                No | 指標名 ※【 】内はゴール・ターゲット番号 | 2022年実績 | 2023年実績 | 2030年目標値
                1 | 【8.9】観光消費額 | 84億円 | 112億円 | 150億円
                2 | 【17.17】登録団体数 | 140団体 | 215団体 | 300団体
                """
            )
        ],
        "表.xlsx",
    )

    assert [item.name for item in found.plan.indicators] == ["【8.9】観光消費額", "【17.17】登録団体数"]
