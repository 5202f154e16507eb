"""The workbook: as printed, as data, never a formula, nothing cut off, and read back without a loss."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from shirube.core.data_rows import list_data_columns
from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.readers.read import read_plan
from shirube.writers.xlsx_file import render_xlsx
from tests.writers.sample import change, decide, make_sample


def make(plan: Plan) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(compute_report(plan))[0]))


def rows_of(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def find_cell(sheet: Worksheet, text: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return make(make_sample())


def test_the_sheets_have_the_names_officers_expect(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["印刷用", "データ用", "凡例"]


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


def test_grades_are_lettered_framed_and_coloured(book: openpyxl.Workbook) -> None:
    sheet = book["印刷用"]
    looks = {}
    for letter in "SABC":
        cell = find_cell(sheet, letter)
        looks[letter] = (cell.fill.fgColor.rgb, cell.border.left.style)

    assert looks == {
        "S": ("FFDCF0FF", "double"),
        "A": ("FFE6F5EC", "thin"),
        "B": ("FFFFF0B3", "dashed"),
        "C": ("FFA90000", "thin"),
    }


@pytest.mark.parametrize(
    "text", ["=1+1", "=HYPERLINK(A1)", "+1", "@SUM(A1)", "http://example.jp", "007", "{=A1}"]
)
def test_what_a_person_wrote_stays_a_text(text: str) -> None:
    plan = change(make_sample(), "1", goal=text)

    cell = find_cell(make(plan)["印刷用"], text)

    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_the_data_sheet_has_one_row_per_indicator_and_year(book: openpyxl.Workbook) -> None:
    head, *rows = rows_of(book["データ用"])
    records = [dict(zip(head, row, strict=True)) for row in rows]

    assert head == [column.heading for column in list_data_columns(make_sample())]
    assert len(records) == 14 * (1 + 4)
    found = next(one for one in records if one["指標キー"] == "13" and one["年度（西暦）"] == 2025)
    assert found["年度（和暦）"] == "令和7年度"
    assert (found["目標値"], found["実績値"], found["単位"]) == (30000, 23000, "部")
    assert found["達成率（％）"] == 76.7
    assert (found["評価"], found["算定評価"], found["公表評価"], found["決定評価"]) == ("B", "B", "B", None)
    assert not book["データ用"].merged_cells.ranges
    assert book["データ用"].auto_filter.ref.startswith("A1:")


def test_the_data_sheet_keeps_computed_and_decided_grades_apart() -> None:
    head, *rows = rows_of(make(decide(make_sample(), "9", "A"))["データ用"])
    records = [dict(zip(head, row, strict=True)) for row in rows]

    found = next(one for one in records if one["指標キー"] == "9" and one["年度（西暦）"] == 2024)
    assert (found["評価"], found["算定評価"], found["決定評価"]) == ("A", "B", "A")
    assert found["決定の理由"] == "目標の年度を繰り下げたため"


def test_a_missing_figure_of_the_data_sheet_says_why(book: openpyxl.Workbook) -> None:
    head, *rows = rows_of(book["データ用"])
    records = [dict(zip(head, row, strict=True)) for row in rows]

    baseline = next(one for one in records if one["指標キー"] == "6" and one["種別"] == "基準値")
    assert baseline["実績値"] is None
    assert baseline["実績値の状況"] is not None


def test_every_column_of_the_data_sheet_is_explained(book: openpyxl.Workbook) -> None:
    explained = {row[0]: row[1] for row in rows_of(book["凡例"])}

    for column in list_data_columns(make_sample()):
        assert explained[column.heading] == column.meaning
    assert explained["S"] == "目標値以上（120%以上）"


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


def test_reading_our_own_workbook_gives_an_equal_plan(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "shirube" / "examples" / "sample_plan.tsv"
    plan = read_plan(example).plan
    path = tmp_path / "計画.xlsx"
    path.write_bytes(render_xlsx(compute_report(plan))[0])

    assert read_plan(path).plan == plan
    changed = render_xlsx(compute_report(replace(plan, document_number="資料3")))[0]
    path.write_bytes(changed)
    assert read_plan(path).plan != plan  # the control


def test_a_plan_with_hardly_anything_still_gives_a_workbook() -> None:
    assert make(Plan(title="空の計画"))["印刷用"]["A1"].value == "空の計画"


def test_libreoffice_prints_the_table_on_one_page_with_every_word(
    tmp_path: Path, find_tool: Callable[[str], str]
) -> None:
    (tmp_path / "計画.xlsx").write_bytes(render_xlsx(compute_report(make_sample()))[0])
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    subprocess.run(
        [find_tool("soffice"), home, "--headless", "--convert-to", "pdf", "計画.xlsx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=110,
    )

    with pikepdf.open(tmp_path / "計画.pdf") as pdf:
        sizes = [tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages]
    assert sizes[0] == (1191, 842)
    page = subprocess.run(
        [find_tool("pdftotext"), "-l", "1", "-raw", "計画.pdf", "-"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    text = re.sub(r"\s+", "", page.stdout)
    for row in compute_report(make_sample()).table.rows:
        for cell in row.cells:
            assert cell is None or re.sub(r"\s+", "", cell.text) in text
    assert "見本です。" in text
