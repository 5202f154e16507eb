"""Empty columns right of everything in a sheet: borders without cells in them, commas at the ends of lines.

A heading that stands over what follows it would else reach over them too.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.readers.grid import Grid, Raw


def cut_right_margin(grid: Grid) -> Grid:
    """The grid up to its last column that holds anything or that a merge reaches."""
    if not grid.rows or any(not _is_blank(row[-1]) for row in grid.rows):
        return grid  # the usual one
    merged = max((span.right + 1 for span in grid.merges), default=0)
    width = max(merged, *map(_measure, grid.rows))
    if not width or width >= grid.width:
        return grid
    return replace(grid, rows=[row[:width] for row in grid.rows])


def _measure(row: Sequence[Raw]) -> int:
    """How many cells a row has up to its last filled one."""
    return next((place + 1 for place in range(len(row) - 1, -1, -1) if not _is_blank(row[place])), 0)


def _is_blank(cell: Raw) -> bool:
    return isinstance(cell, str) and not cell.strip()
