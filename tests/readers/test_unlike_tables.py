"""A table of costs beside that of the indicators."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.readers.grid import Grid, Span
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.unlike_tables import put_unlike_below
from tests.readers.tables import actuals, grid, targets

FORM = """
平成29年度 事務事業評価シート
コスト（千円） | | | | 事業の指標
区分 | H27決算 | H28決算 | | 指標名 | 単位 | | H27 | H28
事業費 | 1,200 | 1,150 | | {} | 人 | 目標 | 5,000 | 5,100
人件費 | 800 | 800 | | | | 実績 | 4,800 | 5,300
合計 | 2,000 | 1,950 | | {} | 団体 | 目標 | 10 | 11
うち一般財源 | 1,500 | 1,450 | | | | 実績 | 10 | 9

総合評価 | B
"""
MERGES = (Span(3, 4, 4, 4), Span(5, 4, 6, 4), Span(8, 1, 8, 3))


def form(first: str, second: str) -> Grid:
    return replace(grid(FORM.format(first, second), merges=MERGES), name=first)


def test_each_form_has_the_figures_of_its_indicators_and_no_costs() -> None:
    found = read_grids_as_plans([form("来場者数", "参加団体数"), form("見学者数", "協力団体数")], "評価.xlsx")
    items = [item for read in found for item in read.plan.indicators]

    assert [item.name for item in items] == ["来場者数", "参加団体数", "見学者数", "協力団体数"]
    assert (targets(items[3]), actuals(items[3])) == ({2015: "10", 2016: "11"}, {2015: "10", 2016: "9"})
    assert "tables-beside" in {one.code for read in found for one in read.findings}


def test_merged_cells_move_with_their_table() -> None:
    made = put_unlike_below(form("来場者数", "参加団体数"))

    assert made is not None
    rows = made[0].rows
    assert [rows[span.top][span.left] for span in made[0].merges] == ["来場者数", "参加団体数", "B"]


def test_an_empty_column_within_one_table_divides_nothing() -> None:
    heading = "区分 | R4実績 | R5実績 | | 指標名 | 備考"
    whole = grid(f"{heading}\n甲 | 1 | 2 | | 相談件数 | あ\n乙 | 3 | 4 | | 会員数 | い")

    assert put_unlike_below(whole) is None
