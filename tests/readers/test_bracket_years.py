"""Years in brackets behind figures whose columns have a year of their own."""

from __future__ import annotations

import pytest

from shirube.readers.result import ReadPlan
from tests.readers.tables import actuals, marks, read_one, targets


def codes(found: ReadPlan) -> set[str]:
    return {one.code for one in found.findings}


def test_a_figure_is_of_the_year_that_stands_behind_it() -> None:
    found = read_one(
        """
        項目 | 策定時(H18) | 現況(H23) | 目標(H32)
        エネルギー消費量 | 77.4(H16) | 63.7(H22) | 61.9
        低公害車の割合 | 29(H19) | 55 | 87
        """
    )

    first, second = found.plan.indicators
    assert (actuals(first), actuals(second)) == ({2010: "63.7(H22)"}, {2011: "55"})
    assert targets(first) == {2020: "61.9"}
    assert "cell-year-taken" in codes(found)


def test_a_row_that_is_a_year_behind_its_headings_moves_as_a_whole() -> None:
    found = read_one(
        """
        指標 | 現状値(R2) | 目標値(R12) | R3実績 | R4実績 | R5実績
        耐震化率 | 86.1% | 91.6% | 86.7% | 87.2% | 87.7%
        市場規模 | 947億円(R元) | 1,300億円 | 925億円(R2) | 928億円(R3) | 866億円(R4)
        """
    )

    first, second = found.plan.indicators
    assert actuals(second) == {2020: "925億円(R2)", 2021: "928億円(R3)", 2022: "866億円(R4)"}
    assert list(actuals(first)) == [2021, 2022, 2023]


def test_a_target_in_the_middle_is_of_its_own_year_too() -> None:
    found = read_one(
        """
        指標 | 当初(H23) | 中間目標(H25末) | 最終目標(H27末)
        設備の割合 | 21% | 31% | 40%
        耐震化率 | 63% | 68%(H24末) | 72%(H27末)
        """
    )

    assert targets(found.plan.indicators[1]) == {2012: "68%(H24末)", 2015: "72%(H27末)"}


@pytest.mark.parametrize(
    ("headings", "judged"),
    [("H27目標 | H27実績", "90"), ("H27実績 | H27達成率", "83.3%"), ("H27実績 | H27評価", "B")],
)
def test_a_figure_that_is_judged_in_the_year_of_its_column_stays_there_and_is_told(
    headings: str, judged: str
) -> None:
    cells = f"{judged} | 75(H25)" if headings.startswith("H27目標") else f"75(H25) | {judged}"
    found = read_one(f"指標 | {headings} | R2目標\n耐震化率 | {cells} | 95\n加入率 | 80 | 80 | 90")

    assert actuals(found.plan.indicators[0]) == {2015: "75(H25)"}
    assert "cell-year-differs" in codes(found)
    assert "cell-year-taken" not in codes(found)


def test_a_figure_with_a_mark_that_says_no_year_stays_in_its_column() -> None:
    found = read_one("指標 | H27実績 | 評価 | R2目標\n耐震化率 | 75(H25) | B | 95\n加入率 | 80 | A | 90")

    first, _ = found.plan.indicators
    assert actuals(first) == {2015: "75(H25)"}
    assert marks(first) == {2015: "B"}


def test_two_figures_never_fall_into_one_year() -> None:
    found = read_one(
        """
        建築物 | 平成17年度末 | 平成26年度末(推計) | 平成27年度末(目標)
        沿道建築物 | 78.0%(平成26年度末) | 81.6% | 95.0%
        """
    )

    assert list(actuals(found.plan.indicators[0])) == [2005, 2014]


@pytest.mark.parametrize("behind", ["(H14現況を改善)", "(H22比3%増)", "（注1）", "(H23)"])
def test_what_else_stands_in_brackets_moves_nothing(behind: str) -> None:
    found = read_one(
        f"指標 | H22実績 | H23実績 | H27目標\n耐震化率 | | 75{behind} | 95\n加入率 | 70 | 80 | 90"
    )

    assert actuals(found.plan.indicators[0])[2011] == f"75{behind}"
    assert "cell-year-taken" not in codes(found)
