"""Tables of one row each below the names of their indicators."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from tests.readers.tables import actuals, read, read_one, targets

TABLES = """
数値目標① 婚姻率

平成25年(基準値) | 平成27年 | 平成28年(現状値) | 平成31年(目標値)
5.5‰ | 5.4‰ | 5.0‰ | 5.9‰

数値目標② 出生数

平成26年(基準値) | 平成27年 | 平成28年 | 平成29年(現状値) | 平成31年(目標値)
3,823人 | 3,975人 | 3,782人 | 3,679人 | 4,107人
"""


def test_tables_of_one_row_below_their_names_are_one_plan() -> None:
    found = read_one(TABLES)
    marriages, births = found.plan.indicators

    assert (marriages.name, births.name) == ("婚姻率", "出生数")
    assert targets(births) == {2019: "4,107人"}
    assert actuals(births) == {2015: "3,975人", 2016: "3,782人", 2017: "3,679人"}
    assert births.baseline is not None
    assert births.baseline.reading.text == "3,823人(平成26年度)"
    assert births.baseline.year == FiscalYear(2014)
    assert "lone-rows-joined" in {one.code for one in found.findings}


def test_notes_between_the_tables_are_no_names() -> None:
    found = read_one(TABLES.replace("\n\n数値目標②", "\n※婚姻率＝婚姻件数÷人口\n\n数値目標②"))

    assert [item.name for item in found.plan.indicators] == ["婚姻率", "出生数"]


@pytest.mark.parametrize(
    "other",
    [
        "指標 | H26目標 | H26実績\n貸出冊数 | 10 | 12",
        "H26目標 | H26実績\n10 | 12\n11 | 14",
        "目標 | 実績\n10 | 12",
    ],
)
def test_tables_with_names_rows_or_years_of_another_kind_stay_apart(other: str) -> None:
    plans = read(f"{TABLES}\n図書館\n\n{other}")

    assert "lone-rows-joined" not in {one.code for plan in plans for one in plan.findings}


def test_a_unit_below_a_name_is_that_of_its_table_only() -> None:
    found = read_one(
        TABLES.replace("数値目標② 出生数", "数値目標② 出生数\n（単位：人）").replace("人 |", " |")
    )

    assert [item.unit for item in found.plan.indicators] == ["‰", "人"]
