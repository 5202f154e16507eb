"""Characters behind a clipping path: they belong where the path shows, or are not there at all."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from shirube.readers.formats import read_source
from shirube.readers.pdf_clip import mark_hidden
from shirube.readers.pdf_text import Character, make_characters
from tests.readers.office import convert
from tests.readers.workbooks import build_xlsx, source

Finder = Callable[[str], str]


def build_page(content: str) -> bytes:
    """A page of 300 x 200 points that runs these operators, with Helvetica as /F1."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page = pikepdf.Page(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                MediaBox=[0, 0, 300, 200],
                Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
                Contents=pikepdf.Stream(pdf, content.encode()),
            )
        )
        pdf.pages.append(page)
        pdf.save(out)
    return out.getvalue()


def read_characters(content: str) -> dict[str, Character]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(build_page(content))) as pdf:
        mark_hidden(pdf.pages[0])
        return {one.text: one for one in make_characters(pdf.pages[0].chars)}


def paint(text: str, x: float, y: float) -> str:
    return f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n"


def test_a_character_behind_a_path_stands_where_the_path_shows() -> None:
    found = read_characters(
        f"q 50 100 40 20 re W n {paint('A', 60, 105)}{paint('B', 150, 105)}Q {paint('C', 150, 50)}"
    )

    assert found["A"].hidden is None
    assert found["C"].hidden is None, "the path holds only until its state is given back"
    x, y = found["B"].place
    assert 50 <= x <= 90
    assert 80 <= y <= 100


@pytest.mark.parametrize("y", [20, 180])
def test_a_character_above_or_below_the_path_moves_into_it(y: int) -> None:
    found = read_characters(f"q 50 100 40 20 re W n {paint('B', 60, y)}Q")

    assert 80 <= found["B"].place[1] <= 100


def test_paths_within_paths_leave_what_all_of_them_show() -> None:
    found = read_characters(
        "q 0 0 100 200 re W n q 1 0 0 1 50 0 cm 0 0 100 200 re W* n "
        f"{paint('A', 20, 50)}{paint('B', 80, 50)}Q Q"
    )

    assert found["A"].hidden is None
    assert 50 <= found["B"].place[0] <= 100


def fill_long_parent(book: Any, sheet: Any) -> None:
    """A parent merged over more rows than fit a page, upright text, and no header on the further pages."""
    cell = book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True})
    turned = book.add_format({"border": 1, "valign": "vcenter", "rotation": 270})
    sheet.set_landscape()
    sheet.set_paper(9)
    for column, text in enumerate(("基本目標", "施策", "指標", "令和6年度目標", "令和6年度実績")):
        sheet.write(0, column, text, cell)
    sheet.set_row(0, 44)
    for number in range(24):
        row = 1 + number
        sheet.set_row(row, 44)
        if number % 24 == 0:
            sheet.merge_range(row, 0, row + 23, 0, "基本目標1", turned)
        if number % 8 == 0:
            sheet.merge_range(row, 1, row + 7, 1, f"施策{number // 8 + 1}の相談窓口をつくる", cell)
        for column, text in enumerate((f"指標{number}の件数", f"{100 + number}件", f"{90 + number}件"), 2):
            sheet.write(row, column, text, cell)


def test_a_parent_that_runs_over_pages_loses_neither_rows_nor_its_column(find_tool: Finder) -> None:
    grids = read_source(
        source(convert(build_xlsx(fill_long_parent), "xlsx", "pdf", find_tool), "計画.pdf")
    ).grids

    (grid,) = grids
    rows = [list(row) for row in grid.rows[1:]]
    assert [row[2:] for row in rows] == [
        [f"指標{number}の件数", f"{100 + number}件", f"{90 + number}件"] for number in range(24)
    ]
    names = [str(row[1]).replace("\n", "") for row in rows if row[1]]
    assert list(dict.fromkeys(names)) == [f"施策{number}の相談窓口をつくる" for number in (1, 2, 3)]
    assert {row[0] for row in rows if row[0]} == {"基本目標1"}


@pytest.mark.parametrize("content", ["q W n Q", "Q Q Q", "q 0 0 0 0 re W n Q"])
def test_odd_paths_harm_nothing(content: str) -> None:
    assert read_characters(content + " " + paint("A", 60, 105))["A"].hidden is None
