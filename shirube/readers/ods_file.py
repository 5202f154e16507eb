"""Spreadsheets of LibreOffice (.ods): values, merged cells and formats from content.xml.

The file keeps each number in decimal, so it is read exactly; calamine knows neither the merged cells nor the
formats of this kind and serves as second reader in the tests. Styles are in ods_styles.py.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from shirube.core.finding import Finding
from shirube.core.pattern import late_pattern
from shirube.readers.cell_findings import (
    make_error_finding,
    make_partly_struck_finding,
    make_struck_finding,
)
from shirube.readers.cell_values import may_be_figure
from shirube.readers.grid import Grid, Raw, Span, widen_rows
from shirube.readers.ods_styles import BOOLEAN, OdsStyles, get, local_name, read_attributes, read_ods_styles
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
    make_number,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DURATION = late_pattern(r"(-?)P(?:(\d+)D)?T(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_MIDNIGHT = late_pattern(r"T00:00:00(?:[.,]0+)?$")
_COUNT = late_pattern(r"[1-9]\d{0,8}")
_COVERED = "covered-table-cell"
_CELLS = frozenset(("table-cell", _COVERED))
_NUMBERS = frozenset(("float", "percentage", "currency", "date", "time"))


def read_ods_grids(source: Source) -> FileGrids:
    """Every sheet, hidden ones too. Raises UnreadableFile for what is no spreadsheet."""
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(io.BytesIO(source.data)) as package:
        if "META-INF/manifest.xml" in package.namelist():
            _check_encryption(source, package.read("META-INF/manifest.xml"))
        content = fromstring(package.read("content.xml"), forbid_dtd=True)
        common = None
        if "styles.xml" in package.namelist():
            common = fromstring(package.read("styles.xml"), forbid_dtd=True)
    styles = read_ods_styles(content, common)
    tables = list(_iter_sheets(content))
    findings: list[Finding] = []
    grids = []
    for number, table in enumerate(tables[:MAX_GRIDS], 1):
        reader = _TableReader(source.name, get(table, "name") or f"シート{number}", styles)
        grids.append(reader.read(table))
        findings += reader.findings
    if len(tables) > MAX_GRIDS:
        findings.append(make_cut_finding("シート", MAX_GRIDS, file=source.name, sheet=""))
    return FileGrids(tuple(grids), tuple(findings))


def _check_encryption(source: Source, manifest: bytes) -> None:
    if b"encryption-data" in manifest:
        raise UnreadableFile(
            source.name,
            "パスワードで保護されています。",
            "パスワードを外して保存し直したファイルを指定してください。",
            code="file-encrypted",
        )


def _iter_sheets(content: Element) -> Iterator[Element]:
    """The tables that are sheets: those directly in the spreadsheet, not those in a drawing on it."""
    for element in content.iter():
        if local_name(element) == "spreadsheet":
            yield from (table for table in element if local_name(table) == "table")


class _TableReader(Struct):
    """One sheet while it is read, row by row."""

    file: str
    name: str
    styles: OdsStyles
    rows: list[list[Raw]] = field(default_factory=list)
    merges: list[Span] = field(default_factory=list)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)
    partly_struck: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    column_styles: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _row: int = 0

    def read(self, table: Element) -> Grid:
        """The grid of the whole sheet; rows and columns are cut at the limits with a finding."""
        for element in _iter_parts(table, "table-column"):
            self._read_column(element)
        for element in _iter_parts(table, "table-row"):
            self._read_row(element)
        kept, cut = limit_rows(widen_rows(self.rows), file=self.file, sheet=self.name)
        self.findings += cut
        if self.errors:
            self.findings.append(make_error_finding(self.errors, file=self.file, sheet=self.name))
        if self.struck:
            self.findings.append(make_struck_finding(self.struck, file=self.file, sheet=self.name))
        if self.partly_struck:
            finding = make_partly_struck_finding(self.partly_struck, file=self.file, sheet=self.name)
            self.findings.append(finding)
        height, width = len(kept), len(kept[0]) if kept else 0
        return Grid(
            file=self.file,
            name=self.name,
            rows=kept,
            merges=clip_merges(self.merges, height=height, width=width),
            formats=self.formats,
            hidden_rows=frozenset(row for row in self.hidden_rows if row < height),
            hidden_columns=frozenset(column for column in self.hidden_columns if column < width),
            struck=frozenset(self.struck),
            notes=self.notes,
            hidden=get(table, "style-name") in self.styles.hidden_tables,
        )

    def _read_column(self, element: Element) -> None:
        start = len(self.column_styles)
        count = min(_get_count(element, "number-columns-repeated"), MAX_COLUMNS - start)
        self.column_styles += [get(element, "default-cell-style-name")] * count
        if get(element, "visibility") in {"collapse", "filter"}:
            self.hidden_columns.update(range(start, start + count))

    def _read_row(self, element: Element) -> None:
        """One row, as often as the file says; rows without content are only counted."""
        repeated = _get_count(element, "number-rows-repeated")
        top = self._row
        self._row += repeated
        if get(element, "visibility") in {"collapse", "filter"}:
            self.hidden_rows.update(range(top, min(self._row, MAX_ROWS)))
        cells = self._read_cells(element, top)
        if not cells:
            return
        if self._row > MAX_ROWS:
            self.findings.append(make_cut_finding("行", MAX_ROWS, file=self.file, sheet=self.name))
            repeated = max(MAX_ROWS - top, 0)
        self.rows += [[] for _ in range(top - len(self.rows))]
        self.rows += [list(cells) for _ in range(repeated)]
        self._repeat_details(top, repeated)

    def _repeat_details(self, top: int, repeated: int) -> None:
        """Formats and struck cells of a repeated row hold for each of its rows."""
        if repeated < 2:
            return
        for (row, column), text in list(self.formats.items()):
            if row == top:
                self.formats.update({(top + n, column): text for n in range(1, repeated)})
        self.struck |= {(top + n, c) for row, c in self.struck if row == top for n in range(1, repeated)}

    def _read_cells(self, element: Element, row: int) -> list[Raw]:
        """The cells of a row up to the last that holds something; a row ends with a thousand empty ones."""
        cells: list[Raw] = []
        column = 0
        for cell in element:
            name = local_name(cell)
            if name not in _CELLS:
                continue
            attributes = read_attributes(cell)
            repeated = _parse_count(attributes.get("number-columns-repeated"))
            value = "" if name == _COVERED else self._read_value(cell, attributes, row, column)
            if column + repeated > MAX_COLUMNS:
                repeated = MAX_COLUMNS - column
                if value != "":
                    self.findings.append(make_cut_finding("列", MAX_COLUMNS, file=self.file, sheet=self.name))
            if value != "":
                cells += [""] * (column - len(cells))
                cells += [value] * repeated
                for place in range(column, column + repeated):
                    self._read_details(cell, attributes, value, (row, place))
            column += repeated
        return cells

    def _read_value(self, cell: Element, attributes: Mapping[str, str], row: int, column: int) -> Raw:
        self._read_span(attributes, row, column)
        kind = attributes.get("value-type", "")
        if not kind and not len(cell):
            return ""
        text = "\n".join(_read_text(child) for child in cell if local_name(child) == "p")
        for child in cell:
            if local_name(child) == "annotation":
                lines = (_read_text(line) for line in child if local_name(line) in {"p", "list"})
                self.notes[row, column] = "\n".join(lines).strip()
        if _is_error(cell):
            self.errors[row, column] = text
            return text
        if kind in {"float", "percentage", "currency"}:
            if self._find_format(attributes, column) == BOOLEAN or text in {"TRUE", "FALSE"}:
                return text
            number = make_number(written := attributes.get("value", ""))
            return number if isinstance(number, str) or may_be_figure(number) else written
        if kind == "date":
            return _MIDNIGHT.sub("", attributes.get("date-value", "")).replace("T", " ").removesuffix(":00")
        if kind == "time":
            return _parse_duration(attributes.get("time-value", "")) or text
        return attributes.get("boolean-value", "").upper() if kind == "boolean" else text

    def _read_span(self, attributes: Mapping[str, str], row: int, column: int) -> None:
        down = _parse_count(attributes.get("number-rows-spanned"))
        right = _parse_count(attributes.get("number-columns-spanned"))
        if down > 1 or right > 1:
            self.merges.append(Span(row, column, row + down - 1, column + right - 1))

    def _find_style(self, attributes: Mapping[str, str], column: int) -> str:
        default = self.column_styles[column] if column < len(self.column_styles) else ""
        return attributes.get("style-name") or default

    def _find_format(self, attributes: Mapping[str, str], column: int) -> str:
        return self.styles.formats.get(self._find_style(attributes, column), "General")

    def _read_details(
        self, cell: Element, attributes: Mapping[str, str], value: Raw, place: tuple[int, int]
    ) -> None:
        name = self._find_style(attributes, place[1])
        number_format = self._find_format(attributes, place[1])
        if attributes.get("value-type") in _NUMBERS and number_format not in {"General", "@", BOOLEAN}:
            self.formats[place] = number_format
        part = "".join(
            "".join(span.itertext())
            for span in cell.iter()
            if local_name(span) == "span" and get(span, "style-name") in self.styles.struck
        ).strip()
        if name in self.styles.struck or (part and part == str(value).strip()):
            self.struck.add(place)
        elif part:
            self.partly_struck[place] = part


def _is_error(cell: Element) -> bool:
    """LibreOffice says so in an attribute of its own, beside a value that looks like any other."""
    return any(value == "error" and key.endswith("}value-type") for key, value in cell.items())


def _iter_parts(table: Element, name: str) -> Iterator[Element]:
    """Rows or columns of this table, also inside groups and header parts, in their order."""
    for element in table:
        kind = local_name(element)
        if kind == name:
            yield element
        elif kind in {f"{name}-group", f"{name}s", f"table-header-{name.removeprefix('table-')}s"}:
            yield from _iter_parts(element, name)


def _get_count(element: Element, name: str) -> int:
    return _parse_count(get(element, name))


def _parse_count(text: str | None) -> int:
    return int(text) if text and _COUNT.fullmatch(text) else 1


def _read_text(paragraph: Element) -> str:
    """The text of a paragraph: spaces, tabs and line breaks are elements; ruby readings are left out."""
    pieces = [paragraph.text or ""]
    for child in paragraph:
        kind = local_name(child)
        if kind == "s":
            pieces.append(" " * min(int(get(child, "c") or 1), 1000))
        elif kind in {"tab", "line-break"}:
            pieces.append("\t" if kind == "tab" else "\n")
        elif kind not in {"annotation", "ruby-text", "note"}:
            pieces.append(_read_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _parse_duration(text: str) -> str | None:
    """PT30H05M00S → 30:05."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    sign, days, hours, minutes, seconds = match.groups()
    shown = f"{sign}{int(hours) + 24 * int(days or 0)}:{minutes}"
    return shown if seconds == "00" else f"{shown}:{seconds}"
