"""What a quick look at a table tells: cheap, and never wrong where a change would be made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shirube.readers import table_hints as hints
from shirube.readers.grid import Grid, widen_rows
from shirube.readers.table import Table, find_tables
from shirube.readers.table_changes import COLUMN_GROUPS, ROWS
from tests.readers.tables import grid

CASES = Path(__file__).parents[1] / "cases"


def list_tables() -> list[Table]:
    tables = []
    for path in sorted(CASES.glob("*/*.tsv")):
        rows = widen_rows([line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()])
        tables += find_tables(Grid(file=path.name, name=path.stem, rows=rows))
    return tables


def test_no_hint_rules_out_a_change_that_would_be_made_in_a_published_table() -> None:
    tables, ruled_out = list_tables(), []
    made = 0
    for table in tables:
        for change in (*ROWS, *COLUMN_GROUPS):
            found = change.make(table)
            changed = found[0] if isinstance(found, tuple) else found
            if changed is not None and changed is not table:
                made += 1
                ruled_out += [] if change.may(table) else [(table.grid.file, change.may)]

    assert ruled_out == []
    assert (len(tables) > 100, made > 20) == (True, True)


def test_few_hints_speak_of_an_ordinary_table() -> None:
    (table,) = find_tables(grid("指標 | R5目標 | R5実績\n相談件数 | 100 | 120\n来館者数 | 50 | 48"))

    assert [change.may.__name__ for change in (*ROWS, *COLUMN_GROUPS) if change.may(table)] == []


@pytest.mark.parametrize(
    ("hint", "text", "other"),
    [
        (
            hints.may_stack_rows,
            "指標 | R5\n | 目標\n | 実績\n甲 | 5\n | 6",
            "指標 | R5目標 | R5実績\n甲 | 5 | 6",
        ),
        (
            hints.may_stack_rows,
            "上段：目標 下段：実績\n指標 | R5 | R6\n甲 | 5 | 6",
            "指標 | R5 | R6\n甲 | 5 | 6",
        ),
        (
            hints.may_have_rows_of_years,
            "指標 | 年度 | 目標 | 実績\n甲 | R5 | 5 | 6",
            "指標 | 年度目標 | R5実績\n甲 | 5 | 6",
        ),
    ],
)
def test_a_hint_tells_what_concerns_a_table(hint: Callable[[Table], bool], text: str, other: str) -> None:
    concerned, ordinary = (find_tables(grid(one))[0] for one in (text, other))

    assert (hint(concerned), hint(ordinary)) == (True, False)
