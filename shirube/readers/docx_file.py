"""Word documents (.docx): every table with its merged cells, and the paragraphs around it.

Reads the XML of the document itself: that takes a tenth of the time of loading a Word library, which serves
as second reader in the tests. Deleted text of tracked changes is left out and said so.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from shirube.core.finding import Finding, Level
from shirube.readers.around import FoundTable, make_document_grids
from shirube.readers.grid import Raw, Span
from shirube.readers.source import MAX_COLUMNS, FileGrids, Source, UnreadableFile, make_grid_finding

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Parts that only wrap what a person sees: content controls, links, accepted insertions, fields.
_WRAPPERS = frozenset(
    ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple")
)
# Never shown: deleted text, readings above kanji, the old way of drawing what is drawn already.
_UNSEEN = frozenset(("del", "moveFrom", "rt", "Fallback", "instrText", "delText"))
_MOST_NESTED = 8


def read_docx_grids(source: Source) -> FileGrids:
    """Every table, nested ones too, as a grid. Raises UnreadableFile for what is no Word document."""
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(io.BytesIO(source.data)) as package:
        names = set(package.namelist())
        if "word/document.xml" not in names:
            raise UnreadableFile(
                source.name,
                "Word 文書の本文がありません。",
                "Word で開いて保存し直してください。",
                code="file-broken",
            )
        root = fromstring(package.read("word/document.xml"), forbid_dtd=True)
        # The document number (資料2) often stands in the header of the page.
        headers = [name for name in sorted(names) if name.startswith("word/header")][:3]
        heads = [fromstring(package.read(name), forbid_dtd=True) for name in headers]
    reader = _DocumentReader(source.name)
    lines = dict.fromkeys(line for head in heads for line in _read_lines(head))
    parts: list[str | FoundTable] = [*lines, *reader.read_body(root)]
    return make_document_grids(parts, file=source.name, findings=reader.make_findings(root))


def _name(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _get(element: Element | None, name: str) -> str:
    if element is None:
        return ""
    return next((value for key, value in element.items() if key.rsplit("}", 1)[-1] == name), "")


def _find(element: Element | None, *path: str) -> Element | None:
    for name in path:
        element = (
            next((child for child in element if _name(child) == name), None) if element is not None else None
        )
    return element


def _iter_blocks(element: Element) -> Iterator[Element]:
    """Paragraphs, tables, rows or cells directly in an element, looking through wrappers."""
    for child in element:
        if _name(child) in _WRAPPERS:
            yield from _iter_blocks(child)
        else:
            yield child


def _read_lines(head: Element) -> list[str]:
    texts = (_read_paragraph(element) for element in head.iter() if _name(element) == "p")
    return [line for text in texts for line in text.split("\n") if line.strip()]


def _read_paragraph(paragraph: Element) -> str:
    """The text a person sees; text boxes anchored in the paragraph come after it, on lines of their own."""
    boxes: list[str] = []
    text = "".join(_iter_text(paragraph, boxes))
    return "\n".join([text, *boxes]) if boxes else text


def _iter_text(element: Element, boxes: list[str]) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in {"tab", "ptab"}:
            yield "\t"
        elif name in {"br", "cr"}:
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "txbxContent":
            boxes += [_read_paragraph(one) for one in _iter_blocks(child) if _name(one) == "p"]
        elif name not in _UNSEEN and name not in {"pPr", "rPr"}:
            yield from _iter_text(child, boxes)


def _is_on(element: Element | None) -> bool:
    return element is not None and _get(element, "val") not in {"0", "false", "off"}


class _DocumentReader:
    """One document while its tables are read; nested tables wait until the one around them is done."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.partly_struck: list[str] = []
        self.nested: list[Element] = []

    def read_body(self, root: Element) -> Iterator[str | FoundTable]:
        """Paragraphs as text and tables, in the order of the document."""
        body = _find(root, "body")
        for block in _iter_blocks(body) if body is not None else ():
            if _name(block) == "p":
                yield _read_paragraph(block)
            elif _name(block) == "tbl":
                yield from self._read_table_and_nested(block, depth=0)

    def make_findings(self, root: Element) -> list[Finding]:
        """What a person should know about the document as a whole."""
        findings = []
        if any(_name(element) in {"del", "ins"} for element in root.iter()):
            message = (
                "変更履歴が残っています。変更を反映した文字で読みました（削除された文字は読んでいません）。"
            )
            remedy = "Word で変更履歴を承諾または元に戻してから保存すると確実です。"
            findings.append(make_grid_finding("document-changes", Level.ODD, message, remedy, file=self.file))
        if self.partly_struck:
            shown = "」「".join(text[:20] for text in self.partly_struck[:5])
            message = f"一部に取消線があるセルがあります（「{shown}」）。取消線の部分も含めて読みました。"
            remedy = "新しい値だけをセルに残してください。"
            findings.append(
                make_grid_finding("cell-partly-struck", Level.GRAVE, message, remedy, file=self.file)
            )
        return findings

    def _read_table_and_nested(self, element: Element, *, depth: int) -> Iterator[FoundTable]:
        self.nested = []
        table = self._read_table(element)
        nested = self.nested
        if any(cell != "" for row in table.rows for cell in row):
            yield table
        for inner in nested:
            if depth < _MOST_NESTED:
                yield from self._read_table_and_nested(inner, depth=depth + 1)

    def _read_table(self, element: Element) -> FoundTable:
        table = FoundTable(rows=[])
        # Per column, the merged range that is still open downwards: index into ``spans``.
        open_spans: dict[int, int] = {}
        spans: list[Span] = []
        for row in (one for one in _iter_blocks(element) if _name(one) == "tr"):
            number = len(table.rows)
            cells: list[Raw] = []
            still_open: dict[int, int] = {}
            before = _find(row, "trPr", "gridBefore")
            cells += [""] * min(_to_count(before, least=0), MAX_COLUMNS)
            for cell in (one for one in _iter_blocks(row) if _name(one) == "tc"):
                column = len(cells)
                width = min(_to_count(_find(cell, "tcPr", "gridSpan")), MAX_COLUMNS)
                merge = _find(cell, "tcPr", "vMerge")
                if merge is not None and _get(merge, "val") != "restart" and column in open_spans:
                    index = still_open[column] = open_spans[column]
                    spans[index] = Span(spans[index].top, column, number, spans[index].right)
                    cells += [""] * width
                    continue
                if merge is not None:
                    still_open[column] = len(spans)
                spans.append(Span(number, column, number, column + width - 1))
                cells += [self._read_cell(cell, table, number, column)] + [""] * (width - 1)
                if len(cells) > MAX_COLUMNS:
                    break
            open_spans = still_open
            table.rows.append(cells)
        table.merges = [span for span in spans if (span.top, span.left) != (span.bottom, span.right)]
        return table

    def _read_cell(self, cell: Element, table: FoundTable, row: int, column: int) -> str:
        lines = []
        for block in _iter_blocks(cell):
            if _name(block) == "p":
                lines.append(_read_paragraph(block))
            elif _name(block) == "tbl":
                self.nested.append(block)
        text = "\n".join(lines).strip("\n")
        struck = "".join(
            "".join(_iter_text(run, []))
            for run in cell.iter()
            if _name(run) == "r"
            and (_is_on(_find(run, "rPr", "strike")) or _is_on(_find(run, "rPr", "dstrike")))
        ).strip()
        if struck and struck == text.replace("\n", "").strip():
            table.struck.add((row, column))
        elif struck:
            self.partly_struck.append(text.replace("\n", ""))
        return text


def _to_count(element: Element | None, *, least: int = 1) -> int:
    text = _get(element, "val")
    return max(int(text), least) if text.isascii() and text.isdecimal() and len(text) < 10 else least
