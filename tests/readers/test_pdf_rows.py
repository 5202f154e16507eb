"""Lines of text within a table, cut at their gaps."""

from __future__ import annotations

import pytest

from shirube.readers.pdf_rows import Frame, Segment, find_column, find_rows, is_within
from tests.readers.painted import paint


def test_a_line_is_cut_where_texts_stand_apart() -> None:
    characters = [
        *paint("相談件数", 50, 20),
        *paint("1,200", 103, 20),
        *paint("B", 134, 20),
        *paint("名", 50, 40),
    ]

    rows = find_rows(characters)

    assert [[one.text for one in row.segments] for row in rows] == [["相談件数", "1,200", "B"], ["名"]]
    assert (rows[0].segments[0].left, rows[0].segments[0].right) == (50, 90)


def test_the_blank_half_of_a_bracket_is_no_part_of_a_text() -> None:
    (row,) = find_rows(paint("（平成32年）", 50, 20))

    assert (row.segments[0].left, row.segments[0].right) == (55, 105)


@pytest.mark.parametrize(("y", "found"), [(50, True), (5, False), (95, False)])
def test_what_stands_between_the_rules_is_within_them(y: float, found: bool) -> None:
    (one,) = paint("数", 50, y)

    assert is_within(one, Frame(40, 200, (10, 60, 90))) is found


def test_a_text_belongs_to_the_column_of_its_middle() -> None:
    edges = [40.0, 100.0, 160.0]

    assert [find_column(edges, Segment(left, left + 20, "数")) for left in (0, 50, 95, 150)] == [0, 0, 1, 1]
