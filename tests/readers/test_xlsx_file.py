"""Excel workbooks: values, and all that calamine leaves out."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from shirube.core.finding import Level
from shirube.readers.formats import read_source
from shirube.readers.grid import Span
from shirube.readers.number_format import render_cell
from shirube.readers.source import MAX_ROWS, FileGrids, UnreadableFile
from tests.readers.workbooks import build_rows_xlsx, build_sheet_xlsx, build_xlsx, exchange_parts, source

D = Decimal


def read(data: bytes, name: str = "資料2.xlsx") -> FileGrids:
    return read_source(source(data, name))


def codes(result: FileGrids) -> list[str]:
    return [finding.code for finding in result.findings]


def save(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_numbers_are_exact_and_text_is_unchanged() -> None:
    data = build_rows_xlsx(
        [["指標", 10, 0.1, -2.5, "=1+1", " 余白 "], [0.1 + 0.2, 28000, 1e15, "007", "１２", ""]]
    )

    rows = read(data).grids[0].rows

    assert rows[0] == ["指標", 10, D("0.1"), D("-2.5"), 0, " 余白 "]
    assert rows[1] == [D("0.3"), 28000, 10**15, "007", "１２", ""]


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
numbers = st.one_of(
    st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9, allow_nan=False).map(lambda f: round(f, 4))
)


@given(st.lists(st.lists(st.one_of(texts, numbers, st.just("=1+1")), min_size=1, max_size=5), max_size=8))
def test_openpyxl_as_second_reader_sees_the_same_cells(rows: list[list[str | float]]) -> None:
    def fill(_: Any, sheet: Any) -> None:
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if str(cell).strip() == "":
                    continue
                write = sheet.write_string if isinstance(cell, str) else sheet.write_number
                write(row, column, cell)

    data = build_xlsx(fill)
    grid = read(data).grids[0]
    theirs = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]

    ours = {(r, c): cell for r, row in enumerate(grid.rows) for c, cell in enumerate(row) if cell != ""}
    others = {
        (cell.row - 1, cell.column - 1): cell.value
        for row in theirs.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert set(ours) == set(others)
    assert all(
        float(ours[at]) == value if isinstance(value, int | float) else ours[at] == value
        for at, value in others.items()
    )


def test_merged_cells_keep_their_span_and_only_their_first_cell_has_the_text() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(1, 0, 3, 0, "創業支援", book.add_format())
        sheet.write(3, 2, 5)

    grid = read(build_xlsx(fill)).grids[0]

    assert grid.merges == (Span(1, 0, 3, 0),)
    assert [row[0] for row in grid.rows] == ["", "創業支援", "", ""]
    assert grid.place(1, 0).render() == "資料2.xlsx / 進捗 / A2"


def test_units_that_stand_only_in_the_number_format_are_kept() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, 1235, book.add_format({"num_format": '#,##0"人"'}))
        sheet.write(0, 1, 0.895, book.add_format({"num_format": "0.0%"}))
        sheet.write(0, 2, "文字", book.add_format({"num_format": "0.0%"}))
        sheet.write(0, 3, 7)

    grid = read(build_xlsx(fill)).grids[0]

    assert dict(grid.formats) == {(0, 0): '#,##0"人"', (0, 1): "0.0%"}
    assert [render_cell(grid, 0, column) for column in range(4)] == ["1,235人", "89.5%", "文字", "7"]
    assert grid.rows[0][1] == D("0.895")


def test_hidden_rows_columns_and_sheets_are_kept_and_named() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, [1, 2, 3])
        sheet.write_row(1, 0, [4, 5, 6])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        book.add_worksheet("作業用").hide()

    first, second = read(build_xlsx(fill)).grids

    assert first.rows[1] == [4, 5, 6]
    assert first.hidden_rows == {1}
    assert first.hidden_columns == {2}
    assert (second.name, second.hidden) == ("作業用", True)


def test_error_values_stay_visible_with_a_finding() -> None:
    data = build_sheet_xlsx(
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )

    result = read(data)

    assert result.grids[0].rows == [["#N/A", "#DIV/0!"]]
    assert codes(result) == ["cell-error"]
    assert result.findings[0].place.cell == "A1"
    assert "B1" in result.findings[0].message


def test_a_formula_never_calculated_is_named_but_one_that_gave_nothing_is_not() -> None:
    data = build_sheet_xlsx(
        '<row r="1"><c r="A1"><f>B1*2</f></c><c r="B1" t="str"><f>""</f><v></v></c>'
        '<c r="C1"><f>1</f><v>1</v></c></row>'
    )

    result = read(data)

    assert codes(result) == ["cell-uncalculated"]
    assert "（A1）" in result.findings[0].message


def test_a_text_cell_without_a_text_is_named_and_shows_no_other_text() -> None:
    data = build_sheet_xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>１２</v></c></row>')

    result = read(data)

    assert result.grids[0].rows == [["x", ""]]
    assert codes(result) == ["cell-broken"]
    assert result.findings[0].place.cell == "B1"


def test_notes_and_struck_cells_are_kept_and_partly_struck_ones_named() -> None:
    def fill(book: Any, sheet: Any) -> None:
        struck = book.add_format({"font_strikeout": True})
        sheet.write(0, 0, 100, struck)
        sheet.write(0, 1, 120)
        sheet.write_comment(0, 1, "見込値", {"author": ""})
        sheet.write_rich_string(0, 2, struck, "80", book.add_format({"bold": True}), "90")
        sheet.write(0, 3, "廃止", struck)

    result = read(build_xlsx(fill))

    grid = result.grids[0]
    assert grid.struck == {(0, 0), (0, 3)}
    assert grid.notes == {(0, 1): "見込値"}
    assert grid.rows[0][2] == "8090"
    assert [(finding.code, finding.level) for finding in result.findings] == [
        ("cell-struck", Level.ODD),
        ("cell-partly-struck", Level.GRAVE),
    ]
    assert "A1、D1" in result.findings[0].message
    assert "C1「80」" in result.findings[1].message


def test_readings_of_kanji_are_no_part_of_the_text() -> None:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>創業塾</t>'
        '<rPh sb="0" eb="3"><t>ソウギョウジュク</t></rPh></si></sst>'
    )

    data = exchange_parts(build_rows_xlsx([["x"]]), {"xl/sharedStrings.xml": strings})

    assert read(data).grids[0].rows == [["創業塾"]]


def test_dates_are_iso_text_and_show_by_their_format() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["A1"].number_format = 45017, 'ggge"年度"'
    sheet["B1"] = datetime.datetime(2023, 4, 1, 9, 30)  # noqa: DTZ001
    sheet["C1"], sheet["C1"].number_format = 45017, '[$-411]ggge"年"m"月"d"日"'
    sheet["D1"] = datetime.timedelta(hours=30, minutes=5)

    grid = read(save(book)).grids[0]

    assert grid.rows == [["2023-04-01", "2023-04-01 09:30", "2023-04-01", "30:05"]]
    assert render_cell(grid, 0, 0) == "令和5年度"
    assert render_cell(grid, 0, 2) == "令和5年4月1日"


def test_logical_values_are_text_and_one_stays_one() -> None:
    assert read(build_rows_xlsx([[True, False, 1, 0]])).grids[0].rows == [["TRUE", "FALSE", 1, 0]]


def test_sheets_written_without_cell_names_or_with_prefixes_read_the_same() -> None:
    plain = '<row r="1"><c r="A1" s="0"><v>5</v></c><c r="B1" t="b"><v>1</v></c></row>'
    plain += '<row r="2" hidden="1"><c r="A2"><v>6</v></c></row>'
    bare = '<row><c s="0"><v>5</v></c><c t="b"><v>1</v></c></row><row hidden="1"><c><v>6</v></c></row>'
    turned = plain.replace('r="B1" t="b"', 't="b" r="B1"')
    data = [build_sheet_xlsx(text) for text in (plain, bare, turned)]
    prefixed = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
    )
    for name in ("row", "c", "v"):
        plain = plain.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        plain = plain.replace(f"</{name}>", f"</x:{name}>")
    prefixed += f"{plain}</x:sheetData></x:worksheet>"
    data.append(exchange_parts(data[0], {"xl/worksheets/sheet1.xml": prefixed}))

    grids = [read(one).grids[0] for one in data]

    assert {tuple(map(tuple, grid.rows)) for grid in grids} == {((5, "TRUE"), (6, ""))}
    assert {grid.hidden_rows for grid in grids} == {frozenset({1})}


def test_a_single_far_cell_is_cut_off_with_a_grave_finding() -> None:
    data = build_sheet_xlsx(
        '<row r="1"><c r="A1"><v>5</v></c></row><row r="1048576"><c r="XFD1048576"><v>6</v></c></row>'
    )

    result = read(data)

    assert result.grids[0].rows == [[5]]
    assert [(finding.code, finding.level) for finding in result.findings] == [("grid-cut", Level.GRAVE)]
    assert f"{MAX_ROWS:,}行" in result.findings[0].message


def test_far_cells_that_are_only_painted_cost_nothing_and_need_no_finding() -> None:
    data = build_sheet_xlsx(
        '<row r="1"><c r="A1"><v>5</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>',
        after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )

    result = read(data)

    assert result.grids[0].rows == [[5]]
    assert result.grids[0].merges == ()
    assert result.findings == ()


def test_a_lying_dimension_hides_no_rows() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 201))

    data = build_sheet_xlsx(rows, before='<dimension ref="A1:B1"/>')

    assert read(data).grids[0].height == 200


def test_a_comment_written_by_openpyxl_is_found_too() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["B2"] = 5
    sheet["B2"].comment = Comment("速報値", "企画課")

    assert read(save(book)).grids[0].notes == {(1, 1): "速報値"}


def test_text_in_shapes_is_named_because_it_belongs_to_no_cell() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write(0, 0, 1)
        sheet.insert_textbox(3, 3, "S：90%以上")

    result = read(build_xlsx(fill))

    assert codes(result) == ["sheet-text-boxes"]
    assert "S：90%以上" in result.findings[0].message


def test_charts_and_macros_are_named_and_never_run() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, 1)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=進捗!$A$1:$A$1"})
        book.add_chartsheet("図").set_chart(chart)

    data = exchange_parts(build_xlsx(fill), {"xl/vbaProject.bin": b"Auto_Open"})
    result = read(data, "資料2.xlsm")

    assert [grid.name for grid in result.grids] == ["進捗"]
    assert codes(result) == ["book-macros", "sheet-not-cells"]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_a_broken_part_is_refused_with_what_to_do(part: str) -> None:
    data = exchange_parts(build_rows_xlsx([["x", 1]]), {part: b"<worksheet><sheetData><row"})

    with pytest.raises(UnreadableFile, match="保存し直す"):
        read(data)
