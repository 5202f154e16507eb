"""Word documents (.docx): every table with its merged cells, and the paragraphs around it.

Reads the XML of the document itself: that takes a tenth of the time of loading a Word library, which serves
as second reader in the tests. Deleted text of tracked changes is left out and said so.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from shirube.core.finding import Finding, Level
from shirube.readers.around import DocumentTable, make_document_grids
from shirube.readers.docx_lists import ListNumbers
from shirube.readers.docx_notes import LONGEST_NOTE, DocumentNotes
from shirube.readers.docx_xml import find, get, is_on, iter_blocks, local_name, read_xml, to_count
from shirube.readers.grid import Raw, Span
from shirube.readers.labelled_lines import gather_labelled
from shirube.readers.source import MAX_COLUMNS, FileGrids, Source, UnreadableFile, make_grid_finding
from shirube.readers.tables_across import join_across

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Never shown: deleted text, readings above kanji, the old way of drawing what is drawn already.
_UNSEEN = frozenset(("del", "moveFrom", "rt", "Fallback", "instrText", "delText"))
_MOST_NESTED = 8
# Lines of so many texts between tabs, and so many of them below one another, are a table.
_FEWEST_TABBED = 3
_FEWEST_LINES = 3


def read_docx_grids(source: Source) -> FileGrids:
    """Every table, nested ones too, as a grid. Raises UnreadableFile for what is no Word document."""
    with zipfile.ZipFile(io.BytesIO(source.data)) as package:
        root = read_xml(package, "word/document.xml")
        if root is None:
            raise UnreadableFile(
                source.name,
                "Word 文書の本文がありません。",
                "Word で開いて保存し直してください。",
                code="file-broken",
            )
        # The document number (資料2) often stands in the header of the page.
        headers = [name for name in sorted(package.namelist()) if name.startswith("word/header")][:3]
        heads = [head for name in headers if (head := read_xml(package, name)) is not None]
        numbers = ListNumbers(read_xml(package, "word/numbering.xml"), read_xml(package, "word/styles.xml"))
        notes = DocumentNotes(package, package.read("word/document.xml"))
    reader = _DocumentReader(source.name, numbers, notes)
    lines = dict.fromkeys(line for head in heads for line in _read_lines(head))
    body = gather_labelled(_gather_tabbed(reader.read_body(root)))
    parts, joined = join_across([*lines, *body], source.name)
    return make_document_grids(parts, file=source.name, findings=[*reader.make_findings(root), *joined])


def _gather_tabbed(parts: Iterable[str | DocumentTable]) -> Iterator[str | DocumentTable]:
    """The parts, lines whose columns are set by tabs as a table: several, each with as many of them."""
    run: list[tuple[str, list[Raw]]] = []
    for part in chain(parts, ("",)):
        cells: list[Raw] = [] if isinstance(part, DocumentTable) else [*filter(None, re.split(r"\t+", part))]
        if run and len(cells) != len(run[0][1]):
            is_table = len(run) >= _FEWEST_LINES
            yield from (
                [DocumentTable(rows=[row for _, row in run])] if is_table else [line for line, _ in run]
            )
            run = []
        if isinstance(part, str) and len(cells) >= _FEWEST_TABBED:
            run.append((part, cells))
        else:
            yield part


def _read_lines(head: Element) -> list[str]:
    texts = (_read_paragraph(element) for element in head.iter() if local_name(element) == "p")
    return [line for text in texts for line in text.split("\n") if line.strip()]


def _read_paragraph(paragraph: Element, notes: DocumentNotes | None = None) -> str:
    """The text a person sees; text boxes anchored in the paragraph come after it, on lines of their own."""
    boxes: list[str] = []
    text = "".join(_iter_text(paragraph, boxes, notes))
    return "\n".join([text, *boxes]) if boxes else text


def _iter_text(element: Element, boxes: list[str], notes: DocumentNotes | None = None) -> Iterator[str]:
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in {"tab", "ptab"}:
            yield "\t"
        elif name in {"br", "cr"}:
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name in {"footnoteReference", "endnoteReference"}:
            yield notes.take_sign(child) if notes else ""
        elif name == "txbxContent":
            boxes += [_read_paragraph(one) for one in iter_blocks(child) if local_name(one) == "p"]
        elif name not in _UNSEEN and name not in {"pPr", "rPr"}:
            yield from _iter_text(child, boxes, notes)


def _iter_box_tables(element: Element) -> Iterator[Element]:
    """Tables in the text boxes anchored in a paragraph; those in other tables come with these."""
    for child in element:
        name = local_name(child)
        if name == "txbxContent":
            for block in iter_blocks(child):
                if local_name(block) == "tbl":
                    yield block
                else:
                    yield from _iter_box_tables(block)
        elif name not in _UNSEEN and len(child):
            yield from _iter_box_tables(child)


class _DocumentReader:
    """One document while its tables are read; nested tables wait until the one around them is done."""

    def __init__(self, file: str, numbers: ListNumbers, notes: DocumentNotes) -> None:
        self.file = file
        self.numbers = numbers
        self.notes = notes
        self.partly_struck: list[str] = []
        # Tables within the cells of the one being read, with the row of the cell.
        self.nested: list[tuple[Element, int]] = []
        self.too_deep = 0

    def read_body(self, root: Element) -> Iterator[str | DocumentTable]:
        """Paragraphs as text and tables, in the order of the document."""
        body = find(root, "body")
        for block in iter_blocks(body) if body is not None else ():
            if local_name(block) == "p":
                number, text = self.numbers.next_number(block), _read_paragraph(block, self.notes)
                yield _join_number(number, text) if text.strip() else text
                # What a text box holds comes on lines of its own.
                for table in _iter_box_tables(block) if "\n" in text else ():
                    yield from self._read_table_and_nested(table, depth=0)
                    yield from self.notes.take_lines()
            elif local_name(block) == "tbl":
                yield from self._read_table_and_nested(block, depth=0)
                yield from self.notes.take_lines()

    def make_findings(self, root: Element) -> list[Finding]:
        """What a person should know about the document as a whole."""
        findings = []
        if any(local_name(element) in {"del", "ins"} for element in root.iter()):
            message = f"変更履歴が残っています。変更を反映した文字で読みました（{_render_deleted(root)}）。"
            remedy = "Word で変更履歴を承諾または元に戻してから保存すると確実です。"
            findings.append(make_grid_finding("document-changes", Level.ODD, message, remedy, file=self.file))
        if self.partly_struck:
            shown = "」「".join(text[:20] for text in self.partly_struck[:5])
            message = f"一部に取消線があるセルがあります（「{shown}」）。取消線の部分も含めて読みました。"
            remedy = "新しい値だけをセルに残してください。"
            findings.append(
                make_grid_finding("cell-partly-struck", Level.GRAVE, message, remedy, file=self.file)
            )
        if self.too_deep:
            message = f"表の中の表が{_MOST_NESTED}重を超えるため、{self.too_deep}個の表を読んでいません。"
            remedy = "必要な表を、ほかの表の外に移してください。"
            findings.append(make_grid_finding("table-too-deep", Level.GRAVE, message, remedy, file=self.file))
        if self.notes.cut:
            shown = "」「".join(self.notes.cut[:5])
            message = f"長い注（「{shown}」）は、初めの{LONGEST_NOTE:,}字だけを読みました。"
            remedy = "続きが必要なら、注を短く分けてください。"
            findings.append(make_grid_finding("note-cut", Level.ODD, message, remedy, file=self.file))
        return findings

    def _read_table_and_nested(
        self, element: Element, *, depth: int, outer: tuple[DocumentTable, int] | None = None
    ) -> Iterator[DocumentTable]:
        self.nested = []
        table = self._read_table(element)
        nested = self.nested
        is_shown = any(cell != "" for row in table.rows for cell in row)
        table.outer = outer
        if is_shown:
            yield table
        if depth == _MOST_NESTED:
            self.too_deep += len(nested)
            return
        for inner, row in nested:
            around = (table, row) if is_shown else outer
            yield from self._read_table_and_nested(inner, depth=depth + 1, outer=around)

    def _read_table(self, element: Element) -> DocumentTable:
        table = DocumentTable(rows=[])
        # Per column, the merged range that is still open downwards: index into ``spans``.
        open_spans: dict[int, int] = {}
        spans: list[Span] = []
        for row in iter_blocks(element):
            if local_name(row) != "tr" or find(row, "trPr", "del") is not None:
                continue  # rows that a tracked change deletes are not there any more
            number = len(table.rows)
            cells: list[Raw] = []
            still_open: dict[int, int] = {}
            before = find(row, "trPr", "gridBefore")
            cells += [""] * min(to_count(before, least=0), MAX_COLUMNS)
            for cell in (one for one in iter_blocks(row) if local_name(one) == "tc"):
                column = len(cells)
                width = min(to_count(find(cell, "tcPr", "gridSpan")), MAX_COLUMNS)
                merge = find(cell, "tcPr", "vMerge")
                if merge is not None and get(merge, "val") != "restart" and column in open_spans:
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

    def _read_cell(self, cell: Element, table: DocumentTable, row: int, column: int) -> str:
        lines, bare = [], []
        for block in iter_blocks(cell):
            if local_name(block) == "p":
                number, line = self.numbers.next_number(block), _read_paragraph(block, self.notes)
                bare.append("".join(_iter_text(block, [])))
                lines.append(_join_number(number, line))
                self.nested += [(table, row) for table in _iter_box_tables(block)] if "\n" in line else []
            elif local_name(block) == "tbl":
                self.nested.append((block, row))
        text = "\n".join(lines).strip("\n")
        self._read_comments(cell, table, row, column)
        struck = "".join(
            "".join(_iter_text(run, []))
            for run in cell.iter()
            if local_name(run) == "r"
            and (is_on(find(run, "rPr", "strike")) or is_on(find(run, "rPr", "dstrike")))
        ).strip()
        if struck and struck == "".join(bare).strip():
            table.struck.add((row, column))
        elif struck:
            self.partly_struck.append(text.replace("\n", ""))
        return text

    def _read_comments(self, cell: Element, table: DocumentTable, row: int, column: int) -> None:
        references = (one for one in cell.iter() if local_name(one) == "commentReference")
        texts = [text for one in references if (text := self.notes.find_comment(one))]
        if texts:
            table.notes[row, column] = "\n".join(texts)


def _join_number(number: str, text: str) -> str:
    """The number of a list before its text; a cell that Word numbers may hold nothing else."""
    if number == "・":
        return f"・{text}" if text.strip() else text
    return f"{number} {text}".strip() if number else text


def _render_deleted(root: Element) -> str:
    """What tracked changes delete, in words: the first few pieces, and how many rows."""
    pieces = [one.text.strip() for one in root.iter() if local_name(one) == "delText" and one.text]
    rows = sum(find(one, "trPr", "del") is not None for one in root.iter() if local_name(one) == "tr")
    shown = "」「".join(piece[:20] for piece in pieces[:5] if piece)
    parts = [f"削除された文字「{shown}」" + ("ほか" if len(pieces) > 5 else "")] if shown else []
    parts += [f"削除された{rows}行"] if rows else []
    return ("と".join(parts) or "削除された文字") + "は読んでいません"
