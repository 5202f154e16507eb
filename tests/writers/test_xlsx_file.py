"""The workbook as a whole: never a formula, nothing cut off, and read back without a loss."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from msgspec.structs import replace

from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.readers.read import read_plan
from shirube.writers.xlsx_file import render_xlsx
from tests.writers.sample import change, make_sample
from tests.writers.workbook import find_cell, make


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return make(make_sample())


def test_the_sheets_have_the_names_officers_expect(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["印刷用", "データ用", "凡例"]


@pytest.mark.parametrize(
    "text", ["=1+1", "=HYPERLINK(A1)", "+1", "@SUM(A1)", "http://example.jp", "007", "{=A1}"]
)
def test_what_a_person_wrote_stays_a_text(text: str) -> None:
    plan = change(make_sample(), "1", goal=text)

    cell = find_cell(make(plan)["印刷用"], text)

    assert cell.data_type == "s"
    assert cell.hyperlink is None


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
