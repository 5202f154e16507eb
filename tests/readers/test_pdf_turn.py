"""Pages that lie on their side read as if they were turned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shirube.readers.pdf_rules import find_ruled
from shirube.readers.pdf_text import make_characters, make_lines
from shirube.readers.pdf_turn import find_turn, turn_marks
from tests.readers.typeset import read_typeset

WIDTH, HEIGHT = 200.0, 300.0


def paint_upwards(text: str, x: float) -> list[dict[str, Any]]:
    """Characters from the lower end of a page upwards, ten points wide and high."""
    return [
        {
            "text": one,
            "x0": x,
            "x1": x + 10,
            "top": HEIGHT - 20 - number * 10,
            "bottom": HEIGHT - 10 - number * 10,
            "size": 10.0,
            "matrix": (0, 10, -10, 0, 0, 0),
        }
        for number, one in enumerate(text)
    ]


def paint_downwards(text: str, x: float) -> list[dict[str, Any]]:
    return [
        {**one, "top": HEIGHT - one["bottom"], "bottom": HEIGHT - one["top"], "matrix": (0, -10, 10, 0, 0, 0)}
        for one in paint_upwards(text, x)
    ]


def read_turned(marks: list[dict[str, Any]]) -> list[str]:
    turned = turn_marks(marks, find_turn(marks), width=WIDTH, height=HEIGHT)
    return [line.text for line in make_lines(make_characters(turned))]


def test_text_that_runs_upwards_is_read_from_the_left_line_to_the_right_one() -> None:
    marks = [*paint_upwards("相談件数", 20), *paint_upwards("目標と実績", 60)]

    assert find_turn(marks) == 1
    assert read_turned(marks) == ["相談件数", "目標と実績"]


def test_text_that_runs_downwards_is_read_from_the_right_line_to_the_left_one() -> None:
    marks = [*paint_downwards("相談件数", 60), *paint_downwards("目標と実績", 20)]

    assert find_turn(marks) == -1
    assert read_turned(marks) == ["相談件数", "目標と実績"]


def test_a_few_turned_words_turn_no_page() -> None:
    straight = [{**one, "matrix": (10, 0, 0, 10, 0, 0)} for one in paint_upwards("令和6年度の進捗状況", 90)]

    assert find_turn([*straight, *paint_upwards("件数", 20)]) == 0
    assert find_turn([]) == 0


@pytest.mark.parametrize("turn", [1, -1])
def test_rules_turn_with_the_page_and_keep_their_cells(turn: int) -> None:
    edges = [
        *({"orientation": "h", "x0": 20.0, "x1": 80.0, "top": y, "bottom": y} for y in (50.0, 100.0, 200.0)),
        *({"orientation": "v", "x0": x, "x1": x, "top": 50.0, "bottom": 200.0} for x in (20.0, 80.0)),
    ]

    (table,) = find_ruled(turn_marks(edges, turn, width=WIDTH, height=HEIGHT))

    assert [round(right - left) for left, _, right, _ in table.cells] == (
        [100, 50] if turn > 0 else [50, 100]
    )


@pytest.mark.parametrize(("turn", "hidden"), [(1, (5.0, -7.0)), (-1, (-5.0, 7.0))])
def test_a_hidden_character_keeps_its_way_to_where_it_shows(turn: int, hidden: tuple[float, float]) -> None:
    (mark,) = turn_marks(
        [{**paint_upwards("数", 20)[0], "tag": (7.0, 5.0)}], turn, width=WIDTH, height=HEIGHT
    )

    assert mark["tag"] == hidden


@pytest.mark.parametrize("paint", [paint_upwards, paint_downwards])
def test_a_letter_of_a_turned_page_is_not_turned_once_more_in_its_cell(
    paint: Callable[[str, float], list[dict[str, Any]]],
) -> None:
    marks = paint("相談件数と実績", 20)
    page_number = {**marks[0], "text": "2", "matrix": (10, 0, 0, 10, 0, 0)}

    turned = turn_marks([*marks, page_number], find_turn(marks), width=WIDTH, height=HEIGHT)

    assert {one.turn for one in make_characters(turned[:-1])} == {0}
    (number,) = make_characters(turned[-1:])
    assert number.turn != 0


@pytest.mark.parametrize("angle", ["90deg", "-90deg"])
def test_a_table_painted_on_its_side_is_read_as_it_is_written(angle: str) -> None:
    rows = "[No], [指標], [R6目標], [R6実績], [1], [担い手への農地集積率], [1,250], [44.9], "
    text = (
        '#set page(width: 300pt, height: 420pt, numbering: "1")\n'
        f"#rotate({angle}, reflow: true)[#block(width: 360pt)[#table(columns: 4, {rows})]]"
    )

    (found,) = read_typeset(text).grids

    assert [list(row[:4]) for row in found.rows[:2]] == [
        ["No", "指標", "R6目標", "R6実績"],
        ["1", "担い手への農地集積率", "1,250", "44.9"],
    ]
