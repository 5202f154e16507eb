"""Tables of web pages and of text pasted from a browser or a spreadsheet (HTML).

Nothing is loaded from anywhere: images, styles and scripts are left out. Spreadsheets that save themselves
as web pages under the name .xls come here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from msgspec.structs import replace

from shirube.core.finding import Finding
from shirube.core.pattern import late_pattern
from shirube.readers.around import DocumentTable, make_document_grids
from shirube.readers.grid import Raw, Span
from shirube.readers.labelled_lines import gather_labelled
from shirube.readers.page_frames import is_page_frame, strip_way
from shirube.readers.source import MAX_COLUMNS, MAX_ROWS, FileGrids, Source
from shirube.readers.tables_across import join_across
from shirube.readers.text_file import ENCODINGS, decode_text

_CHARSET = late_pattern(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_SPACES = late_pattern(r"[ \t\r\n\f]+")
_HIDDEN = late_pattern(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "section",
        "article",
        "tr",
        "caption",
        "ul",
    )
)
_UNSEEN = frozenset(("script", "style", "rt", "rp", "template", "noscript", "head", "title", "iframe", "svg"))
# What a picture shows, and no words of the page: 普及率の推移のグラフ.
_OF_PICTURES = late_pattern(r"(?:グラフ|[^地]図|写真|イラスト|画像|ロゴ|アイコン|バナー)(?:です)?。?\s*$")
_LAYOUT_ROLES = frozenset(("presentation", "none"))
_STRUCK = frozenset(("s", "del", "strike"))


def read_html_grids(source: Source) -> FileGrids:
    """Every table, with its caption and the lines around it. A page without tables gives its lines."""
    from lxml import html

    text, findings = _decode(source)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    # A lone surrogate cannot be encoded; it is no character of a table either.
    root = html.document_fromstring(text.encode("utf-8", "replace") or b"<p/>", parser=parser)
    if "role=" in text or "<dl" in text or "<DL" in text or "sr-" in text or "hidden" in text:
        from shirube.readers.html_shapes import shape_tables

        shape_tables(root, text)
    parts = list(_iter_parts(root.find("body") if root.find("body") is not None else root))
    parts, joined = join_across(gather_labelled(parts), source.name)
    return make_document_grids(parts, file=source.name, findings=[*findings, *joined])


def _decode(source: Source) -> tuple[str, list[Finding]]:
    """The encoding the page declares, if it holds; else as any other text."""
    declared = _CHARSET.search(source.data[:4096])
    if source.encoding is None and declared:
        name = declared[1].decode("ascii", "replace").lower()
        known = {"x-sjis": "cp932", "windows-31j": "cp932", "ms932": "cp932"}.get(name, name)
        if known in ENCODINGS and not source.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            try:
                source.data.decode(ENCODINGS[known])
            except UnicodeDecodeError:
                pass
            else:
                source = replace(source, encoding=known)
    return decode_text(source)


def _iter_parts(element: Any) -> Iterator[str | DocumentTable]:
    """Lines of text and tables in the order of the page."""
    line: list[str] = []
    for kind, content in _walk(element):
        if kind == "text":
            line.append(content)
        elif kind == "table":
            yield from _finish(line)
            yield from _read_table(content)
        else:
            yield from _finish(line)
    yield from _finish(line)


def _finish(line: list[str]) -> Iterator[str]:
    text = strip_way(_clean("".join(line)))
    line.clear()
    if text:
        yield text


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    """Pieces of text, tables, and where a line ends; iterative, as pages may nest without end."""
    stack: list[tuple[str, Any]] = [("open", element)]
    while stack:
        step, node = stack.pop()
        if step == "text":
            yield "text", node
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        if step == "open" and (tag in _UNSEEN or not tag or _is_hidden(node) or is_page_frame(node)):
            pass
        elif step == "open" and tag == "table":
            yield "table", node
        elif step == "open":
            if tag in _BLOCKS or tag == "br":
                yield "break", None
            if node.text:
                yield "text", node.text
            if tag == "img" and node.get("alt") and not _OF_PICTURES.search(node.get("alt")):
                # Marks such as ◎ are sometimes pictures; the words for them are what counts.
                yield "text", node.get("alt")
            stack.append(("close", node))
            for child in reversed(node):
                if child.tail:
                    stack.append(("text", child.tail))
                stack.append(("open", child))
            continue
        if step == "close" and tag in _BLOCKS:
            yield "break", None


def _is_hidden(node: Any) -> bool:
    """Not shown, or marked by us as a repetition of what the table of the page says already."""
    if node.get("data-repeat") is not None:
        return True
    return bool(_HIDDEN.search(node.get("style") or "")) or node.get("hidden") is not None


def _clean(text: str) -> str:
    """White space as a browser shows it; a hard space is a space."""
    lines = (_SPACES.sub(" ", line).replace("\xa0", " ").strip() for line in text.split("\v"))
    return "\n".join(lines).strip("\n")


def _read_table(table: Any, outer: tuple[DocumentTable, int] | None = None) -> Iterator[str | DocumentTable]:
    """The caption as a line, the table itself, then tables nested in its cells."""
    reader = _TableReader(list(_iter_rows(table))[:MAX_ROWS])
    found = reader.read()
    if reader.is_layout(table.get("role")):
        shown = chain(table.iterchildren("caption"), *reader.rows)
        for part in (part for place in shown for part in _iter_parts(place)):
            if isinstance(part, DocumentTable) and part.outer is None:
                part.outer = outer
            yield part
        return
    found.outer = outer
    for caption in (one for one in table.iterchildren("caption") if not _is_hidden(one)):
        inside: list[Any] = []
        yield _read_cell(caption, inside)[0]
        reader.nested += [(one, 0) for one in inside]
    is_shown = any(cell != "" for line in found.rows for cell in line)
    if is_shown:
        yield found
    for inner, row in reader.nested:
        yield from _read_table(inner, (found, row) if is_shown else outer)


def _iter_rows(table: Any) -> Iterator[Any]:
    """The rows of this table, not of those inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from child.iterchildren("tr")


