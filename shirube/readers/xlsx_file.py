"""Excel workbooks (.xlsx, .xlsm): values by calamine, what calamine leaves out by a scan of the XML.

Macros and formulas are never run: a formula's value is the one Excel saved with it. Which sheet matters is
left to the layout readers.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from xml.parsers.expat import ExpatError

from shirube.core.finding import Finding, Level
from shirube.readers.beside import run_both
from shirube.readers.cell_findings import (
    make_error_finding,
    make_partly_struck_finding,
    make_struck_finding,
)
from shirube.readers.grid import Grid, Raw, Span
from shirube.readers.number_format import is_date_format, parse_serial_date
from shirube.readers.reference import parse_reference, render_reference
from shirube.readers.source import (
    MAX_COLUMNS,
    MAX_GRIDS,
    MAX_ROWS,
    FileGrids,
    Source,
    UnreadableFile,
    clip_merges,
    limit_rows,
    make_cut_finding,
    make_grid_finding,
    render_places,
)
from shirube.readers.xlsx_parts import SheetPart, XlsxParts
from shirube.readers.xlsx_scan import (
    Reshaped,
    SheetScan,
    cut_far_rows,
    is_usual_shape,
    reshape_sheet,
    scan_sheet,
)

# Bytes of sheets from which on a thread of its own is worth its while.
_LARGE = 500_000


def read_xlsx_grids(source: Source) -> FileGrids:
    """Every worksheet, hidden ones too. Raises UnreadableFile for what is no workbook."""
    from python_calamine import CalamineError, PasswordError

    try:
        return _Workbook(source).read()
    except PasswordError:
        raise make_encrypted(source.name) from None
    except (
        CalamineError,
        ExpatError,
        SyntaxError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        EOFError,
    ) as error:
        raise make_broken(source.name, "Excel", error) from error


def make_encrypted(name: str) -> UnreadableFile:
    """The refusal of a file with a password."""
    return UnreadableFile(
        name,
        "パスワードで保護されています。",
        "パスワードを外して保存し直したファイルを指定してください。",
        code="file-encrypted",
    )


def make_broken(name: str, kind: str, error: Exception) -> UnreadableFile:
    """The refusal of a file whose content is not what its format promises."""
    return UnreadableFile(
        name,
        f"{kind} ファイルとして壊れています（{type(error).__name__}）。",
        "元のソフトで開いて保存し直すか、作成元からもう一度受け取ってください。",
        code="file-broken",
    )


class _Workbook:
    """One workbook while it is read."""

    def __init__(self, source: Source) -> None:
        self.file = source.name
        self.data = source.data
        self.parts = XlsxParts(zipfile.ZipFile(io.BytesIO(source.data)))
        self.sheets = self.parts.read_sheets()
        self.findings: list[Finding] = []

    def read(self) -> FileGrids:
        styles, strings = self.parts.read_styles(), self.parts.read_struck_strings()
        if self.parts.has_macros:
            self._note("book-macros", "マクロが入っていますが、実行せずに表だけを読みました。")
        wanted = self._select_sheets()
        xml, reshaped = self._read_sheet_xml(wanted)
        # calamine reads the values while we look for what it leaves out.
        (values, merges), scans = run_both(
            lambda: self._read_values(wanted, reshaped),
            lambda: {path: scan_sheet(data, styles, strings) for path, data in xml.items()},
            beside=sum(map(len, xml.values())) > _LARGE,
        )
        grids = []
        for sheet in wanted:
            self._note_cuts(sheet, reshaped.get(sheet.path))
            grids.append(self._make_grid(sheet, values[sheet.name], merges[sheet.name], scans[sheet.path]))
        return FileGrids(tuple(grids), tuple(self.findings))

    def _select_sheets(self) -> list[SheetPart]:
        wanted = []
        for sheet in self.sheets:
            if sheet.path and self.parts.read(sheet.path) is not None:
                wanted.append(sheet)
            elif sheet.path:
                self._note(
                    "sheet-missing", "シートの中身がファイルにありません。", Level.GRAVE, sheet=sheet.name
                )
            else:
                self._note(
                    "sheet-not-cells", "グラフなど、表ではないシートです。読んでいません。", sheet=sheet.name
                )
        if len(wanted) > MAX_GRIDS:
            self.findings.append(make_cut_finding("シート", MAX_GRIDS, file=self.file, sheet=""))
        return wanted[:MAX_GRIDS]

    def _read_sheet_xml(self, sheets: Sequence[SheetPart]) -> tuple[dict[str, bytes], dict[str, Reshaped]]:
        """The XML of each sheet in the usual shape; and those that had to be put into it."""
        xml: dict[str, bytes] = {}
        reshaped: dict[str, Reshaped] = {}
        for sheet in sheets:
            data = self.parts.read(sheet.path) or b""
            near = cut_far_rows(data)
            if not is_usual_shape(near.xml):
                near = reshape_sheet(data)
            if near.xml is not data:
                reshaped[sheet.path] = near
                data = near.xml
            xml[sheet.path] = data
        return xml, reshaped

    def _read_values(
        self, sheets: Sequence[SheetPart], reshaped: dict[str, Reshaped]
    ) -> tuple[dict[str, list[list[Any]]], dict[str, list[Span]]]:
        from python_calamine import CalamineWorkbook

        changed = {path: one.xml for path, one in reshaped.items()} | self.parts.mend_string_count()
        data = _replace_parts(self.data, changed) if changed else self.data
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        values, merges = {}, {}
        for sheet in sheets:
            cells = book.get_sheet_by_name(sheet.name)
            # Rows and columns before the first value count too: people call a cell D14.
            values[sheet.name] = cells.to_python(skip_empty_area=False)
            ranges = cells.merged_cell_ranges or []
            merges[sheet.name] = [Span(top, left, bottom, right) for (top, left), (bottom, right) in ranges]
        return values, merges

    def _make_grid(
        self, sheet: SheetPart, values: list[list[Any]], merges: list[Span], scan: SheetScan
    ) -> Grid:
        rows = convert_rows(values, booleans=scan.has_booleans)
        height, width = len(rows), len(rows[0]) if rows else 0
        self._put_errors(sheet, rows, scan)
        _put_dates(rows, scan, from_1904=self.parts.dates_from_1904)
        self._note_oddities(sheet, scan, height, width)
        kept, cut = limit_rows(rows, file=self.file, sheet=sheet.name)
        self.findings += cut
        notes = {
            cell: text
            for name, text in self.parts.read_notes(sheet).items()
            if (cell := parse_reference(name))
        }
        return Grid(
            file=self.file,
            name=sheet.name,
            rows=kept,
            merges=clip_merges(merges, height=len(kept), width=width),
            formats=scan.formats,
            hidden_rows=frozenset(row for row in scan.hidden_rows if row < height),
            hidden_columns=frozenset(column for column in scan.hidden_columns if column < width),
            struck=frozenset(cell for cell in scan.struck if cell[0] < height and cell[1] < width),
            notes=notes,
            hidden=sheet.hidden,
        )

    def _put_errors(self, sheet: SheetPart, rows: list[list[Raw]], scan: SheetScan) -> None:
        """Error values stay visible as text, where calamine leaves cells empty; broken cells are emptied."""
        for (row, column), text in scan.errors.items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = text
        for row, column in scan.broken:
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = ""
        if scan.broken:
            places = [render_reference(*cell) for cell in scan.broken]
            self._note(
                "cell-broken",
                f"壊れていて読めないセルがあります（{render_places(places)}）。空欄として読みました。",
                Level.GRAVE,
                sheet=sheet.name,
                remedy="Excel で開いてセルの値を確かめ、保存し直してください。",
                cell=places[0],
            )
        if scan.errors:
            self.findings.append(make_error_finding(scan.errors, file=self.file, sheet=sheet.name))

    def _note_oddities(self, sheet: SheetPart, scan: SheetScan, height: int, width: int) -> None:
        if scan.uncalculated:
            places = [render_reference(*cell) for cell in scan.uncalculated]
            self._note(
                "cell-uncalculated",
                f"式はありますが計算結果が保存されていないセルがあります（{render_places(places)}）。空欄として読みました。",
                Level.GRAVE,
                sheet=sheet.name,
                remedy="Excel で開いて上書き保存してから、もう一度読み込んでください。",
                cell=places[0],
            )
        struck = [cell for cell in scan.struck if cell[0] < height and cell[1] < width]
        if struck:
            self.findings.append(make_struck_finding(struck, file=self.file, sheet=sheet.name))
        if scan.partly_struck:
            finding = make_partly_struck_finding(scan.partly_struck, file=self.file, sheet=sheet.name)
            self.findings.append(finding)
        boxes = self.parts.read_text_boxes(sheet)
        if boxes:
            shown = "」「".join(text[:30] for text in boxes[:3])
            self._note(
                "sheet-text-boxes",
                f"図形の中の文字は読んでいません（{len(boxes)}個：「{shown}」）。",
                sheet=sheet.name,
                remedy="表に必要な文字なら、セルに入れてください。",
            )

    def _note_cuts(self, sheet: SheetPart, reshaped: Reshaped | None) -> None:
        if reshaped is not None and reshaped.lost_rows:
            self.findings.append(make_cut_finding("行", MAX_ROWS, file=self.file, sheet=sheet.name))
        if reshaped is not None and reshaped.lost_columns:
            self.findings.append(make_cut_finding("列", MAX_COLUMNS, file=self.file, sheet=sheet.name))

    def _note(
        self,
        code: str,
        message: str,
        level: Level = Level.INFORMATION,
        *,
        sheet: str = "",
        remedy: str = "",
        cell: str = "",
    ) -> None:
        self.findings.append(
            make_grid_finding(code, level, message, remedy, file=self.file, sheet=sheet, cell=cell)
        )


class _Converter(dict[Any, Raw]):
    """Remembers each value once converted: tables repeat their numbers and texts."""

    def __missing__(self, value: Any) -> Raw:
        converted = self[value] = convert_value(value)
        return converted


def convert_rows(values: Sequence[Sequence[Any]], *, booleans: bool = True) -> list[list[Raw]]:
    """Cells as calamine gives them → cells of a grid. ``booleans`` False promises that no cell is logical."""
    if booleans:
        # True equals 1 as a key, so tables with logical values are converted one by one.
        return [[convert_value(value) for value in row] for row in values]
    get = _Converter().__getitem__
    return [list(map(get, row)) for row in values]


def convert_value(value: Any) -> Raw:
    """Numbers exact to the 15 digits Excel keeps, dates as ISO text, logical values as TRUE and FALSE.

    Digits beyond the fifteenth are noise of binary arithmetic that Excel never shows: 0.1 + 0.2 is 0.3.
    """
    if type(value) is str:
        return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
    if type(value) is float:
        return convert_float(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return value
    return _render_time(value)


def convert_float(value: float) -> Raw:
    """A float of a file → int or Decimal; what is no number (infinity) stays as text.

    The file format stores numbers as binary floats: here is where they become exact, with the 15 digits that
    Excel itself shows.
    """
    if value.is_integer():
        return int(value) if abs(value) < 1e15 else int(Decimal(f"{value:.15g}"))
    text = repr(value)
    if len(text) > 16:
        text = f"{value:.15g}"
    number = Decimal(text)
    return number if number.is_finite() else text


def _render_time(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds").removesuffix(":00")
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, datetime.time):
        return value.isoformat("seconds").removesuffix(":00")
    return str(value)


def _put_dates(rows: list[list[Raw]], scan: SheetScan, *, from_1904: bool) -> None:
    """Dates whose format calamine does not know: 「令和5年度」 is often a date shown by its era alone."""
    if not any(map(is_date_format, scan.formats.kinds())):
        return
    for (row, column), text in scan.formats.items():
        if not is_date_format(text) or row >= len(rows) or column >= len(rows[row]):
            continue
        value = rows[row][column]
        if not isinstance(value, str):
            rows[row][column] = parse_serial_date(value, from_1904=from_1904) or value


def _replace_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The same package with some parts replaced, not compressed, as it is read only once."""
    out = io.BytesIO()
    lowered = {path.lower(): content for path, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, lowered.get(name.lower()) or old.read(name))
    return out.getvalue()
