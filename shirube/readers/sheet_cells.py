"""The filled cells of a sheet of labels, listed once for all indicators that stand beside one another.

    指標名  相談件数  利用者数     Such a sheet is read once for each of them, as if
    目標値  20件      300人        the others were not there.
    実績値  21件      280人

What the labels say is read by label_sheets.py.
"""

from __future__ import annotations

from bisect import insort
from functools import cached_property

from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import match_heading
from shirube.readers.line_words import find_context, is_name_label
from shirube.readers.source import may_hold
from shirube.readers.values import cell_text

# A sheet names its year near its top.
TITLE_ROWS = 6
_FEWEST = 3


class SheetCells:
    """``rows`` are the filled cells of each row with their columns, ``context`` is the year of the title."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.rows = [_list_filled(grid, row) for row in range(grid.height)]
        self.context = find_context([text for row in grid.rows[:TITLE_ROWS] for text in filled_cells(row)])

    @cached_property
    def owners(self) -> list[int]:
        """The columns of indicators beside one another, none in a sheet of a single column of figures."""
        for row in self.grid.rows:
            filled = [(column, str(cell).strip()) for column, cell in enumerate(row) if cell != ""]
            if len(filled) < _FEWEST or not is_name_label(filled[0][1]):
                continue
            names = [column for column, text in filled[1:] if not match_heading(text)]
            # The sheet is read once for each of them.
            is_each = len(names) == len(filled) - 1
            if is_each and may_hold(self.grid.height * len(names), self.grid.width):
                return names
        return []

    @cached_property
    def names_itself(self) -> bool:
        """True where some label says the name, be it below figures: then no line above does."""
        return any(is_name_label(text) for row in self.grid.rows for text in filled_cells(row)[::2])

    @cached_property
    def _shared(self) -> list[list[tuple[int, str]]]:
        owners = frozenset(self.owners)
        return [[pair for pair in row if pair[0] not in owners] for row in self.rows]

    def list_own(self, row: int, owner: int) -> list[tuple[int, str]]:
        """The filled cells of a row without those of the other indicators."""
        own = list(self._shared[row])
        if text := cell_text(self.grid, row, owner):
            insort(own, (owner, text))
        return own


def _list_filled(grid: Grid, row: int) -> list[tuple[int, str]]:
    return [(column, text) for column in range(grid.width) if (text := cell_text(grid, row, column))]
