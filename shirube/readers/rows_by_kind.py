"""Tables with one row for each figure, and a column that says which kind it is, as data are handed on.

    指標      年度   区分   値
    相談件数  2023   目標   75
    相談件数  2023   実績   70

The figures of one indicator and year become one row with a column for each kind; rows_by_year.py goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles
from shirube.readers.line_words import match_kind
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import replace_rows
from shirube.readers.source import MAX_CELLS
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_VALUE = late_pattern(r"(?:指標|データ)?(?:の)?(?:値|数値)|数量|実数|データ|[Vv]alue")
_KINDS = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK, Role.DIFFERENCE)
# Columns of words that differ from row to row without telling indicators apart.
_BESIDE = (Role.NOTE, Role.STATUS, Role.ISSUE, Role.BODY)


class _Group(Struct):
    """The rows of one indicator and year by the kind of their figure."""

    first: int
    rows: dict[Role, int] = field(default_factory=dict)


def spread_kinds(table: Table) -> Table | None:
    """The table with a column for each kind of figure; None for one without a column of kinds."""
    titles = ["".join("".join(texts).split()) for texts in table.headings]
    values = [index for index, title in enumerate(titles) if _VALUE.fullmatch(title)]
    if len(values) != 1:
        return None
    value = values[0]
    kind = next(
        (index for index in range(len(titles)) if index != value and _holds_kinds(table, index)), None
    )
    if kind is None:
        return None
    roles = find_roles(table.headings)
    others = [index for index in range(len(titles)) if index not in (kind, value)]
    keys = [index for index in others if roles.get(index) not in _BESIDE]
    groups = _group_rows(table, keys, kind)
    if groups is None:
        return None
    found = [role for role in _KINDS if any(role in group.rows for group in groups)]
    columns = len(others) + len(found)
    if columns * len(groups) > MAX_CELLS:
        return None
    depth = table.heading_rows
    headings = [table.headings[index] for index in others]
    headings += [(*([""] * (depth - 1)), heading_word(role)) for role in found]
    body = [
        [
            *(Cell(group.first, index) for index in others),
            *(Cell(group.rows[role], value) if role in group.rows else "" for role in found),
        ]
        for group in groups
    ]
    return replace_rows(table, headings, body)


def _holds_kinds(table: Table, column: int) -> bool:
    """True where each cell of a column is 目標 or 実績 or the like, and both of these occur."""
    texts = {cell_text(table.grid, row, column) for row in table.body}
    kinds = {match_kind(text) for text in texts} if len(texts) <= len(_KINDS) + 1 else {None}
    return None not in kinds and {Role.TARGET, Role.ACTUAL} <= kinds


def _group_rows(table: Table, keys: Sequence[int], kind: int) -> list[_Group] | None:
    """The rows that say the same but for their figure; None where a kind occurs twice in one."""
    groups: dict[tuple[str, ...], _Group] = {}
    for row in table.body:
        role = match_kind(cell_text(table.grid, row, kind))
        key = tuple(cell_text(table.grid, row, index) for index in keys)
        group = groups.setdefault(key, _Group(row))
        if role is None or role in group.rows:
            return None
        group.rows[role] = row
    return list(groups.values())
