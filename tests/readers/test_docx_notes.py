"""Footnotes and comments of Word documents become notes of the cells they stand at."""

from __future__ import annotations

import docx

from shirube.readers.formats import read_source
from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from tests.readers.test_docx_file import save
from tests.readers.workbooks import exchange_parts, read_part, source

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FOOTNOTES = (
    f'<w:footnotes {SPACE}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>線</w:t></w:r></w:p>'
    "</w:footnote>"
    '<w:footnote w:id="4"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> 速報値</w:t></w:r>'
    "<w:r><w:t>による。</w:t></w:r></w:p></w:footnote>"
    '<w:footnote w:id="5"><w:p><w:r><w:t>対面のみ</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
COMMENTS = (
    f'<w:comments {SPACE}><w:comment w:id="0"><w:p><w:r><w:t>要確認</w:t></w:r></w:p></w:comment>'
    "</w:comments>"
)
ROWS = [
    ["事業", "指標", "令和6年度目標", "令和6年度実績"],
    ["創業塾", "参加者数", "20人", "21人@5"],
    ["融資", "融資件数", "8件", "8件@4"],
    ["店舗", "店舗数", "5店", "6店#0"],
]


def build(*, around: str = "") -> bytes:
    document = docx.Document()
    document.add_paragraph("ほしの市産業プラン" + around)
    table = document.add_table(rows=4, cols=4)
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("出典：商工課")
    data = save(document)
    xml = read_part(data, "word/document.xml")
    for sign, element in (("@", "footnoteReference"), ("#", "commentReference")):
        for number in "045":
            reference = f'</w:t></w:r><w:r><w:{element} w:id="{number}"/></w:r><w:r><w:t>'
            xml = xml.replace(f"{sign}{number}", reference)
    parts = {"word/document.xml": xml, "word/footnotes.xml": FOOTNOTES, "word/comments.xml": COMMENTS}
    return exchange_parts(data, parts)


def read(data: bytes) -> Grid:
    return read_source(source(data, "資料2.docx")).grids[0]


def test_a_footnote_leaves_its_sign_in_the_cell_and_its_text_below_the_table() -> None:
    rows = [list(row) for row in read(build()).rows]

    assert [row[3] for row in rows[2:5]] == ["21人※1", "8件※2", "6店"]
    assert [row[0] for row in rows[6:]] == ["※1 対面のみ", "※2 速報値による。", "出典：商工課"]


def test_signs_that_the_office_typed_itself_keep_their_meaning() -> None:
    rows = [list(row) for row in read(build(around="（※1 は速報値）")).rows]

    assert rows[2][3] == "21人注1"
    assert rows[6][0] == "注1 対面のみ"


def test_a_comment_becomes_the_remark_of_its_cell() -> None:
    assert read(build()).notes == {(4, 3): "要確認"}


def test_footnotes_and_comments_reach_the_figures_of_the_plan() -> None:
    (found,) = read_grids_as_plans([read(build())], "資料2.docx")

    notes = {item.name: item.actuals[0].reading.note for item in found.plan.indicators}
    assert notes == {"参加者数": "※1 対面のみ", "融資件数": "※2 速報値による。", "店舗数": "要確認"}


def test_notes_that_are_not_there_leave_no_sign() -> None:
    data = exchange_parts(build(), {"word/footnotes.xml": f"<w:footnotes {SPACE}/>"})

    assert [list(row)[3] for row in read(data).rows[2:4]] == ["21人", "8件"]


def test_a_note_without_end_is_cut_and_the_cut_is_said() -> None:
    endless = FOOTNOTES.replace("対面のみ", "あ" * 1_000_000)

    found = read_source(source(exchange_parts(build(), {"word/footnotes.xml": endless}), "資料2.docx"))

    rows = [list(row) for row in found.grids[0].rows]
    assert [row[3] for row in rows[2:5]] == ["21人※1", "8件※2", "6店"]
    assert rows[6][0] == "※1 " + "あ" * 2_000
    assert [item.code for item in found.findings] == ["note-cut"]
    assert read_source(source(build(), "資料2.docx")).findings == ()
