"""Forms (調書) of a document whose labels stand in a table of their own above those of the figures.

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
from shirube.core.pattern import late_pattern
from shirube.readers.block_labels import is_counted_label, is_label_row
from shirube.readers.grid import Grid, Span
from shirube.readers.grid_rows import filled_cells, text_of
from shirube.readers.headings import match_heading
from shirube.readers.line_words import is_mark_label, is_name_label, match_kind
from shirube.readers.stacked_sheets import stack_grids

# With more rows it is no table of labels.
_MOST_ROWS = 30
# A form fits on two pages; in a longer document the labels are of the table right below them.
_LONGEST_FORM = 90
# □順調 ■遅れ
_TICKED = late_pattern(r"[□☐].*[■☑☒]|[■☑☒].*[□☐]")
# One of the first rows of a form says what it is about.
_OPENING_ROWS = 3


def stack_forms(grids: Sequence[Grid]) -> list[Grid]:
    """The grids, tables of labels in a document with those of figures below them; others as they are."""
    result: list[Grid] = []
    form: list[Grid] = []
    labels = 0
    for number, grid in enumerate(grids):
        # A table within a cell of the labels is that of form_marks.py.
        following = grids[number + 1] if number + 1 < len(grids) else None
        is_inner = grid.outer is not None or (following is not None and following.outer is not None)
        if grid.lettered or is_inner:
            result += _make_form(form, labels)
            form, labels = [], 0
            result.append(grid)
        elif form and _begins_again(form[0], grid):
            result += _make_form(form, labels)
            form, labels = [grid], 1
        elif not form and not _is_of_labels(grid):
            result.append(grid)
        else:
            form.append(grid)
            labels += labels == len(form) - 1 and _is_of_labels(grid)
    return [*result, *_make_form(form, labels)]


def _begins_again(first: Grid, grid: Grid) -> bool:
    """True where the next form of the same kind begins: 事業名 stands first again."""
    return "".join(_find_opening(first).split()) == "".join(_find_opening(grid).split())


def _find_opening(grid: Grid) -> str:
    """The first label of a table, below lines of text."""
    return next((cells[0] for row in grid.rows if len(cells := filled_cells(row)) > 1), "")


def _make_form(form: Sequence[Grid], labels: int) -> list[Grid]:
    """The tables of a form as one grid; ``labels`` of them say what it is about."""
    if labels == len(form):
        return [*form]
    whole = sum(grid.height for grid in form) <= _LONGEST_FORM
    count = len(form) if whole else labels + 1
    return [_put_below(form[:count], labels), *form[count:]]


def _put_below(form: Sequence[Grid], labels: int) -> Grid:
    """The grids below one another; those of labels without a blank row behind them."""
    whole = stack_grids(form)
    ends = [start - 1 for start, _ in whole.parts[1:]] + [len(whole.rows) - 1]
    blank = {*ends[:labels], ends[-1]}
    kept = [row for row in range(len(whole.rows)) if row not in blank]
    at = {row: place for place, row in enumerate(kept)}
    return replace(
        whole,
        rows=[whole.rows[row] for row in kept],
        merges=tuple(Span(at[one.top], one.left, at[one.bottom], one.right) for one in whole.merges),
        hidden_rows=frozenset(at[row] for row in whole.hidden_rows),
        struck=frozenset((at[row], column) for row, column in whole.struck),
        notes={(at[row], column): text for (row, column), text in whole.notes.items()},
        parts=tuple((at[start], grid) for start, grid in whole.parts),
        whole=True,
    )


def _is_of_labels(grid: Grid) -> bool:
    """True for a table of labels with what they say, one of them a name, and no figures.

    A mark among them may be that of the table before.
    """
    if grid.height > _MOST_ROWS:
        return False
    lines = [[text_of(cell) for cell in row] for row in grid.rows]
    lines = [cells for cells in lines if sum(map(bool, cells)) > 1]
    if not any(map(_says_name, lines[:_OPENING_ROWS])):
        return False
    texts = [text for line in lines for text in line if text]
    if any(is_mark_label(text) or match_kind(text) is Role.MARK or _TICKED.search(text) for text in texts):
        return False
    from shirube.readers.layouts import find_all_tables

    return not find_all_tables(grid)


def _says_name(line: Sequence[str]) -> bool:
    """True for a row of labels, where one is that of an indicator or of what it is part of."""
    cells = [text for text in line if text]
    if not is_label_row(cells) and not is_counted_label(cells):
        return False
    return any(is_name_label(text) or _is_level(text) for text in cells[::2])


def _is_level(text: str) -> bool:
    word = match_heading(text)
    return word is not None and word.role is Role.LEVEL
