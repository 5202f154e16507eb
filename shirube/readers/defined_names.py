"""Columns of words that name the rows because no other heading does, whatever their own says.

定量的指標の定義及び算定式 in the forms of the state on grants; 事業の内容 before 実施内容 | 評価.
"""

from __future__ import annotations

from shirube.core.form import FIGURES, Role
from shirube.readers.cell_kinds import holds_names, sample
from shirube.readers.column_headings import find_roles
from shirube.readers.table import Table

_NAMED = (Role.INDICATOR, Role.LEVEL)
_LONGEST = 60


def defines_indicators(table: Table, column: int) -> bool:
    """True for words below 指標の定義 left of all figures, where no other heading has the names."""
    title = "".join(table.headings[column])
    if "指標" not in title or "定義" not in title:
        return False
    roles = find_roles(table.headings)
    is_first = all(role is Role.NUMBER for place, role in roles.items() if place < column)
    is_only = not any(role in _NAMED for place, role in roles.items() if place != column)
    return is_first and is_only and bool(sample(table, column)) and holds_names(table, column)


def names_what_is_judged(table: Table, column: int) -> bool:
    """True for the leftmost words of a table of words and marks without any figure: what the marks are of."""
    title = "".join(table.headings[column])
    if not title.endswith(("内容", "概要")):
        return False
    roles = find_roles(table.headings)
    others = {role for place, role in roles.items() if place != column}
    if Role.MARK not in others or not others.isdisjoint((*_NAMED, *FIGURES, Role.RATE)):
        return False
    if any(sample(table, place) for place in range(column)):
        return False
    cells = sample(table, column)
    are_short = all(len(text) <= _LONGEST and not text.endswith("。") for text in cells)
    return bool(cells) and are_short and len(set(cells)) == len(cells)
