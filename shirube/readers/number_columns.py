"""A column that only counts the rows: 1, 2, 3 before the names, or (1), (2).

It has no heading, or the one of the names, which spans both: 指標 over 1 | 相談件数.
"""

from __future__ import annotations

import itertools

from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import LOOKED_AT, sample
from shirube.readers.column_headings import find_roles
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_FEWEST = 3
_LONGEST = 3
# A number may be left out where an indicator was dropped.
_LARGEST_STEP = 5
# 1. and (1).
_AROUND = ".．、()（） 　"
# 1-1 and ① as well; letters and figures with a unit count nothing.
_COUNT = late_pattern(r"[(（]?(?:\d{1,3}(?:[-－.．]\d{1,2}){0,2}|[①-⑳])[)）.．]?")
_FEWEST_COUNTED = 2


def counts_rows(table: Table, column: int) -> bool:
    """True for rising whole numbers without a heading, left of the names and of all figures."""
    if any(table.headings[column]):
        return False
    roles = find_roles(table.headings)
    if any(place < column for place in roles) or not {Role.INDICATOR, Role.LEVEL} & {*roles.values()}:
        return False
    texts = [text.strip(_AROUND) for text in sample(table, column)]
    cells = [text for text in texts if text.isdecimal()]
    if len(cells) < _FEWEST or any(len(text) > _LONGEST for text in cells):
        return False
    numbers = list(map(int, cells))
    words = [text for text in texts if not text[:1].isdecimal()]
    steps = [later - sooner for sooner, later in itertools.pairwise(numbers)]
    # Lines that head others may begin in the same column.
    return len(words) <= len(cells) and all(1 <= step <= _LARGEST_STEP for step in steps)


def counts_names_beside(table: Table, column: int) -> bool:
    """True for 1, 2, 3 below the heading of the names, which have none of their own to the right."""
    right = column + 1
    if right >= len(table.headings) or not any(table.headings[column]) or any(table.headings[right]):
        return False
    rows = [row for row in table.body[:LOOKED_AT] if cell_text(table.grid, row, right)]
    counts = [cell_text(table.grid, row, column).strip() for row in rows]
    if len(rows) < _FEWEST_COUNTED or not all(map(_COUNT.fullmatch, counts)):
        return False
    names = [cell_text(table.grid, row, right) for row in rows]
    are_words = all(any(map(str.isalpha, text)) and parse_reading(text).quantity is None for text in names)
    return are_words and len(set(names)) == len(names) and len(set(counts)) == len(counts)


def holds_counted_names(table: Table, column: int) -> bool:
    """True for the names right of such a column, whose heading says that they are names."""
    if column == 0 or any(table.headings[column]):
        return False
    roles = find_roles(table.headings)
    return roles.get(column - 1) is Role.INDICATOR and counts_names_beside(table, column - 1)
