"""A table that names the indicators of another one."""

from __future__ import annotations

from shirube.readers.definitions import join_definitions
from shirube.readers.records import Record
from shirube.readers.rewritten_grid import Cell
from shirube.readers.table import find_tables
from tests.readers.tables import grid

DEFINED = """
KPI|指標名|基準値(平成26年度)|目標値(平成31年度)
KPI(1)|出生率|0.90|1.40
KPI(2)|社会減|300|150
"""


def test_every_record_gets_the_name_that_its_key_stands_for() -> None:
    (table,) = find_tables(grid(DEFINED))
    records = [Record("KPI(2)", Cell(0, 0)), Record("KPI(1)", Cell(0, 0))]

    assert join_definitions(records, table)

    assert [record.name for record in records] == ["社会減", "出生率"]


def test_a_table_that_names_only_some_of_them_defines_none() -> None:
    (table,) = find_tables(grid(DEFINED))
    records = [Record("KPI(1)", Cell(0, 0)), Record("KPI(9)", Cell(0, 0))]

    assert not join_definitions(records, table)

    assert [record.name for record in records] == ["KPI(1)", "KPI(9)"]
