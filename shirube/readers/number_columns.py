"""A column without a heading that only counts the rows: 1, 2, 3 before the names, or (1), (2)."""

from __future__ import annotations

import itertools

from shirube.core.form import Role
from shirube.readers.cell_kinds import sample
from shirube.readers.column_headings import find_roles
from shirube.readers.table import Table

_FEWEST = 3
_LONGEST = 3
# A number may be left out where an indicator was dropped.
_LARGEST_STEP = 5
# 1. and (1).
_AROUND = ".．、()（） 　"


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
