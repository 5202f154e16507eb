"""The XML of the Word table: merges that close, and nothing that Word would refuse."""

from __future__ import annotations

from lxml import etree

from shirube.core.report import compute_report
from shirube.writers.docx_table import render_legend, render_table
from tests.writers.sample import change, make_sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parse(xml: str) -> etree._Element:
    return etree.fromstring(xml)


def test_every_row_has_as_many_columns_as_the_grid() -> None:
    table = parse(render_table(compute_report(make_sample()).table, [50.0] * 19, 8.0))

    for row in table.iter(f"{W}tr"):
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc")]
        assert sum(1 if span is None else int(span.get(f"{W}val", "")) for span in spans) == 19


def test_a_merge_is_begun_before_it_is_continued() -> None:
    table = parse(render_table(compute_report(make_sample()).table, [50.0] * 19, 8.0))
    first = [row.find(f"{W}tc/{W}tcPr/{W}vMerge") for row in table.iter(f"{W}tr")]

    kinds = [None if merge is None else merge.get(f"{W}val", "continue") for merge in first]
    assert kinds[:2] == ["restart", "continue"]
    assert kinds[2:8] == ["restart"] + ["continue"] * 5
    assert kinds.count("restart") == 1 + 3


def test_every_cell_ends_with_a_paragraph_as_word_demands() -> None:
    table = parse(render_table(compute_report(make_sample()).table, [50.0] * 19, 8.0))

    assert all(cell[-1].tag == f"{W}p" for cell in table.iter(f"{W}tc"))


def test_control_characters_do_not_break_the_document() -> None:
    report = compute_report(change(make_sample(), "1", goal="制御\x0b文字"))

    assert "制御文字" in "".join(map(str, parse(render_table(report.table, [50.0] * 19, 8.0)).itertext()))


def test_the_legend_names_every_mark() -> None:
    legend = parse(render_legend(compute_report(make_sample()), 8.0, 500.0))

    assert len(list(legend.iter(f"{W}tr"))) == 1 + 4
