"""A long text table read as a stream: bytes → blocks of whole records → records of cells, in bounded memory.

A block can be understood apart from what comes before it, also by another process. The whole of a file that
people open is read by text_file.py, which can look at everything before it decides. What the cells mean is
left to cell_list.py.
"""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct

from shirube.readers.source import UnreadableFile
from shirube.readers.text_file import ENCODINGS

# Enough lines to tell UTF-8 from CP932 by, and nothing beside the memory of a process.
HEAD_BYTES = 65_536
# Some thousand rows: so many that handing a block on costs nothing, so few that several fit anywhere.
BLOCK_BYTES = 262_144
MAX_LINE_BYTES = 1_000_000
# A quoted cell may hold line ends; one that never closes must not swallow the file.
MAX_RECORD_LINES = 200
SEPARATORS = (",", "\t", ";")


class Record(Struct, frozen=True):
    """One line of the table with its number in the file.

    ``problem`` says why the cells cannot be trusted, ``note`` what is odd about them; Japanese, or "".
    ``text`` is the line itself where joining the cells gives it back: no quotation marks, nothing odd.
    """

    line: int
    cells: list[str]
    problem: str = ""
    note: str = ""
    text: str = ""


class Block(Struct, frozen=True):
    """Whole records as bytes, and the number of their first line in the file."""

    line: int
    data: bytes

    def cut(self, line: int) -> Block:
        """What is left from a line on, named by its number in the file."""
        return Block(line, self.data[_find_line(self.data, line - self.line) :])


class _Line(Struct, frozen=True):
    number: int
    text: str
    problem: str = ""
    note: str = ""


class RecordParser(Struct, frozen=True):
    """Block → records. Holds no stream, so that it can go to another process."""

    encoding: str
    separator: str

    def parse_block(self, block: Block) -> Iterator[Record]:
        """Every record of a block, blank lines included (they have no cells)."""
        lines = iter(self.split_lines(block))
        separator = self.separator
        waiting: deque[_Line] = deque()
        while True:
            line = waiting.popleft() if waiting else next(lines, None)
            if line is None:
                return
            text = line.text
            if '"' in text:
                yield self._join_quoted(line, lines, waiting)
            elif line.problem or line.note or "\r" in text:
                yield Record(line.number, text.split(separator) if text else [], line.problem, line.note)
            else:
                yield Record(line.number, text.split(separator) if text else [], "", "", text)

    def split_lines(self, block: Block) -> list[_Line]:
        """The lines of a block as text, each with what is odd about it."""
        data, first = block.data, block.line
        if len(data) <= MAX_LINE_BYTES:
            try:
                text = data.decode(self.encoding)
            except UnicodeDecodeError:
                pass
            else:
                texts = text.removesuffix("\n").split("\n")
                if "\r" in text:
                    texts = [item.rstrip("\r") for item in texts]
                return [_Line(number, item) for number, item in enumerate(texts, first)]
        raws = data.removesuffix(b"\n").split(b"\n")
        return [self._decode(number, raw.rstrip(b"\r")) for number, raw in enumerate(raws, first)]

    def find_open_record(self, data: bytes) -> int | None:
        """Where a record begins that may go on behind ``data``; None where all of them are whole."""
        if b'"' not in data:
            return None
        lines = self.split_lines(Block(1, data))
        odd = [at for at, line in enumerate(lines) if line.text.count('"') % 2]
        place = 0
        while place < len(odd):
            start = odd[place]
            end = odd[place + 1] if place + 1 < len(odd) else None
            if end is None and len(lines) - start < MAX_RECORD_LINES:
                return _find_line(data, start)
            # Two odd lines are one record where they pair up; else the first of them stands alone.
            place += 2 if end is not None and self._pairs_up(lines[start : end + 1]) else 1
        return None

    def _pairs_up(self, parts: list[_Line]) -> bool:
        if len(parts) > MAX_RECORD_LINES:
            return False
        return self._split_quoted("\n".join(part.text for part in parts)) is not None

    def _join_quoted(self, first: _Line, lines: Iterator[_Line], waiting: deque[_Line]) -> Record:
        """A record with quotation marks, which may go on over several lines."""
        parts = [first]
        while sum(part.text.count('"') for part in parts) % 2 and len(parts) < MAX_RECORD_LINES:
            line = waiting.popleft() if waiting else next(lines, None)
            if line is None:
                break
            parts.append(line)
        whole = "\n".join(part.text for part in parts)
        problem = next((part.problem for part in parts if part.problem), "")
        note = next((part.note for part in parts if part.note), "")
        cells = self._split_quoted(whole)
        if cells is not None:
            return Record(first.number, cells, problem, note)
        # Not a quoted cell after all: the first line is taken literally and the others are lines again.
        waiting.extendleft(reversed(parts[1:]))
        odd = '引用符（"）の対応が崩れています。引用符を直してください。'
        return Record(first.number, first.text.split(self.separator), first.problem or odd, first.note)

    def _split_quoted(self, text: str) -> list[str] | None:
        """The cells by the usual rules of quoting; None where the quotation marks do not pair up."""
        if text.count('"') % 2:
            return None
        try:
            return next(csv.reader([text], delimiter=self.separator, strict=True))
        except csv.Error:
            return None

    def _decode(self, number: int, raw: bytes) -> _Line:
        """The text of a line and what is odd about it. Strict, so that no character is lost unseen."""
        if len(raw) >= MAX_LINE_BYTES:
            long = f"1行が長すぎる（{MAX_LINE_BYTES:,}バイトを超える）ため、この行は写していません。"
            return _Line(number, "", long)
        try:
            return _Line(number, raw.decode(self.encoding))
        except UnicodeDecodeError:
            pass
        if self.encoding == "utf-8":
            try:
                note = "この行だけ文字コードが異なるため、Shift_JIS（CP932）として読みました。"
                return _Line(number, raw.decode("cp932"), note=note)
            except UnicodeDecodeError:
                pass
        broken = "正しくない文字を「�」に置き換えました。元のファイルの文字を確かめてください。"
        return _Line(number, raw.decode(self.encoding, errors="replace"), broken)


