"""What stands above headings and belongs to them."""

from __future__ import annotations

import pytest

from shirube.readers.table import find_tables
from tests.readers.tables import actuals, grid, read

BLOCK = """
{first} | {over}
 | H23 | H24
国 | 4,611 | 4,411
県 | 198 | 182
"""


def test_what_was_counted_heads_the_rows_below_it() -> None:
    found = read(
        BLOCK.format(first="死者数", over="第9次計画期間")
        + BLOCK.format(first="死傷者数", over="第9次計画期間")
    )
    rows = [(path[0].name, item.name) for plan in found for path, item in plan.plan.rows]

    assert rows == [("死者数", "国"), ("死者数", "県"), ("死傷者数", "国"), ("死傷者数", "県")]
    assert actuals(found[1].plan.indicators[0]) == {2011: "4,611", 2012: "4,411"}


@pytest.mark.parametrize(
    ("first", "over"), [("死者数", "120"), ("目標値", "第9次計画期間"), ("区分の名", "期間")]
)
def test_a_row_of_figures_or_of_other_words_does_not(first: str, over: str) -> None:
    (table,) = find_tables(grid(BLOCK.format(first=first, over=over)))

    assert table.top == 1


def test_goals_told_in_such_a_heading_are_said_to_be_unread() -> None:
    found = read(BLOCK.format(first="死者数", over="第9次計画期間（目標値 国：3,000人以下 県：133人以下）"))

    assert "goals-unread" in {one.code for one in found[0].findings}
