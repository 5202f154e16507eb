"""Characters that nobody sees, or can tell from others, in text copied from a web page or a PDF.

A heading R5 + U+200B + 実績 looks like every other and would be none; so would a figure behind such a sign.
Some PDF files name 高 by the radical of the same look (U+2FBC), and が by か and a mark behind it: no search
would find them, and few fonts could print them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid, Raw

# Zero-width space, marks of direction, word joiner, byte order mark, soft hyphen. Joiners within emoji stay.
_INVISIBLE = frozenset(
    "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_OTHER = late_pattern("[\u2e80-\u2fdf\u3099\u309a]")
_MARKED = late_pattern("[\u3041-\u30fe][\u3099\u309a]")
# Radicals that are whole characters; of four the folding gives the form that Japanese does not use.
_RADICALS = "⺟母⺠民⺬示⻁虎⻄西⻆角⻑長⻘青⻝食⻞食⻣骨⻤鬼⻨麦⻩黄⻫斉⻭歯⻯竜⻲亀⼾戸⾭青⿈黄⿊黒"


def drop_invisible(grid: Grid) -> Grid:
    """The grid without characters that have no shape or a false one; nothing that a person sees changes."""
    # One look at all texts as one: nearly every grid is left as it is.
    whole = "".join(grid.wholes)
    # One after the other: seeking a sign takes a tenth of looking at each letter.
    if not any(map(whole.__contains__, _INVISIBLE)) and not _OTHER.search(whole):
        return grid
    return replace(grid, rows=list(map(_clean, grid.rows)))


def _clean(row: Sequence[Raw]) -> Sequence[Raw]:
    """The row itself where there is nothing to take out of it."""
    cells = [write_plainly(cell) if isinstance(cell, str) else cell for cell in row]
    return row if cells == row else cells


def write_plainly(text: str) -> str:
    """A text in the characters that people type: 高 for its radical, が in one piece, nothing unseen."""
    plain = text.translate(_list_plain())
    return _MARKED.sub(lambda match: unicodedata.normalize("NFC", match[0]), plain)


@lru_cache(maxsize=1)
def _list_plain() -> dict[int, str | None]:
    plain: dict[int, str | None] = dict.fromkeys(map(ord, _INVISIBLE))
    plain |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return plain | dict(zip(map(ord, _RADICALS[::2]), _RADICALS[1::2], strict=True))
