"""Workbooks of the old Excel (.xls): values, merged cells, formats and hidden rows by xlrd.

calamine ends the whole process on some damaged files of this kind (it believes any size they state), so it
serves as second reader in the tests only. xlrd stops without a word at a damaged record: the cells that the
file holds are counted apart (xls_records.py), and where some were not read a finding says so.
"""

from __future__ import annotations

import io
import itertools
import re
from datetime import timedelta
from typing import Any

from shirube.core.finding import Finding, Level
from shirube.readers.cell_findings import (
    make_error_finding,
    make_partly_struck_finding,
    make_struck_finding,
)
from shirube.readers.cell_values import convert_value, make_exact
from shirube.readers.grid import Grid, Raw, Span
from shirube.readers.number_format import parse_serial_date
from shirube.readers.source import (
    MAX_GRIDS,
    FileGrids,
    Source,
    clip_merges,
    limit_rows,
    make_cut_finding,
    make_grid_finding,
)
from shirube.readers.xls_records import count_cells
from shirube.readers.xlsx_file import make_broken, make_encrypted

# Error values by the number the file keeps of them.
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_COUNTS_ON = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_MOST_DAYS = 100_000
# Kinds of cells as xlrd numbers them.
_EMPTY, _, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)


def read_xls_grids(source: Source) -> FileGrids:
    """Every sheet, hidden ones too. Raises UnreadableFile for what is no workbook."""
    book, findings = _open(source)
    grids = []
    sheets = book.sheets()
    for sheet in sheets[:MAX_GRIDS]:
        reader = _SheetReader(source.name, book, sheet)
        grids.append(reader.make_grid())
        findings += reader.findings
    if len(sheets) > MAX_GRIDS:
        findings.append(make_cut_finding("シート", MAX_GRIDS, file=source.name, sheet=""))
    return FileGrids(tuple(grids), (*findings, *_check_count(source, sheets)))


def _open(source: Source) -> tuple[Any, list[Finding]]:
    """The workbook with its formats; where those are broken, without them and with a finding."""
    import xlrd

    try:
        return _open_with_xlrd(source, formats=True), []
    except Exception as error:  # xlrd fails in any way at all on odd files
        if "ncrypted" in str(error):
            raise make_encrypted(source.name) from error
    try:
        book = _open_with_xlrd(source, formats=False)
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        raise make_broken(source.name, "Excel（.xls）", error) from error
    message = (
        "表示形式（単位など）、結合セル、非表示の行、取消線、メモは読み取れませんでした。値だけを読みました。"
    )
    remedy = "Excel で開き、「Excel ブック（.xlsx）」として保存し直すと読み取れます。"
    return book, [make_grid_finding("book-formats-unknown", Level.ODD, message, remedy, file=source.name)]


def _open_with_xlrd(source: Source, *, formats: bool) -> Any:
    import xlrd

    # Its warnings would go to the standard output of the command otherwise.
    return xlrd.open_workbook(
        file_contents=source.data, formatting_info=formats, logfile=io.StringIO(), ragged_rows=True
    )


def _check_count(source: Source, sheets: list[Any]) -> list[Finding]:
    """A finding when the file holds more cells than were read: a damaged record ends a sheet too early."""
    from xlrd.compdoc import CompDoc

    document = CompDoc(source.data, logfile=io.StringIO())
    names = ("Workbook", "Book")
    found = next((part for name in names if (part := document.locate_named_stream(name))[0]), (b"", 0, 0))
    stream, start, length = found
    read = sum(
        len(types) - types.count(_EMPTY) - types.count(_BLANK)
        for sheet in sheets
        for types in map(sheet.row_types, range(sheet.nrows))
    )
    lost = count_cells(bytes(stream[start : start + length])) - read
    if lost <= 0:
        return []
    message = f"ファイルが壊れているため、{lost:,}個のセルを読み取れませんでした。"
    remedy = "Excel で開いて内容を確かめ、「Excel ブック（.xlsx）」として保存し直してください。"
    return [make_grid_finding("book-damaged", Level.GRAVE, message, remedy, file=source.name)]


