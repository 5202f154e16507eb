"""Tables of a document with the lines around them."""

from __future__ import annotations

import pytest

from shirube.readers.around import DocumentTable, make_document_grids
from shirube.readers.grid import Span
from shirube.readers.grids_as_plans import read_grids_as_plans


def test_lines_above_move_merges_and_marks_down() -> None:
    table = DocumentTable([["a", "b"], ["", "c"]], [Span(0, 0, 1, 0)], {(1, 1)}, {1})

    (grid,) = make_document_grids(["題名\n資料2", table, "※ 注"], file="a.docx").grids

    assert [row[0] for row in grid.rows] == ["題名", "資料2", "a", "", "", "※ 注"]
    assert list(grid.merges) == [Span(2, 0, 3, 0)]
    assert (grid.struck, grid.hidden_rows) == (frozenset({(3, 1)}), frozenset({3}))
    assert grid.name == "表1"


@pytest.mark.parametrize(
    "line",
    [
        "※ 見込値",
        "＊注",
        "（注）見込",
        "S：90%以上",
        "◎…達成",
        "備考　なし",
        "評価基準：S",
        "進捗状況：順調",
        "●総合評価：Ｂ",
    ],
)
def test_notes_and_legends_stay_with_the_table_above(line: str) -> None:
    parts: list[str | DocumentTable] = [
        DocumentTable([["a", "b"]]),
        line,
        "2 次の表",
        DocumentTable([["c", "d"]]),
    ]

    first, second = make_document_grids(parts, file="a").grids

    assert [row[0] for row in first.rows] == ["a", "", line]
    assert [row[0] for row in second.rows] == ["2 次の表", "c"]


@pytest.mark.parametrize(
    "line", ["2 次の表", "資料3", "令和6年度の実績", "方向性2", "進捗状況：次のとおり進めている"]
)
def test_headings_go_with_the_table_below(line: str) -> None:
    first, second = make_document_grids(
        [DocumentTable([["a"]]), line, DocumentTable([["b"]])], file="a"
    ).grids

    assert (first.height, second.height) == (1, 2)


def test_a_lone_line_below_a_table_is_none_of_its_rows() -> None:
    parts: list[str | DocumentTable] = [
        DocumentTable([["事業", "令和6年度目標", "令和6年度実績"], ["創業塾", "5", "6"]]),
        "評価の考え方",
    ]

    (read,) = read_grids_as_plans(make_document_grids(parts, file="a.docx").grids, "a.docx")

    assert [node.name for node in read.plan.nodes] == ["創業塾"]
    assert read.plan.remarks == ("評価の考え方",)
