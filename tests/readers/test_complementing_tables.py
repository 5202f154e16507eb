"""Targets in one table of a file and actuals in another."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.finding import Level
from shirube.core.fiscal_year import parse_fiscal_year
from shirube.core.form import Role
from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.result import ReadPlan
from tests.readers.tables import actuals, grid, marks, targets

_GOALS = """
    市総合計画 数値目標
    番号 | 指標 | 単位 | 現状値(R3) | R5目標 | R6目標 | R7目標
    1 | 相談件数 | 件 | 100 | 120 | 130 | 140
    2 | 講座参加者数 | 人 | 300 | 320 | 330 | 340
    3 | 待機児童数 | 人 | 5 | 0 | 0 | 0
    """
_REACHED = """
    市総合計画 実績
    番号 | 指標 | 単位 | R5実績 | R6実績
    2 | 講座参加者数（延べ） | 人 | 310 | 300
    1 | 相談 件数 | 件 | 118 | 135
    3 | 待機児童数 | 人 | 2 | 0
    """


def _sheet(name: str, text: str) -> Grid:
    return replace(grid(text), file="表.xlsx", name=name)


def _read(*sheets: tuple[str, str]) -> list[ReadPlan]:
    return read_grids_as_plans([_sheet(name, text) for name, text in sheets], "表.xlsx")


def _codes(read: ReadPlan) -> set[str]:
    return {one.code for one in read.findings}


@pytest.mark.parametrize("first", [0, 1], ids=["goals first", "totals first"])
def test_a_table_of_which_only_totals_are_left_stops_nobody(first: int) -> None:
    summed = "計 |\n | 令和6年度 | 令和5年度 | 目標\n令和5年度実績 | | 指標 |\n目標 |"
    sheets = [("目標", _GOALS), ("合計", summed)]

    reads = _read(sheets[first], sheets[1 - first])

    assert {len(read.plan.indicators) for read in reads} == {1, 3}


@pytest.mark.parametrize("first", [0, 1], ids=["goals first", "actuals first"])
def test_goals_and_actuals_of_two_sheets_are_one_plan_by_the_names_of_indicators(first: int) -> None:
    sheets = [("目標", _GOALS), ("実績", _REACHED)]
    (read,) = _read(sheets[first], sheets[1 - first])

    assert [item.name for item in read.plan.indicators] == ["相談件数", "講座参加者数", "待機児童数"]
    assert [actuals(item) for item in read.plan.indicators] == [
        {2023: "118", 2024: "135"},
        {2023: "310", 2024: "300"},
        {2023: "2", 2024: "0"},
    ]
    assert targets(read.plan.indicators[0]) == {2023: "120", 2024: "130", 2025: "140"}
    (said,) = [one for one in read.findings if one.code == "tables-complement"]
    assert said.level is Level.INFORMATION
    assert "「目標」" in said.message
    assert "「実績」" in said.message


def test_every_figure_keeps_its_place_in_its_own_sheet() -> None:
    (read,) = _read(("目標", _GOALS), ("実績", _REACHED))

    key = read.plan.indicators[1].key
    goal = read.find_place(key, Role.TARGET, parse_fiscal_year("R6"))
    reached = read.find_place(key, Role.ACTUAL, parse_fiscal_year("R6"))
    assert goal is not None
    assert reached is not None
    assert (goal.sheet, goal.cell) == ("目標", "F4")
    assert (reached.sheet, reached.cell) == ("実績", "E3")


def test_columns_that_say_the_same_in_both_sheets_stand_once() -> None:
    (read,) = _read(("目標", _GOALS), ("実績", _REACHED))

    titles = [item.column.title for item in read.columns]
    assert titles == ["番号", "指標", "単位", "現状値(R3)", "R5目標", "R6目標", "R7目標", "R5実績", "R6実績"]


def test_a_sheet_for_each_year_is_put_beside_the_goals_with_its_marks() -> None:
    year = (
        "令和{}年度実績\n指標 | 実績値 | 評価\n相談件数 | {} | {}\n講座参加者数 | {} | {}\n待機児童数 | 0 | A"
    )
    (read,) = _read(
        ("目標", _GOALS),
        ("R5", year.format(5, 118, "B", 310, "A")),
        ("R6", year.format(6, 135, "A", 300, "B")),
    )

    item = read.plan.indicators[0]
    assert (actuals(item), marks(item)) == ({2023: "118", 2024: "135"}, {2023: "B", 2024: "A"})


def test_an_indicator_without_a_goal_is_kept_and_named() -> None:
    (read,) = _read(("目標", _GOALS), ("実績", _REACHED.rstrip() + "\n    4 | 移住者数 | 人 | 7 | 9"))

    item = read.plan.indicators[3]
    assert (item.name, item.unit, actuals(item)) == ("移住者数", "人", {2023: "7", 2024: "9"})
    (said,) = [one for one in read.findings if one.code == "tables-complement"]
    assert said.level is Level.ODD
    assert "移住者数" in said.message


@pytest.mark.parametrize(
    ("names", "level"),
    [
        (("避難訓練の回数", "自主防災組織率", "備蓄の食数"), Level.INFORMATION),
        (("相談件数", "自主防災組織率", "備蓄の食数"), Level.ODD),
    ],
)
def test_tables_whose_names_do_not_agree_stay_two_and_it_is_said(
    names: tuple[str, str, str], level: Level
) -> None:
    rows = "\n".join(f"{name} | 1 | 2" for name in names)
    goals, reached = _read(("目標", _GOALS), ("実績", f"指標 | R5実績 | R6実績\n{rows}"))

    assert "tables-complement" not in _codes(goals)
    (said,) = [one for one in goals.findings if one.code == "tables-apart"]
    assert said.level is level
    assert len(reached.plan.indicators) == 3


@pytest.mark.parametrize(
    "reached",
    [
        # Of an earlier plan, and of years that nobody names.
        "指標 | H28実績 | H29実績\n相談件数 | 1 | 2\n講座参加者数 | 1 | 2\n待機児童数 | 3 | 4",
        "指標 | 実績値 | 備考\n相談件数 | 1 | 2\n講座参加者数 | 1 | 2\n待機児童数 | 3 | 4",
    ],
)
def test_figures_of_other_years_are_not_put_beside_the_goals(reached: str) -> None:
    goals, _ = _read(("目標", _GOALS), ("実績", reached))

    assert "tables-apart" in _codes(goals)


def test_tables_with_goals_and_actuals_of_their_own_stay_apart() -> None:
    table = "令和{}年度\n指標 | 目標 | 実績\n相談件数 | 120 | 118\n講座参加者数 | 320 | 310"
    found = _read(("R5", table.format(5)), ("R6", table.format(6)))

    assert len(found) == 2
    assert not {"tables-complement", "tables-apart"} & (_codes(found[0]) | _codes(found[1]))


def test_a_name_that_stands_twice_is_no_name_to_go_by() -> None:
    goals = "指標 | R5目標\n参加者数 | 5\n参加者数 | 9"
    found = _read(("目標", goals), ("実績", "指標 | R5実績\n参加者数 | 4\n参加者数 | 8"))

    assert len(found) == 2


def test_goals_and_actuals_below_lines_that_say_so_in_one_sheet_are_one_plan_too() -> None:
    (read,) = _read(
        (
            "Sheet1",
            """
            市総合計画
            目標値
            指標 | R5 | R6
            相談件数 | 120 | 130
            講座参加者数 | 320 | 330
            実績値
            指標 | R5 | R6
            相談件数 | 118 | 135
            講座参加者数 | 310 | 300
            """,
        )
    )

    first, second = read.plan.indicators
    assert (targets(first), actuals(first)) == ({2023: "120", 2024: "130"}, {2023: "118", 2024: "135"})
    assert (targets(second), actuals(second)) == ({2023: "320", 2024: "330"}, {2023: "310", 2024: "300"})
    assert "tables-complement" in _codes(read)


def test_a_repeated_heading_below_a_line_of_words_goes_on_with_its_table() -> None:
    (read,) = _read(
        (
            "R5",
            "指標 | R5目標 | R5実績\n相談件数 | 120 | 118\n2 産業の振興\n"
            "指標 | R5目標 | R5実績\n起業件数 | 5 | 4",
        )
    )

    assert [item.name for item in read.plan.indicators] == ["相談件数", "起業件数"]
