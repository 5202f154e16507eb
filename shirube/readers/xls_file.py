"""Workbooks of the old Excel (.xls): values and merged cells by calamine, formats and hidden rows by xlrd.

xlrd alone keeps number formats, strike-through and notes of this format. Where it cannot read a file that
calamine can, the values stand and a finding says what is not known.
"""

from __future__ import annotations

import io
import itertools
from typing import Any

from shirube.core.finding import Finding, Level
from shirube.readers.cell_findings import (
    make_error_finding,
    make_partly_struck_finding,
    make_struck_finding,
)
from shirube.readers.grid import Grid, Raw, Span
from shirube.readers.number_format import is_date_format, parse_serial_date
from shirube.readers.source import (
    MAX_COLUMNS,
    MAX_GRIDS,
    FileGrids,
    Source,
    clip_merges,
    limit_rows,
    make_cut_finding,
    make_grid_finding,
)
from shirube.readers.xlsx_file import convert_rows, make_broken, make_encrypted

# Error values by the number the file keeps of them.
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def read_xls_grids(source: Source) -> FileGrids:
    """Every sheet, hidden ones too. Raises UnreadableFile for what is no workbook."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
    except PasswordError:
        raise make_encrypted(source.name) from None
    except CalamineError as error:
        raise make_broken(source.name, "Excel（.xls）", error) from error
    known, findings = _open_with_xlrd(source)
    grids = []
    sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    for meta in sheets[:MAX_GRIDS]:
        sheet = book.get_sheet_by_name(meta.name)
        rows = convert_rows(sheet.to_python(skip_empty_area=False))
        merges = [Span(*top_left, *bottom_right) for top_left, bottom_right in sheet.merged_cell_ranges or []]
        hidden = meta.visible != SheetVisibleEnum.Visible
        one = _SheetReader(source.name, meta.name, rows, merges, hidden)
        details = known.sheet_by_name(meta.name) if known and meta.name in known.sheet_names() else None
        grids.append(one.make_grid(known, details))
        findings += one.findings
    if len(sheets) > MAX_GRIDS:
        findings.append(make_cut_finding("シート", MAX_GRIDS, file=source.name, sheet=""))
    return FileGrids(tuple(grids), tuple(findings))


def _open_with_xlrd(source: Source) -> tuple[Any, list[Finding]]:
    """The workbook of xlrd, or None and a finding."""
    import xlrd

    try:
        # Its warnings would go to the standard output of the command otherwise.
        book = xlrd.open_workbook(
            file_contents=source.data, formatting_info=True, logfile=io.StringIO(), ragged_rows=True
        )
    except Exception as error:  # xlrd fails in any way at all on odd files that calamine reads
        if "ncrypted" in str(error):
            raise make_encrypted(source.name) from error
        message = "表示形式（単位など）、非表示の行、取消線、メモは読み取れませんでした。値だけを読みました。"
        remedy = "Excel で開き、「Excel ブック（.xlsx）」として保存し直すと読み取れます。"
        finding = make_grid_finding("book-formats-unknown", Level.ODD, message, remedy, file=source.name)
        return None, [finding]
    return book, []


class _SheetReader:
    """One sheet: the values of calamine, made complete by what xlrd knows."""

    def __init__(self, file: str, name: str, rows: list[list[Raw]], merges: list[Span], hidden: bool) -> None:
        self.file = file
        self.name = name
        self.rows = rows
        self.merges = merges
        self.hidden = hidden
        self.findings: list[Finding] = []
        self.formats: dict[tuple[int, int], str] = {}
        self.struck: set[tuple[int, int]] = set()
        self.partly_struck: dict[tuple[int, int], str] = {}
        self.errors: dict[tuple[int, int], str] = {}

    def make_grid(self, book: Any, sheet: Any) -> Grid:
        """The grid; ``book`` and ``sheet`` are those of xlrd, or None."""
        if sheet is not None:
            self._read_cells(book, sheet)
        if self.errors:
            self.findings.append(make_error_finding(self.errors, file=self.file, sheet=self.name))
        if self.struck:
            self.findings.append(make_struck_finding(self.struck, file=self.file, sheet=self.name))
        if self.partly_struck:
            finding = make_partly_struck_finding(self.partly_struck, file=self.file, sheet=self.name)
            self.findings.append(finding)
        kept, cut = limit_rows(self.rows, file=self.file, sheet=self.name)
        self.findings += cut
        height, width = len(kept), len(kept[0]) if kept else 0
        return Grid(
            file=self.file,
            name=self.name,
            rows=kept,
            merges=clip_merges(self.merges, height=height, width=width),
            formats=self.formats,
            hidden_rows=_find_hidden(sheet.rowinfo_map, height) if sheet is not None else frozenset(),
            hidden_columns=_find_hidden(sheet.colinfo_map, width) if sheet is not None else frozenset(),
            struck=frozenset(self.struck),
            notes=_read_notes(sheet) if sheet is not None else {},
            hidden=self.hidden,
        )

    def _read_cells(self, book: Any, sheet: Any) -> None:
        for row, values in enumerate(self.rows[: sheet.nrows]):
            types = sheet.row_types(row)
            for column in range(min(len(values), len(types), MAX_COLUMNS)):
                if types[column] == 5:
                    self.errors[row, column] = _ERRORS.get(sheet.cell_value(row, column), "#ERROR")
                    values[column] = self.errors[row, column]
                elif types[column] not in {0, 6}:
                    self._read_style(book, sheet, types[column], row, column)

    def _read_style(self, book: Any, sheet: Any, kind: int, row: int, column: int) -> None:
        style = book.xf_list[sheet.cell_xf_index(row, column)]
        runs = sheet.rich_text_runlist_map.get((row, column))
        if runs:
            self._read_struck_runs(book, style, runs, row, column)
        elif book.font_list[style.font_index].struck_out:
            self.struck.add((row, column))
        known = book.format_map.get(style.format_key)
        text = known.format_str if known else "General"
        if kind not in {2, 3} or text in {"General", "@", "GENERAL"}:
            return
        self.formats[row, column] = text
        value = self.rows[row][column]
        if is_date_format(text) and not isinstance(value, str):
            self.rows[row][column] = parse_serial_date(value, from_1904=book.datemode == 1) or value

    def _read_struck_runs(
        self, book: Any, style: Any, runs: list[tuple[int, int]], row: int, column: int
    ) -> None:
        """Text in several fonts: ``runs`` names the font from each position on."""
        text = str(self.rows[row][column])
        edges = [(0, style.font_index), *runs, (len(text), 0)]
        pieces = [
            text[start:end]
            for (start, font), (end, _) in itertools.pairwise(edges)
            if font < len(book.font_list) and book.font_list[font].struck_out
        ]
        part = "".join(pieces).strip()
        if part and part == text.strip():
            self.struck.add((row, column))
        elif part:
            self.partly_struck[row, column] = part


def _find_hidden(infos: Any, count: int) -> frozenset[int]:
    return frozenset(number for number, info in infos.items() if info.hidden and number < count)


def _read_notes(sheet: Any) -> dict[tuple[int, int], str]:
    return {cell: note.text.strip() for cell, note in sheet.cell_note_map.items()}
