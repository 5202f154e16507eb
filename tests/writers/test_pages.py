"""Page breaks of long tables: nothing lost, groups together, labels repeated."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shirube.core.table import PrintedTable, compute_table
from shirube.writers.pages import Page, cut_rows, divide_rows
from tests.writers.sample import make_sample

TABLE = compute_table(make_sample(copies=3))


def divide(table: PrintedTable, room: float, height: float = 1.0) -> list[Page]:
    return divide_rows(table, [height] * len(table.rows), room, room)


@given(st.lists(st.floats(0.5, 30), min_size=42, max_size=42), st.floats(1, 60), st.floats(1, 60))
def test_every_row_stands_on_exactly_one_page(heights: list[float], first: float, other: float) -> None:
    pages = divide_rows(TABLE, heights, first, other)

    assert [row for page in pages for row in range(page.start, page.end)] == list(range(42))
    for page, room in zip(pages, [first, *[other] * 99], strict=False):
        assert page.end - page.start == 1 or sum(heights[page.start : page.end]) <= room + 1e-9


def test_a_short_table_is_one_page() -> None:
    assert divide(compute_table(make_sample()), 20) == [Page(0, 14)]


def test_a_table_without_rows_has_one_empty_page() -> None:
    assert divide_rows(TABLE, [], 10, 10) == [Page(0, 0)]


def test_a_direction_is_kept_together_where_little_room_is_lost() -> None:
    assert divide(TABLE, 15)[0] == Page(0, 14)


def test_a_measure_is_kept_together_where_more_room_would_be_lost_for_a_direction() -> None:
    assert divide(TABLE, 13)[0] == Page(0, 12)


def test_no_measure_is_torn_apart_by_a_page() -> None:
    starts = {page.start for page in divide(TABLE, 9)}

    assert all(TABLE.rows[start].cells[1] is not None for start in starts)


def test_a_label_is_repeated_on_the_next_page_with_the_rows_that_are_left() -> None:
    rows = cut_rows(TABLE, Page(3, 8))

    first = rows[0]
    assert first[0] is not None
    assert first[1] is not None
    assert (first[0].text, first[0].rows) == ("地域経済循環の担い手となる事業者の育成", 3)
    assert (first[1].text, first[1].rows) == ("充実した創業支援", 1)
    assert rows[3][0] is not None
    assert (rows[3][0].text, rows[3][0].rows) == ("市内での消費の促進", 2)
    assert sum(cell.rows for row in rows if (cell := row[1])) == 5
