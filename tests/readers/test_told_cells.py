"""Rows without headings, whose cells say what their figures are."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from tests.readers.tables import read_one, targets

TABLE = """
交通網の計画
目標1 | 利便性の向上
評価指標 | ①鉄道の利用者数 | 現状値（平成26年度）：4,021人/日 | 目標値：4,300人/日
         | ②バスの利用者数 | 現状値（平成27年度）：6,891人/日 | 目標値：7,700人/日
目標2 | まちなかのにぎわい
評価指標 | ①駅の乗降者数   | 現状値（平成26年度）：1,767人/日 | 目標値：2,000人/日
"""


def test_cells_that_say_what_they_are_are_read_below_headings() -> None:
    found = read_one(TABLE.replace("交通網の計画", "交通網の計画\n平成33年度の目標値を設定します。"))

    assert [(path[-1].name, item.name) for path, item in found.plan.rows] == [
        ("目標1 利便性の向上", "①鉄道の利用者数"),
        ("目標1 利便性の向上", "②バスの利用者数"),
        ("目標2 まちなかのにぎわい", "①駅の乗降者数"),
    ]
    first, second, _ = found.plan.indicators
    assert targets(first) == {2021: "4,300人/日"}
    years = [item.baseline.year for item in (first, second) if item.baseline]
    assert years == [FiscalYear(2014), FiscalYear(2015)]
    assert "figures-told-in-cells" in {one.code for one in found.findings}


def test_rows_of_one_year_need_no_labels_of_groups() -> None:
    found = read_one(
        """
        観光の計画
        宿泊者数 | 実績値（R5年度）：8,000人 | 目標値（R6年度）：9,000人
        入込客数 | 実績値（R5年度）：20万人  | 目標値（R6年度）：25万人
        """
    )

    guests, visitors = found.plan.indicators
    assert (guests.name, visitors.name) == ("宿泊者数", "入込客数")
    assert targets(guests) == {2024: "9,000人"}
    assert visitors.baseline is not None
    assert (visitors.baseline.reading.text, visitors.baseline.year) == ("20万人", FiscalYear(2023))


@pytest.mark.parametrize(
    "rows",
    [
        "指標 | 現状 | 令和8年度\n宿泊者数 | 現状値：8人 | 目標値：9人\n入込客数 | 現状値：2人 | 目標値：3人",
        "指標 | R5実績 | R6目標\n宿泊者数 | 8,000人 | 目標値：9,000人\n入込客数 | 20万人 | 目標値：25万人",
    ],
    ids=["headed", "one kind"],
)
def test_headings_of_a_table_are_kept(rows: str) -> None:
    found = read_one(f"観光の計画\n{rows}")

    assert [item.name for item in found.plan.indicators] == ["宿泊者数", "入込客数"]
    assert "figures-told-in-cells" not in {one.code for one in found.findings}
