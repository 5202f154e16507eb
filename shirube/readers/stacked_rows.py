"""Tables whose headings stand above one another for rows that do so too, without a word beside the rows.

    指標      R5      R6
              目標    目標
              実績    実績
    相談件数  75      80
              70      78

Each such column becomes one column for each kind, so that every indicator fills one row. Cells that hold both
figures are the matter of stacked_columns.py, lines that say their kind that of line_layout.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from shirube.core.form import Role
from shirube.readers.cell_kinds import sample
from shirube.readers.column_headings import find_roles, says_only_year
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_heading_year
from shirube.readers.line_words import match_kind
from shirube.readers.records import FURTHER, heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import replace_rows
from shirube.readers.stacked_cells import Stack, are_stacked, find_said_pair, find_stack
from shirube.readers.table import Table
from shirube.readers.values import cell_text


class _Column(Struct, frozen=True):
    """A column of the rewritten table: where it stood, which line of an indicator it takes, its kind."""

    index: int
    line: int
    kind: Role | None = None


def spread_stacked_rows(table: Table) -> Table | None:
    """The table with one row per indicator; None for one without stacked headings, or rows for them."""
    kinds = {
        index: kinds for index in range(len(table.headings)) if (kinds := _kinds_of(table.headings[index]))
    }
    kinds = kinds or _kinds_said_above(table) or _kinds_said(table)
    names = _find_names(table)
    if not kinds or not names:
        return None
    groups = _group_rows(table, names, max(map(len, kinds.values())))
    # Of B and C below a single indicator nothing was filled in.
    filled = [group for group in groups if any(_filled_rows(table, index, group) for index in kinds)]
    if sum(len(group) > 1 for group in filled) * 2 <= len(filled):
        return None
    columns = _list_columns(table, kinds, groups)
    headings = [_heading_of(table, column) for column in columns]
    body = [[_cell_of(table, column, group, kinds) for column in columns] for group in groups]
    return replace_rows(table, headings, body)


def _kinds_of(headings: Sequence[str]) -> Stack | None:
    """目標 above 実績 in the headings of one column."""
    # Two lines of one heading come out of a page as 目標値 実績値.
    parts = (part for text in headings for part in (text.split() if _says_kinds(text) else (text,)))
    kinds = tuple(kind for part in parts if (kind := match_kind(part)))
    told_apart = len(set(kinds)) == len(kinds) > 1
    return kinds if told_apart and {Role.TARGET, Role.ACTUAL} <= set(kinds) else None


def _says_kinds(text: str) -> bool:
    """True for 目標値 実績値, told apart by a blank or the end of a line."""
    parts = text.split()
    return len(parts) > 1 and all(map(match_kind, parts))


def _kinds_said_above(table: Table) -> dict[int, Stack]:
    """目標値(上段)・実績値(下段) over columns of years, where each cell holds but one figure."""
    said = {
        index: stack
        for index, headings in enumerate(table.headings)
        if any("上段" in text for text in headings) and (stack := find_stack(headings))
    }
    cells = [text for index in said for text in sample(table, index)]
    return {} if not said or are_stacked(cells, 2) else said


def _kinds_said(table: Table) -> dict[int, Stack]:
    """上段：目標 下段：実績, which may speak of rows as well as of the lines of a cell."""
    lines = [" ".join(filled_cells(table.grid.rows[row])) for row in (*table.above, *table.below)]
    said = find_stack(lines) or find_said_pair(lines)
    if said is None:
        return {}
    bare = [index for index, headings in enumerate(table.headings) if says_only_year(headings)]
    cells = [text for index in bare for text in sample(table, index)]
    return {} if are_stacked(cells, len(said)) else dict.fromkeys(bare, said)


def _find_names(table: Table) -> list[int]:
    """The columns that name the indicator: those headed so, else the lowest level."""
    roles = find_roles(table.headings)
    named = [index for index, role in roles.items() if role is Role.INDICATOR]
    return named or [index for index, role in roles.items() if role is Role.LEVEL][-1:]


def _group_rows(table: Table, names: Sequence[int], most: int) -> list[list[int]]:
    """The rows of each indicator: a row without a name goes on with the one above."""
    groups: list[list[int]] = []
    for row in table.body:
        begins = any(cell_text(table.grid, row, column) for column in names)
        if groups and not begins and len(groups[-1]) < most:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _list_columns(table: Table, kinds: dict[int, Stack], groups: Sequence[Sequence[int]]) -> list[_Column]:
    columns = []
    for index in range(len(table.headings)):
        if index in kinds:
            columns += [_Column(index, line, kind) for line, kind in enumerate(kinds[index])]
            continue
        # What stands beside a further line of an indicator has a column of its own, so that nothing is lost.
        filled = max((len(_filled_rows(table, index, group)) for group in groups), default=1)
        columns += [_Column(index, line) for line in range(max(filled, 1))]
    return columns


def _filled_rows(table: Table, column: int, group: Sequence[int]) -> list[int]:
    return [row for row in group if cell_text(table.grid, row, column)]


def _heading_of(table: Table, column: _Column) -> tuple[str, ...]:
    headings = table.headings[column.index]
    if column.kind is not None:
        *upper, last = ("" if match_kind(text) else _without_stack(text) for text in headings)
        return (*upper, f"{last} {heading_word(column.kind)}".strip())
    if not column.line:
        return headings
    return tuple(f"{text}{FURTHER.format(column.line + 1)}" if text else "" for text in headings)


def _without_stack(text: str) -> str:
    """平成26年度 of 平成26年度(上段:目標)(下段:実績): each new heading says itself what it holds."""
    if not find_stack([text]):
        return text
    year = find_heading_year(text)
    return year.render() if year else ""


def _cell_of(table: Table, column: _Column, group: Sequence[int], kinds: dict[int, Stack]) -> Cell | str:
    rows = group if column.index in kinds else _filled_rows(table, column.index, group)
    return Cell(rows[column.line], column.index) if column.line < len(rows) else ""
