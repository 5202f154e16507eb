"""The parts of an .xlsx package around the sheets: workbook, relationships, styles, notes, text boxes.

Everything a sheet refers to, in plain values. The cells are read in xlsx_file.py and xlsx_scan.py.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from shirube.core.pattern import late_pattern

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Number formats that a file names only by number. 27 to 36 and 50 to 58 are those of Japanese Excel.
_ERA_DAY = '[$-411]ggge"年"m"月"d"日"'
_YEAR_MONTH, _MONTH_DAY, _ERA_SHORT = 'yyyy"年"m"月"', 'm"月"d"日"', "[$-411]ge.m.d"
BUILTIN_FORMATS: dict[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _ERA_SHORT,
    28: _ERA_DAY,
    29: _ERA_DAY,
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    34: _YEAR_MONTH,
    35: _MONTH_DAY,
    36: _ERA_SHORT,
    37: "#,##0;\\-#,##0",
    38: "#,##0;[Red]\\-#,##0",
    39: "#,##0.00;\\-#,##0.00",
    40: "#,##0.00;[Red]\\-#,##0.00",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: _ERA_SHORT,
    51: _ERA_DAY,
    52: _YEAR_MONTH,
    53: _MONTH_DAY,
    54: _ERA_DAY,
    55: _YEAR_MONTH,
    56: _MONTH_DAY,
    57: _ERA_SHORT,
    58: _ERA_DAY,
}


_STRING_COUNT = late_pattern(rb"\suniqueCount\s*=\s*[\"']([0-9]+)[\"']")
_SMALLEST_STRING = len("<si><t/></si>")
_HEAD = 4096


class Style(Struct, frozen=True):
    """What matters of a cell style: its number format, and whether it strikes the text through."""

    number_format: str = "General"
    struck: bool = False


class SharedStrings(Struct, frozen=True):
    """Shared texts that are struck through: wholly (numbers), or in part (number → the struck part)."""

    struck: frozenset[int] = frozenset()
    partly: dict[int, str] = field(default_factory=dict)


class SheetPart(Struct, frozen=True):
    """Where a sheet of the workbook is kept. ``path`` is empty for what is no worksheet (charts)."""

    name: str
    path: str
    hidden: bool


class XlsxParts:
    """The package opened once; each part is read when it is asked for."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {name.lower(): name for name in package.namelist()}
        self.book_path = self._find_book_path()
        self._book = self._read_xml(self.book_path)

    def read(self, path: str) -> bytes | None:
        """The bytes of a part; None when the package has none of that name. Case does not matter."""
        name = self._names.get(path.lower())
        return None if name is None else self._package.read(name)

    @property
    def dates_from_1904(self) -> bool:
        """True for workbooks of old Macintosh Excel, whose day numbers begin in 1904."""
        properties = _find_child(self._book, "workbookPr")
        return properties is not None and properties.get("date1904", "0") in {"1", "true"}

    @property
    def has_macros(self) -> bool:
        """True when the workbook carries a macro project; it is never run."""
        return any(name.endswith("vbaproject.bin") for name in self._names)

    def read_sheets(self) -> list[SheetPart]:
        """The sheets in the order of their tabs."""
        targets = {name: (kind, path) for name, kind, path in self.read_relations(self.book_path)}
        sheets = []
        for element in _iter_children(_find_child(self._book, "sheets"), "sheet"):
            relation = next((value for key, value in element.items() if key.endswith("}id")), "")
            kind, path = targets.get(relation, ("", ""))
            hidden = element.get("state", "visible") != "visible"
            sheets.append(SheetPart(element.get("name", ""), path if kind == "worksheet" else "", hidden))
        return sheets

    def read_relations(self, path: str) -> list[tuple[str, str, str]]:
        """(id, kind, target part) of each internal relationship of a part; kind ends its type."""
        from urllib.parse import unquote

        folder, name = posixpath.split(path)
        root = self._read_xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        found = []
        for element in _iter_children(root, "Relationship"):
            if element.get("TargetMode", "Internal") == "External":
                continue
            target = unquote(element.get("Target", ""))
            inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            found.append((element.get("Id", ""), kind, posixpath.normpath(inside)))
        return found

    def read_styles(self) -> list[Style]:
        """One style per style number that cells name in ``s=``; empty when the file has no styles."""
        root = self._read_xml(self._find_part("styles"))
        formats = dict(BUILTIN_FORMATS)
        for element in _iter_children(_find_child(root, "numFmts"), "numFmt"):
            formats[_to_int(element.get("numFmtId"))] = element.get("formatCode", "General")
        fonts = [_is_on(_find_child(font, "strike")) for font in _iter_children(_find_child(root, "fonts"))]
        styles = []
        for element in _iter_children(_find_child(root, "cellXfs"), "xf"):
            font = _to_int(element.get("fontId"))
            number_format = formats.get(_to_int(element.get("numFmtId")), "General")
            styles.append(Style(number_format, font < len(fonts) and fonts[font]))
        return styles

    def mend_string_count(self) -> dict[str, bytes]:
        """The part of shared texts without its count, where that is a lie; else nothing.

        calamine makes room for as many texts as the part says it has: a few changed digits end the process.
        """
        path = self._find_part("sharedStrings")
        data = self.read(path) or b""
        match = _STRING_COUNT.search(data[:_HEAD])
        if match is None or int(match[1]) <= len(data) // _SMALLEST_STRING:
            return {}
        return {path: data[: match.start()] + data[match.end() :]}

    def read_struck_strings(self) -> SharedStrings:
        """Which shared texts are struck through; reading them is skipped where none can be."""
        data = self.read(self._find_part("sharedStrings"))
        if data is None or b"strike" not in data:
            return SharedStrings()
        struck: set[int] = set()
        partly: dict[int, str] = {}
        for number, item in enumerate(_iter_children(_parse(data), "si")):
            whole, part = _find_struck_text(item)
            if whole:
                struck.add(number)
            elif part:
                partly[number] = part
        return SharedStrings(frozenset(struck), partly)

    def read_notes(self, sheet: SheetPart) -> dict[str, str]:
        """Cell name → comment. A threaded comment wins over the notice Excel puts in its place."""
        notes: dict[str, str] = {}
        threads: dict[str, list[str]] = {}
        for _, kind, path in self.read_relations(sheet.path):
            if kind == "comments":
                for element in _iter_named(self._read_xml(path), "comment"):
                    notes[element.get("ref", "")] = _join_text(element).strip()
            elif kind == "threadedComment":
                for element in _iter_named(self._read_xml(path), "threadedComment"):
                    text = "".join(child.text or "" for child in _iter_children(element, "text"))
                    threads.setdefault(element.get("ref", ""), []).append(text)
        return notes | {ref: "\n".join(texts) for ref, texts in threads.items()}

    def read_text_boxes(self, sheet: SheetPart) -> list[str]:
        """Texts of shapes drawn over the sheet: they belong to no cell, so they can only be named."""
        texts = []
        for _, kind, path in self.read_relations(sheet.path):
            if kind == "drawing":
                for body in _iter_named(self._read_xml(path), "txBody"):
                    text = "".join(piece.text or "" for piece in _iter_named(body, "t")).strip()
                    texts += [text] if text else []
        return texts

    def _find_book_path(self) -> str:
        targets = [path for _, kind, path in self.read_relations("") if kind == "officeDocument"]
        return next(iter(targets), "xl/workbook.xml")

    def _find_part(self, kind: str) -> str:
        return next((path for _, found, path in self.read_relations(self.book_path) if found == kind), "")

    def _read_xml(self, path: str) -> Element | None:
        data = self.read(path) if path else None
        return None if data is None else _parse(data)


