"""Records written as one ordinary table."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.grid import Grid
from shirube.readers.headings import match_heading
from shirube.readers.records import Record, Slot, heading_word, make_table
from shirube.readers.rewritten_grid import Cell
from shirube.readers.source import MAX_COLUMNS
from shirube.readers.understand import read_table
from tests.readers.tables import grid

SOURCE = grid("甲|1|2|A")


def test_a_second_cell_of_the_same_meaning_is_kept_beside_the_first() -> None:
    record = Record("甲", Cell(0, 0))

    record.put(Role.TARGET, FiscalYear(2023), Cell(0, 1))
    record.put(Role.TARGET, FiscalYear(2023), Cell(0, 2))

    assert record.yearly[Role.TARGET, Slot(FiscalYear(2023))] == Cell(0, 1)
    assert list(record.extras.values()) == [Cell(0, 2)]


def test_every_heading_is_read_back_as_the_role_it_stands_for() -> None:
    roles = [role for role in Role if role is not Role.EXTRA]

    read_back = {role: match_heading(heading_word(role)) for role in roles}

    assert {role: word and word.role for role, word in read_back.items()} == {role: role for role in roles}


def test_the_rewritten_table_is_read_as_the_records_say() -> None:
    record = Record("甲", Cell(0, 0), groups=("施策一",))
    record.put(Role.TARGET, FiscalYear(2023), Cell(0, 1))
    record.put(Role.ACTUAL, FiscalYear(2023), Cell(0, 2))
    record.put(Role.MARK, FiscalYear(2023), Cell(0, 3))

    plan = read_table(make_table(SOURCE, [record], levels=("施策",))).plan

    ((path, item),) = plan.rows
    assert (path[0].name, item.name, item.published[0].mark) == ("施策一", "甲", "A")


def test_a_figure_without_a_year_does_not_get_that_of_its_neighbours() -> None:
    dated, undated = Record("甲", Cell(0, 0)), Record("乙", Cell(0, 0))
    dated.put(Role.TARGET, FiscalYear(2023), Cell(0, 1))
    undated.put(Role.TARGET, None, Cell(0, 2))

    _, second = read_table(make_table(SOURCE, [dated, undated])).plan.indicators

    assert second.targets == ()
    assert [text for _, text in second.extras] == ["2"]


@pytest.mark.timeout(20)
def test_thousands_of_cells_of_one_meaning_are_all_kept() -> None:
    """The number behind the title was counted from two each time: a long sheet of labels took minutes."""
    record = Record("甲", Cell(0, 0))
    for row in range(20_000):
        record.put(Role.TARGET, FiscalYear(2023), Cell(row, 1))
    record.put_extra("備考", Cell(0, 2))
    record.put_extra("備考", Cell(1, 2))

    assert len(record.extras) == 20_001
    assert list(record.extras)[:2] == ["目標値（2つ目）", "目標値（3つ目）"]
    assert list(record.extras)[-2:] == ["備考", "備考（2つ目）"]


def test_a_second_line_of_goals_begins_another_indicator_unless_it_is_for_other_years() -> None:
    record = Record("相談件数", Cell(0, 0))
    record.put(Role.TARGET, FiscalYear(2023), Cell(0, 1))

    assert record.repeats(Role.TARGET, ())
    assert record.repeats(Role.TARGET, [FiscalYear(2023)])
    assert not record.repeats(Role.TARGET, [FiscalYear(2028)])
    assert not record.repeats(Role.ACTUAL, ())


def test_titles_as_many_as_indicators_do_not_fill_the_memory() -> None:
    """Of thousands of lines each with a label of its own a table as wide as long would be made."""
    source = Grid(file="表.tsv", name="表", rows=[[f"項目{row}", str(row)] for row in range(3000)])
    records = []
    for row in range(3000):
        record = Record(f"指標{row}", Cell(row, 0))
        record.put(Role.ACTUAL, FiscalYear(2023), Cell(row, 1))
        record.put_extra(f"項目{row}", Cell(row, 1))
        records.append(record)

    table = make_table(source, records)

    assert table.grid.width <= MAX_COLUMNS
    assert [text for row in (2, 3001) for text in table.grid.rows[row] if text][2::3] == [
        "0",
        "項目2999：2999",
    ]
