"""Forms with the figures of one indicator in a row and their times in the row below."""

from __future__ import annotations

import pytest

from shirube.readers.dates_below import join_dates_below
from shirube.readers.table import find_tables
from tests.readers.tables import actuals, grid, read_one, targets

HEAD = " | 基準値 | 年度当初値 | 今年度目標値 | 今年度実績値 | 長期的目標値"
FORMS = f"""
水・大気環境課の工程表
2.測定指標
指標1
指標名 | 指標の分類
河川の環境基準達成率 | 成果指標
{HEAD}
数値 | − | 78.0 | 100 | 90 | 100%
時点 | − | 平成27年度末 | 平成28年度末 | 平成28年度末 | 令和2年度末
根拠となる計画等 | その他計画の名称 | 計画指標の選定理由
環境イニシアティブプラン | 水質測定計画 | 環境基準
指標2
指標名 | 指標の分類
農業生産額 | 成果指標
{HEAD}
数値 | 764億円 | 761億円 | 784億円 | 764億円 | 900億円
時点 | 2016年 | 2019年 | 2020年 | 2020年 | 2025年
"""


def test_each_figure_gets_the_time_below_it_and_each_form_its_name() -> None:
    found = read_one(FORMS)

    rivers, farming = found.plan.indicators
    assert [rivers.name, farming.name] == ["河川の環境基準達成率", "農業生産額"]
    assert {year: text for year, text in actuals(rivers).items() if text} == {2016: "90(平成28年度末)"}
    assert {year for year, text in targets(farming).items() if text} == {2020, 2025}
    assert farming.baseline is not None
    assert farming.baseline.year is not None
    assert farming.baseline.year.start == 2016
    assert rivers.baseline is None or rivers.baseline.reading.quantity is None
    # What else the forms say is neither an indicator nor lost.
    assert any("水質測定計画" in text for text in found.plan.remarks)


def test_years_below_figures_head_no_further_table() -> None:
    found = read_one(
        f"""
        道路建設課の工程表
        測定指標
        指標1
        {HEAD}
        数値 | 97.1% | 98.7% | 98.8% | |
        時点 | H22 | R2 | R3 | |
        根拠となる計画等 | その他計画の名称 | 計画指標の選定理由
        """
    )

    (road,) = found.plan.indicators
    assert road.name == "指標1"
    assert targets(road) == {2021: "98.8%(R3)"}


@pytest.mark.parametrize(
    "rows",
    [
        "数値 | 764億円 | 784億円 | 764億円\n担当課 | 農政課 | 農政課 | 農政課",
        "生産額 | 764億円 | 784億円 | 764億円\n時点 | 2016年 | 2020年 | 2020年",
    ],
)
def test_rows_that_are_no_pair_are_left(rows: str) -> None:
    tables = find_tables(grid(f"工程表\n | 基準値 | 今年度目標値 | 今年度実績値\n{rows}"))

    assert all(join_dates_below(table) is None for table in tables)


def test_a_figure_of_several_years_is_of_the_last() -> None:
    found = read_one(
        f"""
        指標1
        {HEAD}
        数値 | 2,389頭 | 4,676頭 | 4,500頭 | 6,076頭 | 13,500頭
        時点 | H20-H24の平均 | H30 | R2 | R1 | R1~R3の合計
        """
    )

    (item,) = found.plan.indicators
    assert targets(item).keys() == {2020, 2021}
    assert item.baseline is not None
    assert item.baseline.year is not None
    assert item.baseline.year.start == 2012
