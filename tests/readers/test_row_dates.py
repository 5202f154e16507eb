"""Years that each row states for its own figures."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from tests.readers.tables import actuals, rates, read_one, targets


def test_a_row_states_its_own_months_below_headings_of_years() -> None:
    """The form of the state for SDGs: below 2024年（目標値） each row says of which month its figure is."""
    found = read_one(
        """
        指標名 | 当初値 | | 2022年（現状値） | | 2024年（目標値） | | 達成度（%）
         | 年月 | 値 | 年月 | 値 | 年月 | 値 |
        再エネの自給率 | 2020年3月 | 18.2% | 2023年3月 | 21.0% | 2025年3月 | 25.0% | 41%
        市内総生産 | 2017年度 | 1820億円 | 2020年度 | 1755億円 | 2022年度 | 1900億円 | -81%
        """
    )
    energy, product = found.plan.indicators

    assert (targets(energy), actuals(energy)) == ({2024: "25.0%"}, {2022: "21.0%"})
    assert (targets(product), actuals(product)) == ({2022: "1900億円"}, {2020: "1755億円"})
    assert (rates(energy), rates(product)) == ({2022: "41%"}, {2020: "-81%"})
    assert [item.baseline and item.baseline.year for item in (energy, product)] == [
        FiscalYear(2019),
        FiscalYear(2017),
    ]
    assert "column-unknown" not in {one.code for one in found.findings}


def test_a_second_column_of_baselines_does_not_date_the_first() -> None:
    (item,) = read_one(
        """
        指標 | 基準値 | 現状値（R4） | 目標値 | 目標年度
        参加者数 | 20 | 25 | 30 | R8
        """
    ).plan.indicators

    assert item.baseline is not None
    assert (item.baseline.reading.text, item.baseline.year) == ("20", None)
    assert actuals(item) == {2022: "25"}


def test_a_year_beside_one_figure_is_not_that_of_another() -> None:
    (item,) = read_one(
        """
        指標 | R5目標 | R5実績 | 最終目標値 | 目標年度
        参加者数 | 20 | 25 | 30 | R8
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2023: "20", 2026: "30"}, {2023: "25"})
