"""Rows without rules below headings with some, and merged cells that are what they look like."""

from __future__ import annotations

from tests.readers.typeset import read_typeset, set_table

ROWS = """
指標 | 単位 | R5実績 | R6目標 | R6実績
相談件数 | 件 | 120 | 130 | 131
交通安全教室の参加者数（延べ人数） | 人 | 1,040 | 1,100 | －
会員数 | 人 | 40 | 45 | 38
"""
COLUMNS = "130pt, 40pt, 60pt, 60pt, 60pt"


def test_rows_without_rules_have_the_columns_of_the_headings() -> None:
    sides = "left: if x == 0 { 0.5pt } else { none }, right: if x == 4 { 0.5pt } else { none }"
    stroke = f"(x, y) => if y == 0 {{ 0.5pt }} else {{ (bottom: 0.5pt, {sides}) }}"
    style = f"align: horizon, stroke: {stroke}"

    (found,) = read_typeset(set_table(ROWS, COLUMNS, style)).grids

    expected = [[cell.strip() for cell in row.split("|")] for row in ROWS.strip().split("\n")]
    assert [list(row) for row in found.rows] == expected
    assert found.merges == ()


def test_choices_and_sentences_in_merged_cells_stay_one() -> None:
    head = "[指標], [単位], [R5実績], [R6目標], [R6実績], [相談件数], [件], [120], [130], [131]"
    wide = [
        "□高　　　　　　　　　　□中　　　　　　□低　　　　　□なし",
        "□高　　　　　　　　　　□中　　　　　　■低　　　　　□なし",
        "窓口を2か所から3か所に増やし、相談の機会を広げたため、前の年度を11件上回った。",
    ]
    cells = ", ".join(f"table.cell(colspan: 5)[{text}]" for text in wide)

    (found,) = read_typeset(f"#table(columns: ({COLUMNS}), {head}, {cells})").grids

    assert [row[1:] for row in found.rows[2:]] == [["", "", "", ""]] * 3
    assert [(span.top, span.left, span.right) for span in found.merges] == [(2, 0, 4), (3, 0, 4), (4, 0, 4)]
