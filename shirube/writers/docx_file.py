"""The report as a Word document: A3 landscape, the printed table with merged cells, legend and notes.

The table's XML is made in docx_table.py, because python-docx takes seconds for a few hundred rows.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from shirube.core.finding import Finding
from shirube.core.report import Report
from shirube.writers.docx_table import FONT, render_legend, render_table
from shirube.writers.measure import (
    LineHeights,
    count_lines,
    estimate_headings,
    estimate_rows,
    fit_columns,
    measure_least,
)
from shirube.writers.strips import divide_columns

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

# Points; A3 without the margins.
_MARGIN_X, _MARGIN_Y = 34.0, 40.0
_WIDTH = 420 * 72 / 25.4 - 2 * _MARGIN_X
_HEIGHT = 297 * 72 / 25.4 - 2 * _MARGIN_Y
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_MANY_PAGES = 8.0


def render_docx(report: Report) -> tuple[bytes, list[Finding]]:
    """The bytes of the document."""
    from docx import Document

    document = Document()
    _set_up(document, report)
    if report.plan.document_number:
        _add_number(document, report.plan.document_number)
    heading = document.add_paragraph(style="Heading 1")
    heading.add_run(_clean(report.title))
    size = _choose_size(report)
    if report.table.columns:
        _add_table(document, report, size)
    if report.legend:
        document.add_paragraph()
        _add_xml(document, render_legend(report, size, _WIDTH / 2))
    for note in report.notes:
        document.add_paragraph(_clean(note))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue(), []


def _add_table(document: WordDocument, report: Report, size: float) -> None:
    """The table; one too wide for the page in strips, each on pages of its own."""
    strips = divide_columns(report.table, _WIDTH / size)
    for number, (table, fitted) in enumerate(zip(strips.tables, strips.fit(_WIDTH / size), strict=True)):
        if label := strips.render_label(number, report.plan.year_style):
            document.add_paragraph(label).paragraph_format.page_break_before = number > 0
        _add_xml(document, render_table(table, [width * size for width in fitted], size))


def _choose_size(report: Report) -> float:
    """The largest type with which all stands on one page, else one that reads well on several."""
    if len(divide_columns(report.table, _WIDTH / _SIZES[-1]).columns) > 1:
        return _SIZES[-1]
    for size in _SIZES:
        if _estimate_height(report, size) <= _HEIGHT:
            return size
    least = measure_least(report.table)
    return next((size for size in _SIZES if size <= _MANY_PAGES and _WIDTH / size >= least), _SIZES[-1])


def _estimate_height(report: Report, size: float) -> float:
    widths = fit_columns(report.table, _WIDTH / size)
    unit = LineHeights(size * 1.35, size * 0.5)
    rows = sum(estimate_rows(report.table, widths, unit)) + sum(estimate_headings(report.table, widths, unit))
    legend = sum(unit.of(count_lines(line.words, _WIDTH / 2 / size)) for line in report.legend)
    notes = sum(unit.of(count_lines(note, _WIDTH / size)) for note in report.notes)
    return rows + legend + notes + 90


def _set_up(document: WordDocument, report: Report) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Pt(420 * 72 / 25.4), Pt(297 * 72 / 25.4)
    section.left_margin = section.right_margin = Pt(_MARGIN_X)
    section.top_margin = section.bottom_margin = Pt(_MARGIN_Y)
    section.header_distance = section.footer_distance = Pt(18)
    properties = document.core_properties
    properties.title = _clean(report.title)
    properties.author = _clean(report.plan.municipality) or "しるべ"
    properties.language = "ja-JP"
    for name, size in (("Normal", 8), ("Heading 1", 14)):
        _set_font(document, name, size)
    _add_page_number(section.footer.paragraphs[0])


def _set_font(document: WordDocument, name: str, size: int) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style: Any = document.styles[name]
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "eastAsiaTheme", "hAnsiTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.space_after = Pt(4 if name == "Heading 1" else 0)


def _add_number(document: WordDocument, number: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(_clean(number))
    run.font.size = Pt(11)
    frame = f'<w:bdr {nsdecls("w")} w:val="single" w:sz="6" w:space="4" w:color="1A1A1A"/>'
    run._element.get_or_add_rPr().append(parse_xml(frame))


def _add_page_number(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in ("PAGE", " / ", "NUMPAGES"):
        if part.isspace() or "/" in part:
            paragraph.add_run(part)
        else:
            field = f'<w:fldSimple {nsdecls("w")} w:instr="{part}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
            paragraph._p.append(parse_xml(field))


def _add_xml(document: WordDocument, xml: str) -> None:
    from docx.oxml import parse_xml

    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))  # before the properties of the section, which come last


def _clean(text: str) -> str:
    """The text without control characters, for which XML has no place."""
    return "".join(character for character in text if character >= " " or character in "\t\n")
