"""A table that names the indicators of another one."""

from __future__ import annotations

from shirube.readers.definitions import join_definitions
from shirube.readers.records import Record
from shirube.readers.rewritten_grid import Cell, rewrite_grid
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


def test_a_name_written_out_over_its_rows_is_of_no_cell_of_its_own() -> None:
    sheet = grid("KPI|指標名|目標値(R5)\n1|出生率|1.4\n2|出生率|150")
    cells = [[Cell(row, column) for column in range(3)] for row in range(3)]
    (table,) = find_tables(rewrite_grid(sheet, [*cells[:2], [cells[2][0], "出生率", cells[2][2]]]))
    records = [Record("1", Cell(0, 0)), Record("2", Cell(0, 0))]

    assert join_definitions(records, table)

    assert [record.name for record in records] == ["出生率", "出生率"]
