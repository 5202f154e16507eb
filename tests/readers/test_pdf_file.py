"""PDF files: ruled tables, tables over several pages, and what cannot be read."""

from __future__ import annotations

import functools
import io
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

import shirube
from shirube.readers.around import DocumentTable
from shirube.readers.formats import read_source
from shirube.readers.grid import Grid, Span
from shirube.readers.pdf_file import append_rows, has_same_edges, is_made_of, is_painted_over
from shirube.readers.pdf_page import PageParts, PageTable, read_page
from shirube.readers.read import ReadOptions, read_plan
from shirube.readers.source import FileGrids, UnreadableFile
from shirube.writers.formats import write_report
from tests.readers.office import convert
from tests.readers.typeset import read_typeset, set_table
from tests.readers.workbooks import build_xlsx, source

Finder = Callable[[str], str]
SAMPLE = Path(shirube.__file__).parent / "examples" / "sample_plan.tsv"
NOTE = "セミナーを{}回開き、参加者がふえた。次の年度は周知の方法を見直し、会場をふやす予定である。"


def fill(book: Any, sheet: Any, rows: int, border: int = 1) -> None:
    cell = book.add_format({"border": border, "text_wrap": True, "valign": "vcenter", "font_size": 8})
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2, 3)
    sheet.set_column(2, 2, 40)
    sheet.write(0, 8, "資料2")
    sheet.write(1, 0, "進捗状況まとめ")
    for column, text in enumerate(("個別施策", "実施事業", "実施状況")):
        sheet.merge_range(2, column, 3, column, text, cell)
    for block in range(2):
        sheet.merge_range(2, 3 + block * 3, 2, 5 + block * 3, f"令和{5 + block}年度", cell)
        for offset, text in enumerate(("目標", "実績", "評価")):
            sheet.write(3, 3 + block * 3 + offset, text, cell)
    for number in range(rows):
        row = 4 + number
        sheet.set_row(row, 40)
        if number % 2 == 0:
            sheet.merge_range(row, 0, row + 1, 0, f"施策{number // 2 + 1}", cell)
        sheet.write(row, 1, f"事業{number + 1}（参加者数）", cell)
        sheet.write(row, 2, NOTE.format(number), cell)
        for block in range(2):
            for offset, text in enumerate((f"{10 * number}人", f"{9 * number}人", "SABC"[number % 4])):
                sheet.write(row, 3 + block * 3 + offset, text, cell)
    sheet.write(5 + rows, 0, "S：90%以上")
    sheet.write(6 + rows, 0, "※ 見込値を含む")


@functools.cache
def build_workbook(rows: int, border: int) -> bytes:
    return build_xlsx(lambda book, sheet: fill(book, sheet, rows, border))


def build_pdf(find_tool: Finder, rows: int, border: int = 1) -> bytes:
    return convert(build_workbook(rows, border), "xlsx", "pdf", find_tool)


def read(data: bytes, **choices: Any) -> FileGrids:
    return read_source(source(data, "資料2.pdf", **choices))


def check_rows(grid: Grid, first: int, rows: int) -> None:
    for number in range(rows):
        row = grid.rows[first + number]
        figures = [f"{10 * number}人", f"{9 * number}人", "SABC"[number % 4]]
        parent = f"施策{number // 2 + 1}" if number % 2 == 0 else ""
        assert list(row) == [parent, f"事業{number + 1}（参加者数）", NOTE.format(number), *figures, *figures]


def test_a_ruled_table_keeps_its_merges_its_wrapped_text_and_the_lines_around_it(find_tool: Finder) -> None:
    grid = read(build_pdf(find_tool, 6)).grids[0]

    assert [row[0] for row in grid.rows[:2]] == ["資料2", "進捗状況まとめ"]
    assert list(grid.rows[2]) == [
        "個別施策",
        "実施事業",
        "実施状況",
        "令和5年度",
        "",
        "",
        "令和6年度",
        "",
        "",
    ]
    assert list(grid.rows[3]) == ["", "", "", *["目標", "実績", "評価"] * 2]
    check_rows(grid, 4, 6)
    assert [row[0] for row in grid.rows[10:]] == ["", "S：90%以上", "※ 見込値を含む"]
    assert Span(2, 3, 2, 5) in grid.merges
    assert Span(4, 0, 5, 0) in grid.merges