class RecordStream:
    """The records of a stream. ``parser`` and ``newline`` are known once it is opened."""

    def __init__(self, stream: BinaryIO, *, name: str, encoding: str | None = None) -> None:
        self.name = name
        self._stream = stream
        head = _read_head(stream)
        first = next((line for line in head if line.strip()), b"")
        self._head = b"".join(head)
        chosen = _choose_encoding(self._head, name, encoding)
        self.newline = "\r\n" if first.endswith(b"\r\n") else "\n"
        text = first.decode(chosen, errors="replace")
        self.parser = RecordParser(chosen, max(SEPARATORS, key=text.count))

    @property
    def separator(self) -> str:
        """What stands between the cells."""
        return self.parser.separator

    def __iter__(self) -> Iterator[Record]:
        """Every record, blank lines included (they have no cells)."""
        for block in self.iterate_blocks():
            yield from self.parser.parse_block(block)

    def iterate_blocks(self) -> Iterator[Block]:
        """The stream in blocks that hold whole records; the last may end without a line end."""
        line, rest = 1, b""
        for piece in self._iterate_pieces():
            data = rest + piece
            end = self.parser.find_open_record(data)
            whole, rest = (data, b"") if end is None else (data[:end], data[end:])
            if whole:
                yield Block(line, whole)
                line += whole.count(b"\n")
        if rest:
            yield Block(line, rest)

    def _iterate_pieces(self) -> Iterator[bytes]:
        """The bytes cut at line ends. Of a line that is too long only so much that it can be told."""
        rest, self._head = self._head, b""
        while True:
            cut = rest.rfind(b"\n") + 1
            if cut:
                yield rest[:cut]
                rest = rest[cut:]
            if len(rest) > MAX_LINE_BYTES:
                yield rest[: MAX_LINE_BYTES + 1] + b"\n"
                _skip_line(self._stream)
                rest = b""
            more = self._stream.read(BLOCK_BYTES)
            if not more:
                break
            rest += more
        if rest:
            yield rest


def _find_line(data: bytes, number: int) -> int:
    """Where a line begins, the first being 0."""
    at = 0
    for _ in range(number):
        at = data.index(b"\n", at) + 1
    return at


def _read_head(stream: BinaryIO) -> list[bytes]:
    """The first lines, up to the number of bytes that decides about the encoding."""
    lines: list[bytes] = []
    size = 0
    while size < HEAD_BYTES and (raw := stream.readline(MAX_LINE_BYTES + 1)):
        if len(raw) > MAX_LINE_BYTES and not raw.endswith(b"\n"):
            _skip_line(stream)
            raw += b"\n"
        if not lines:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        lines.append(raw)
        size += len(raw)
    return lines


def _skip_line(stream: BinaryIO) -> None:
    """Read on to the end of a line that is too long, without keeping it."""
    while (raw := stream.readline(MAX_LINE_BYTES)) and not raw.endswith(b"\n"):
        pass


def _choose_encoding(start: bytes, name: str, chosen: str | None) -> str:
    """What the user chose, else UTF-8 where the first lines are that, else CP932."""
    if chosen is not None:
        known = ENCODINGS.get(chosen.lower())
        if known is None or known == "utf-16":
            raise UnreadableFile(
                name, f"文字コード「{chosen}」は扱えません。", "utf-8、cp932、euc-jp から選んでください。"
            )
        return "utf-8" if known == "utf-8-sig" else known
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in start[:200]:
        raise UnreadableFile(
            name, "UTF-16のファイルは一覧として読めません。", "UTF-8かShift_JISで保存し直してください。"
        )
    try:
        start.decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8"
