"""The sheet 印刷用: the table as it is printed, with merged cells, figures as numbers, A3 landscape.

Heights of rows are computed, because neither Excel nor LibreOffice makes merged rows high enough by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shirube.core.finding import Finding, Level, Place
from shirube.core.plan import render_indicator_name
from shirube.core.report import Report
from shirube.core.table import Cell, Look, PrintedRow
from shirube.writers.measure import (
    LineHeights,
    count_lines,
    estimate_headings,
    estimate_rows,
    fit_columns,
    measure_least,
)
from shirube.writers.number_text import make_number
from shirube.writers.strips import divide_columns
from shirube.writers.xlsx_styles import CURRENT, SIZE, Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SHEET = "印刷用"
# An A3 page at full size without its margins: width in em of our type, height in points.
_PAGE_WIDTH = (420 - 2 * 10.2) * 72 / 25.4 / SIZE
# Strips are not fitted to the page by Excel, whose columns come out wider on some printers.
_STRIP_WIDTH = _PAGE_WIDTH * 0.92
_PAGE_HEIGHT = (297 - 2 * 15.3) * 72 / 25.4
# A wider sheet is printed smaller, down to 6.5 points, if that brings the table on one page.
_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.76, 0.72)
_PIXELS = SIZE * 96 / 72  # of one em on the screen
# Points. Fonts that stand in where BIZ UDPGothic is missing are higher, and must not be cut off either.
_HEIGHTS = LineHeights(SIZE * 1.4, 4.0)
_HIGHEST = 409.0  # of a row in Excel
_LONGEST = 32_767  # characters in a cell
_ALIGN = {Look.TEXT: "left", Look.SHORT: "center", Look.FIGURE: "right", Look.MARK: "center"}


class PrintSheet:
    """Writes one report into one worksheet."""

    def __init__(self, sheet: Worksheet, styles: Styles, report: Report) -> None:
        self.sheet = sheet
        self.styles = styles
        self.report = report
        self.table = report.table
        self.last = len(self.table.columns) - 1
        self.strips = divide_columns(self.table, _STRIP_WIDTH / _SCALES[-1])
        self.scale = self._choose_scale()
        self.widths, self.one_page = self._choose_widths()
        self.findings: list[Finding] = []
        self.cell_styles: dict[tuple[int, bool, str, bool], Format] = {}
        self.mark_styles: dict[int | None, Format] = {}

    def _choose_widths(self) -> tuple[list[float], bool]:
        """Widths with which the table fits on one page, else those of the page; and whether it fits."""
        if len(self.strips.columns) > 1:
            first, *others = self.strips.fit(_STRIP_WIDTH / self.scale)
            return [*first, *(width for strip in others for width in strip[self.strips.repeated :])], False
        least = measure_least(self.table)
        if len(self.table.rows) * _HEIGHTS.of(1) * _SCALES[-1] > _PAGE_HEIGHT:
            return fit_columns(self.table, max(_PAGE_WIDTH, least)), False
        for scale in _SCALES:
            total = max(_PAGE_WIDTH / scale, least)
            widths = fit_columns(self.table, total)
            if self._estimate_height(widths) * _PAGE_WIDTH / total <= _PAGE_HEIGHT:
                return widths, True
        return fit_columns(self.table, max(_PAGE_WIDTH, least)), False

    def _choose_scale(self) -> float:
        """The largest scale that needs no more strips than the smallest; without strips Excel chooses."""
        if len(self.strips.columns) == 1:
            return 1.0
        self.strips, scale = next(
            (strips, scale)
            for scale in _SCALES
            if len((strips := divide_columns(self.table, _STRIP_WIDTH / scale)).columns)
            == len(self.strips.columns)
        )
        return scale

    def _estimate_height(self, widths: list[float]) -> float:
        rows = sum(estimate_rows(self.table, widths, _HEIGHTS))
        rows += sum(estimate_headings(self.table, widths, _HEIGHTS))
        legend = sum(_HEIGHTS.of(count_lines(line.words, sum(widths) / 2)) for line in self.report.legend)
        notes = sum(_HEIGHTS.of(count_lines(note, sum(widths) - 1)) for note in self.report.notes)
        return 26 + 6 + rows + 2 * _HEIGHTS.of(1) + legend + notes

    def write(self) -> list[Finding]:
        """Everything on the sheet; what could not be shown whole comes back."""
        for at, width in enumerate(self.widths):
            self.sheet.set_column_pixels(at, at, round(width * _PIXELS))
        top = self._write_masthead()
        body = self._write_headings(top)
        below = self._write_rows(body)
        end = self._write_legend(below + 1)
        end = self._write_notes(end)
        self._set_up_page(top, body, end)
        return self.findings

    def _write_masthead(self) -> int:
        number = self.report.plan.document_number
        self._write_title()
        if number and self.last > 0:
            boxed = self.styles.find(font_size=11, align="center", valign="vcenter", border=1)
            start = self._count_columns_from_right(6)
            if start < self.last:
                self.sheet.merge_range(0, start, 0, self.last, "", boxed)
            self._text(0, start, number, boxed, Place())
        self.sheet.set_row(1, 6)
        return 2

    def _write_title(self) -> None:
        """The title; on strips within the columns that all of them have, where none cuts it off."""
        own = self.strips.repeated
        style = self.styles.find(bold=True, font_size=14, valign="vcenter", text_wrap=own > 1)
        lines = 1
        if own > 1:
            self.sheet.merge_range(0, 0, 0, own - 1, "", style)
            lines = count_lines(self.report.title, sum(self.widths[:own]) * SIZE / 14 - 1)
        self.sheet.set_row(0, 26 + 20 * (lines - 1))
        self._text(0, 0, self.report.title, style, Place())

    def _count_columns_from_right(self, ems: float) -> int:
        """The first of the last columns that together are so wide; never the one of the title."""
        at, width = self.last, self.widths[self.last]
        while width < ems and at > 1:
            at -= 1
            width += self.widths[at]
        return at

    def _write_headings(self, top: int) -> int:
        heights = estimate_headings(self.table, self.widths, _HEIGHTS)
        for offset, line in enumerate(self.table.headings):
            self.sheet.set_row(top + offset, min(heights[offset], _HIGHEST))
            for at, cell in enumerate(line):
                if cell:
                    current = all(item.current for item in self.table.columns[at : at + cell.columns])
                    style = self.styles.heading(current=current)
                    if cell.rows > 1 or cell.columns > 1:
                        self.sheet.merge_range(
                            top + offset, at, top + offset + cell.rows - 1, at + cell.columns - 1, "", style
                        )
                    self._text(top + offset, at, cell.text, style, Place())
        return top + len(self.table.headings)

    def _write_rows(self, body: int) -> int:
        heights = estimate_rows(self.table, self.widths, _HEIGHTS)
        outer = self.table.levels[0] if len(self.table.levels) > 1 else -1
        for number, row in enumerate(self.table.rows):
            at = body + number
            if heights[number] > _HIGHEST:
                self._report_height(row)
            self.sheet.set_row(at, min(heights[number], _HIGHEST))
            strong = number > 0 and outer >= 0 and row.cells[outer] is not None
            for column, cell in enumerate(row.cells):
                if cell is not None:
                    self._write_cell(at, column, cell, strong, row)
        return body + len(self.table.rows)

    def _write_cell(self, at: int, column: int, cell: Cell, strong: bool, row: PrintedRow) -> None:
        if cell.text and self.table.columns[column].look is Look.MARK:
            text = f"{cell.text}※{cell.note}" if cell.note else cell.text
            self.sheet.write_string(at, column, text, self._mark_style(cell.tone))
            return
        number = make_number(cell.text, cell.quantity) if cell.quantity else None
        if number:
            style = self._cell_style(column, strong, number.format, False)
            self.sheet.write_number(at, column, number.value, style)
            return
        # A label in the middle of a merge over several pages would stand on one of them, anywhere.
        style = self._cell_style(column, strong, "", cell.rows > 20)
        if cell.rows > 1:
            self.sheet.merge_range(at, column, at + cell.rows - 1, column, "", style)
        if len(cell.text) > _LONGEST:
            self._text(at, column, cell.text, style, self._place(row))
        elif cell.text:
            self.sheet.write_string(at, column, cell.text, style)
        elif cell.rows == 1:
            self.sheet.write_blank(at, column, None, style)

    def _cell_style(self, column: int, strong: bool, number: str, top: bool) -> Format:
        """The format of a cell; remembered here under few words, because there are very many cells."""
        key = (column, strong, number, top)
        style = self.cell_styles.get(key)
        if style is None:
            printed = self.table.columns[column]
            fill = CURRENT if printed.current else ""
            align = _ALIGN[printed.look]
            style = self.styles.cell(align=align, top=top, strong=strong, fill=fill, number=number)
            self.cell_styles[key] = style
        return style

    def _mark_style(self, tone: int | None) -> Format:
        style = self.mark_styles.get(tone)
        if style is None:
            style = self.mark_styles[tone] = self.styles.mark(tone)
        return style

    def _text(self, row: int, column: int, text: str, style: Format, place: Place) -> None:
        """A text as a text: never a formula, a link or a number, whatever it begins with."""
        if len(text) > _LONGEST:
            self.findings.append(
                Finding(
                    code="excel-text-cut",
                    level=Level.ODD,
                    place=place,
                    message=f"Excelのセルに入る文字数（{_LONGEST:,}字）を超えるため、超えた部分を省きました。",
                    remedy="文章を短くするか、PDFを使ってください。",
                )
            )
        self.sheet.write_string(row, column, text[:_LONGEST], style)

    def _report_height(self, row: PrintedRow) -> None:
        self.findings.append(
            Finding(
                code="excel-row-too-high",
                level=Level.ODD,
                place=self._place(row),
                message="文章が長く、Excelの行の高さの上限を超えるため、印刷用シートで下の部分が見えません。",
                remedy="文章を短くするか、列の幅を広げるか、PDFを使ってください。",
            )
        )

    def _place(self, row: PrintedRow) -> Place:
        if row.indicator:
            return Place(sheet=SHEET, indicator=render_indicator_name(row.path, row.indicator))
        return Place(sheet=SHEET, indicator=row.path[-1].name)

    def _write_legend(self, top: int) -> int:
        if not self.report.legend:
            return top
        heading = self.styles.heading()
        words = self.styles.cell(align="left")
        end = self._legend_end()
        lines = [(self.report.legend_heading[0], self.report.legend_heading[1], heading, heading)]
        lines += [(line.mark, line.words, self.styles.mark(line.tone), words) for line in self.report.legend]
        width = sum(self.widths[1 : end + 1]) - 1
        for row, (mark, text, left, right) in enumerate(lines, start=top):
            self._text(row, 0, mark, left, Place())
            if end > 1:
                self.sheet.merge_range(row, 1, row, end, "", right)
            self._text(row, 1, text, right, Place())
            self.sheet.set_row(row, min(_HEIGHTS.of(count_lines(text, width)), _HIGHEST))
        return top + len(lines)

    def _legend_end(self) -> int:
        """The last column of the legend: half of the page is enough for its sentences."""
        wanted, width = sum(self.widths) / 2, 0.0
        for at, column in enumerate(self.widths):
            width += column
            if width >= wanted:
                return max(at, min(1, self.last))
        return self.last

    def _write_notes(self, top: int) -> int:
        style = self.styles.find(text_wrap=True, valign="top")
        width = sum(self.widths) - 1
        for row, note in enumerate(self.report.notes, start=top):
            if self.last > 0:
                self.sheet.merge_range(row, 0, row, self.last, "", style)
            self._text(row, 0, note, style, Place())
            self.sheet.set_row(row, min(_HEIGHTS.of(count_lines(note, width)), _HIGHEST))
        return top + len(self.report.notes)

    def _set_up_page(self, top: int, body: int, end: int) -> None:
        sheet = self.sheet
        sheet.set_paper(8)  # A3
        sheet.set_landscape()
        if len(self.strips.columns) > 1:
            self._set_up_strips()
        else:
            sheet.fit_to_pages(1, 1 if self.one_page else 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.print_area(0, 0, max(end - 1, body - 1, 0), max(self.last, 0))
        if self.table.headings:
            sheet.repeat_rows(top, body - 1)
        levels = self.table.levels
        frozen = levels[-1] + 1 if levels == tuple(range(len(levels))) and levels else 0
        sheet.freeze_panes(body, frozen)
        number = self.report.plan.document_number
        if number and not self.one_page:
            # On one page the number stands in its box; on several each page needs it.
            sheet.set_header("&R&8" + number.replace("&", "&&"))
        sheet.set_footer("&C&P / &N")

    def _set_up_strips(self) -> None:
        """One page beside the other, each with the names of the rows; the whole left strip comes first."""
        repeated = self.strips.repeated
        self.sheet.set_print_scale(round(self.scale * 100))
        self.sheet.set_v_pagebreaks([strip[repeated] for strip in self.strips.columns[1:]])
        if repeated:
            self.sheet.repeat_columns(0, repeated - 1)
