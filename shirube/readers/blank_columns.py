"""Columns without heading and cells: the margin left of a table, the gap between two parts of it.

Nobody reads anything into them, so nobody is asked what they mean, and no report prints them.
"""

from __future__ import annotations

from shirube.readers.table import Table


def find_used_columns(table: Table) -> list[int]:
    """The columns of a table that say something, by their place in its grid; all of them if none does."""
    rows = table.grid.rows
    used = [
        index
        for index, headings in enumerate(table.headings)
        if any(headings) or any(rows[row][index] != "" for row in table.body) or index in table.stated
    ]
    return used or list(range(len(table.headings)))
