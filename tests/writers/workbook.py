"""A report as a workbook opened by another program, and how to find things in it."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.writers.xlsx_file import render_xlsx


def make(plan: Plan) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(compute_report(plan))[0]))


def rows_of(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def find_cell(sheet: Worksheet, text: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)
