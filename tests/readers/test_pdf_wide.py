"""Columns printed on further pages are put beside their rows; pages that are no halves stay as they are."""

from __future__ import annotations

import pytest

from shirube.readers.around import DocumentTable
from shirube.readers.grid import Span
from shirube.readers.pdf_page import PageParts, PageTable
from shirube.readers.pdf_text import Line
from shirube.readers.pdf_wide import join_wide_pages

LEFT = ("指標|令和5年度目標|令和5年度実績", "相談件数|10|11", "会員数|20|21", "講座数|30|31")
RIGHT = ("令和6年度目標|令和6年度実績", "12|13", "22|23", "32|-")
MORE_LEFT = ("蔵書数|40|41", "公園数|50|51", "団体数|60|61")
MORE_RIGHT = ("42|43", "52|53", "62|63")


def page(*rows: str, bottom: float = 200.0, merges: tuple[Span, ...] = ()) -> PageParts:
    cells = [list(row.split("|")) for row in rows]
    edges = [50.0 + 80 * number for number in range(len(cells[0]) + 1)]
    table = PageTable(DocumentTable(list(map(list, cells)), list(merges)), edges, 40.0, bottom)
    return PageParts([table], 100, 0, 595.0)


def rows_of(one: PageParts) -> list[str]:
    return [
        "|".join(map(str, row))
        for part in one.parts
        if isinstance(part, PageTable)
        for row in part.table.rows
    ]


WHOLE = [f"{left}|{right}" for left, right in zip(LEFT, RIGHT, strict=True)]
MORE = [f"{left}|{right}" for left, right in zip(MORE_LEFT, MORE_RIGHT, strict=True)]


def test_the_right_columns_of_a_page_are_put_beside_its_rows() -> None:
    pages = [page(*LEFT), page(*RIGHT, merges=(Span(0, 0, 0, 1),))]

    assert join_wide_pages(pages) == 1
    assert rows_of(pages[0]) == WHOLE
    assert pages[1].parts == []
    (table,) = (part for part in pages[0].parts if isinstance(part, PageTable))
    assert table.table.merges == [Span(0, 3, 0, 4)]
    assert table.edges == [50, 130, 210, 290, 370, 450]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 2, 1, 3)])
def test_pages_go_down_first_or_to_the_right_first(order: tuple[int, ...]) -> None:
    printed = [page(*LEFT), page(*MORE_LEFT, bottom=160), page(*RIGHT), page(*MORE_RIGHT, bottom=160)]
    pages = [printed[number] for number in order]

    assert join_wide_pages(pages) == 2
    assert [rows_of(one) for one in printed] == [WHOLE, MORE, [], []]


REPEATED = [
    f"{left.split('|')[0]}|{right}"
    for left, right in zip(LEFT, ("令和6年度実績", "12", "22", "32"), strict=True)
]
NEXT = [
    f"{left.split('|')[0]}|{right}"
    for left, right in zip(LEFT, ("令和7年度実績", "13", "-", "33"), strict=True)
]


def line(text: str) -> Line:
    return Line(text, 50.0, 20.0, 300.0, 30.0, 10.0)


def test_further_columns_that_repeat_the_names_are_put_beside_the_rows() -> None:
    pages = [page(*LEFT), page(*REPEATED, merges=(Span(0, 0, 1, 0), Span(1, 1, 2, 1))), page(*NEXT)]
    pages[0].parts.insert(0, line("観光計画の進捗状況（令和7年度）"))
    pages[1].parts.insert(0, line("観光計画の進捗"))
    pages[1].parts.append(line("※ 速報値"))

    assert join_wide_pages(pages) == 2
    assert rows_of(pages[0]) == [
        "指標|令和5年度目標|令和5年度実績|令和6年度実績|令和7年度実績",
        "相談件数|10|11|12|13",
        "会員数|20|21|22|-",
        "講座数|30|31|32|33",
    ]
    assert pages[1].parts == [line("※ 速報値")]
    (table,) = (part for part in pages[0].parts if isinstance(part, PageTable))
    assert table.table.merges == [Span(1, 3, 2, 3)]


def test_a_table_of_the_same_names_and_headings_is_another_one() -> None:
    pages = [page(*LEFT), page(LEFT[0], *(f"{row.split('|')[0]}|9|8" for row in LEFT[1:]))]

    assert join_wide_pages(pages) == 0
    assert rows_of(pages[1])[1] == "相談件数|9|8"


def test_the_same_marks_at_the_left_are_no_names() -> None:
    one = page("区分|R5目標", "○|1", "○|2", "○|3")
    other = page("区分|R6目標", "○|4", "○|5", "○|6")

    assert join_wide_pages([one, other]) == 0


@pytest.mark.parametrize(
    "pages",
    [
        [page(*LEFT), page(*RIGHT, bottom=260)],
        [page(*LEFT), page(*RIGHT[:-1])],
        [page(*LEFT), page(*MORE_LEFT)],
        [page(*LEFT), page(*RIGHT), page(*MORE_LEFT)],
        [page(*LEFT), page(*MORE_RIGHT, "72|73")],
    ],
    ids=["other height", "fewer rows", "names on both", "a page alone", "no headings at the right"],
)
def test_pages_that_are_no_halves_stay_as_they_are(pages: list[PageParts]) -> None:
    before = [rows_of(one) for one in pages]

    assert join_wide_pages(pages) == 0
    assert [rows_of(one) for one in pages] == before
