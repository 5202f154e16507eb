"""The PDF of a report: A3 landscape, tagged (PDF/UA-1) and made for keeping (PDF/A-2a), set by Typst.

How the page looks stands in report.typ; sizes, widths and page breaks are chosen in pdf_setting.py.
Where only Typst can say whether a size of type suits one page, it sets the page, and what runs over is
set again in the next size: measuring first costs as much as setting, and most often the first one fits.
Texts reach Typst as JSON, never as code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shirube.core.finding import Finding, Place
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.core.plan import render_indicator_name
from shirube.core.report import Report
from shirube.core.table import Cell, Look, PrintedTable
from shirube.core.wording import break_before_issues, use_wave_dash
from shirube.writers.fonts import FontChoice, check_characters, choose_fonts, open_font_folders
from shirube.writers.measure import LONGEST_WORD
from shirube.writers.pages import Page, cut_rows
from shirube.writers.pdf_setting import Setting, choose_settings

# A3 landscape as wide as a screen: names can be read, and the picture stays below some 400 KB.
PREVIEW_PPI = 96.0
_TEMPLATE = Path(__file__).with_name("report.typ")
# What report.typ says of a page that was not sure to be enough and is not.
_TOO_HIGH = "more than one page"

# Short parentheses in names: broken over two lines they are hard to read. Full-width ones are left alone,
# because Typst sets them half a character too far to the left at the beginning of a box.
_PIECE = late_pattern(r"(\([^()]{1,9}\))")
# Of a heading the year and the word: R6目標 becomes R6 and 目標 on two lines, not R6目 and 標.
_YEAR_AND_WORD = late_pattern(r"((?:[A-Z]|令和|平成)?\d{1,4}(?:年度?)?)([^\d\s]{1,4})")
# A word too long for a column may go on in the next line; the sign is read as nothing.
_LONG_WORD = late_pattern(rf"[A-Za-z0-9_@&+]{{{int(LONGEST_WORD / 0.76) + 1},}}")
# Hundreds of signs between which no line may break: in a PDF no line of text holds 32,768 bytes.
_ENDLESS = late_pattern(r"[^\s\u3041-\u309f\u4e00-\u9fff]{500,}")
_SHORTEST_ENDLESS = 500
_PART_OF_WORD = late_pattern(r".{8}(?=.)")
_BREAK_HERE = "\u200b"


def render_pdf(report: Report) -> tuple[bytes, list[Finding]]:
    """The bytes of the PDF, and a finding for each character that no font could draw.

    Raises MissingFontError when the machine has no Japanese font.
    """
    choice = choose_fonts("".join(text for _, text in _iterate_texts(report)))
    pdf = _set(report, choice, format="pdf", pdf_standards=["ua-1", "a-2a"])
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gives a PDF as one piece of bytes")
    odd = choice.missing or choice.lost_variants
    return pdf, check_characters(_iterate_texts(report), choice) if odd else []


def render_first_page(report: Report) -> tuple[bytes, list[Finding]]:
    """The first page of the PDF as a picture (PNG), to be looked at before the file is made.

    Findings are left to the file itself. Raises MissingFontError as ``render_pdf``.
    """
    choice = choose_fonts("".join(text for _, text in _iterate_texts(report)))
    pages = _set(report, choice, format="png", ppi=PREVIEW_PPI)
    first = pages if isinstance(pages, bytes) else pages[0]
    return first, []


def _set(report: Report, choice: FontChoice, **options: Any) -> Any:
    import typst  # 84 MB of shared object, for this command only

    template = _TEMPLATE.read_bytes()
    with open_font_folders(choice) as folders:
        compiler = typst.Compiler(font_paths=folders, ignore_system_fonts=True)
        for setting in choose_settings(report):
            data = json.dumps(_Description(report, choice).render(setting), ensure_ascii=False)
            try:
                return compiler.compile(template, sys_inputs={"data": data}, **options)
            except typst.TypstError as error:
                if setting.sure or _TOO_HIGH not in str(error):
                    raise
    raise AssertionError("the last setting is sure")


def _iterate_texts(report: Report) -> Iterator[tuple[Place, str]]:
    """Every text of the page with the place that a finding would name."""
    nowhere = Place()
    for text in (report.title, report.plan.document_number, report.plan.municipality, *report.legend_heading):
        yield nowhere, text
    for row in report.table.rows:
        name = render_indicator_name(row.path, row.indicator) if row.indicator else row.path[-1].name
        yield Place(indicator=name), "".join(cell.text for cell in row.cells if cell)
    for line in report.table.headings:
        yield nowhere, "".join(cell.text for cell in line if cell)
    for item in report.legend:
        yield nowhere, item.mark + item.words
    for note in report.notes:
        yield nowhere, note


def _allow_breaks(word: re.Match[str]) -> str:
    return _PART_OF_WORD.sub(rf"\g<0>{_BREAK_HERE}", word[0])


class _Description:
    """The report as the data that report.typ expects."""

    def __init__(self, report: Report, choice: FontChoice) -> None:
        self.report = report
        self.choice = choice
        self.families = choice.families
        # Each mark is drawn once; cells name it by its number.
        self.marks: dict[tuple[str, int | None, str], int] = {}

    def render(self, setting: Setting) -> dict[str, Any]:
        """All of it; the marks last, when every cell has been seen."""
        report, clean = self.report, self.clean
        described = {
            "title": clean(report.title),
            "number": clean(report.plan.document_number),
            "author": clean(report.plan.municipality) or "しるべ",
            "description": f"{clean(report.title)}の目標値、実績値及び評価の一覧表",
            "fonts": list(self.families),
            "setting": self._setting(setting),
            "strips": [self._strip(table) for table in setting.strips.tables],
            "legend": self._legend(),
            "notes": [clean(note) for note in report.notes],
        }
        return {**described, "marks": [[*key] for key in self.marks]}

    def clean(self, text: str) -> str:
        """The text as it is printed: characters that no font has replaced, ranges with a wave dash."""
        cleaned = self.choice.replace_missing(use_wave_dash(text))
        if len(cleaned) <= LONGEST_WORD:
            return cleaned
        cleaned = _LONG_WORD.sub(_allow_breaks, cleaned)
        return _ENDLESS.sub(_allow_breaks, cleaned) if len(cleaned) > _SHORTEST_ENDLESS else cleaned

    def _pieces(self, text: str) -> str | list[str]:
        pieces = _PIECE.split(self.clean(text))
        return pieces if len(pieces) > 1 else pieces[0]

    def _heading_pieces(self, text: str) -> str | list[str]:
        match = _YEAR_AND_WORD.fullmatch(self.clean(text))
        return [match[1], match[2], ""] if match else self._pieces(text)

    def _headings(self, table: PrintedTable) -> list[list[Any]]:
        return [
            [self._heading_pieces(cell.text), cell.rows, cell.columns, self._is_current(table, at, cell)]
            for line in table.headings
            for at, cell in enumerate(line)
            if cell
        ]

    def _is_current(self, table: PrintedTable, at: int, cell: Cell) -> bool:
        return all(item.current for item in table.columns[at : at + cell.columns])

    def _strip(self, table: PrintedTable) -> dict[str, Any]:
        return {
            "columns": [{"look": item.look.value, "current": item.current} for item in table.columns],
            "heading-rows": len(table.headings),
            "headings": self._headings(table),
        }

    def _setting(self, setting: Setting) -> dict[str, Any]:
        return {
            "size": setting.size,
            "sure": setting.sure,
            "parts": [
                {
                    "strip": number,
                    "label": setting.strips.render_label(number, self.report.plan.year_style),
                    "widths": setting.widths[number],
                    **self._part(table, page, setting),
                }
                for number, table in enumerate(setting.strips.tables)
                for page in setting.pages
            ],
        }

    def _part(self, table: PrintedTable, page: Page, setting: Setting) -> dict[str, Any]:
        outer = table.levels[0] if len(table.levels) > 1 else None
        cells: list[Any] = []
        rules: list[int] = []
        for number, row in enumerate(cut_rows(table, page)):
            if number and outer is not None and row[outer]:
                rules.append(number)
            whole = page.start + number not in setting.divisible
            cells += self._cells(table, row, whole=whole)
        return {"cells": cells, "rules": rules, "height": page.end - page.start}

    def _cells(self, table: PrintedTable, row: tuple[Cell | None, ...], *, whole: bool) -> Iterator[Any]:
        kept = False
        for cell, column in zip(row, table.columns, strict=True):
            if cell is None:
                continue
            if column.look is Look.MARK and cell.text:
                yield self._mark(cell.text, cell.tone, f"※{cell.note}" if cell.note else "")
            elif cell.rows > 1:
                yield [self.clean(cell.text), cell.rows, True]
            elif whole and not kept:
                kept = True  # one cell that may not be divided keeps its whole row on one page
                yield [self._pieces(cell.text), 1, False]
            elif column.column.role is Role.STATUS:
                yield self.clean(break_before_issues(cell.text))
            else:
                yield self.clean(cell.text)

    def _mark(self, mark: str, tone: int | None, note: str) -> int:
        return self.marks.setdefault((self.clean(mark), tone, note), len(self.marks))

    def _legend(self) -> dict[str, Any] | None:
        if not self.report.legend:
            return None
        return {
            "heading": [self.clean(word) for word in self.report.legend_heading],
            "lines": [
                [self._mark(line.mark, line.tone, ""), self.clean(line.words)] for line in self.report.legend
            ],
        }
