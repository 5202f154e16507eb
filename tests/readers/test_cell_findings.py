"""Findings about cells, in the words all spreadsheets share."""

from __future__ import annotations

from shirube.readers.cell_findings import make_error_finding, make_partly_struck_finding, make_struck_finding


def test_errors_are_named_by_kind_and_place() -> None:
    finding = make_error_finding({(13, 3): "#N/A", (14, 3): "#DIV/0!"}, file="a.xlsx", sheet="進捗")

    assert finding.place.render() == "a.xlsx / 進捗 / D14"
    assert "（#DIV/0!、#N/A：D14、D15）" in finding.message
    assert finding.remedy


def test_struck_cells_are_named_from_the_first() -> None:
    finding = make_struck_finding({(5, 1), (5, 0)}, file="a.xlsx", sheet="進捗")

    assert "（A6、B6）" in finding.message
    assert finding.place.cell == "A6"


def test_partly_struck_cells_show_what_was_struck() -> None:
    finding = make_partly_struck_finding({(0, 2): "80"}, file="a.xlsx", sheet="進捗")

    assert "C1「80」" in finding.message
    assert finding.place.cell == "C1"
