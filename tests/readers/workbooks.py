"""Small workbooks made by XlsxWriter or openpyxl for the tests, and packages with a part exchanged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter

from shirube.readers.source import Source


def build_xlsx(fill: Callable[[Any, Any], None], *, name: str = "進捗") -> bytes:
    """A workbook of one sheet; ``fill`` gets the workbook and the sheet of XlsxWriter."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book, book.add_worksheet(name))
    return out.getvalue()


def build_rows_xlsx(rows: list[list[Any]]) -> bytes:
    """A workbook with plain cells."""

    def fill(_: Any, sheet: Any) -> None:
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return build_xlsx(fill)


def exchange_parts(data: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """The package with some parts put in place of others, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def read_part(data: bytes, name: str) -> str:
    """One part of a package as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def build_sheet_xlsx(sheet_data: str, *, after: str = "", before: str = "") -> bytes:
    """A workbook whose only sheet holds exactly this XML within (and before and after) its sheetData."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{space}">{before}'
    xml += f"<sheetData>{sheet_data}</sheetData>{after}</worksheet>"
    return exchange_parts(build_rows_xlsx([["x"]]), {"xl/worksheets/sheet1.xml": xml})


def source(data: bytes, name: str = "資料2.xlsx", **choices: Any) -> Source:
    """The bytes as a file of that name."""
    return Source(name=name, data=data, **choices)
