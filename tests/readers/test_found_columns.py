"""What each column of a table is for, and which tables need a closer look."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from shirube.core.form import Role
from shirube.readers.found_columns import FoundColumns
from shirube.readers.table import find_tables
from tests.readers.tables import grid

ROOT = Path(__file__).parents[2]
ORDINARY = "施策 | 指標 | R5目標 | R5実績\n相談 | 相談件数 | 20 | 21\n | 利用者数 | 30 | 28"


def look_at(text: str) -> FoundColumns:
    (table,) = find_tables(grid(text))
    return FoundColumns(table)


def test_columns_are_kept_by_what_they_are_for() -> None:
    found = look_at(ORDINARY)

    assert found.names == [1]
    assert [item.index for item in found.groups] == [0]
    assert [item.role for item in found.values] == [Role.TARGET, Role.ACTUAL]


@pytest.mark.parametrize(
    ("text", "is_needed"),
    [
        (ORDINARY, False),
        ("施策 | 担当課\n相談 | 福祉課\n利用 | 観光課", False),
        ("指標 | 目標値 | 実績値\n相談件数 | 20（R5） | 21（R5）\n利用者数 | 30（R6） | 28（R6）", True),
        ("指標 | R5目標 | R5実績\n1 相談 | |\n相談件数 | 20 | 21\n2 利用 | |\n利用者数 | 30 | 28", True),
    ],
    ids=["ordinary", "no figures", "years in cells", "lines of groups"],
)
def test_only_tables_that_would_lose_something_need_a_closer_look(text: str, is_needed: bool) -> None:
    assert look_at(text).needs_closer_look() is is_needed


def test_an_ordinary_table_does_not_load_the_closer_look() -> None:
    program = (
        "import sys, shirube; shirube.read('shirube/examples/sample_plan.tsv');"
        "print([name for name in sys.modules if name.endswith(('column_layout', 'value_names'))])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert done.stdout.strip() == "[]"
