"""What calamine does not tell about a sheet of an .xlsx file, found by a light scan of its XML.

Number formats, hidden rows and columns, strike-through, error values and formulas without a value. The
scan is a few searches over the bytes, as it may cost no more than reading the values; sheets written in
an unusual shape, or reaching beyond the limits, are first put into the usual one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from xml.parsers import expat

from msgspec import Struct, field

from shirube.core.pattern import late_pattern
from shirube.readers.reference import parse_reference, render_reference
from shirube.readers.row_formats import RowFormats
from shirube.readers.source import MAX_COLUMNS, MAX_ROWS
from shirube.readers.xlsx_parts import SharedStrings, Style

# Any cell that is not written as <c r="AB123" …, or lies beyond ZZ99999, or has its type before its style.
_UNUSUAL_CELL = late_pattern(
    rb'<c(?:>| (?!r="[A-Z][A-Z]?+[1-9][0-9]{0,4}+"(?:[/>]| (?!t="[a-zA-Z]++" s="))))'
)
_UNUSUAL_ROW = late_pattern(rb'<row(?! r="[1-9]|\w)')
_UNUSUAL_OR_FAR_ROW = late_pattern(rb'<row(?! r="[1-9][0-9]{0,4}+"|\w)')
_FAR_ROW = late_pattern(rb'<row r="[1-9][0-9]{5,}"')
# Text cells carry t="s" or t="str"; a number has no type, or t="n".
_NUMBER_CELL = re.compile(r'<c r="([A-Z]++)[0-9]++" s="([0-9]++)"(?: t="n")?+>')
_NUMBER = late_pattern(rb'"><v>(?<!s"><v>)([-0-9.E+]++)<')
_HIDDEN_ROW = late_pattern(rb'<row r="([0-9]{1,7})"[^>]*?\shidden="(?:1|true)"')
_COLUMN = late_pattern(rb"<col\s([^>]*)/?>")
_ATTRIBUTE = late_pattern(rb'(\w+)="([^"]*)"')
_ERROR = late_pattern(
    rb'<c r="([A-Z]+[0-9]+)"[^>]*? t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>'
)
_BROKEN_TEXT = late_pattern(rb' t="s"(?: [^>]*)?><v>(?![0-9]+</v>)')
_BROKEN_CELL = late_pattern(rb'<c r="([A-Z]+[0-9]+)"[^>]* t="s"(?: [^>]*)?><v>(?![0-9]+</v>)')
_UNCALCULATED = late_pattern(
    # A formula whose result is the empty string is calculated: it says t="str".
    rb'<c r="([A-Z]+[0-9]+)"(?![^>]* t="str")(?:[^>/]|/(?!>))*>'
    rb"(?:<f[^>]*/>|<f(?:\s[^>]*)?>[^<]*</f>)(?:<v></v>|<v/>)?</c>"
)


class SheetScan(Struct):
    """The findings of the scan; cells as (row, column) from 0, each in the order of the sheet."""

    formats: RowFormats
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    partly_struck: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    broken: list[tuple[int, int]] = field(default_factory=list)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)
    has_booleans: bool = False


def scan_sheet(xml: bytes, styles: list[Style], strings: SharedStrings) -> SheetScan:
    """Everything calamine leaves out. ``xml`` must be in the usual shape (see ``reshape_sheet``)."""
    return SheetScan(
        formats=_find_formats(xml, styles),
        hidden_rows=_find_hidden_rows(xml),
        hidden_columns=_find_hidden_columns(xml),
        struck=_find_struck(xml, styles, strings),
        partly_struck=_find_partly_struck(xml, strings),
        errors=_find_errors(xml),
        broken=_find_broken(xml),
        uncalculated=_find_uncalculated(xml),
        has_booleans=b' t="b"' in xml,
    )


def _find_formats(xml: bytes, styles: list[Style]) -> RowFormats:
    """The number formats of cells with numbers; thousands of rows have the same styles in a column."""
    wanted = {
        str(number): style.number_format
        for number, style in enumerate(styles)
        if style.number_format not in {"General", "@"}
    }
    if not wanted:
        return RowFormats({})
    rows: dict[int, Mapping[int, str]] = {}
    tables: dict[tuple[tuple[str, str], ...], Mapping[int, str]] = {}
    for row in xml.decode("latin-1").split('<row r="')[1:]:
        cells = tuple(_NUMBER_CELL.findall(row))
        table = tables.get(cells)
        if table is None:
            table = tables[cells] = _name_columns(cells, wanted)
        number = row[: row.find('"')]
        if table and number.isdecimal():
            rows[int(number) - 1] = table
    return RowFormats(rows)


def find_numbers(xml: bytes) -> set[float]:
    """Numbers of cells that hold one; some cells with formulas are not looked at."""
    try:
        return set(map(float, set(_NUMBER.findall(xml))))
    except ValueError:
        return set()


def _name_columns(cells: Iterable[tuple[str, str]], formats: Mapping[str, str]) -> dict[int, str]:
    """(column letters, style number) of each cell as number formats by column."""
    places = ((parse_reference(f"{letters}1"), formats.get(style)) for letters, style in cells)
    return {place[1]: text for place, text in places if place and text}


def _any_of(numbers: Collection[str] | Collection[int]) -> bytes:
    """One alternative per number, as a regular expression; sorted so that a scan is repeatable."""
    return b"|".join(str(number).encode() for number in sorted(numbers, key=int))


def _find_hidden_rows(xml: bytes) -> frozenset[int]:
    if b'hidden="' not in xml:
        return frozenset()
    return frozenset(int(number) - 1 for number in _HIDDEN_ROW.findall(xml))


def _find_hidden_columns(xml: bytes) -> frozenset[int]:
    head = xml[: max(xml.find(b"<sheetData"), 0)]
    hidden: set[int] = set()
    for text in _COLUMN.findall(head):
        attributes = dict(_ATTRIBUTE.findall(text))
        if attributes.get(b"hidden") in {b"1", b"true"} or attributes.get(b"width") == b"0":
            first, last = (_to_number(attributes.get(key, b"")) for key in (b"min", b"max"))
            hidden.update(range(max(first, 1) - 1, min(last, MAX_COLUMNS)))
    return frozenset(hidden)


def _to_number(text: bytes) -> int:
    return int(text) if re.fullmatch(rb"[0-9]{1,9}", text) else 0


def _find_struck(xml: bytes, styles: list[Style], strings: SharedStrings) -> frozenset[tuple[int, int]]:
    numbers = [number for number, style in enumerate(styles) if style.struck]
    names: list[bytes] = []
    if numbers:
        names += re.findall(rb'<c r="([A-Z]+[0-9]+)" s="(?:%s)"[^>/]*>' % _any_of(numbers), xml)
    if strings.struck:
        shared = rb'<c r="([A-Z]+[0-9]+)"(?: s="[0-9]+")? t="s"[^>]*><v>(?:%s)</v>'
        names += re.findall(shared % _any_of(strings.struck), xml)
    return frozenset(cell for name in names if (cell := parse_reference(name.decode())))


def _find_partly_struck(xml: bytes, strings: SharedStrings) -> dict[tuple[int, int], str]:
    if not strings.partly:
        return {}
    pattern = rb'<c r="([A-Z]+[0-9]+)"(?: s="[0-9]+")? t="s"[^>]*><v>(%s)</v>' % _any_of(strings.partly)
    pairs = [(parse_reference(name.decode()), int(number)) for name, number in re.findall(pattern, xml)]
    return {cell: strings.partly[number] for cell, number in pairs if cell}


def _find_errors(xml: bytes) -> dict[tuple[int, int], str]:
    if b't="e"' not in xml:
        return {}
    pairs = [(parse_reference(name.decode()), text.decode()) for name, text in _ERROR.findall(xml)]
    return {cell: text for cell, text in pairs if cell}


def _find_broken(xml: bytes) -> list[tuple[int, int]]:
    """Cells that refer to a text by what is no number: calamine would show the first text of the book."""
    if not _BROKEN_TEXT.search(xml):
        return []
    names = _BROKEN_CELL.findall(xml)
    return [cell for name in names if (cell := parse_reference(name.decode()))]


def _find_uncalculated(xml: bytes) -> list[tuple[int, int]]:
    if b"<f" not in xml:
        return []
    return [cell for name in _UNCALCULATED.findall(xml) if (cell := parse_reference(name.decode()))]


class Reshaped(Struct, frozen=True):
    """A sheet in the usual shape, and which cells with values were left out as too far away."""

    xml: bytes
    lost_rows: bool = False
    lost_columns: bool = False


def shape_sheet(xml: bytes) -> Reshaped:
    """The sheet in the usual shape and within the limits: as it is, or put into it."""
    if not _UNUSUAL_OR_FAR_ROW.search(xml) and _has_usual_cells(xml):
        return Reshaped(xml)
    near = cut_far_rows(xml)
    return near if is_usual_shape(near.xml) else reshape_sheet(xml)


def cut_far_rows(xml: bytes) -> Reshaped:
    """Rows beyond the limit cut off at once, as a sheet of a million rows is too long to be read through."""
    match = _FAR_ROW.search(xml)
    end = xml.rfind(b"</sheetData>")
    if match is None or end < match.start():
        return Reshaped(xml)
    lost = xml[match.start() : end]
    return Reshaped(xml[: match.start()] + xml[end:], lost_rows=b"<v>" in lost or b"<is>" in lost)


def is_usual_shape(xml: bytes) -> bool:
    """True when every cell is written the way Excel writes it, and lies within the limits."""
    return not _UNUSUAL_ROW.search(xml) and _has_usual_cells(xml)


def _has_usual_cells(xml: bytes) -> bool:
    # Prefixed names (<x:sheetData) are no <sheetData either.
    return b"<sheetData" in xml and not _UNUSUAL_CELL.search(xml)


def reshape_sheet(xml: bytes) -> Reshaped:
    """The same sheet written plainly: names on every cell, attributes in order, no prefixes, far cells cut.

    Raises ``expat.ExpatError`` for XML that is broken.
    """
    shaper = _Shaper()
    shaper.parse(xml)
    body = "".join(shaper.out).encode()
    return Reshaped(body, shaper.lost_rows, shaper.lost_columns)


def _escape(text: str) -> str:
    # xml.sax.saxutils would do, but it imports half of the network library.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class _Shaper:
    """Copies what matters of a sheet while counting rows and cells that carry no name of their own."""

    _KEPT = frozenset(
        ("v", "f", "is", "t", "r", "rPh", "cols", "col", "mergeCells", "mergeCell", "sheetData")
    )

    def __init__(self) -> None:
        self.out: list[str] = []
        self.lost_rows = False
        self.lost_columns = False
        self._row = 0
        self._column = 0
        self._far_row = False
        self._far_cell = False
        self._in_text = False

    def parse(self, xml: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self.out.append('<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="')
        self.out.append('http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
        parser.Parse(xml, True)
        self.out.append("</worksheet>")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rsplit(":", 1)[-1]
        if name == "row":
            self._start_row(attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name in self._KEPT:
            if name in {"v", "is"}:
                self.lost_rows |= self._far_row
                self.lost_columns |= self._far_cell and not self._far_row
            if not (self._far_row or self._far_cell):
                written = "".join(f' {key}="{_escape(value)}"' for key, value in attributes.items())
                self.out.append(f"<{name}{written}>")
                self._in_text = name in {"v", "f", "t"}

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self._row + 1
        self._column = 0
        self._far_row = not 1 <= self._row <= MAX_ROWS
        if not self._far_row:
            hidden = ' hidden="1"' if attributes.get("hidden") in {"1", "true"} else ""
            self.out.append(f'<row r="{self._row}"{hidden}>')

    def _start_cell(self, attributes: dict[str, str]) -> None:
        cell = parse_reference(attributes.get("r", ""))
        self._column = cell[1] + 1 if cell else self._column + 1
        self._far_cell = self._column > MAX_COLUMNS or (cell is not None and cell[0] + 1 != self._row)
        if not (self._far_row or self._far_cell):
            order = ("s", "t", "cm", "vm")
            written = "".join(f' {key}="{_escape(attributes[key])}"' for key in order if key in attributes)
            self.out.append(f'<c r="{render_reference(self._row - 1, self._column - 1)}"{written}>')

    def _end(self, tag: str) -> None:
        name = tag.rsplit(":", 1)[-1]
        self._in_text = False
        far = self._far_row or self._far_cell
        if name == "row":
            far, self._far_row = self._far_row, False
        elif name == "c":
            self._far_cell = False
        if not far and (name in self._KEPT or name in {"row", "c"}):
            self.out.append(f"</{name}>")

    def _text(self, text: str) -> None:
        if self._in_text:
            self.out.append(_escape(text))
