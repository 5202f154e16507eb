"""The old Excel (.xls) and LibreOffice (.ods) keep everything the same workbook has as .xlsx."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from shirube.readers.cell_values import convert_rows
from shirube.readers.formats import read_source
from shirube.readers.grid import Span
from shirube.readers.number_format import render_cell
from shirube.readers.source import FileGrids
from tests.readers.office import SHOWN, build_full_workbook, convert
from tests.readers.workbooks import source

Finder = Callable[[str], str]


@pytest.fixture(params=["xlsx", "xls", "ods"])
def workbook(request: pytest.FixtureRequest, find_tool: Finder) -> FileGrids:
    kind = str(request.param)
    data = build_full_workbook()
    if kind != "xlsx":
        data = convert(data, "xlsx", kind, find_tool)
    return read_source(source(data, f"資料2.{kind}"))


def test_every_kind_of_spreadsheet_shows_the_same_cells(workbook: FileGrids) -> None:
    grid = workbook.grids[0]

    assert [render_cell(grid, 1, column) for column in range(1, 11)] == SHOWN
    assert grid.rows[2][1:6] == [1235, Decimal("0.895"), -2530, 0, 300]
    assert grid.rows[1][2] == Decimal("0.895")
    assert grid.rows[1][6] == "2023-04-01"
    assert grid.rows[4][:7] == ["改行\n二行目", "TRUE", "#N/A", 2, "=1+1", "007", "  余白  "]
    assert grid.rows[8][7] == "末尾"


def test_every_kind_keeps_merges_hidden_parts_strike_through_and_notes(workbook: FileGrids) -> None:
    grid = workbook.grids[0]

    assert list(grid.merges) == [Span(0, 0, 0, 3), Span(1, 0, 3, 0)]
    assert grid.hidden_rows == {3}
    assert grid.hidden_columns == {4}
    assert grid.struck == {(5, 0), (5, 1)}
    assert grid.notes == {(5, 1): "見込値"}
    assert [(one.name, one.hidden) for one in workbook.grids] == [("進捗", False), ("作業用", True)]
    assert sorted(finding.code for finding in workbook.findings) == [
        "cell-error",
        "cell-partly-struck",
        "cell-struck",
    ]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_calamine_as_second_reader_sees_the_same_values(kind: str, find_tool: Finder) -> None:
    data = convert(build_full_workbook(), "xlsx", kind, find_tool)

    ours = read_source(source(data, f"a.{kind}")).grids
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))

    for grid in ours:
        theirs = convert_rows(book.get_sheet_by_name(grid.name).to_python(skip_empty_area=False))
        different = [
            (row, column, grid.rows[row][column], theirs[row][column])
            for row in range(grid.height)
            for column in range(grid.width)
            if grid.rows[row][column] != theirs[row][column]
        ]
        # calamine loses error values; of .ods it takes TRUE() for the number it is kept as, and leaves
        # durations in the notation of the file (PT30H00M00S).
        known = {(4, 2)} if kind == "xls" else {(1, 7), (4, 1), (4, 2)}
        assert {(row, column) for row, column, *_ in different} <= known, different
