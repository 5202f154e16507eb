"""The tables of the Word document as XML: merged cells, repeated headings, framed and coloured grades."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from shirube.core.report import Report
from shirube.core.table import Cell, Look, PrintedTable

FONT = "BIZ UDPゴシック"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n"}
_ALIGN = {Look.TEXT: "left", Look.SHORT: "center", Look.FIGURE: "right", Look.MARK: "center"}

# Grades by rank: ink, ground, and the frame around the letter.
_TONES = (
    ("00428C", "DCF0FF", "double"),
    ("115A36", "E6F5EC", "single"),
    ("6E5600", "FFF0B3", "dashed"),
    ("FFFFFF", "A90000", "single"),
)


class _Style(NamedTuple):
    """How the text of one cell is set; ``frame`` is the kind of line around it, "" for none."""

    align: str = "left"
    bold: bool = False
    ink: str = ""
    ground: str = ""
    frame: str = ""


def render_table(table: PrintedTable, widths: Sequence[float], size: float) -> str:
    """The printed table; widths and size in points."""
    rows = [*_render_headings(table, widths, size), *_render_rows(table, widths, size)]
    return _wrap_table(widths, rows)


def render_legend(report: Report, size: float, width: float) -> str:
    """The legend: each mark with its words."""
    widths = (size * 7, width - size * 7)
    first, second = report.legend_heading
    heading = _Style("center", bold=True, ground="EEF0F4")
    rows = [_wrap_row([_cell(first, widths[0], size, heading), _cell(second, widths[1], size, heading)])]
    for line in report.legend:
        mark = _cell(line.mark, widths[0], size, _mark_style(line.tone))
        rows.append(_wrap_row([mark, _cell(line.words, widths[1], size, _Style())]))
    return _wrap_table(widths, rows)


def _render_headings(table: PrintedTable, widths: Sequence[float], size: float) -> Iterator[str]:
    covering: dict[int, tuple[Cell, int]] = {}
    for number, line in enumerate(table.headings):
        cells = []
        at = 0
        while at < len(line):
            cell = line[at]
            begins = cell is not None
            if cell is None:
                cell, _ = covering[at]
            elif cell.rows > 1:
                covering[at] = (cell, number)
            current = all(item.current for item in table.columns[at : at + cell.columns])
            style = _Style("center", bold=True, ground="D6E4FF" if current else "EEF0F4")
            merge = ("restart" if begins else "continue") if cell.rows > 1 else ""
            width = sum(widths[at : at + cell.columns])
            text = cell.text if begins else ""
            cells.append(_cell(text, width, size, style, merge=merge, columns=cell.columns))
            at += cell.columns
        yield _wrap_row(cells, heading=True)


def _render_rows(table: PrintedTable, widths: Sequence[float], size: float) -> Iterator[str]:
    for row in table.rows:
        cells = []
        for cell, printed, width in zip(row.cells, table.columns, widths, strict=True):
            if cell is None:
                cells.append(_cell("", width, size, _Style(), merge="continue"))
                continue
            style = _Style(_ALIGN[printed.look], ground="F2F6FF" if printed.current else "")
            if printed.look is Look.MARK and cell.text:
                style = _mark_style(cell.tone)
            note = f"※{cell.note}" if cell.note else ""
            merge = "restart" if cell.rows > 1 else ""
            cells.append(_cell(cell.text, width, size, style, merge=merge, note=note))
        yield _wrap_row(cells)


def _mark_style(tone: int | None) -> _Style:
    if tone is None:
        return _Style("center", bold=True)
    ink, ground, frame = _TONES[tone]
    return _Style("center", bold=True, ink=ink, ground=ground, frame=frame)


def _cell(
    text: str, width: float, size: float, style: _Style, *, merge: str = "", columns: int = 1, note: str = ""
) -> str:
    properties = [f'<w:tcW w:w="{round(width * 20)}" w:type="dxa"/>']
    if columns > 1:
        properties.append(f'<w:gridSpan w:val="{columns}"/>')
    if merge:
        properties.append('<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>")
    if style.ground:
        properties.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{style.ground}"/>')
    properties.append('<w:vAlign w:val="center"/>')
    runs = _run(text, size, style) + (_run(note, size, _Style(), raised=True) if note else "")
    paragraph = f'<w:p><w:pPr><w:jc w:val="{style.align}"/></w:pPr>{runs}</w:p>'
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{paragraph}</w:tc>"


def _run(text: str, size: float, style: _Style, *, raised: bool = False) -> str:
    if not text:
        return ""
    # The order of these is laid down in the schema; Word refuses another one.
    look = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}"/>'
    look += "<w:b/>" if style.bold else ""
    look += f'<w:color w:val="{style.ink}"/>' if style.ink else ""
    look += f'<w:sz w:val="{round(size * 2)}"/>'
    if style.frame:
        look += f'<w:bdr w:val="{style.frame}" w:sz="6" w:space="0" w:color="{style.ink}"/>'
    look += '<w:vertAlign w:val="superscript"/>' if raised else ""
    # Word by word as it was: people change this file and read it in again.
    lines = text.translate(_CONTROL).split("\n")
    shown = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r><w:rPr>{look}</w:rPr>{shown}</w:r>"


def _wrap_row(cells: Sequence[str], *, heading: bool = False) -> str:
    repeated = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _wrap_table(widths: Sequence[float], rows: Sequence[str]) -> str:
    line = 'w:val="single" w:sz="4" w:space="0" w:color="767676"'
    borders = "".join(
        f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 20), ("left", 50), ("bottom", 20), ("right", 50))
    )
    grid = "".join(f'<w:gridCol w:w="{round(width * 20)}"/>' for width in widths)
    total = round(sum(widths) * 20)
    return (
        f"<w:tbl {_NAMESPACE}><w:tblPr>"
        f'<w:tblW w:w="{total}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
