"""Whether a table has rows that are no indicator, or several: totals, parts, 〃, lines of a year.

One look at whole columns tells, because most tables have none; what becomes of such rows is left to
column_layout.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import sample
from shirube.readers.grid import Raw
from shirube.readers.grid_rows import count_filled, filled_cells
from shirube.readers.line_words import is_part, is_total, parse_year_cell
from shirube.readers.shared_cells import count_shared
from shirube.readers.sum_rows import holds_words
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# What is in every name of a total, or begins every name of a part; names are joined by a sign of no name.
_BETWEEN = "\x1f"
_LONE_BRACKETS = late_pattern(r"(?:^|\x1f)[ 　]*[(（][^()（）\x1f]+[)）](?:$|\x1f)")
_NOTE_NAME = late_pattern(r"(?:^|\x1f)[(（ 　]*[※*＊]")
_PART_NAME = late_pattern(r"(?:^|\x1f)[(（ 　]*[う内再]")


def has_odd_rows(
    table: Table,
    *,
    names: Sequence[int],
    numbers: Sequence[int],
    levels: Sequence[int],
    values: Sequence[int],
) -> bool:
    """True for such a row, however far down the table it stands.

    The arguments are columns: ``values`` those of figures.
    """
    rows = table.grid.rows
    lines = [rows[row] for row in table.body]
    for column in dict.fromkeys([*names, *levels, *numbers]):
        texts = {text for line in lines if (text := line[column]).__class__ is str and text}
        # One look at all names rules out the usual column.
        whole = _BETWEEN.join(texts)
        if ("計" in whole or "均" in whole) and any(map(is_total, texts)):
            return True
        if column in names and _LONE_BRACKETS.search(whole):
            return True
        if column in names and _NOTE_NAME.search(whole) and any(map(_is_note_alone, lines)):
            return True
        if column in numbers and any(map(holds_words, texts)):
            return True
        if _PART_NAME.search(whole) and any(map(is_part, texts)):
            return True
        if "\n" in whole and any(
            "\n" in str(rows[row][column]) and count_shared(table.grid, row, names, values) > 1
            for row in table.body
        ):
            return True
    has_dittos = any("〃" in sample(table, column) for column in values)
    return has_dittos or _has_year_lines(lines, [*levels[-1:], *values])


def _has_year_lines(lines: Sequence[Sequence[Raw]], columns: Sequence[int]) -> bool:
    """True for a line with nothing but a year in it."""
    pair = columns[:2]
    if len(set(pair)) == 2:
        # Of two columns such a line leaves one empty; and what is empty is false, as is zero.
        one, other = pair
        lines = [cells for cells in lines if not (cells[one] and cells[other])]
    return any(count_filled(cells) == 1 and parse_year_cell(filled_cells(cells)[0]) for cells in lines)


def find_last_filled(table: Table, values: Sequence[int]) -> int:
    """The last row of the body in which a figure stands, -1 where none does."""
    filled = (
        row for row in reversed(table.body) if any(cell_text(table.grid, row, column) for column in values)
    )
    return next(filled, -1)


def _is_note_alone(cells: Sequence[Raw]) -> bool:
    """True for a line with nothing but 「※以下は努力目標」: no indicator, though it stands among them."""
    filled = filled_cells(cells) if count_filled(cells) == 1 else [""]
    return filled[0].lstrip("(（ 　")[:1] in ("※", "*", "＊")
