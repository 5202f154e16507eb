"""Words at the left of a form that say what the table beside them holds."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as Word

from shirube.readers.grid import Grid, Span
from shirube.readers.read import ReadOptions, read_plans
from shirube.readers.side_labels import lower_side_labels
from tests.readers.tables import actuals, marks

HEAD = ["成果指標", "指標名", "単位", "R5実績", "R6実績", "目標値(R8)"]


def add_form(document: Word, measure: str, rows: list[list[str]], mark: str) -> None:
    """A form of one measure: labels, the table with its label at the left, and the mark below it."""
    lines = [["施策名", measure], HEAD, *(["", *row] for row in rows), ["施策の評価", "評価区分", mark]]
    table = document.add_table(rows=len(lines), cols=len(HEAD))
    for number, line in enumerate(lines):
        for column, text in enumerate(line):
            table.cell(number, column).text = text
    table.cell(1, 0).merge(table.cell(1 + len(rows), 0)).text = "成果指標"


def test_a_label_beside_a_table_heads_no_column_and_each_form_keeps_its_mark(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("施策評価調書")
    add_form(
        document,
        "図書館の充実",
        [["貸出冊数", "冊", "318,906", "305,117", "320,000"], ["登録者数", "人", "5,800", "5,500", "6,000"]],
        "B",
    )
    document.add_paragraph("")
    add_form(document, "消防の強化", [["到着時間", "分", "9.1", "9.0", "8.0"]], "C")
    document.save(str(tmp_path / "調書.docx"))

    (found,) = read_plans(tmp_path / "調書.docx", ReadOptions(trusted=True))

    assert [item.name for item in found.plan.indicators] == ["貸出冊数", "登録者数", "到着時間"]
    assert [actuals(item)[2024] for item in found.plan.indicators] == ["305,117", "5,500", "9.0"]
    assert [marks(item) for item in found.plan.indicators] == [{2024: "B"}, {2024: "B"}, {2024: "C"}]
    assert not [one for one in found.findings if one.code == "rows-nameless"]


def make_grid(rows: list[list[str]], *merges: Span) -> Grid:
    return Grid(file="a.xlsx", name="1", rows=[list(row) for row in rows], merges=merges, lettered=True)


def test_a_heading_over_two_rows_of_headings_stays_where_it_is() -> None:
    rows = [["成果指標", "指標名", "R6", ""], ["", "", "目標", "実績"], ["", "相談件数", "120", "118"]]
    grid = make_grid(rows, Span(0, 0, 1, 0))

    assert lower_side_labels(grid) is grid


def test_the_column_of_names_stays_where_no_other_heading_names_them() -> None:
    rows = [["成果指標", "単位", "R6目標", "R6実績"], ["", "件", "120", "118"]]
    grid = make_grid(rows, Span(0, 0, 1, 0))

    assert lower_side_labels(grid) is grid
