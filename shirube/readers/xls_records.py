"""How many cells the records of an old workbook (.xls) hold, whatever a library makes of them.

Such a file is a chain of records. A damaged one can make a reader stop early without a word; the count tells.
What the cells say is left to xls_file.py.
"""

from __future__ import annotations

import struct

# Records that hold one cell with something in it: text, number, formula, logical value or error.
_ONE_CELL = frozenset((0x00FD, 0x0204, 0x00D6, 0x027E, 0x0203, 0x0006, 0x0205))
_MANY_NUMBERS = 0x00BD
# A sheet, as the record that begins a part of the file names its kind; charts and macros hold no cells.
_BEGIN, _END, _SHEET = 0x0809, 0x000A, 0x0010


class _Parts:
    """The parts of a file one after another; a chart within a sheet is a part within a part.

    Cells behind the end of a sheet still count as its own: an end in the wrong place is a damage too.
    """

    def __init__(self) -> None:
        self._open: list[tuple[int, bool]] = [(0, False)]
        self._is_closed = True
        self._count = 0

    @property
    def number(self) -> int:
        return self._open[-1][0]

    @property
    def is_sheet(self) -> bool:
        return self._open[-1][1]

    def begin(self, body: bytes) -> None:
        if self._is_closed:
            self._open.pop()
        self._count += 1
        self._open.append((self._count, len(body) >= 4 and struct.unpack_from("<H", body, 2)[0] == _SHEET))
        self._is_closed = False

    def end(self) -> None:
        if len(self._open) > 1:
            self._open.pop()
        else:
            self._is_closed = True


def count_cells(stream: bytes) -> int:
    """The number of filled cells in all sheets; a cell that the file states twice counts once.

    Ends at the first record that reaches beyond the stream, as no place after it can be told.
    """
    found: set[tuple[int, int, int]] = set()
    parts = _Parts()
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if len(body) < length:
            break
        if kind == _BEGIN:
            parts.begin(body)
        elif kind == _END:
            parts.end()
        elif parts.is_sheet and length >= 6 and kind in _ONE_CELL:
            found.add((parts.number, *struct.unpack_from("<HH", body)))
        elif parts.is_sheet and length >= 6 and kind == _MANY_NUMBERS:
            row, first = struct.unpack_from("<HH", body)
            found.update((parts.number, row, first + place) for place in range((length - 6) // 6))
        at += 4 + length
    return len(found)
