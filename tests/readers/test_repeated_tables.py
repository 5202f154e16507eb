"""Sheets that say once more what other sheets of the workbook say."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.result import ReadPlan
from tests.readers.tables import grid

HEADINGS = "指標 | R4目標 | R4実績 | R5実績 | R5評価"
VISITORS = f"{HEADINGS}\n観光客数 | 1,280 | 1,105 | 1,290 | A\n宿泊者数 | 700 | 640 | 655 | B"
CHILDREN = f"{HEADINGS}\n待機児童数 | 10 | 8 | 3 | A"
ALL = "指標 | R5実績 | R5評価\n観光客数 | 1,290 | A\n宿泊者数 | 655 | B\n待機児童数 | 3 | A"


def sheet(name: str, text: str) -> Grid:
    return replace(grid(text), name=name)


def read(summary: str) -> tuple[list[ReadPlan], dict[str, str]]:
    sheets = [sheet("集計", summary), sheet("目標１", VISITORS), sheet("目標２", CHILDREN)]
    found = read_grids_as_plans(sheets, "管理.xlsx")
    return found, {one.code: one.message for read in found for one in read.findings}


def test_a_summary_of_other_sheets_counts_no_indicator_again() -> None:
    found, said = read(ALL)

    assert [item.name for one in found for item in one.plan.indicators] == [
        "観光客数",
        "宿泊者数",
        "待機児童数",
    ]
    assert said["sheet-repeats"].startswith("「集計」の3指標は")


def test_a_summary_that_says_something_else_is_kept_and_told() -> None:
    found, said = read(ALL.replace("655", "665"))

    assert len(found) == 3
    assert "sheet-repeats" not in said
    assert said["sheets-differ"].startswith("「集計」の「宿泊者数」は")


@pytest.mark.parametrize(
    "summary",
    [
        pytest.param(ALL + "\n移住者数 | 40 | A", id="a further indicator"),
        pytest.param(ALL.replace("R5", "R6"), id="another year"),
    ],
)
def test_a_sheet_with_something_of_its_own_stays(summary: str) -> None:
    found, said = read(summary)

    assert len(found) == 3
    assert said.keys().isdisjoint({"sheet-repeats", "sheets-differ"})


def test_of_two_sheets_that_say_the_same_the_first_stays() -> None:
    found = read_grids_as_plans([sheet("公表用", VISITORS), sheet("控え", VISITORS)], "管理.xlsx")

    assert [one.grid.name for one in found] == ["公表用"]


def test_marks_of_measures_repeat_those_of_their_indicators() -> None:
    form = """施策 | 指標 | R5目標 | R5実績 | R5評価
    歳入の確保 | 収納率 | 98.9 | 99.1 | ◎
    定員の管理 | 残業時間 | 12.5 | 15.0 | △"""
    listed = "施策 | R5評価\n歳入の確保 | ◎\n定員の管理 | △"

    found = read_grids_as_plans([sheet("総括表", listed), sheet("個票", form)], "行革.xlsx")

    assert [one.grid.name for one in found] == ["個票"]


def test_tables_of_one_sheet_are_not_compared() -> None:
    found = read_grids_as_plans([sheet("表", VISITORS + "\n\n" + VISITORS)], "管理.xlsx")

    assert sum(len(one.plan.indicators) for one in found) == 4


def test_the_same_figures_of_other_activities_are_no_repetition() -> None:
    text = "事業 | 指標 | R5目標 | R5実績\n{} | 利用者数 | 100 | 90"
    sheets = [sheet("観光", text.format("案内所")), sheet("農業", text.format("直売所"))]

    found = read_grids_as_plans(sheets, "管理.xlsx")

    assert [len(read.plan.indicators) for read in found] == [1, 1]
    (one,) = read_grids_as_plans([sheets[0], replace(sheets[0], name="集計")], "管理.xlsx")
    assert "sheet-repeats" in {said.code for said in one.findings}


@pytest.mark.parametrize(
    "names", [("総務課", "税務課"), ("基本目標1", "基本目標2"), ("東小学校", "西小学校")]
)
def test_sheets_of_different_parts_repeat_nothing(names: tuple[str, str]) -> None:
    found = read_grids_as_plans([sheet(name, VISITORS) for name in names], "管理.xlsx")

    assert [len(read.plan.indicators) for read in found] == [2, 2]
    (said,) = [one.message for one in found[0].findings if one.code == "sheets-alike"]
    assert said.startswith(f"「{names[1]}」の2指標は、値も評価も「{names[0]}」とすべて同じです")


def test_a_summary_of_departments_is_left_out() -> None:
    sheets = [sheet("全課", ALL), sheet("観光課", VISITORS), sheet("福祉課", CHILDREN)]

    assert [one.grid.name for one in read_grids_as_plans(sheets, "管理.xlsx")] == ["観光課", "福祉課"]


@pytest.mark.parametrize("line", ["施策名 | {}", "担当課：{}", "{}　評価調書"])
def test_forms_that_say_what_they_are_about_repeat_nothing(line: str) -> None:
    names = ("図書館", "公民館")
    forms = [sheet(f"1-{n}", f"{line.format(name)}\n{VISITORS}") for n, name in enumerate(names)]

    found = read_grids_as_plans(forms, "管理.xlsx")
    copies = read_grids_as_plans([forms[0], replace(forms[0], name="控え")], "管理.xlsx")

    assert [len(read.plan.indicators) for read in found] == [2, 2]
    assert [len(read.plan.indicators) for read in copies] == [2]
