"""How far merged cells reach."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.grid import Span
from shirube.readers.merge_reach import MergeReach
from shirube.readers.records import Record, make_table
from shirube.readers.rewritten_grid import Cell
from tests.readers.tables import grid


def test_a_merge_reaches_down_to_its_last_row_in_its_columns_alone() -> None:
    reach = MergeReach((Span(2, 0, 4, 1), Span(7, 1, 8, 1)))

    assert [reach.find(row, 1) for row in (1, 2, 4, 5, 7, 9)] == [-1, 4, 4, 4, 8, 8]
    assert reach.find(7, 0) == 4
    assert reach.find(7, 2) == -1
    assert MergeReach(()).find(0, 0) == -1


def test_it_says_what_going_through_all_merges_says() -> None:
    chance = Random(7)  # noqa: S311 - the same merges every time
    spans = tuple(
        Span(top, left, top + chance.randint(0, 9), left + chance.randint(0, 2))
        for top, left in ((chance.randint(0, 30), chance.randint(0, 5)) for _ in range(60))
    )
    reach = MergeReach(spans)

    for row in range(40):
        for column in range(8):
            ends = [span.bottom for span in spans if span.left <= column <= span.right and span.top <= row]
            assert reach.find(row, column) == max(ends, default=-1)


class CountedMerges(tuple[Span, ...]):
    """Counts how often somebody goes through them."""

    times = 0

    def __iter__(self) -> Iterator[Span]:
        CountedMerges.times += 1
        return super().__iter__()


@pytest.mark.parametrize("lines", [10, 400])
def test_the_merges_of_a_long_form_are_gone_through_once_for_all_its_lines(lines: int) -> None:
    merges = CountedMerges(Span(row, 0, row + 1, 0) for row in range(0, 2 * lines, 2))
    source = replace(grid("\n".join(["甲|1|A", "|2|"] * lines)), merges=merges)
    records = [Record(f"甲{number}", Cell(2 * number, 0)) for number in range(lines)]
    records[0].put(Role.MARK, FiscalYear(2023), Cell(0, 2))
    CountedMerges.times = 0

    make_table(source, records)

    assert CountedMerges.times <= 2
