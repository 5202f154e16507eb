"""The sheets データ用 (one row per indicator and year, for calculating) and 凡例 (what everything means)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from shirube.core.data_rows import DataColumn, Value, iterate_records, list_data_columns
from shirube.core.report import Report
from shirube.writers.measure import measure_text
from shirube.writers.xlsx_styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

DATA_SHEET = "データ用"
LEGEND_SHEET = "凡例"
_WIDEST = 40.0
_LONGEST = 32_767


def write_data_sheet(sheet: Worksheet, styles: Styles, report: Report) -> None:
    """Plain rows: nothing merged, numbers as numbers, filters on the headings."""
    columns = list_data_columns(report.plan)
    heading = styles.find(bold=True, bg_color="#EEF0F4", bottom=1)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.heading, heading)
        sheet.set_column(at, at, min(max(2 * measure_text(column.heading) + 4, 8), _WIDEST))
    last = _write_records(sheet, styles.find(), report, columns)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")


def _write_records(sheet: Worksheet, style: Format, report: Report, columns: Sequence[DataColumn]) -> int:
    """All records from row 1 on; the last row written comes back, 0 where there are none."""
    common = [(at, column.value) for at, column in enumerate(columns) if not column.yearly]
    yearly = [(at, column.value) for at, column in enumerate(columns) if column.yearly]
    known: list[tuple[int, Value]] = []
    key, row = None, 0
    for row, record in enumerate(iterate_records(report), start=1):
        if record.indicator.key != key:
            key = record.indicator.key
            known = [(at, value) for at, fill in common if (value := fill(record)) not in (None, "")]
        for at, value in known:
            write_value(sheet, row, at, value, style)
        for at, fill in yearly:
            value = fill(record)
            if value is not None and value != "":
                write_value(sheet, row, at, value, style)
    return row


def write_value(sheet: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
    """One value: a number where Excel can hold it exactly, else a text."""
    if isinstance(value, str):
        sheet.write_string(row, column, value[:_LONGEST], style)
    elif (number := find_float(value)) is not None:
        sheet.write_number(row, column, number, style)
    else:
        sheet.write_string(row, column, str(value), style)


@lru_cache(maxsize=65536)
def find_float(value: Value) -> float | None:
    """The number as Excel holds it, None where it would not be the very same."""
    if isinstance(value, (int, Decimal)) and Decimal(repr(float(value))) == value:
        return float(value)
    return None


def write_legend_sheet(sheet: Worksheet, styles: Styles, report: Report) -> None:
    """Grades with their words, and every column of the data sheet explained."""
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    heading = styles.heading()
    words = styles.cell(align="left")
    bold = styles.find(bold=True, font_size=12)
    row = 0
    if report.legend:
        scale = report.plan.scale
        sheet.write_string(row, 0, scale.title if scale and scale.title else "評価基準", bold)
        for at, word in enumerate(report.legend_heading):
            sheet.write_string(row + 1, at, word, heading)
        for at, line in enumerate(report.legend, start=row + 2):
            sheet.write_string(at, 0, line.mark, styles.mark(line.tone))
            sheet.write_string(at, 1, line.words, words)
        row += len(report.legend) + 3
    sheet.write_string(row, 0, f"シート「{DATA_SHEET}」の列", bold)
    sheet.write_string(row + 1, 0, "列", heading)
    sheet.write_string(row + 1, 1, "内容", heading)
    for at, column in enumerate(list_data_columns(report.plan), start=row + 2):
        sheet.write_string(at, 0, column.heading, words)
        sheet.write_string(at, 1, column.meaning, words)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
