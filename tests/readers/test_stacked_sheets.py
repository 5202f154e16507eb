"""One sheet for each indicator: read as one plan, and findings name the sheet."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.rewritten_grid import Cell, rewrite_grid
from shirube.readers.stacked_sheets import find_part_starts, stack_grids, stack_sheets
from tests.readers.tables import actuals, grid


def sheet(name: str, indicator: str, actual: str) -> Grid:
    text = f"""
    調書
    成果指標|{indicator}
    年度|R5|R6
    目標|20|30
    実績|21|{actual}
    """
    return replace(grid(text), name=name)


def test_copies_of_one_form_become_one_plan() -> None:
    sheets = [sheet("1", "参加者数", "31"), sheet("2", "相談件数", "41"), sheet("3", "店舗数", "51")]

    (read,) = read_grids_as_plans(sheets, "調書.xlsx")

    assert [item.name for item in read.plan.indicators] == ["参加者数", "相談件数", "店舗数"]
    assert actuals(read.plan.indicators[2]) == {2023: "21", 2024: "51"}


def test_a_finding_names_the_sheet_and_the_cell_in_it() -> None:
    sheets = [sheet("1", "参加者数", "31"), sheet("2", "相談件数", "四十くらいか")]

    (read,) = read_grids_as_plans(sheets, "調書.xlsx")

    (finding,) = [item for item in read.findings if item.code == "cell-unreadable"]
    assert (finding.place.sheet, finding.place.cell) == ("2", "C5")


def test_sheets_of_other_forms_stay_apart() -> None:
    other = replace(grid("施策|指標名|令和5年度目標値|令和5年度実績値\n甲|乙|1|2"), name="一覧")

    assert stack_sheets([sheet("1", "参加者数", "31"), other]) == [sheet("1", "参加者数", "31"), other]


def test_a_hidden_row_is_named_with_its_sheet() -> None:
    sheets = [sheet("1", "参加者数", "31"), replace(sheet("2", "相談件数", "41"), hidden_rows=frozenset({4}))]

    (read,) = read_grids_as_plans(sheets, "調書.xlsx")

    (finding,) = [item for item in read.findings if item.code == "hidden-cells"]
    assert "「2」の5行" in finding.message


def test_what_stands_on_empty_cells_below_a_sheet_does_not_fall_on_the_next_one() -> None:
    first = replace(sheet("1", "参加者数", "31"), formats={(8, 2): '0"店"'}, notes={(9, 2): "要確認"})
    second = replace(sheet("2", "相談件数", "41"), formats={(3, 2): '0"件"'}, notes={(4, 2): "速報"})

    (stacked,) = stack_sheets([first, second])

    assert list(stacked.formats.values()) == ['0"件"']
    assert list(stacked.notes.values()) == ["速報"]


def test_tables_of_one_sheet_are_named_as_that_sheet() -> None:
    parts = [grid("指標 | R5実績\n相談 | 5"), grid("指標 | R6実績\n相談 | 6")]

    assert stack_grids(parts).name == "表"
    assert stack_grids([replace(part, name="") for part in parts]).name == ""


def form(activity: str, indicator: str, actual: str) -> Grid:
    text = f"""
    事務事業評価シート
    事業名|{activity}
    事業期間|平成17年度|～|平成30年度|連絡先|内線1
    区分（円）||H25年度決算|H26年度決算
    事業費||7,210,000|6,924,000
    指標名|区分|H25年度|H26年度
    {indicator}|目標値|20|30
    |実績値|21|{actual}
    有効性|高い
    """
    return replace(grid(text), name=activity)


def test_each_sheet_has_its_own_group_though_costs_stand_above_its_figures() -> None:
    found = read_grids_as_plans(
        [form("ごみの減量", "説明会", "31"), form("公民館", "講座", "41")], "調書.xlsx"
    )
    rows = [row for read in found for row in read.plan.rows]

    assert [([node.name for node in path], item.name) for path, item in rows] == [
        (["ごみの減量"], "説明会"),
        (["公民館"], "講座"),
    ]


def test_the_sheets_of_a_rewritten_grid_are_known() -> None:
    stacked = stack_grids([grid("甲|1\n乙|2"), grid("丙|3")])
    turned = rewrite_grid(stacked, [[Cell(row, 0)] for row in (1, 3)])

    assert find_part_starts(stacked) == [3]
    assert find_part_starts(turned) == [1]
    assert find_part_starts(grid("甲|1")) == []
