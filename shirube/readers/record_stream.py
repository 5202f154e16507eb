"""A long text table read as a stream: bytes → lines → records of cells, in bounded memory.

The whole of a file that people open is read by text_file.py, which can look at everything before it decides.
What the cells mean is left to cell_list.py.
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
MAX_LINE_BYTES = 1_000_000
# A quoted cell may hold line ends; one that never closes must not swallow the file.
MAX_RECORD_LINES = 200
SEPARATORS = (",", "\t", ";")


class Record(Struct, frozen=True):
    """One line of the table with its number in the file.

    ``problem`` says why the cells cannot be trusted, ``note`` what is odd about them; Japanese, or "".
    """

    line: int
    cells: list[str]
    problem: str = ""
    note: str = ""


class _Line(Struct, frozen=True):
    number: int
    text: str
    problem: str = ""
    note: str = ""


class RecordStream:
    """The records of a stream. ``encoding``, ``separator`` and ``newline`` are known once it is opened."""

    def __init__(self, stream: BinaryIO, *, name: str, encoding: str | None = None) -> None:
        self.name = name
        self._stream = stream
        self._head = _read_head(stream)
        self.encoding = _choose_encoding(self._head, name, encoding)
        first = next((line for line in self._head if line.strip()), b"")
        self.newline = "\r\n" if first.endswith(b"\r\n") else "\n"
        text = first.decode(self.encoding, errors="replace")
        self.separator = max(SEPARATORS, key=text.count)

    def __iter__(self) -> Iterator[Record]:
        """Every record, blank lines included (they have no cells)."""
        lines = self._number_lines()
        waiting: deque[_Line] = deque()
        while True:
            line = waiting.popleft() if waiting else next(lines, None)
            if line is None:
                return
            if '"' in line.text:
                yield self._join_quoted(line, lines, waiting)
            else:
                cells = line.text.split(self.separator) if line.text else []
                yield Record(line.number, cells, line.problem, line.note)

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

    def _number_lines(self) -> Iterator[_Line]:
        for number, raw in enumerate(self._iterate_lines(), start=1):
            if len(raw) > MAX_LINE_BYTES:
                long = f"1行が長すぎる（{MAX_LINE_BYTES:,}バイトを超える）ため、この行は写していません。"
                yield _Line(number, "", long)
            else:
                yield self._decode(number, raw.rstrip(b"\r\n"))

    def _iterate_lines(self) -> Iterator[bytes]:
        head, self._head = self._head, []
        yield from head
        while raw := self._stream.readline(MAX_LINE_BYTES + 1):
            if len(raw) > MAX_LINE_BYTES and not raw.endswith(b"\n"):
                _skip_line(self._stream)
            yield raw

    def _decode(self, number: int, raw: bytes) -> _Line:
        """The text of a line and what is odd about it. Strict, so that no character is lost unseen."""
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


def _read_head(stream: BinaryIO) -> list[bytes]:
    """The first lines, up to the number of bytes that decides about the encoding."""
    lines: list[bytes] = []
    size = 0
    while size < HEAD_BYTES and (raw := stream.readline(MAX_LINE_BYTES + 1)):
        if len(raw) > MAX_LINE_BYTES and not raw.endswith(b"\n"):
            _skip_line(stream)
        if not lines:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        lines.append(raw)
        size += len(raw)
    return lines


def _skip_line(stream: BinaryIO) -> None:
    """Read on to the end of a line that is too long, without keeping it."""
    while (raw := stream.readline(MAX_LINE_BYTES)) and not raw.endswith(b"\n"):
        pass


def _choose_encoding(head: list[bytes], name: str, chosen: str | None) -> str:
    """What the user chose, else UTF-8 where the first lines are that, else CP932."""
    if chosen is not None:
        known = ENCODINGS.get(chosen.lower())
        if known is None or known == "utf-16":
            raise UnreadableFile(
                name, f"文字コード「{chosen}」は扱えません。", "utf-8、cp932、euc-jp から選んでください。"
            )
        return "utf-8" if known == "utf-8-sig" else known
    start = b"".join(head)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in start[:200]:
        raise UnreadableFile(
            name, "UTF-16のファイルは一覧として読めません。", "UTF-8かShift_JISで保存し直してください。"
        )
    try:
        start.decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8"
