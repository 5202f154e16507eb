"""The data sheet of a report as CSV: one row per indicator and year, UTF-8 with BOM for Excel."""

from __future__ import annotations

import csv
import io

from shirube.core.data_rows import Value, iterate_records, list_data_columns
from shirube.core.finding import Finding
from shirube.core.report import Report
from shirube.writers.formula_guard import guard_formula


def render_csv(report: Report) -> tuple[bytes, list[Finding]]:
    """The bytes of the file. Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    columns = list_data_columns(report.plan)
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    for record in iterate_records(report):
        writer.writerow([_render_value(column.value(record)) for column in columns])
    # Without the mark, Excel takes UTF-8 for the code page of the machine.
    return held.getvalue().encode("utf-8-sig"), []


def _render_value(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guard_formula(value)
    return str(value) if isinstance(value, int) else f"{value:f}"
