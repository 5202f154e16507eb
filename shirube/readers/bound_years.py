"""Years alone above 80%以上 and 1歯以下: nothing was reached so, and the figures are goals.

    項目                現状    2010年
    う歯のない幼児      59.5%   80%以上
    1人平均う歯数       2.9歯   1歯以下

Elsewhere figures below a year and no more are taken for actuals (columns.py).
"""

from __future__ import annotations

from shirube.core.form import AIMS
from shirube.core.notation import parse_reading
from shirube.readers.cell_kinds import sample
from shirube.readers.column_headings import find_roles, says_only_year
from shirube.readers.table import Table

_LONGEST = 40
_BOUNDS = ("以上", "以下", "未満", "以内")


def holds_bounds_of_year(table: Table, column: int) -> bool:
    """True where most figures below a year and no more end with 以上 or 以下, and no column is of goals.

    Beside goals such a figure may be how a survey puts what was reached. One 平成16年度までに says it of all.
    """
    if not says_only_year(table.headings[column]):
        return False
    cells = sample(table, column)
    if any(text.endswith("までに") and len(text) <= _LONGEST for text in cells):
        return not _has_goals(table)
    bounds = sum(text.endswith(_BOUNDS) for text in cells)
    if bounds * 2 <= len(cells) or not bounds:
        return False
    figures = sum(text.endswith(_BOUNDS) and parse_reading(text).quantity is not None for text in cells)
    return figures * 2 > len(cells) and not _has_goals(table)


def _has_goals(table: Table) -> bool:
    return any(role in AIMS for role in find_roles(table.headings).values())
