"""Figures of many rows at once: what is shared, what is due, what is not understood."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.reading import Missing
from shirube.readers.row_cells import RowCells
from shirube.readers.row_figures import RowFigures
from tests.readers.layouts import make_table, understand
from tests.readers.tables import read_one

R5, R6 = FiscalYear(2023), FiscalYear(2024)


def read(*rows: list[str | int], last: FiscalYear | None = R5) -> RowFigures:
    table = make_table(*(["甲", "乙", "塾", "市", *row] for row in rows))
    return RowFigures(RowCells(table.grid, understand(table), table.body), last)


def test_each_row_has_its_own_figures() -> None:
    figures = read(["1人", "20人", "21人", "A", "30人"], ["2人", "40人", "", "", "30人"])

    assert [[one.reading.text for one in row] for row in figures.targets] == [
        ["20人", "30人"],
        ["40人", "30人"],
    ]
    assert [baseline and baseline.reading.text for baseline in figures.baselines] == ["1人", "2人"]
    assert [[one.mark for one in row] for row in figures.published] == [["A"], []]


def test_what_is_due_is_told_for_each_row_apart() -> None:
    figures = read(["", "20人", "21人", "A", "30人"], ["", "", "", "", "30人"], ["", "20人", "", "", ""])

    states = [[(one.year, one.reading.missing) for one in row] for row in figures.actuals]

    assert states == [
        [(R5, None), (R6, Missing.NOT_DUE)],
        [(R6, Missing.NOT_DUE)],
        [(R5, Missing.NOT_ENTERED)],
    ]


def test_equal_cells_are_one_value_and_different_units_are_not_mixed_up() -> None:
    figures = read(["", "20人", "5"], ["", "20人", "5件"], ["", "20人", 5])

    assert figures.targets[0][0] is figures.targets[1][0]
    units = [row[0].reading.quantity and row[0].reading.quantity.unit for row in figures.actuals]
    assert units == ["", "件", ""]


def test_rows_with_a_figure_that_is_not_understood_are_named() -> None:
    figures = read(["", "20人", "21人"], ["", "20人", "順調に推移"], ["読めず", "20人", "21人"])

    assert figures.unreadable == {1, 2}


def test_a_unit_printed_before_a_figure_that_is_not_entered_yet_is_none() -> None:
    text = """
    指標 | 目標値(R5) | 実績値(R5) | 目標値(R6) | 実績値(R6)
    素材生産量 | 39,000m3/年 | 38,000m3/年 | 40,000m3/年 | m3/年
    会員数 | 120人 | 119人 | 125人 | 　　人
    体制 | 設置 | 設置 | 拡充 | 検討会
    """
    plan = read_one(text).plan
    last = [item.actuals[-1].reading for item in plan.indicators]

    assert [reading.missing for reading in last[:2]] == [Missing.NOT_ENTERED, Missing.NOT_ENTERED]
    assert last[2].text == "検討会"
