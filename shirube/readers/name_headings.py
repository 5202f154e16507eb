"""Tables of one indicator whose name stands where the heading of the names would stand, and nothing below it.

重点整備地区の総面積   初期値     実績値                  目標値
                     19年度     20年度     21年度        24年度
                     50,997ha   55,412ha   64,105ha      約70,000ha
"""

from __future__ import annotations

from shirube.core.form import AIMS, Role
from shirube.readers.block_labels import may_be_name
from shirube.readers.column_headings import find_roles, says_only_year
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, lone_heading, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_SHORTEST = 3
_NAMES = (Role.INDICATOR, Role.LEVEL)
_PAIRED = frozenset((*AIMS, Role.ACTUAL))


def name_by_heading(table: Table) -> Table | None:
    """The table with the first heading as the name of its only row; None where it heads anything."""
    texts = [text for text in table.headings[0] if text]
    if len(table.body) != 1 or len(texts) != 1 or 0 in table.stated:
        return None
    (row,), (name,) = table.body, texts
    # 事業費 alone above a blank heads no other column: it is what the amounts beside it are.
    word = match_heading(name)
    is_heading = (word is not None and word.role is not Role.EXTRA) or find_heading_year(name) is not None
    if cell_text(table.grid, row, 0) or is_heading or len(name) < _SHORTEST or not may_be_name(name):
        return None
    roles = set(find_roles(table.headings).values())
    if not roles.isdisjoint(_NAMES) or not (roles & _PAIRED or any(map(says_only_year, table.headings))):
        return None
    place = next(place for place, text in enumerate(table.headings[0]) if text)
    at = table.top + place
    headings = [lone_heading(table, heading_word(Role.INDICATOR)), *table.headings[1:]]
    line: Line = [Cell(at, 0, name), *(Cell(row, column) for column in range(1, table.grid.width))]
    return replace_rows(table, headings, [line])
