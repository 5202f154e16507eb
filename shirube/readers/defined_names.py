"""定量的指標の定義及び算定式 as the only heading over words: what the indicators are called.

The forms of the state on grants for roads and towns have no other name for them.
"""

from __future__ import annotations

from shirube.core.form import Role
from shirube.readers.cell_kinds import holds_names, sample
from shirube.readers.column_headings import find_roles
from shirube.readers.table import Table

_NAMED = (Role.INDICATOR, Role.LEVEL)


def defines_indicators(table: Table, column: int) -> bool:
    """True for words below 指標の定義 left of all figures, where no other heading has the names."""
    title = "".join(table.headings[column])
    if "指標" not in title or "定義" not in title:
        return False
    roles = find_roles(table.headings)
    is_first = all(role is Role.NUMBER for place, role in roles.items() if place < column)
    is_only = not any(role in _NAMED for place, role in roles.items() if place != column)
    return is_first and is_only and bool(sample(table, column)) and holds_names(table, column)
