"""Columns headed by two years or two kinds of figures, with two figures in each cell."""

from __future__ import annotations

import time

import pytest

from tests.readers.tables import actuals, read_one, targets

_TABLE = """
    指標 | {heading} | R4実績 | 判定
    耐震化率 | 85%{sign}95% | 91.2% | ○
    登録数 | 12件 {sign} 40件 | 38件 | ○
    点検箇所数 | － | 5箇所 | －
    """


@pytest.mark.parametrize(
    ("heading", "sign"),
    [
        ("現状(H30)→目標(R5)", "→"),
        ("基準値（平成30年度）⇒目標値（令和5年度）", "⇒"),
        ("H30現状値/R5目標値", "/"),
        ("基準値(H30)／目標値(R5)", "／"),
    ],
)
def test_the_figures_of_a_cell_are_what_the_heading_says_in_its_order(heading: str, sign: str) -> None:
    found = read_one(_TABLE.format(heading=heading, sign=sign))
    first, second, third = found.plan.indicators

    assert [item.baseline.reading.text for item in (first, second) if item.baseline] == ["85%", "12件"]
    assert [item.baseline.year.start for item in (first, second) if item.baseline and item.baseline.year] == [
        2018,
        2018,
    ]
    assert (targets(first), targets(second)) == ({2023: "95%"}, {2023: "40件"})
    assert (actuals(first)[2022], actuals(third)[2022]) == ("91.2%", "5箇所")
    (said,) = [one for one in found.findings if one.code == "kinds-paired"]
    assert "分けて読み取りました" in said.message


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("現状(H30)→目標(R5)", "95%"),
        ("現状(H30)→目標(R5)", "検討→策定する内容"),
        ("目標(R5)→課題", "85%→95%"),
    ],
)
def test_other_columns_are_left_as_they_were(heading: str, cell: str) -> None:
    found = read_one(f"指標 | {heading} | R4実績\n登録数 | 12→40 | 15\n点検率 | {cell} | 65")

    assert "kinds-paired" not in {one.code for one in found.findings}
    assert actuals(found.plan.indicators[1])[2022] == "65"


def test_a_long_run_of_spaces_in_a_cell_takes_no_time() -> None:
    begin = time.process_time()
    found = read_one(f"指標 | 現状(H30)→目標(R5) | R4実績\n件数 | 3{' ' * 29_000}x→5 | 2")

    assert len(found.plan.indicators) == 1
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("heading", ["目標値（R8 / R13）", "目標値(令和8年度・令和13年度)", "R8／R13目標"])
def test_the_figures_of_a_cell_belong_to_the_years_of_the_heading_in_their_order(heading: str) -> None:
    found = read_one(
        f"""
        方針 | 指標 | 現状値（R3） | {heading} | R4実績 | 備考
        Ⅰ調査 | 文化財調査件数 | 12件 | 30件 / 50件 | 15件 |
        Ⅱ保存 | 文化財の点検率 | 60% | 80%／100% | 65% | 毎年
        Ⅲ活用 | 講座参加者数 | 320人 | － ・ 500人 | 298人 |
        """
    )

    assert [targets(item) for item in found.plan.indicators] == [
        {2026: "30件", 2031: "50件"},
        {2026: "80%", 2031: "100%"},
        {2026: "－", 2031: "500人"},
    ]
    assert actuals(found.plan.indicators[1]) == {2022: "65%"}
    assert found.plan.indicators[1].notes == ("毎年",)
    (said,) = [one for one in found.findings if one.code == "years-paired"]
    assert "「令和8年度目標値」と「令和13年度目標値」" in said.message


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        # One of the cells says one figure, or something else; a period; one year and something else.
        ("目標値（R8 / R13）", ("30件 / 50件", "80%")),
        ("目標値（R8 / R13）", ("30件 / 50件", "検討中の内容を / 含む文")),
        ("目標値（R8 ～ R13）", ("30件 / 50件", "1 / 2")),
        ("目標値（R8 / 最終）", ("30件 / 50件", "1 / 2")),
    ],
)
def test_other_cells_are_left_as_they_were(heading: str, cells: tuple[str, str]) -> None:
    found = read_one(f"指標 | {heading} | R4実績\n調査件数 | {cells[0]} | 15\n点検率 | {cells[1]} | 65")

    assert "years-paired" not in {one.code for one in found.findings}


def test_a_long_run_of_spaces_below_two_years_takes_no_time() -> None:
    begin = time.process_time()
    found = read_one(f"指標 | R8／R13目標 | R5実績\n件数 | 3{' ' * 29_000}x/5 | 2")

    assert len(found.plan.indicators) == 1
    assert time.process_time() - begin < 2


def test_the_second_year_and_the_second_figure_may_stand_in_brackets() -> None:
    (item,) = read_one(
        """
        項目 | 基準年度の状況 | 1999年度実績 | 2001年度の目標(2010年度の目標)
        着手率 | 41% | 54.5% | 82%(100%)
        """
    ).plan.indicators

    assert targets(item) == {2001: "82%", 2010: "100%"}


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("2001年度の目標(2010年度の見込)", "82%(100%)"), ("2001年度の目標(2010年度の目標)", "82%(早期)")],
)
def test_other_brackets_divide_nothing(heading: str, cell: str) -> None:
    (item,) = read_one(f"項目 | 1999年度実績 | {heading}\n着手率 | 54.5% | {cell}").plan.indicators

    assert 2010 not in targets(item)
