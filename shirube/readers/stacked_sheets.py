"""Sheets that hold one indicator each (個票), put below one another so that they are read as one plan."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from shirube.core.finding import Place
from shirube.readers.grid import Grid, Raw, Span
from shirube.readers.line_words import match_kind
from shirube.readers.rewritten_grid import RewrittenGrid

# A sheet for one indicator, or for the few of one activity, fits one page.
_MOST_ROWS = 80


class StackedGrid(Grid, frozen=True, kw_only=True):
    """Several sheets as one grid; ``parts`` are the sheets and the rows at which they begin."""

    parts: tuple[tuple[int, Grid], ...]
    # True where they are tables of one form, whose labels are those of every further one.
    whole: bool = False

    def row_name(self, row: int) -> str:
        """Sheet and row number as people count: 「個票2」の5行."""
        start, sheet = next(part for part in reversed(self.parts) if part[0] <= row)
        return f"「{sheet.name}」の{row - start + 1}"

    def place(self, row: int, column: int) -> Place:
        """The cell of the sheet that the row came from."""
        start, sheet = next(part for part in reversed(self.parts) if part[0] <= row)
        return sheet.place(min(row - start, max(sheet.height - 1, 0)), column)


def find_part_starts(grid: Grid) -> list[int]:
    """The rows at which further sheets begin, also in a grid rewritten since; none for one sheet."""
    if isinstance(grid, StackedGrid):
        return [] if grid.whole else [start for start, _ in grid.parts][1:]
    starts = find_part_starts(grid.source) if isinstance(grid, RewrittenGrid) else []
    if not starts or not isinstance(grid, RewrittenGrid):
        return []
    first: dict[int, int] = {}
    for (row, _), (at, _) in grid.origins.items():
        part = bisect_right(starts, at)
        first[part] = min(row, first.get(part, row))
    return [first[part] for part in sorted(first) if part]


def stack_sheets(grids: Sequence[Grid]) -> list[Grid]:
    """The grids, those that are filled-in copies of one form as a single one; others stay as they are.

    Copies are short sheets that say the same words in the same cells: labels, years and kinds of lines.
    """
    forms: dict[frozenset[tuple[int, str]], list[Grid]] = {}
    for grid in grids:
        form = _find_form(grid)
        if form:
            forms.setdefault(form, []).append(grid)
    stacked = {id(grid): group for group in forms.values() if len(group) > 1 for grid in group}
    result: list[Grid] = []
    for grid in grids:
        group = stacked.get(id(grid))
        if group is None:
            result.append(grid)
        elif group[0] is grid:
            result.append(stack_grids(group))
    return result


def _find_form(grid: Grid) -> frozenset[tuple[int, str]]:
    """The kinds of lines of a short sheet with their columns; empty where it has no such lines."""
    if grid.height > _MOST_ROWS:
        return frozenset()
    kinds = {
        (column, cell.strip())
        for row in grid.rows
        for column, cell in enumerate(row)
        if isinstance(cell, str) and match_kind(cell.strip())
    }
    columns = [column for column, _ in kinds]
    return frozenset(kinds) if any(columns.count(column) > 1 for column in columns) else frozenset()


def stack_grids(grids: Sequence[Grid]) -> StackedGrid:
    """The grids below one another, a blank row behind each.

    Formats and notes of empty cells below a sheet stay out: they would fall on cells of the next one.
    """
    width = max(grid.width for grid in grids)
    # Tables of one sheet have one name, those of a text none.
    names = list(dict.fromkeys(grid.name for grid in grids if grid.name))
    rows: list[list[Raw]] = []
    parts: list[tuple[int, Grid]] = []
    for grid in grids:
        parts.append((len(rows), grid))
        rows += [[*row, *([""] * (width - len(row)))] for row in grid.rows]
        rows.append([""] * width)
    return StackedGrid(
        file=grids[0].file,
        name="、".join(names[:3]) + ("ほか" if len(names) > 3 else ""),
        rows=rows,
        merges=tuple(
            Span(span.top + start, span.left, span.bottom + start, span.right)
            for start, grid in parts
            for span in grid.merges
        ),
        formats={
            (row + start, column): value
            for start, grid in parts
            for (row, column), value in grid.formats.items()
            if row < grid.height
        },
        hidden_rows=frozenset(row + start for start, grid in parts for row in grid.hidden_rows),
        hidden_columns=frozenset(column for grid in grids for column in grid.hidden_columns),
        struck=frozenset((row + start, column) for start, grid in parts for row, column in grid.struck),
        notes={
            (row + start, column): note
            for start, grid in parts
            for (row, column), note in grid.notes.items()
            if row < grid.height
        },
        lettered=grids[0].lettered,
        parts=tuple(parts),
    )
