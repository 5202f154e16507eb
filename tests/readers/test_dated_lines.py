"""Cells that list the figures of several years."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Grid
from shirube.readers.layout_reader import read_tables
from shirube.readers.layouts import find_all_tables
from shirube.readers.result import ReadPlan
from tests.readers.tables import actuals, targets


def read(*rows: list[str]) -> ReadPlan:
    (found,) = read_tables(find_all_tables(Grid(file="表.docx", name="表", rows=list(rows))))
    return found


def test_each_line_of_a_cell_is_the_figure_of_its_year() -> None:
    found = read(
        ["効果指標", "実績の推移", "目標（令和9年度）"],
        ["団体の数（団体）", "R4：8\nR5：9\nR6：11", "15"],
        ["是正件数（件）", "R4：21\nR6：30", "40"],
        ["講座数（回）", "未実施", "4"],
    )

    first, second, third = found.plan.indicators
    assert actuals(first) == {2022: "8", 2023: "9", 2024: "11"}
    assert actuals(second) == {2022: "21", 2024: "30"}
    assert actuals(third) == {}
    assert [targets(item) for item in found.plan.indicators] == [{2027: "15"}, {2027: "40"}, {2027: "4"}]


def test_targets_may_be_listed_too() -> None:
    found = read(
        ["指標", "目標値", "実績値"],
        ["相談件数", "10件（R5）\n12件（R6）", "9件（R5）\n13件（R6）"],
    )

    (item,) = found.plan.indicators
    assert targets(item) == {2023: "10件", 2024: "12件"}
    assert actuals(item) == {2023: "9件", 2024: "13件"}


@pytest.mark.parametrize(
    "cell",
    ["R4：8\n合計：20", "R4：8\nR4：9", "1番目：8\n2番目：9", "3人\n4人"],
)
def test_lines_that_do_not_each_name_a_year_of_their_own_stay_together(cell: str) -> None:
    found = read(
        ["効果指標", "実績の推移", "R5実績", "R6実績", "目標（令和9年度）"],
        ["団体の数", cell, "8", "9", "15"],
    )

    (item,) = found.plan.indicators
    assert actuals(item) == {2023: "8", 2024: "9"}
    assert cell in dict(item.extras).values()


def test_a_table_keeps_its_columns_where_the_years_would_be_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (["指標", "実績の推移", "目標（令和9年度）"], ["団体数", "R4：8\nR5：9\nR6：11", "15"])
    assert actuals(read(*rows).plan.indicators[0]) == {2022: "8", 2023: "9", 2024: "11"}
    monkeypatch.setattr("shirube.readers.source.MAX_CELLS", 4)

    assert actuals(read(*rows).plan.indicators[0]) == {}