def _parse(data: bytes) -> Element:
    # Refuses document types and entities, by which a small file becomes a huge one.
    from defusedxml.ElementTree import fromstring

    root: Element = fromstring(data, forbid_dtd=True)
    return root


def _local_name(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _iter_children(element: Element | None, name: str = "") -> Iterator[Element]:
    """Children of that name in any namespace: strict and transitional files differ only in it."""
    for child in element if element is not None else ():
        if not name or _local_name(child) == name:
            yield child


def _iter_named(element: Element | None, name: str) -> Iterator[Element]:
    for child in element.iter() if element is not None else ():
        if _local_name(child) == name:
            yield child


def _find_child(element: Element | None, name: str) -> Element | None:
    return next(_iter_children(element, name), None)


def _join_text(element: Element) -> str:
    """The text of runs without the readings (furigana) that Excel keeps beside them."""
    if _local_name(element) == "rPh":
        return ""
    own = (element.text or "") if _local_name(element) == "t" else ""
    return own + "".join(_join_text(child) for child in element)


def _find_struck_text(item: Element) -> tuple[bool, str]:
    """(all of it is struck through, the struck part)."""
    runs = [(run, _join_text(run)) for run in _iter_children(item, "r")]
    struck = [text for run, text in runs if _is_on(_find_child(_find_child(run, "rPr"), "strike"))]
    shown = "".join(text for _, text in runs).strip()
    return bool(shown) and "".join(struck).strip() == shown, "".join(struck).strip()


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get("val", "1") not in {"0", "false"}


def _to_int(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else 0
