"""The sheet 印刷用: as printed, with figures that are numbers, and heights that show every word."""

from __future__ import annotations

import openpyxl
import pytest

from shirube.core.report import compute_report
from shirube.writers.xlsx_file import render_xlsx
from tests.writers.sample import change, make_sample, make_wide_sample
from tests.writers.workbook import find_cell, make


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return make(make_sample())


def test_the_printed_sheet_has_title_number_headings_and_merged_parents(book: openpyxl.Workbook) -> None:
    sheet = book["印刷用"]

    assert sheet["A1"].value == make_sample().title
    assert find_cell(sheet, "資料2").row == 1
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A3:A4", "H3:J3", "A5:A10", "B5:B6", "A11:A14"} <= merged
    assert find_cell(sheet, "※評価の目安となる基準は、見本です。").row > 18


def test_figures_are_numbers_that_look_as_the_city_wrote_them(book: openpyxl.Workbook) -> None:
    sheet = book["印刷用"]
    row = find_cell(sheet, "地域マップの作成(発行部数) P.39").row

    cell = sheet.cell(row, 8)
    assert (cell.value, cell.number_format) == (28000, '#,##0"部"')


def test_a_missing_figure_is_no_zero(book: openpyxl.Workbook) -> None:
    sheet = book["印刷用"]
    row = find_cell(sheet, "経営支援セミナー【新規事業】(参加者数) P.35").row

    assert sheet.cell(row, 7).value == "-"
    assert sheet.cell(row, 18).value is None


def test_the_page_is_a3_landscape_one_page_wide_with_repeated_headings(book: openpyxl.Workbook) -> None:
    sheet = book["印刷用"]

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.freeze_panes == "D5"
    assert sheet.HeaderFooter.oddFooter.center.text == "&P / &N"


def test_on_several_pages_each_carries_the_number_of_the_document() -> None:
    many = make(make_sample(copies=4))["印刷用"]

    assert many.HeaderFooter.oddHeader.right.text == "資料2"
    assert many.page_setup.fitToHeight == 0
    assert make(make_sample())["印刷用"].HeaderFooter.oddHeader.right.text is None


def test_every_row_is_high_enough_for_its_longest_text(book: openpyxl.Workbook) -> None:
    sheet = book["印刷用"]
    longer = make(change(make_sample(), "1", goal="目標とする姿を述べる文章。" * 20))["印刷用"]

    assert all(sheet.row_dimensions[row].height for row in range(1, 19))
    assert longer.row_dimensions[5].height > sheet.row_dimensions[5].height


def test_a_text_beyond_what_excel_can_hold_is_cut_with_a_finding() -> None:
    plan = change(make_sample(), "3", goal="長" * 40_000)

    _, findings = render_xlsx(compute_report(plan))

    assert {finding.code for finding in findings} == {"excel-text-cut", "excel-row-too-high"}
    assert {finding.place.indicator for finding in findings} == {"創業塾（参加者数）"}
    assert render_xlsx(compute_report(make_sample()))[1] == []


def test_a_sheet_too_wide_for_a_page_is_printed_in_strips_that_repeat_the_names() -> None:
    sheet = make(make_wide_sample())["印刷用"]

    assert not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert 72 <= (sheet.page_setup.scale or 0) <= 100
    assert sheet.print_title_cols == "$A:$C"
    (line,) = sheet.col_breaks.brk
    # The strip begins with a year and not in its midst.
    assert str(sheet.cell(3, line.id + 1).value).startswith("令和")
    assert "A1:C1" in {str(area) for area in sheet.merged_cells.ranges}  # the title is cut off by no strip
