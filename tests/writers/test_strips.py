"""Tables too wide for a page: strips that can be read, nothing lost, years together, rows side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.fiscal_year import YearStyle
from shirube.core.form import Role
from shirube.core.table import compute_table
from shirube.writers.measure import measure_least, measure_readable
from shirube.writers.strips import divide_columns, take_columns
from tests.writers.sample import change, make_sample, make_wide_sample

WIDE = compute_table(make_wide_sample())
ROOM = 170.0


@pytest.mark.parametrize("room", [ROOM, sum(measure_readable(compute_table(make_sample()))) + 0.01])
def test_a_table_that_fits_stays_whole(room: float) -> None:
    table = compute_table(make_sample())
    strips = divide_columns(table, room)

    assert strips.tables == (table,)
    assert strips.render_label(0, YearStyle.KANJI) == ""
    assert [sum(widths) for widths in strips.fit(room)] == [pytest.approx(room)]


def test_a_table_too_wide_is_divided_into_as_few_strips_as_can_be_read() -> None:
    strips = divide_columns(WIDE, ROOM)

    assert len(strips.columns) == 2
    for table in strips.tables:
        assert sum(measure_readable(table)) <= ROOM
    assert sum(measure_readable(WIDE)) > ROOM  # the control: one would not do


@given(st.floats(40, 400))
def test_every_column_stands_in_one_strip_and_the_names_in_all(room: float) -> None:
    strips = divide_columns(WIDE, room)
    names = strips.repeated if len(strips.columns) > 1 else 0

    assert [at for columns in strips.columns for at in columns[names:]] == list(range(names, 55))
    assert {columns[:names] for columns in strips.columns} == {tuple(range(names))}


def test_the_columns_of_a_year_are_never_torn_apart() -> None:
    strips = divide_columns(WIDE, ROOM)

    years = [
        {year for at in columns[strips.repeated :] if (year := WIDE.columns[at].column.year)}
        for columns in strips.columns
    ]
    yearly = [WIDE.columns[strip[-1]].column.role for strip in strips.columns]
    assert years[0] & years[1] == set()
    assert yearly == [Role.MARK, Role.MARK]


def test_headings_over_a_year_and_merged_names_are_whole_in_each_strip() -> None:
    left, right = divide_columns(WIDE, ROOM).tables

    for table in (left, right):
        for line in table.headings:
            wide = [cell.columns if cell else 0 for cell in line]
            for at, columns in enumerate(wide):
                assert wide[at + 1 : at + columns] == [0] * (columns - 1)
        assert [row.cells[:3] for row in table.rows] == [row.cells[:3] for row in WIDE.rows]
        assert all(cell.columns == 3 for cell in table.headings[0] if cell and cell.text.endswith("10年度"))
    assert right.headings[0][:3] == left.headings[0][:3]


def test_a_heading_over_columns_of_two_strips_stands_in_both() -> None:
    table = compute_table(make_sample())
    at = next(at for at, cell in enumerate(table.headings[0]) if cell and cell.columns == 3)

    first, second = take_columns(table, [0, at, at + 1]), take_columns(table, [0, at + 2])

    assert [(cell.text, cell.columns) for cell in first.headings[0][1:] if cell] == [("令和5年度", 2)]
    assert first.headings[0][2] is None
    assert [(cell.text, cell.columns) for cell in second.headings[0][1:] if cell] == [("令和5年度", 1)]


def test_names_are_equally_wide_in_all_strips_and_each_fills_the_page() -> None:
    strips = divide_columns(WIDE, ROOM)
    left, right = strips.fit(ROOM)

    assert left[: strips.repeated] == right[: strips.repeated]
    assert [sum(left), sum(right)] == [pytest.approx(ROOM), pytest.approx(ROOM)]
    assert all(width >= 2 for width in left + right)


def test_the_label_says_which_strip_this_is_and_which_years_it_has() -> None:
    strips = divide_columns(WIDE, ROOM)

    first, second = (strips.render_label(number, YearStyle.KANJI) for number in (0, 1))
    assert first.startswith("表を左右2枚に分けたうちの1枚目（令和3年度～令和")
    assert second.startswith("表を左右2枚に分けたうちの2枚目（令和")
    assert second.endswith("～令和20年度）")
    assert strips.render_label(1, YearStyle.WESTERN).endswith("～2038年度）")


def test_names_that_take_half_the_page_leave_the_table_whole() -> None:
    assert len(divide_columns(WIDE, 30).columns) == 1


def test_a_long_text_wants_a_column_in_which_it_does_not_run_down_the_page() -> None:
    usual = compute_table(make_sample())
    long = compute_table(change(make_sample(), "5", goal="長い文章。" * 60))

    assert measure_least(long) == measure_least(usual)
    assert sum(measure_readable(long)) > sum(measure_readable(usual)) + 10
