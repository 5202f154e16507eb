"""Excel workbooks (.xlsx, .xlsm): values by calamine, what calamine leaves out by a scan of the XML.

Macros and formulas are never run: a formula's value is the one Excel saved with it. Which sheet matters is
left to the layout readers.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from shirube.core.finding import Finding, Level
from shirube.readers.beside import can_work_beside, run_both
from shirube.readers.cell_findings import (
    make_error_finding,
    make_partly_struck_finding,
    make_struck_finding,
)
from shirube.readers.cell_values import convert_numbers, convert_rows
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
from shirube.readers.xlsx_scan import Reshaped, SheetScan, find_numbers, scan_sheet, shape_sheet

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

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
        # By the path of its part, the XML of a sheet, and numbers of it that are exact already.
        self.xml: dict[str, bytes] = {}
        self.known: dict[str, dict[Any, Raw]] = {}

    def read(self) -> FileGrids:
        styles, strings = self.parts.read_styles(), self.parts.read_struck_strings()
        if self.parts.has_macros:
            self._note("book-macros", "マクロが入っていますが、実行せずに表だけを読みました。")
        wanted = self._select_sheets()
        xml, reshaped = self._read_sheet_xml(wanted)
        # calamine reads the values while we look for what it leaves out.
        beside = sum(map(len, xml.values())) > _LARGE and can_work_beside()

        def look_for_the_rest() -> None:
            for path, data in xml.items():
                scans[path] = scan_sheet(data, styles, strings)
                if beside:
                    self.known[path] = convert_numbers(find_numbers(data))

        scans: dict[str, SheetScan] = {}
        # Opened here, since calamine asks Python for each piece of the file: beside other work it would wait.
        book = self._open_book(reshaped)
        (values, merges), _ = run_both(lambda: _read_values(book, wanted), look_for_the_rest, beside=beside)
        grids = []
        for sheet in wanted:
            self._note_cuts(sheet, reshaped.get(sheet.path))
            grids.append(self._make_grid(sheet, values[sheet.name], merges[sheet.name], scans[sheet.path]))
        return FileGrids(tuple(grids), tuple(self.findings))

    def _select_sheets(self) -> list[SheetPart]:
        wanted = []
        for sheet in self.sheets:
            data = self.parts.read(sheet.path) if sheet.path else None
            if data is not None:
                wanted.append(sheet)
                if len(wanted) <= MAX_GRIDS:
                    self.xml[sheet.path] = data
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
            data = self.xml[sheet.path]
            near = shape_sheet(data)
            if near.xml is not data:
                reshaped[sheet.path] = near
                data = near.xml
            xml[sheet.path] = data
        return xml, reshaped

    def _open_book(self, reshaped: dict[str, Reshaped]) -> CalamineWorkbook:
        from python_calamine import CalamineWorkbook

        changed = {path: one.xml for path, one in reshaped.items()} | self.parts.mend_string_count()
        data = _replace_parts(self.data, changed) if changed else self.data
        return CalamineWorkbook.from_filelike(io.BytesIO(data))

    def _make_grid(
        self, sheet: SheetPart, values: list[list[Any]], merges: list[Span], scan: SheetScan
    ) -> Grid:
        rows = convert_rows(values, booleans=scan.has_booleans, known=self.known.get(sheet.path))
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


def _read_values(
    book: CalamineWorkbook, sheets: Sequence[SheetPart]
) -> tuple[dict[str, list[list[Any]]], dict[str, list[Span]]]:
    values, merges = {}, {}
    for sheet in sheets:
        cells = book.get_sheet_by_name(sheet.name)
        # Rows and columns before the first value count too: people call a cell D14.
        values[sheet.name] = cells.to_python(skip_empty_area=False)
        ranges = cells.merged_cell_ranges or []
        merges[sheet.name] = [Span(top, left, bottom, right) for (top, left), (bottom, right) in ranges]
    return values, merges


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
