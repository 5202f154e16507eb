"""Columns of words that name the rows because no other heading does, whatever their own says.

定量的指標の定義及び算定式 in the forms of the state on grants; 事業の内容 before 実施内容 | 評価.
"""

from __future__ import annotations

from shirube.core.form import FIGURES, Role
from shirube.readers.cell_kinds import sample
from shirube.readers.column_headings import find_roles
from shirube.readers.name_cells import holds_names, names_rows
from shirube.readers.table import Table

_NAMED = (Role.INDICATOR, Role.LEVEL)
_OF_ISSUES = (Role.ISSUE, Role.STATUS)
_BEFORE_ISSUES = (Role.NUMBER, Role.BODY)
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


def names_issues(table: Table, column: int) -> bool:
    """True for 重要課題 left of all figures in a table without other names: each row is about one of them."""
    if not any(text.endswith("課題") for text in table.headings[column]):
        return False
    roles = find_roles(table.headings)
    before = [role for place, role in roles.items() if place < column]
    if {Role.INDICATOR, Role.LEVEL} & {*roles.values()} or not all(one in _BEFORE_ISSUES for one in before):
        return False
    if not any(role in FIGURES for role in roles.values()):
        return False
    cells = sample(table, column)
    return bool(cells) and not any("。" in cell for cell in cells) and len(set(cells)) == len(cells)


def names_offices_alone(table: Table, column: int) -> bool:
    """True for 部局 at the left of a table in which nothing else names its rows, not even what they solve."""
    if not names_rows(table, column):
        return False
    roles = find_roles(table.headings)
    return not any(role in _OF_ISSUES and names_issues(table, place) for place, role in roles.items())
