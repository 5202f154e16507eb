"""Forms (調書) of a document whose labels stand in a table of their own above that of the figures.

    事業名 | 起業の支援 | 担当課 | 商工課

           | R5  | R6
    目標   | 16人 | 16人
    実績   | 25人 | 18人

The tables of a sheet would stand below one another; so they are put here, and the labels reach the figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.form import Role
from shirube.readers.block_labels import is_label_row
from shirube.readers.grid import Grid, Span
from shirube.readers.grid_rows import filled_cells, text_of
from shirube.readers.line_words import is_mark_label, is_name_label, match_kind
from shirube.readers.stacked_sheets import stack_grids
from shirube.readers.table import find_tables

# With more rows it is no table of labels.
_MOST_ROWS = 30


def stack_forms(grids: Sequence[Grid]) -> list[Grid]:
    """The grids, tables of labels in a document with that of figures below them; others as they are."""
    result: list[Grid] = []
    labels: list[Grid] = []
    for number, grid in enumerate(grids):
        # A table within a cell of the labels is that of form_marks.py.
        following = grids[number + 1] if number + 1 < len(grids) else None
        has_table = following is not None and following.outer is None and not grid.lettered
        if has_table and grid.outer is None and _is_of_labels(grid):
            labels.append(grid)
            continue
        result.append(_put_below(labels, grid) if labels else grid)
        labels = []
    return result


def _put_below(labels: Sequence[Grid], grid: Grid) -> Grid:
    down = sum(one.height for one in labels)
    whole = stack_grids([*labels, grid])
    blank = {start - 1 for start, _ in whole.parts[1:]}
    blank.add(len(whole.rows) - 1)
    at = {row: place for place, row in enumerate(one for one in range(len(whole.rows)) if one not in blank)}
    starts = [sum(one.height for one in labels[:number]) for number in range(len(labels))]
    return replace(
        whole,
        rows=[row for number, row in enumerate(whole.rows) if number not in blank],
        merges=tuple(Span(at[one.top], one.left, at[one.bottom], one.right) for one in whole.merges),
        hidden_rows=frozenset(at[row] for row in whole.hidden_rows),
        struck=frozenset((at[row], column) for row, column in whole.struck),
        notes={(at[row], column): text for (row, column), text in whole.notes.items()},
        parts=tuple(zip([*starts, down], [*labels, grid], strict=True)),
    )


def _is_of_labels(grid: Grid) -> bool:
    """True for a table of nothing but labels with what they say, one of them a name.

    A mark among them may be that of the table before.
    """
    if grid.height > _MOST_ROWS:
        return False
    lines = [[text_of(cell) for cell in row] for row in grid.rows]
    lines = [cells for cells in lines if sum(map(bool, cells)) > 1]
    if not lines or not all(map(is_label_row, lines)) or find_tables(grid):
        return False
    if any(is_mark_label(text) or match_kind(text) is Role.MARK for line in lines for text in line):
        return False
    return any(is_name_label(text) for row in grid.rows for text in filled_cells(row)[::2])
