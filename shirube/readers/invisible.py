"""Characters that nobody sees and that come along when text is copied from a web page or a PDF.

A heading R5 + U+200B + 実績 looks like every other and would be none; so would a figure behind such a sign.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.readers.grid import Grid, Raw

# Zero-width space, marks of direction, word joiner, byte order mark, soft hyphen. Joiners within emoji stay.
_INVISIBLE = frozenset(
    "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_DROPPED = dict.fromkeys(map(ord, _INVISIBLE))


def drop_invisible(grid: Grid) -> Grid:
    """The grid without characters that have no shape; nothing that a person could see is lost."""
    # One look at all texts as one: nearly every grid is left as it is.
    whole = "".join([cell for row in grid.rows for cell in row if cell.__class__ is str])
    # One after the other: seeking a sign takes a tenth of looking at each letter.
    if not any(map(whole.__contains__, _INVISIBLE)):
        return grid
    return replace(grid, rows=list(map(_clean, grid.rows)))


def _clean(row: Sequence[Raw]) -> Sequence[Raw]:
    """The row itself where there is nothing to take out of it."""
    cells = [cell.translate(_DROPPED) if isinstance(cell, str) else cell for cell in row]
    return row if cells == row else cells