class _SheetReader:
    """One sheet while it is read; ``book`` and ``sheet`` are those of xlrd."""

    def __init__(self, file: str, book: Any, sheet: Any) -> None:
        self.file = file
        self.book = book
        self.sheet = sheet
        self.rows: list[list[Raw]] = []
        self.findings: list[Finding] = []
        self.formats: dict[tuple[int, int], str] = {}
        self.struck: set[tuple[int, int]] = set()
        self.partly_struck: dict[tuple[int, int], str] = {}
        self.errors: dict[tuple[int, int], str] = {}

    def make_grid(self) -> Grid:
        """The grid; rows and columns are cut at the limits with a finding."""
        sheet, file, name = self.sheet, self.file, self.sheet.name
        for row in range(sheet.nrows):
            self.rows.append([self._read_value(row, column) for column in range(sheet.row_len(row))])
            if self.book.formatting_info:
                self._read_styles(row)
        if self.errors:
            self.findings.append(make_error_finding(self.errors, file=file, sheet=name))
        if self.struck:
            self.findings.append(make_struck_finding(self.struck, file=file, sheet=name))
        if self.partly_struck:
            self.findings.append(make_partly_struck_finding(self.partly_struck, file=file, sheet=name))
        kept, cut = limit_rows(_trim(self.rows), file=file, sheet=name)
        self.findings += cut
        height, width = len(kept), len(kept[0]) if kept else 0
        merges = [Span(top, left, end - 1, right - 1) for top, end, left, right in sheet.merged_cells]
        return Grid(
            file=file,
            name=name,
            rows=kept,
            merges=clip_merges(merges, height=height, width=width),
            formats=self.formats,
            hidden_rows=_find_hidden(sheet.rowinfo_map, height),
            hidden_columns=_find_hidden(sheet.colinfo_map, width),
            struck=frozenset(self.struck),
            notes=_read_notes(sheet),
            hidden=sheet.visibility != 0,
        )

    def _read_value(self, row: int, column: int) -> Raw:
        kind, value = self.sheet.cell_type(row, column), self.sheet.cell_value(row, column)
        if kind == _ERROR:
            self.errors[row, column] = _ERRORS.get(value, "#ERROR")
            return self.errors[row, column]
        if kind == _BOOLEAN:
            return "TRUE" if value else "FALSE"
        if kind not in {_NUMBER, _DATE}:
            return convert_value(str(value))
        shown = self._render_date(value, row, column) if kind == _DATE else None
        # The format stores binary floats and xlrd hands them out as they are: here they become exact.
        return shown or make_exact(value)

    def _render_date(self, value: float, row: int, column: int) -> str | None:
        """A date as ISO text; under a format that counts hours beyond a day ([h]:mm) the hours."""
        if self.book.formatting_info:
            style = self.book.xf_list[self.sheet.cell_xf_index(row, column)]
            known = self.book.format_map.get(style.format_key)
            if known and _COUNTS_ON.search(known.format_str) and abs(value) < _MOST_DAYS:
                return str(convert_value(timedelta(days=value)))
        number = make_exact(value)
        return (
            None if isinstance(number, str) else parse_serial_date(number, from_1904=self.book.datemode == 1)
        )

    def _read_styles(self, row: int) -> None:
        for column, kind in enumerate(self.sheet.row_types(row)):
            if kind not in {_EMPTY, _BLANK, _ERROR}:
                self._read_style(kind, row, column)

    def _read_style(self, kind: int, row: int, column: int) -> None:
        style = self.book.xf_list[self.sheet.cell_xf_index(row, column)]
        runs = self.sheet.rich_text_runlist_map.get((row, column))
        if runs:
            self._read_struck_runs(style, runs, row, column)
        elif self.book.font_list[style.font_index].struck_out:
            self.struck.add((row, column))
        known = self.book.format_map.get(style.format_key)
        text = known.format_str if known else "General"
        if kind in {_NUMBER, _DATE} and text not in {"General", "@", "GENERAL"}:
            self.formats[row, column] = text

    def _read_struck_runs(self, style: Any, runs: list[tuple[int, int]], row: int, column: int) -> None:
        """Text in several fonts: ``runs`` names the font from each position on."""
        text = str(self.rows[row][column])
        fonts = self.book.font_list
        edges = [(0, style.font_index), *runs, (len(text), 0)]
        pieces = [
            text[start:end]
            for (start, font), (end, _) in itertools.pairwise(edges)
            if font < len(fonts) and fonts[font].struck_out
        ]
        part = "".join(pieces).strip()
        if part and part == text.strip():
            self.struck.add((row, column))
        elif part:
            self.partly_struck[row, column] = part


def _trim(rows: list[list[Raw]]) -> list[list[Raw]]:
    """Rows of one length, without blank rows and columns at the end."""
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if cell != ""), default=0)
    height = max(
        (number + 1 for number, row in enumerate(rows) if any(cell != "" for cell in row)), default=0
    )
    return [[*row[:width], *[""] * (width - len(row))] for row in rows[:height]]


def _find_hidden(infos: Any, count: int) -> frozenset[int]:
    return frozenset(number for number, info in infos.items() if info.hidden and number < count)


def _read_notes(sheet: Any) -> dict[tuple[int, int], str]:
    return {cell: note.text.strip() for cell, note in sheet.cell_note_map.items()}
