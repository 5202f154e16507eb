"""The Word document: A3, merged cells, repeated headings, framed grades, and read back without a loss."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from msgspec.structs import replace

from shirube.core.form import Form
from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.readers.read import read_plan
from shirube.writers.docx_file import render_docx
from tests.writers.sample import change, decide, make_sample, make_wide_sample


def make(plan: Plan) -> Any:
    return Document(io.BytesIO(render_docx(compute_report(plan))[0]))


def texts(row: Any) -> list[str]:
    return [cell.text for cell in row.cells]


def test_the_page_is_a3_landscape_with_title_and_number() -> None:
    document = make(make_sample())

    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (420, 297)
    assert [item.text for item in document.paragraphs if item.text][:2] == ["資料2", make_sample().title]
    assert document.paragraphs[1].style.name == "Heading 1"
    assert document.core_properties.language == "ja-JP"


def test_the_table_has_all_rows_merged_parents_and_headings() -> None:
    table = make(make_sample()).tables[0]

    assert (len(table.rows), len(table.columns)) == (2 + 14, 19)
    assert texts(table.rows[0])[6:10] == ["令和3年度", "令和5年度", "令和5年度", "令和5年度"]
    assert texts(table.rows[1])[:1] + texts(table.rows[1])[6:9] == ["方向性", "実績値", "年間目標", "実績"]
    assert texts(table.rows[7])[:3] == [
        "地域経済循環の担い手となる事業者の育成",
        "継続した経営支援",
        "経営支援セミナー【新規事業】(参加者数) P.35",
    ]
    assert table.cell(2, 0)._tc is table.cell(7, 0)._tc
    assert table.cell(7, 0)._tc is not table.cell(8, 0)._tc


def test_the_heading_rows_are_repeated_and_no_row_is_cut_in_two() -> None:
    rows = make(make_sample()).tables[0].rows

    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows]
    assert repeated == [True, True] + [False] * 14
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_grade_is_letter_frame_and_colour() -> None:
    table = make(make_sample()).tables[0]
    frames = {}
    for row in table.rows[2:]:
        run = row.cells[9].paragraphs[0].runs[0]
        ground = row.cells[9]._tc.tcPr.find(qn("w:shd")).get(qn("w:fill"))
        frames[run.text] = (run._r.rPr.find(qn("w:bdr")).get(qn("w:val")), ground)

    assert frames == {
        "S": ("double", "DCF0FF"),
        "A": ("single", "E6F5EC"),
        "B": ("dashed", "FFF0B3"),
        "C": ("single", "A90000"),
    }


def test_legend_and_notes_follow_the_table() -> None:
    document = make(decide(make_sample(), "9", "A"))

    assert [texts(row)[0] for row in document.tables[1].rows] == ["評価指標", "S", "A", "B", "C"]
    notes = [item.text for item in document.paragraphs if item.text.startswith("※")]
    assert notes[0].startswith("※1 るのカード普及事業（取扱店舗数）")
    assert "A※1" in texts(document.tables[0].rows[10])


def test_reading_our_own_document_gives_an_equal_plan(tmp_path: Path) -> None:
    plan = read_plan(Path(__file__).parents[2] / "shirube" / "examples" / "sample_plan.tsv").plan
    path = tmp_path / "計画.docx"
    path.write_bytes(render_docx(compute_report(plan))[0])

    assert read_plan(path).plan == plan


@pytest.mark.parametrize("text", ["<w:p/>", "&amp;", "二行\nの文", "制御\x0b文字"])
def test_what_a_person_wrote_is_never_markup(text: str) -> None:
    plan = replace(change(make_sample(), "1", goal=text), title=text, document_number=text)

    document = make(plan)

    assert document.tables[0].rows[2].cells[4].text == text.replace("\x0b", "")


def test_plans_without_a_form_or_anything_have_a_document_too() -> None:
    assert len(make(replace(make_sample(), form=Form(), scale=None)).tables) == 1
    assert make(Plan(title="空の計画")).paragraphs[0].text == "空の計画"


def test_a_thousand_rows_are_all_there() -> None:
    table = make(make_sample(copies=72)).tables[0]

    assert len(table._tbl.tr_lst) == 2 + 1_008


def test_libreoffice_shows_the_document_on_one_page(tmp_path: Path, find_tool: Callable[[str], str]) -> None:
    (tmp_path / "計画.docx").write_bytes(render_docx(compute_report(make_sample()))[0])
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    subprocess.run(
        [find_tool("soffice"), home, "--headless", "--convert-to", "pdf", "計画.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=110,
    )

    with pikepdf.open(tmp_path / "計画.pdf") as pdf:
        assert len(pdf.pages) == 1
    page = subprocess.run(
        [find_tool("pdftotext"), "-raw", "計画.pdf", "-"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    text = re.sub(r"\s+", "", page.stdout)
    assert "見本です。" in text
    assert text.count("28,000部") == 4


def test_a_table_too_wide_for_the_page_comes_in_strips_that_repeat_the_names() -> None:
    document = make(make_wide_sample())

    left, right, _legend = document.tables
    assert len(left.columns) + len(right.columns) == 55 + 3
    assert [texts(row)[:3] for row in left.rows] == [texts(row)[:3] for row in right.rows]
    labels = [item for item in document.paragraphs if item.text.startswith("表を左右2枚に分けたうちの")]
    assert [item.paragraph_format.page_break_before for item in labels] == [False, True]
