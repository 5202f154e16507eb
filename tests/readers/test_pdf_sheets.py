"""Tables of a PDF that were parts of one sheet."""

from __future__ import annotations

from shirube.readers.around import DocumentTable
from shirube.readers.grid import Span
from shirube.readers.pdf_sheets import put_on_sheets


def make_table(text: str) -> DocumentTable:
    return DocumentTable([[cell.strip() for cell in line.split("|")] for line in text.split("\n")])


LABELS = "事業名|起業の支援\n担当課|商工課"
FIGURES = "|R5|R6|R7\n目標|16人|16人|16人\n実績|25人|18人|"


def test_labels_above_a_table_of_the_same_columns_stand_on_its_sheet() -> None:
    labels, figures = make_table(LABELS), make_table(FIGURES)
    edges = {id(labels): [50.0, 120.0, 300.0], id(figures): [50.4, 120.3, 180.0, 240.0, 300.2]}

    (sheet,) = put_on_sheets([labels, "◆成果指標", figures], edges)

    assert isinstance(sheet, DocumentTable)
    assert [row[:2] for row in sheet.rows[:4]] == [
        ["事業名", "起業の支援"],
        ["担当課", "商工課"],
        ["◆成果指標", ""],
        ["", "R5"],
    ]
    assert sheet.rows[4] == ["目標", "16人", "16人", "16人"]
    assert sheet.merges == [Span(0, 1, 0, 3), Span(1, 1, 1, 3)]


def test_tables_with_headings_of_their_own_stay_apart() -> None:
    first = make_table("指標名|R5目標|R5実績\n相談件数|10件|12件")
    second = make_table("指標名|R5目標|R5実績\n会員数|30人|28人")
    edges = {id(first): [50.0, 120.0, 180.0, 300.0], id(second): [50.0, 120.0, 180.0, 300.0]}

    assert put_on_sheets([first, "1 福祉", second], edges) == [first, "1 福祉", second]


def test_tables_whose_columns_begin_elsewhere_stay_apart() -> None:
    labels, figures = make_table(LABELS), make_table(FIGURES)
    edges = {id(labels): [50.0, 90.0, 310.0], id(figures): [50.0, 120.0, 180.0, 240.0, 300.0]}

    assert put_on_sheets([labels, figures], edges) == [labels, figures]


def test_what_stands_before_and_behind_a_sheet_is_kept_in_its_order() -> None:
    labels, figures = make_table(LABELS), make_table(FIGURES)
    edges = {id(labels): [50.0, 120.0, 300.0], id(figures): [50.0, 120.0, 180.0, 240.0, 300.0]}

    before, sheet, behind = put_on_sheets(["令和6年度 調書", labels, figures, "※ 見込みを含む。"], edges)

    assert (before, behind) == ("令和6年度 調書", "※ 見込みを含む。")
    assert isinstance(sheet, DocumentTable)
    assert len(sheet.rows) == 5


def test_the_next_form_is_another_sheet() -> None:
    forms = [make_table(text) for _ in range(2) for text in (LABELS, FIGURES)]
    edges = {id(one): [50.0, 120.0, 180.0, 240.0, 300.0] for one in forms[1::2]}
    edges |= {id(one): [50.0, 120.0, 300.0] for one in forms[::2]}

    sheets = put_on_sheets(forms, edges)

    assert [len(sheet.rows) for sheet in sheets if isinstance(sheet, DocumentTable)] == [5, 5]
