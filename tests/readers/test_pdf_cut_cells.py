"""Cells and rows that the end of a page cut are one again, and those that end there stay apart."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.readers.around import DocumentTable
from shirube.readers.grid import Span
from shirube.readers.pdf_cut_cells import join_cut_cells
from shirube.readers.pdf_page import PageTable
from tests.readers.typeset import read_typeset, set_table

EDGES = [0.0, 100.0, 150.0, 200.0]


def page(*rows: str, merges: tuple[Span, ...] = ()) -> PageTable:
    return PageTable(DocumentTable([list(row.split("|")) for row in rows], list(merges)), EDGES, 0.0, 100.0)


def join(before: PageTable, after: PageTable) -> list[list[str]]:
    """The rows of both pages after they are put one below the other, as pdf_file.py does."""
    at = len(before.table.rows)
    before.table.rows += after.table.rows
    before.table.merges += [
        Span(one.top + at, one.left, one.bottom + at, one.right) for one in after.table.merges
    ]
    join_cut_cells(before, after, at)
    return [[str(cell) for cell in row] for row in before.table.rows]


HEAD = ("指標|区分|R6", "相談件数|目標|10", "|実績|9", "|率|90%", "講座数|目標|4", "|実績|3", "|率|75%")
THREES = (Span(1, 0, 3, 0), Span(4, 0, 6, 0))


def test_a_name_of_three_lines_that_stands_on_the_second_page_belongs_to_all_of_them() -> None:
    before = page(*HEAD, "|目標|20", merges=THREES)
    after = page("会員数|実績|21", "|率|105%", merges=(Span(0, 0, 1, 0),))

    assert join(before, after)[7:] == [["会員数", "目標", "20"], ["", "実績", "21"], ["", "率", "105%"]]
    assert Span(7, 0, 9, 0) in before.table.merges


def test_a_name_divided_between_the_pages_is_one_name() -> None:
    before = page(*HEAD, "市民活動団体の会|目標|20", merges=THREES)
    after = page("員数|実績|21", "|率|105%", merges=(Span(0, 0, 1, 0),))

    assert [row[0] for row in join(before, after)[7:]] == ["市民活動団体の会員数", "", ""]


def test_names_that_are_whole_on_both_pages_stay_apart() -> None:
    before = page(*HEAD, merges=THREES)
    after = page("会員数|目標|20", "|実績|21", "|率|105%", merges=(Span(0, 0, 2, 0),))

    assert [row[0] for row in join(before, after)[4:]] == ["講座数", "", "", "会員数", "", ""]


def test_a_cell_without_a_rule_at_the_end_of_the_page_goes_on() -> None:
    before = replace(page("施策|指標|R6", "子育て|講座数|4", "|相談件数|9"), open_below=frozenset({0}))
    before.table.merges = [Span(1, 0, 2, 0)]

    rows = join(before, page("子育て|会員数|20"))

    assert [row[0] for row in rows] == ["施策", "子育て", "", ""]
    assert [row[1] for row in rows] == ["指標", "講座数", "相談件数", "会員数"]


def test_a_row_of_figures_at_the_head_of_a_page_is_no_rest_of_the_row_before() -> None:
    before = page("指標|目標|実績", "講座数|4|")

    assert join(before, page("|相談|9"))[1:] == [["講座数", "4", ""], ["", "相談", "9"]]


@pytest.mark.parametrize(("lines", "rows"), [(3, 2), (1, 3), (0, 3)])
def test_a_row_goes_on_only_with_a_long_text_that_ran_full(lines: int, rows: int) -> None:
    before = replace(page("指標|状況|R6", "講座数|年度の後半に|4"), full_below={1: lines} if lines else {})

    joined = join(before, page("|会場をふやした。|"))

    assert len(joined) == rows
    assert "".join(row[1] for row in joined[1:]) == "年度の後半に会場をふやした。"


def test_a_heading_of_a_group_at_the_head_of_a_page_is_no_rest_of_a_text() -> None:
    before = replace(page("指標|状況|R6", "講座数|年度の後半に|4"), full_below={0: 1, 1: 3})
    after = page("施策2 学びの場をふやす||", merges=(Span(0, 0, 0, 2),))

    assert len(join(before, after)) == 3


def test_merges_below_a_row_that_went_up_move_with_it() -> None:
    before = replace(page("指標|状況|R6", "講座数|年度の後半に|4"), full_below={1: 2})
    after = page("|会場をふやした。|", "相談件数|続けた。|5", "||6", merges=(Span(1, 0, 2, 0),))

    assert len(join(before, after)) == 4
    assert before.table.merges == [Span(2, 0, 3, 0)]


@pytest.mark.parametrize(("full", "rows"), [({0: 1, 3: 1}, 2), ({3: 1}, 3), ({}, 3)])
def test_a_row_goes_on_with_two_texts_whose_only_lines_ran_full(full: dict[int, int], rows: int) -> None:
    before = replace(page("指標|R5|R6|理由", "新規開業数|4|5|各種の取組"), full_below=full)

    joined = join(before, page("（累計）|||を通じて増えた。"))

    assert len(joined) == rows
    if rows == 2:
        assert joined[1] == ["新規開業数（累計）", "4", "5", "各種の取組を通じて増えた。"]


def set_pages(end: str) -> str:
    """Two pages of a table as browsers print it; ``end`` is what ends the columns of the first page."""
    style = "stroke: (x, y) => (left: 1pt, right: 1pt, top: 1pt), inset: (x: 4pt, top: 4pt, bottom: 14pt)"
    widths = "60pt, 40pt, 50pt, 50pt"
    head = "指標名|単位|R6目標|R6実績\n"
    first = set_table(f"{head}講座数|回|4|5\n見守り活動に参加した民生委員|人|134|136", widths, style)
    rest = set_table(f"{head}の延べ人数|||\n相談件数|件|10|9", widths, style)
    return f"{first}{end}#pagebreak()\n{rest}"


def test_a_name_whose_row_no_rule_ends_goes_on_below_the_repeated_headings() -> None:
    cut = read_typeset(set_pages(""))
    ended = read_typeset(set_pages("#v(-1em)#line(length: 200pt)\n"))

    assert [row[0] for row in cut.grids[0].rows] == [
        "指標名",
        "講座数",
        "見守り活動に参加した民生委員の延べ人数",
        "相談件数",
    ]
    assert "の延べ人数" in [row[0] for row in ended.grids[0].rows]
