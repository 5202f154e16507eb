"""The cells between the rules of a page: whole grids, and those of which a person sees the missing rules."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from shirube.readers.pdf_rules import Box, find_ruled

XS, YS = (50.0, 150.0, 200.0, 250.0), (40.0, 60.0, 80.0, 100.0)


def across(at: float, start: float = XS[0], end: float = XS[-1]) -> dict[str, Any]:
    return {"orientation": "h", "x0": start, "x1": end, "top": at, "bottom": at, "width": end - start}


def upright(at: float, start: float = YS[0], end: float = YS[-1]) -> dict[str, Any]:
    return {"orientation": "v", "x0": at, "x1": at, "top": start, "bottom": end, "height": end - start}


def find_cells(edges: list[dict[str, Any]]) -> list[list[Box]]:
    return [table.cells for table in find_ruled(edges)]


def whole() -> list[Box]:
    return [(left, top, right, bottom) for top, bottom in pairwise(YS) for left, right in pairwise(XS)]


def test_a_full_grid_gives_every_cell() -> None:
    assert find_cells([*map(across, YS), *map(upright, XS)]) == [whole()]


def test_a_table_without_sides_has_its_first_and_last_column() -> None:
    assert find_cells([*map(across, YS), *map(upright, XS[1:-1])]) == [whole()]


def test_a_table_with_one_rule_between_two_columns_needs_no_frame() -> None:
    (cells,) = find_cells([*map(across, YS), upright(150)])

    assert len(cells) == 6
    assert (50, 40, 150, 60) in cells


def test_a_merged_cell_that_the_page_cuts_above_and_below_is_a_cell() -> None:
    inside = [across(at, XS[1]) for at in YS]

    (cells,) = find_cells([*inside, *map(upright, XS)])

    assert (50, 40, 150, 100) in cells
    assert len(cells) == 1 + 2 * 3


def test_a_merged_cell_that_the_page_cuts_above_alone_is_a_cell() -> None:
    inside = [across(at, XS[1]) for at in YS[:-1]]

    (cells,) = find_cells([*inside, across(YS[-1]), *map(upright, XS)])

    assert (50, 40, 150, 100) in cells
    assert len(cells) == 1 + 2 * 3


def dot(x: float, y: float) -> list[dict[str, Any]]:
    """The four sides of a square of half a point."""
    rules = [across(y, x, x + 0.5), across(y + 0.5, x, x + 0.5)]
    return [*rules, upright(x, y, y + 0.5), upright(x + 0.5, y, y + 0.5)]


def test_a_few_dots_are_no_rule() -> None:
    dots = [edge for x in (70, 72, 74) for edge in dot(x, 70)]

    assert find_cells([*map(across, YS), *map(upright, XS), *dots]) == [whole()]


def test_cells_that_the_page_cut_are_told_from_those_that_end() -> None:
    (cut,) = find_ruled([*[across(at, XS[1]) for at in YS], *map(upright, XS)])
    (ended,) = find_ruled([*map(across, YS), *map(upright, XS)])

    assert cut.open_above == cut.open_below == [(50, 40, 150, 100)]
    assert ended.open_above == ended.open_below == []


def test_a_rule_of_small_squares_is_a_rule() -> None:
    dotted = [edge for at in YS for x in range(50, 251, 2) for edge in dot(x, at)]
    dotted += [edge for x in XS for at in range(40, 101, 2) for edge in dot(x, at)]

    (cells,) = find_cells(dotted)

    assert [tuple(map(round, cell)) for cell in cells] == whole()


def test_a_coloured_box_that_touches_a_rule_adds_no_cell() -> None:
    box = [upright(60, 88, 98), upright(75, 88, 98)]

    assert find_cells([*map(across, YS), *map(upright, XS), *box]) == [whole()]


def test_merged_cells_are_one_cell() -> None:
    rules = [across(40), across(60), across(80, XS[1]), across(100)]
    walls = [upright(50), upright(150), upright(200, 60), upright(250)]

    (cells,) = find_cells([*rules, *walls])

    assert (150, 40, 250, 60) in cells
    assert (50, 60, 150, 100) in cells
    assert len(cells) == 7


def test_a_merged_heading_between_two_groups_of_columns_is_one_cell() -> None:
    # | R5          | 評価 | R6          |
    # | 目標 | 実績 |      | 目標 | 実績 |
    walls = (0.0, 50.0, 100.0, 150.0, 200.0, 250.0, 300.0, 350.0)
    edges = [across(at, 0, 350) for at in (0.0, 40.0, 60.0)]
    edges += [across(20, 0, 150), across(20, 200, 350)]
    edges += [upright(at, 0 if at in (0, 150, 200, 350) else 20, 60) for at in walls]

    (cells,) = find_cells(edges)

    assert (150, 0, 200, 40) in cells
    assert (0, 0, 150, 20) in cells
    assert len(cells) == 2 + 1 + 6 + 7


def test_a_frame_around_a_word_is_no_table_and_two_tables_side_by_side_are_two() -> None:
    frame = [across(10, 50, 80), across(20, 50, 80), upright(50, 10, 20), upright(80, 10, 20)]
    other = [
        {**edge, "x0": edge["x0"] + 300, "x1": edge["x1"] + 300}
        for edge in (*map(across, YS), *map(upright, XS))
    ]

    found = find_cells([*frame, *map(across, YS), *map(upright, XS), *other])

    assert [cells[0] for cells in found] == [(50, 40, 150, 60), (350, 40, 450, 60)]


def test_rules_that_never_meet_are_no_table() -> None:
    assert find_cells([across(20), across(60), across(90)]) == []
    assert find_cells([]) == []