def test_a_table_over_several_pages_is_one_table_without_repeated_headers(find_tool: Finder) -> None:
    result = read(build_pdf(find_tool, 60))

    (grid,) = result.grids
    assert grid.height == 2 + 2 + 60 + 1 + 2
    check_rows(grid, 4, 60)
    assert [finding.code for finding in result.findings] == ["pdf-joined"]


def fill_parts(book: Any, sheet: Any) -> None:
    """A table whose further pages have no headings, but each a title above it and a note at its end."""
    cell = book.add_format({"border": 1})
    sheet.set_paper(9)
    sheet.set_footer("&L企画課&C- &P -&R令和6年度")
    sheet.set_column(0, 2, 22)
    row, breaks = 0, []
    for part in range(3):
        sheet.write(row, 0, "総合計画の進捗状況" + ("（続き）" if part else ""))
        row += 1
        if not part:
            for column, text in enumerate(("指標", "令和6年度目標", "令和6年度実績")):
                sheet.write(row, column, text, cell)
            row += 1
        for number in range(5):
            for column, text in enumerate(
                (f"講座{part}{number}の参加者数", f"1{part}{number}", f"2{part}{number}")
            ):
                sheet.write(row, column, text, cell)
            row += 1
        sheet.write(row, 0, f"※{part + 1} 調べ方を改めた。")
        row += 1
        if part < 2:
            breaks.append(row)
    sheet.set_h_pagebreaks(breaks)


def test_notes_titles_and_feet_part_no_table_without_headings_of_its_own(find_tool: Finder) -> None:
    (grid,) = read(convert(build_xlsx(fill_parts), "xlsx", "pdf", find_tool)).grids

    names = [str(row[0]) for row in grid.rows if str(row[0]).startswith("講座")]
    assert names == [f"講座{part}{number}の参加者数" for part in range(3) for number in range(5)]
    assert [str(row[0])[:2] for row in grid.rows[-3:]] == ["※1", "※2", "※3"]
    assert not any("企画課" in str(cell) for row in grid.rows for cell in row)