class _TableReader:
    """One table: cells pushed aside by those that reach down from rows above."""

    def __init__(self, rows: list[Any]) -> None:
        self.rows = rows
        self.found = DocumentTable(rows=[])
        self.taken: set[tuple[int, int]] = set()
        self.nested: list[tuple[Any, int]] = []
        # The cells that hold these.
        self.around: set[tuple[int, int]] = set()

    def read(self) -> DocumentTable:
        for number, row in enumerate(self.rows):
            if _is_hidden(row):
                self.found.hidden_rows.add(number)
            self._read_row(row, number)
        return self.found

    def _read_row(self, row: Any, number: int) -> None:
        cells: list[Raw] = []
        for cell in row.iterchildren("td", "th"):
            self._fill_taken(cells, number)
            column = len(cells)
            right = min(_to_count(cell.get("colspan")), MAX_COLUMNS - column)
            if right < 1:
                break
            down = min(_to_count(cell.get("rowspan"), zero=len(self.rows)), len(self.rows) - number)
            inside: list[Any] = []
            text, struck = _read_cell(cell, inside)
            if inside:
                self.nested += [(one, number) for one in inside]
                self.around.add((number, column))
            if struck:
                self.found.struck.add((number, column))
            if down > 1 or right > 1:
                self.found.merges.append(Span(number, column, number + down - 1, column + right - 1))
                reach = range(number + 1, number + down)
                self.taken.update((below, column + c) for below in reach for c in range(right))
            cells += [text, *[""] * (right - 1)]
        self._fill_taken(cells, number)
        self.found.rows.append(cells)

    def is_layout(self, role: str | None) -> bool:
        """True where the table only places what the page shows: no row has two texts beside inner tables."""
        if not self.nested or self.found.hidden_rows:
            return False
        return role in _LAYOUT_ROLES or all(
            sum(cell != "" and (number, column) not in self.around for column, cell in enumerate(row)) < 2
            for number, row in enumerate(self.found.rows)
        )

    def _fill_taken(self, cells: list[Raw], number: int) -> None:
        while (number, len(cells)) in self.taken:
            self.taken.discard((number, len(cells)))
            cells.append("")


def _read_cell(cell: Any, nested: list[Any]) -> tuple[str, bool]:
    """(text, is all of it struck through); tables inside are put aside."""
    pieces: list[str] = []
    for kind, content in _walk_inside(cell):
        if kind == "table":
            nested.append(content)
        else:
            pieces.append("\v" if kind == "break" else content)
    text = re.sub(r"\n{2,}", "\n", _clean("".join(pieces)))
    struck = list(cell.iterdescendants(*_STRUCK))
    whole = bool(text) and _clean("".join("".join(one.itertext()) for one in struck)) == text.replace(
        "\n", ""
    )
    return text, whole


def _walk_inside(cell: Any) -> Iterator[tuple[str, Any]]:
    if cell.text:
        yield "text", cell.text
    for child in cell:
        yield from _walk(child)
        if child.tail:
            yield "text", child.tail


def _to_count(text: str | None, *, zero: int = 1) -> int:
    """A span; 0 means "to the end" for rows, and what is no number means 1."""
    if not text or not text.isascii() or not text.isdecimal() or len(text) > 6:
        return 1
    return int(text) or zero
