"""The Excel workbook of a report: 印刷用 for people, データ用 for calculating, 凡例 for what it all means."""

from __future__ import annotations

import io

from shirube.core.finding import Finding
from shirube.core.report import Report

# What a person wrote stays a text: "=1+1" is no formula, "http://" no link, "007" no number.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render_xlsx(report: Report) -> tuple[bytes, list[Finding]]:
    """The bytes of the workbook, and what could not be shown whole in a cell."""
    from xlsxwriter.workbook import Workbook

    from shirube.writers.xlsx_data import DATA_SHEET, LEGEND_SHEET, write_data_sheet, write_legend_sheet
    from shirube.writers.xlsx_print import SHEET, PrintSheet
    from shirube.writers.xlsx_styles import Styles

    held = io.BytesIO()
    with Workbook(held, _OPTIONS) as book:
        book.set_properties(
            {"title": report.title, "author": report.plan.municipality, "comments": "しるべで作成"}
        )
        styles = Styles(book)
        findings = PrintSheet(book.add_worksheet(SHEET), styles, report).write()
        write_data_sheet(book.add_worksheet(DATA_SHEET), styles, report)
        write_legend_sheet(book.add_worksheet(LEGEND_SHEET), styles, report)
    return held.getvalue(), findings
