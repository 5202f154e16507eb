"""Rows of a grid as texts: what their cells say, how many hold something, and which rows hold nothing.

Which of them are headings and bodies of tables is told by heading_rows.py and body_end.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.readers.grid import Grid, Raw

# Titles, legends and footnotes fill at most so many cells of a row; a row of the body fills more.
MOST_CELLS_OUTSIDE = 4


class GridLines:
    """The rows of a grid while tables are sought in it: what every row is asked several times."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.texts = grid.texts
        width = grid.width
        # Titles, legends and gaps: only rows with so few filled cells need a closer look.
        self.sparse = [width - texts.count("") <= MOST_CELLS_OUTSIDE for texts in self.texts]

    def is_blank(self, row: int) -> bool:
        """True when a row has nothing to read in it."""
        return self.sparse[row] and not filled_cells(self.grid.rows[row])

    def repeats(self, row: int, words: set[str]) -> bool:
        """True when a row has at least two of the words."""
        texts = self.texts[row]
        return not words.isdisjoint(texts) and len(words.intersection(texts)) >= 2


def text_of(value: Raw) -> str:
    """A cell as text; numbers plainly, because headings and names have no number format."""
    return value if isinstance(value, str) else str(value)


def is_blank(row: Sequence[Raw]) -> bool:
    """True when a row has nothing to read in it; spaces are nothing."""
    return count_filled(row) <= MOST_CELLS_OUTSIDE and not filled_cells(row)


def count_filled(row: Sequence[Raw]) -> int:
    """How many cells of a row are not empty."""
    return len(row) - [cell for cell in row if cell.__class__ is str].count("")


def filled_cells(row: Sequence[Raw]) -> list[str]:
    """The texts of the cells of a row that hold something."""
    return [text for text in (text_of(cell).strip() for cell in row) if text]
