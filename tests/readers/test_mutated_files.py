"""Damaged and odd files by the hundred: an answer or a refusal, never a crash, and nothing lost in silence.

``SHIRUBE_FUZZ=nightly`` runs the full numbers.
"""

from __future__ import annotations

import functools
import io
import os
import random
import re
import time
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import docx
import openpyxl
import pytest

from shirube.core.finding import Level
from shirube.readers.cell_values import convert_value
from shirube.readers.formats import read_source
from shirube.readers.source import FileGrids, UnreadableFile
from shirube.readers.text_file import decode_text
from tests.readers.mutations import damage_package, damage_pdf, damage_text
from tests.readers.workbooks import build_xlsx, source

NIGHTLY = os.environ.get("SHIRUBE_FUZZ") == "nightly"
# Kind → how many in every run, and how many by night; a tenth of them in each of ten tests.
NUMBERS = {
    "xlsx": (300, 10_000),
    "xls": (120, 2_000),
    "ods": (120, 2_000),
    "docx": (120, 2_000),
    "pdf": (40, 2_000),
    "csv": (600, 10_000),
}
PARTS = range(10)
# So far the two readers are compared; cells moved beyond cost too much to look at.
FAR = 60
INFINITE = float("inf")

pytestmark = pytest.mark.timeout(3_600 if NIGHTLY else 120)


def iter_seeds(kind: str, part: int) -> Iterator[int]:
    few, many = NUMBERS[kind]
    yield from range(part, many if NIGHTLY else few, len(PARTS))


def try_read(data: bytes, name: str) -> FileGrids | None:
    """The grids, or None for a refusal; anything else fails the test, as does a slow answer."""
    begin = time.monotonic()
    try:
        result = read_source(source(data, name))
    except UnreadableFile as refused:
        assert re.search(r"[ぁ-ん].*。", str(refused))
        result = None
    assert time.monotonic() - begin < 10
    return result


@functools.cache
def build_plan_workbook() -> bytes:
    def fill(book: Any, sheet: Any) -> None:
        percent, people = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": '0"人"'})
        sheet.merge_range(0, 0, 0, 4, "進捗状況まとめ")
        for row in range(1, 12):
            sheet.write_row(row, 0, [f"施策{row // 3}", f"指標{row}", row * 10])
            sheet.write(row, 3, row / 7, percent)
            sheet.write(row, 4, row * 9, people)
            sheet.write(row, 5, "SABC"[row % 4])
        sheet.set_row(5, None, None, {"hidden": True})
        book.add_worksheet("凡例").write(0, 0, "S：90%以上")

    return build_xlsx(fill)


