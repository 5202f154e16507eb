"""Small tables for the tests of the layout readers."""

from __future__ import annotations

from collections.abc import Sequence

from shirube.readers.columns import understand_columns
from shirube.readers.grid import Grid, Raw, widen_rows
from shirube.readers.result import UnderstoodColumn
from shirube.readers.table import Table, find_tables

HEAD = ["方向性", "施策", "事業", "実施主体", "令和3年度", "令和5年度", "", "", "令和6年度", "", ""]
KINDS = ["", "", "", "", "実績値", "目標", "実績", "評価", "目標", "実績", "評価"]


def make_grid(*rows: Sequence[Raw]) -> Grid:
    return Grid(file="表.xlsx", name="Sheet1", rows=widen_rows(rows))


def make_table(*body: Sequence[Raw], head: Sequence[Sequence[Raw]] = (HEAD, KINDS)) -> Table:
    (table,) = find_tables(make_grid(*head, *body))
    return table


def understand(table: Table) -> list[UnderstoodColumn]:
    return understand_columns(table)
