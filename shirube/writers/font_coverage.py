"""Which characters a font file can draw, read from its ``cmap`` table. Choosing fonts is left to fonts.py.

A reader of our own, because the usual library takes longer to import than a page takes to make. Numbers in
font files are big-endian; the layout is that of the OpenType specification, chapter cmap.
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct


class BrokenFontError(Exception):
    """A file that is not a font, or whose table of characters cannot be read."""


class Coverage(Struct, frozen=True):
    """The code points of a font as ranges in ascending order; both ends belong to a range."""

    starts: Sequence[int]
    ends: Sequence[int]

    def __contains__(self, code_point: int) -> bool:
        at = bisect_right(self.starts, code_point) - 1
        return at >= 0 and code_point <= self.ends[at]


@lru_cache(maxsize=16)
def read_coverage(path: Path) -> Coverage:
    """All code points that the font (the first one of a collection) maps to a shape.

    Raises BrokenFontError when the file is no font or has no Unicode table of format 12 or 4.
    """
    cmap = _read_cmap(path)
    try:
        tables = {struct.unpack_from(">H", cmap, offset)[0]: offset for offset in _unicode_tables(cmap)}
        if 12 in tables:
            return _read_format_12(cmap, tables[12])
        if 4 in tables:
            return _read_format_4(cmap, tables[4])
    except (struct.error, ValueError, IndexError) as error:
        raise BrokenFontError(f"フォントの文字表が壊れています：{path}（{error}）") from error
    raise BrokenFontError(f"フォントに Unicode の文字表がありません：{path}")


@lru_cache(maxsize=16)
def read_variants(path: Path) -> frozenset[tuple[int, int]]:
    """The pairs (character, variation selector) that the font knows: format 14."""
    cmap = _read_cmap(path)
    known: set[tuple[int, int]] = set()
    for offset in _tables(cmap, {0}):
        if struct.unpack_from(">H", cmap, offset)[0] != 14:
            continue
        (count,) = struct.unpack_from(">I", cmap, offset + 6)
        for record in range(offset + 10, offset + 10 + 11 * count, 11):
            selector = int.from_bytes(cmap[record : record + 3], "big")
            default, special = struct.unpack_from(">II", cmap, record + 3)
            known.update((character, selector) for character in _default_variants(cmap, offset, default))
            known.update((character, selector) for character in _special_variants(cmap, offset, special))
    return frozenset(known)


def _default_variants(cmap: bytes, table: int, offset: int) -> list[int]:
    """Characters whose ordinary shape is already the wanted one: ranges of a start and a count."""
    if not offset:
        return []
    at = table + offset
    (count,) = struct.unpack_from(">I", cmap, at)
    starts = ((cmap[i : i + 3], cmap[i + 3]) for i in range(at + 4, at + 4 + 4 * count, 4))
    return [int.from_bytes(start, "big") + more for start, extra in starts for more in range(extra + 1)]


def _special_variants(cmap: bytes, table: int, offset: int) -> list[int]:
    """Characters with a shape of their own for this selector."""
    if not offset:
        return []
    at = table + offset
    (count,) = struct.unpack_from(">I", cmap, at)
    return [int.from_bytes(cmap[i : i + 3], "big") for i in range(at + 4, at + 4 + 5 * count, 5)]


def _read_cmap(path: Path) -> bytes:
    """The bytes of the cmap table alone: a font is megabytes, this table 200 KB."""
    try:
        with path.open("rb") as file:
            start = 0
            if file.read(4) == b"ttcf":  # a collection: its first font stands for all
                file.seek(12)
                (start,) = struct.unpack(">I", file.read(4))
            file.seek(start + 4)
            (count,) = struct.unpack(">H", file.read(2))
            file.seek(start + 12)
            for tag, _, offset, length in struct.iter_unpack(">4sIII", file.read(16 * count)):
                if tag == b"cmap":
                    file.seek(offset)
                    return file.read(length)
    except (OSError, struct.error) as error:
        raise BrokenFontError(f"フォントを読み取れません：{path}（{error}）") from error
    raise BrokenFontError(f"フォントではありません：{path}")


def _tables(cmap: bytes, platforms: set[int]) -> list[int]:
    (count,) = struct.unpack_from(">H", cmap, 2)
    entries = (struct.unpack_from(">HHI", cmap, 4 + 8 * index) for index in range(count))
    return [offset for platform, _, offset in entries if platform in platforms]


def _unicode_tables(cmap: bytes) -> list[int]:
    return _tables(cmap, {0, 3})  # 0 is Unicode, 3 is Windows


def _read_format_12(cmap: bytes, offset: int) -> Coverage:
    (count,) = struct.unpack_from(">I", cmap, offset + 12)
    # An array is read and turned around by C: 10,000 groups cost a tenth of a millisecond.
    numbers = array("I", cmap[offset + 16 : offset + 16 + 12 * count])
    if sys.byteorder == "little":
        numbers.byteswap()
    return Coverage(numbers[0::3], numbers[1::3])


def _read_format_4(cmap: bytes, offset: int) -> Coverage:
    length, _, doubled = struct.unpack_from(">HHH", cmap, offset + 2)
    words = struct.unpack_from(f">{length // 2}H", cmap, offset)
    count = doubled // 2
    ends, starts = words[7 : 7 + count], words[8 + count : 8 + 2 * count]
    deltas, offsets = words[8 + 2 * count : 8 + 3 * count], words[8 + 3 * count : 8 + 4 * count]
    found: list[int] = []
    for at, (start, end, delta, jump) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code_point in range(start, end + 1):
            # An offset counts bytes from its own place in the table; without one the glyph is code + delta.
            glyph = words[8 + 3 * count + at + jump // 2 + code_point - start] if jump else code_point + delta
            if glyph % 0x10000:
                found.append(code_point)
    return Coverage(found, found)