def fill_lines(book: Any, sheet: Any) -> None:
    """Three lines per indicator, their names merged, so that the end of a page cuts one of them."""
    cell = book.add_format({"border": 1, "valign": "top"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.set_column(0, 1, 16)
    for column, text in enumerate(("目標", "評価指標", "単位", "区分", "R5", "R6")):
        sheet.write(0, column, text, cell)
    for number in range(30):
        row = 1 + 3 * number
        for column, text in enumerate((f"目標{number // 5 + 1}", f"路線{number}の利用者数", "千人")):
            sheet.merge_range(row, column, row + 2, column, text, cell)
        for line, kind in enumerate(("目標値", "実績値", "達成率")):
            for column, text in enumerate((kind, f"{line + 1}{number}", f"{line + 4}{number}")):
                sheet.write(row + line, 3 + column, text, cell)


def test_a_merged_name_hidden_behind_the_header_of_the_next_page_spoils_no_row(find_tool: Finder) -> None:
    (grid,) = read(convert(build_xlsx(fill_lines), "xlsx", "pdf", find_tool)).grids

    rows = [list(row) for row in grid.rows]
    assert rows[0][:6] == ["目標", "評価指標", "単位", "区分", "R5", "R6"]
    assert [row[3] for row in rows[1:]] == ["目標値", "実績値", "達成率"] * 30
    names = [row[1] for row in rows[1:] if row[1]]
    assert list(dict.fromkeys(names)) == [f"路線{number}の利用者数" for number in range(30)]
    assert [row[4] for row in rows[1::3]] == [f"1{number}" for number in range(30)]


@pytest.mark.parametrize(
    ("header", "text", "above", "hidden"),
    [
        ("評価指標", "評路価線指20標の利用者数", "路線20の利用者数", True),
        ("目標", "目標5", "目標5", True),
        ("目標", "目標値", "目標5", False),
        ("評価指標", "路線21の利用者数", "路線20の利用者数", False),
        ("区分", "", "", False),
    ],
)
def test_a_header_and_a_hidden_text_in_one_another_are_told(
    header: str, text: str, above: str, hidden: bool
) -> None:
    assert is_painted_over(header, text, above) is hidden


NAMES = ("目標5", "目標", "路線20の利用者数", "千人", "", "12")


@pytest.mark.parametrize(
    "text", ["目標5 路線20の利用者数 千人", "目標5 路線20の利用者数千人", "目標", "路線20 の利用者数"]
)
def test_a_line_that_repeats_names_is_told_with_and_without_spaces_between(text: str) -> None:
    assert is_made_of(text, NAMES)


@pytest.mark.parametrize(
    "text", ["目標5 千人 路線20の利用者数", "路線21の利用者数", "千人が利用", "千人千人"]
)
def test_a_line_with_anything_else_is_kept(text: str) -> None:
    assert not is_made_of(text, NAMES)


def fill_rows(book: Any, sheet: Any, **style: Any) -> None:
    """Two years and a mark, drawn as ``style`` says of the cells; a colour is that of every other row."""
    sheet.set_landscape()
    sheet.set_paper(9)
    # Widths count letters of the machine's own font: with a wide one the last column is left to another page.
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 28)
    rows = [["指標名", "単位", "令和5年度目標", "令和5年度実績", "令和6年度目標", "令和6年度実績", "評価"]]
    rows += [
        [f"講座{n}の参加者数", "人", f"{n}00", f"{n}10", f"{n}20", f"{n}05", "ABC"[n % 3]]
        for n in range(1, 8)
    ]
    sheet.set_column(1, 6, 14)
    for number, row in enumerate(rows):
        colour: dict[str, Any] = {"align": "center"} | {
            key: value for key, value in style.items() if key != "bg_color" or number % 2 == 0
        }
        cell = book.add_format(colour)
        for column, text in enumerate(row):
            if text.isdecimal():
                sheet.write_number(number, column, int(text), cell)
            else:
                sheet.write(number, column, text, cell)


@pytest.mark.parametrize("style", [{"top": 1, "bottom": 1}, {"bg_color": "#DDDDDD"}])
def test_a_table_with_rules_or_bands_for_its_rows_alone_is_read_and_said(
    style: dict[str, Any], find_tool: Finder
) -> None:
    result = read(convert(build_xlsx(functools.partial(fill_rows, **style)), "xlsx", "pdf", find_tool))

    (grid,) = result.grids
    assert [list(row)[1:] for row in grid.rows[1:]] == [
        ["人", f"{n}00", f"{n}10", f"{n}20", f"{n}05", "ABC"[n % 3]] for n in range(1, 8)
    ]
    assert [finding.code for finding in result.findings] == ["pdf-columns-by-gaps"]


@pytest.mark.parametrize(
    ("edges", "same"),
    [
        ([110.0, 210.0, 260.0], True),
        ([40.0, 142.0, 191.0], True),
        ([40.0, 160.0, 190.0], False),
        ([40.0, 190.0], False),
    ],
)
def test_columns_of_the_same_widths_go_on_whatever_the_margin(edges: list[float], same: bool) -> None:
    before, after = (PageTable(DocumentTable([]), one, 0.0, 10.0) for one in ([40.0, 140.0, 190.0], edges))

    assert has_same_edges(before, after) is same


def test_a_row_below_the_headings_that_both_pages_begin_with_counts_twice() -> None:
    head = ["指標", "令和6年度目標", "令和6年度実績"]
    before = DocumentTable([list(head), ["計", "0", "0"], ["相談件数", "3", "4"]])
    after = DocumentTable([list(head), ["計", "0", "0"], ["会員数", "5", "6"]])

    assert append_rows(before, after) == 1
    assert [row[0] for row in before.rows] == ["指標", "計", "相談件数", "計", "会員数"]


def test_without_rules_the_advice_names_the_column_lines(find_tool: Finder) -> None:
    with pytest.raises(UnreadableFile, match=r"--columns .*ページの幅は") as refused:
        read(build_pdf(find_tool, 4, border=0))

    assert refused.value.code == "pdf-without-rules"


def test_without_rules_given_column_lines_make_the_table(find_tool: Finder) -> None:
    ruled = read(build_pdf(find_tool, 4)).grids[0]
    # Where the ruled twin has its lines, as a person would drag them.
    import pdfplumber

    with pdfplumber.open(io.BytesIO(build_pdf(find_tool, 4))) as pdf:
        table = pdf.pages[0].find_tables()[0]
        lines = tuple(sorted({round(cell[0]) for cell in table.cells} | {round(table.bbox[2])}))

    grid = read(build_pdf(find_tool, 4, border=0), pdf_columns=lines).grids[0]

    figures = [list(row[3:]) for row in grid.rows if str(row[-1]) in {"S", "A", "B", "C"}]
    assert figures == [list(row[3:]) for row in ruled.rows[4:8]]


def test_a_scan_is_refused_with_advice() -> None:
    out = io.BytesIO()
    Image.new("1", (800, 600)).save(out, "PDF")

    with pytest.raises(UnreadableFile, match="文字認識"):
        read(out.getvalue())


def test_a_scanned_page_among_others_is_named(find_tool: Finder) -> None:
    scan, out = io.BytesIO(), io.BytesIO()
    Image.new("1", (800, 600)).save(scan, "PDF")
    with pikepdf.open(io.BytesIO(build_pdf(find_tool, 6))) as pdf, pikepdf.open(scan) as page:
        pdf.pages.extend(page.pages)
        pdf.save(out)

    result = read(out.getvalue())

    assert ["2ページ" in finding.message for finding in result.findings] == [True]
    assert result.findings[0].code == "pdf-page-without-text"


def test_a_password_is_named_as_the_reason(find_tool: Finder) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(build_pdf(find_tool, 6))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(UnreadableFile, match="パスワード"):
        read(out.getvalue())


def test_a_file_that_names_none_of_its_characters_is_refused_with_advice(tmp_path: Path) -> None:
    report, out = tmp_path / "資料2.pdf", io.BytesIO()
    write_report(read_plan(SAMPLE, ReadOptions(trusted=True)).plan, report)
    with pikepdf.open(report) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                del one["/ToUnicode"]
        pdf.save(out)

    with pytest.raises(UnreadableFile, match="文字認識") as refused:
        read(out.getvalue())

    assert refused.value.code == "pdf-unknown-characters"


def test_a_broken_file_is_refused(find_tool: Finder) -> None:
    with pytest.raises(UnreadableFile, match="壊れて"):
        read(build_pdf(find_tool, 6)[:3_000])


def test_a_form_on_each_page_begins_again_and_goes_on_with_none() -> None:
    page = """施策名 | {0} | 担当課 | 農政課
目指す姿 | 担い手が増えている。 | |
成果指標 | 指標名 | R6目標 | R6実績
{0}の数 | 人 | 45 | 40
進捗評価 | {1} | |"""
    style = "stroke: 0.5pt"
    tables = [
        set_table(page.format(*one), "90pt, 90pt, 60pt, 60pt", style)
        for one in (("農家", "順調"), ("林家", "遅れ"))
    ]

    grids = read_typeset("#pagebreak()\n".join(tables)).grids

    assert [grid.rows[0][1] for grid in grids] == ["農家", "林家"]


def test_a_form_of_several_tables_on_each_page_is_a_sheet_of_its_own() -> None:
    parts = (
        "事業名 | {0}の育成 | 担当課 | 農政課",
        "指標 | 区分 | R5 | R6\n{0}の数 | 目標 | 40 | 45\n | 実績 | 41 | 44",
        "総合評価 | {1} | 今後 | 継続",
    )
    tables = [
        "#v(12pt)\n".join(
            set_table(part.format(*one), "90pt, 90pt, 60pt, 60pt", "stroke: 0.5pt") for part in parts
        )
        for one in (("農家", "A"), ("林家", "B"), ("漁家", "C"))
    ]

    grids = read_typeset("#pagebreak()\n".join(tables)).grids

    assert [(grid.rows[0][1], grid.rows[-1][1]) for grid in grids] == [
        ("農家の育成", "A"),
        ("林家の育成", "B"),
        ("漁家の育成", "C"),
    ]
    assert [grid.height for grid in grids] == [5, 5, 5]


def test_what_the_parser_remarks_about_fonts_is_not_printed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    remark = logging.getLogger("pdfminer.pdffont").warning

    def read_loudly(page: object, columns: object, known: object) -> PageParts:
        remark("Could not get FontBBox")
        return read_page(page, None)

    monkeypatch.setattr("shirube.readers.pdf_file.read_page", read_loudly)

    read_typeset(set_table("指標 | R6目標 | R6実績\n相談件数 | 10 | 11", "90pt, 60pt, 60pt", "stroke: 0.5pt"))

    assert caplog.messages == []
    remark("after reading")
    assert caplog.messages == ["after reading"]