def read_with_openpyxl(data: bytes) -> dict[str, dict[tuple[int, int], Any]] | None:
    """Sheet → (row, column) → value, of an independent reader; None where that one gives up."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        return {
            sheet.title: {
                (cell.row - 1, cell.column - 1): cell.value
                for row in sheet.iter_rows(max_row=FAR, max_col=FAR)
                for cell in row
                if cell.value is not None
                and str(cell.value).strip()
                and cell.value not in (INFINITE, -INFINITE)
            }
            for sheet in book.worksheets
        }
    except Exception:  # whatever it does on a broken file is no matter of ours
        return None


def find_lost_cells(result: FileGrids, others: dict[str, dict[tuple[int, int], Any]]) -> list[str]:
    """Cells that the other reader has and ours has not, or has otherwise."""
    lost = []
    for grid in result.grids:
        for (row, column), value in others.get(grid.name, {}).items():
            inside = row < grid.height and column < grid.width
            ours = grid.rows[row][column] if inside else ""
            if isinstance(ours, str) and unicodedata.normalize("NFKC", ours) == str(value):
                continue  # the other reader takes full-width digits for a number
            if row < grid.height and value in grid.rows[row]:
                continue  # cells without a sensible name: the readers differ in where, not in what
            if ours == "" and (inside or row < FAR):
                lost.append(f"{grid.name} {row},{column}: {value!r} is missing")
            elif (
                isinstance(value, int | float)
                and isinstance(ours, str)
                and not re.match(r"\d{4}-|\d+:|TRUE|FALSE", ours)
            ) or (isinstance(value, str) and convert_value(value) != ours and not value.startswith("#")):
                lost.append(f"{grid.name} {row},{column}: {value!r} became {ours!r}")
    return lost


@pytest.mark.parametrize("part", PARTS)
def test_damaged_workbooks_are_read_whole_or_refused(part: int) -> None:
    for seed in iter_seeds("xlsx", part):
        choose = random.Random(seed)  # noqa: S311
        target = choose.choice(
            ["xl/worksheets/sheet1.xml"] * 3 + ["xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"]
        )
        data = damage_package(build_plan_workbook(), target, choose)

        result = try_read(data, f"{seed}.xlsx")

        others = read_with_openpyxl(data) if result else None
        if result and others and not any(one.level is Level.GRAVE for one in result.findings):
            assert find_lost_cells(result, others) == [], f"seed {seed}"


@functools.cache
def build_plan_document() -> bytes:
    document = docx.Document()
    document.add_paragraph("資料2　進捗状況まとめ")
    table = document.add_table(rows=6, cols=4)
    for row in range(6):
        for column in range(4):
            table.cell(row, column).text = f"値{row}の{column}"
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 3))
    document.add_paragraph("※ 見込値を含む")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("part", PARTS)
def test_damaged_documents_are_read_whole_or_refused(part: int) -> None:
    for seed in iter_seeds("docx", part):
        data = damage_package(build_plan_document(), "word/document.xml", random.Random(seed))  # noqa: S311

        result = try_read(data, f"{seed}.docx")

        if result:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                xml = package.read("word/document.xml").decode("utf-8", "replace")
            read = "".join(str(cell) for grid in result.grids for row in grid.rows for cell in row)
            for text in re.findall(r"<w:t(?: [^>]*)?>(値[^<&]*)</w:t>", xml):
                assert text in read, f"seed {seed}"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.filterwarnings("ignore")
def test_damaged_pdf_files_are_read_or_refused(part: int, find_tool: Callable[[str], str]) -> None:
    from tests.readers.test_pdf_file import build_pdf

    whole = build_pdf(find_tool, 6)
    for seed in iter_seeds("pdf", part):
        try_read(damage_pdf(whole, random.Random(seed)), f"{seed}.pdf")  # noqa: S311


TABLE = '進捗状況まとめ,,\n指標,目標,実績\n相談件数,"1,200件",△5\n創業塾,20人,"2\n1人"\n※ 見込値,,\n'


@pytest.mark.parametrize("part", PARTS)
def test_odd_text_tables_lose_no_character(part: int) -> None:
    for seed in iter_seeds("csv", part):
        data = damage_text(TABLE, random.Random(seed))  # noqa: S311

        result = try_read(data, f"{seed}.csv")

        if result is not None and "file-suffix" not in {one.code for one in result.findings}:
            text, _ = decode_text(source(data, "a.csv"))
            read = "".join(str(cell) for row in result.grids[0].rows for cell in row)
            unseen = str.maketrans("", "", '\t,;"\r\n')
            assert read.translate(unseen) == text.translate(unseen), f"seed {seed}"


def test_the_comparison_would_notice_a_lost_cell() -> None:
    result = read_source(source(build_plan_workbook()))
    others = read_with_openpyxl(build_plan_workbook())
    assert others is not None
    assert find_lost_cells(result, others) == []

    others["進捗"][50, 0] = "行"
    others["進捗"][1, 0] = "別の施策"
    others["進捗"][2, 0] = "消えた施策"
    others["進捗"][1, 6] = 5

    assert len(find_lost_cells(result, others)) == 4
