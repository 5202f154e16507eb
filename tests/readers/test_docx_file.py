"""Word documents: tables, merged cells, and the paragraphs that belong to a table."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from shirube.readers.formats import read_source
from shirube.readers.grid import Span
from shirube.readers.source import FileGrids, UnreadableFile
from tests.readers.office import convert
from tests.readers.workbooks import exchange_parts, read_part, source


def save(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(document: Document) -> FileGrids:
    return read_source(source(save(document), "資料2.docx"))


def build_plan_document() -> Document:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "資料2"
    document.add_paragraph("進捗状況まとめ")
    table = document.add_table(rows=4, cols=5)
    for row in range(4):
        for column in range(5):
            table.cell(row, column).text = f"{row}-{column}"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "個別施策"
    table.cell(0, 1).merge(table.cell(0, 3)).text = "令和5年度\n（実績）"
    table.cell(2, 3).merge(table.cell(3, 4)).text = "大"
    document.add_paragraph("※ 見込値を含む")
    document.add_paragraph("S：90%以上")
    return document


def test_a_table_keeps_merges_both_ways_and_the_lines_around_it() -> None:
    grid = read(build_plan_document()).grids[0]

    assert [list(row) for row in grid.rows] == [
        ["資料2", "", "", "", ""],
        ["進捗状況まとめ", "", "", "", ""],
        ["個別施策", "令和5年度\n（実績）", "", "", "0-4"],
        ["", "1-1", "1-2", "1-3", "1-4"],
        ["2-0", "2-1", "2-2", "大", ""],
        ["3-0", "3-1", "3-2", "", ""],
        ["", "", "", "", ""],
        ["※ 見込値を含む", "", "", "", ""],
        ["S：90%以上", "", "", "", ""],
    ]
    assert list(grid.merges) == [Span(2, 0, 3, 0), Span(2, 1, 2, 3), Span(4, 3, 5, 4)]
    assert grid.place(4, 3).render() == "資料2.docx / 表1 / 5行4列"


def test_a_document_saved_again_by_libreoffice_reads_the_same(find_tool: Callable[[str], str]) -> None:
    data = save(build_plan_document())

    again = read_source(source(convert(data, "docx", "docx", find_tool), "a.docx")).grids[0]

    first = read_source(source(data, "a.docx")).grids[0]
    assert (again.rows, again.merges) == (first.rows, first.merges)


def test_python_docx_as_second_reader_sees_the_same_cells() -> None:
    document = build_plan_document()
    theirs = document.tables[0]

    grid = read(document).grids[0]

    for row in range(4):
        for column in range(5):
            ours = grid.rows[row + 2][column]
            text = theirs.cell(row, column).text
            covered = any(
                span.top <= row + 2 <= span.bottom and span.left <= column <= span.right
                for span in grid.merges
            )
            assert ours == text or (covered and ours == "")


def test_lines_between_two_tables_go_to_the_one_they_speak_about() -> None:
    document = build_plan_document()
    document.add_paragraph("資料3　次の表")
    document.add_table(rows=1, cols=2).cell(0, 0).text = "a"

    first, second = read(document).grids

    assert [row[0] for row in first.rows[-2:]] == ["※ 見込値を含む", "S：90%以上"]
    assert [list(row) for row in second.rows] == [["資料3　次の表", ""], ["a", ""]]


def test_a_table_within_a_cell_is_a_table_of_its_own_and_not_lost() -> None:
    document = docx.Document()
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "外"
    outer.cell(0, 1).add_table(1, 1).cell(0, 0).text = "内"

    outside, inside = read(document).grids
    assert (outside.rows, inside.rows) == ([["外", ""]], [["内"]])
    assert (outside.outer, inside.outer) == (None, (0, 0))


def test_a_table_within_a_text_box_is_not_lost() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(1, 1).text = "内"
    box = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:AlternateContent><mc:Choice><w:txbxContent/></mc:Choice>"
        "<mc:Fallback><w:pict><w:txbxContent/></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    title = f"<w:p {nsdecls('w')}><w:r><w:t>図1</w:t></w:r></w:p>"
    for content in [one for one in box.iter() if one.tag.endswith("}txbxContent")]:
        content.extend([parse_xml(title), deepcopy(table._tbl)])
    table._tbl.getparent().remove(table._tbl)
    document.add_paragraph("本文")._p.append(box)
    holder = document.add_table(rows=1, cols=1)
    holder.cell(0, 0).paragraphs[0]._p.append(deepcopy(box))

    first, around, within = read(document).grids

    expected = [["", ""], ["", "内"]]
    assert first.rows == [["本文", ""], ["図1", ""], *expected]
    assert (around.rows, within.rows, within.outer) == ([["図1"]], expected, (1, 0))


def test_strike_through_tracked_changes_and_text_boxes_are_noticed() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).paragraphs[0].add_run("廃止").font.strike = True
    paragraph = table.cell(0, 1).paragraphs[0]
    paragraph.add_run("80").font.strike = True
    paragraph.add_run("90")
    deleted = parse_xml(f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>70</w:delText></w:r></w:del>')
    inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="2"><w:r><w:t>75</w:t></w:r></w:ins>')
    table.cell(0, 2).paragraphs[0]._p.extend([deleted, inserted])
    box = OxmlElement("w:txbxContent")
    box.append(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>資料2</w:t></w:r></w:p>"))
    document.add_paragraph("題名")._p.append(box)

    result = read(document)

    grid = result.grids[0]
    assert grid.rows[0] == ["廃止", "8090", "75"]
    assert grid.struck == {(0, 0)}
    assert [row[0] for row in grid.rows[1:]] == ["", "題名", "資料2"]
    assert sorted(finding.code for finding in result.findings) == ["cell-partly-struck", "document-changes"]


def test_content_controls_and_line_breaks_are_read_through() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.paragraphs[0].add_run("一行目\n二行目")
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>選択肢</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    cell._tc.append(control)

    assert read(document).grids[0].rows == [["一行目\n二行目\n選択肢"]]


def test_a_document_without_tables_gives_its_lines_and_says_so() -> None:
    document = docx.Document()
    document.add_paragraph("従前値：246戸 ⇒ 目標値：263戸")

    result = read(document)

    assert result.grids[0].rows == [["従前値：246戸 ⇒ 目標値：263戸"]]
    assert [finding.code for finding in result.findings] == ["document-without-table"]


def test_absurd_widths_stay_within_the_limits() -> None:
    document = build_plan_document()
    data = save(document)
    xml = read_part(data, "word/document.xml").replace('w:gridSpan w:val="3"', 'w:gridSpan w:val="999999999"')

    grid = read_source(source(exchange_parts(data, {"word/document.xml": xml}), "a.docx")).grids[0]

    assert grid.width <= 702


def test_a_package_without_a_document_is_refused() -> None:
    data = exchange_parts(save(docx.Document()), {})
    broken = exchange_parts(data, {"word/document.xml": "<w:document"})

    with pytest.raises(UnreadableFile, match="壊れて"):
        read_source(source(broken, "a.docx"))


def test_rows_that_word_numbers_by_itself_carry_their_numbers() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    for row, cells in enumerate(
        [["番号", "事業", "実績"], ["", "創業塾", "5"], ["", "融資", "6"], ["", "", ""]]
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    for row in (1, 2):
        for column in (0, 1):
            paragraph = table.cell(row, column).paragraphs[0]
            paragraph.style = document.styles["List Number" if column == 0 else "List Bullet"]

    rows = [list(row) for row in read(document).grids[0].rows]

    assert rows[1:3] == [["1.", "・創業塾", "5"], ["2.", "・融資", "6"]]


def test_rows_deleted_in_tracked_changes_are_not_read_and_deleted_text_is_named() -> None:
    document = build_plan_document()
    rows = document.tables[0].rows
    properties = rows[3]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:del"))
    paragraph = document.tables[0].cell(2, 0).paragraphs[0]
    deleted = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>旧事業</w:delText></w:r></w:del>")
    paragraph._p.append(deleted)

    result = read(document)

    texts = [str(cell) for row in result.grids[0].rows for cell in row]
    assert "3-0" not in texts
    assert "2-0" in texts
    (finding,) = [one for one in result.findings if one.code == "document-changes"]
    assert "削除された文字「旧事業」と削除された1行は読んでいません" in finding.message


@pytest.mark.parametrize(("depth", "codes"), [(8, []), (9, ["table-too-deep"])])
def test_tables_in_tables_without_end_are_said_and_those_outside_are_kept(
    depth: int, codes: list[str]
) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for level in range(depth):
        cell.paragraphs[0].text = f"{level}重"
        cell = cell.add_table(rows=1, cols=1).cell(0, 0)
    cell.paragraphs[0].text = "最も内側"

    found = read(document)

    assert len(found.grids) == 9
    assert [item.code for item in found.findings] == codes


def test_lines_with_their_columns_set_by_tabs_are_a_table() -> None:
    document = docx.Document()
    for line in (
        "行政経営プラン\t令和6年度",
        "指標\t\t単位\tR6目標",
        "経常収支比率\t％\t92.0",
        "市債残高\t億円\t310",
        "以上",
    ):
        document.add_paragraph(line)

    (grid,) = read(document).grids

    assert [list(row) for row in grid.rows] == [
        ["行政経営プラン\t令和6年度", "", ""],
        ["指標", "単位", "R6目標"],
        ["経常収支比率", "％", "92.0"],
        ["市債残高", "億円", "310"],
        ["", "", ""],
        ["以上", "", ""],
    ]


def test_two_lines_with_tabs_stay_lines() -> None:
    document = docx.Document()
    for line in ("日時\t10月1日\t10時", "場所\t市役所\t3階", "次第"):
        document.add_paragraph(line)

    assert [one.code for one in read(document).findings] == ["document-without-table"]
