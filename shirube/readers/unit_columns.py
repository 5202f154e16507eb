"""Columns of units that nobody headed, and the names that stand directly left of 単位."""

from __future__ import annotations

from shirube.core.form import Role
from shirube.readers.cell_kinds import LOOKED_AT, sample
from shirube.readers.column_headings import find_first_figure, find_roles, find_year
from shirube.readers.name_cells import holds_names
from shirube.readers.name_units import find_name_unit
from shirube.readers.table import Table

_LONGEST_UNIT = 12
_NAMED = frozenset((Role.INDICATOR, Role.LEVEL))


def holds_units(table: Table, column: int) -> bool:
    """True for a column without a heading, left of all figures, that says a unit in every row: %, 万円/㌧."""
    if any(table.headings[column]) or find_first_figure(table.headings) < column:
        return False
    cells = sample(table, column)
    is_full = len(cells) == len(table.body[:LOOKED_AT]) > 1
    # 職員定数(人) ends with a unit, and is a name.
    return is_full and all(
        len(cell) <= _LONGEST_UNIT
        and not any(sign in cell[1:-1] for sign in "(（[")
        and find_name_unit(f"({cell})")
        for cell in cells
    )


def holds_names_before_units(table: Table, column: int) -> bool:
    """True for names below ⑤対象数の推移, right of other words and directly left of 単位.

    Only where no heading says which column has the names.
    """
    right = column + 1
    if column == 0 or right >= len(table.headings) or not any(table.headings[column]):
        return False
    roles = find_roles(table.headings)
    if roles.get(right) is not Role.UNIT or any(role in _NAMED for role in roles.values()):
        return False
    return find_year(table.headings[column]) is None and holds_names(table, column)
