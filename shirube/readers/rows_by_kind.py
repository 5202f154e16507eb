"""Tables with one row for each figure, and a column that says which kind it is, as data are handed on.

    指標      年度   区分   値
    相談件数  2023   目標   75
    相談件数  2023   実績   70

The figures of one indicator and year become one row with a column for each kind; rows_by_year.py goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles, says_only_year
from shirube.readers.headings import find_heading_year
from shirube.readers.legend import is_mark
from shirube.readers.line_words import match_kind, parse_year_heading
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import replace_rows
from shirube.readers.source import may_hold
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_VALUE = late_pattern(r"(?:指標|データ)?(?:の)?(?:値|数値)|数量|実数|データ|[Vv]alue")
# The figure, and a mark.
_MOST_BEHIND = 2
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
    if not may_hold(len(groups), len(others) + len(found)):
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


def spread_single_year(table: Table) -> Table | None:
    """A table of lines (目標, 実績, 評価) with a single column of figures, below a year and no more, or 値.

    Of several years such lines are told by line_layout.py; names go on where they are not said again.
    """
    table, judged = _head_behind_kinds(table)
    values = [index for index, headings in enumerate(table.headings) if _heads_figures(headings)]
    if len(values) != 1:
        return None
    value = values[0]
    kind = next((index for index in range(value) if _holds_kinds(table, index)), None)
    roles = find_roles(table.headings)
    if kind is None or any(
        role in (*_KINDS, Role.BASELINE) for index, role in roles.items() if index not in (value, judged)
    ):
        return None
    others = [index for index in range(len(table.headings)) if index not in (kind, value)]
    groups = _group_lines(table, [index for index in others if index < kind], kind, value)
    if not groups or any(_say_several(table, group, others) for group in groups):
        return None
    found = [role for role in _KINDS if any(role in group.rows for group in groups)]
    headings = [table.headings[index] for index in others]
    title = _title_of(table.headings[value])
    headings += [(*table.headings[value][:-1], f"{title}{heading_word(role)}") for role in found]
    body = [
        [
            *(_first_filled(table, group, index) for index in others),
            *(Cell(group.rows[role], value) if role in group.rows else "" for role in found),
        ]
        for group in groups
    ]
    return replace_rows(table, headings, body)


def _head_behind_kinds(table: Table) -> tuple[Table, int]:
    """項目 | 27年度 over a name, 目標, its figure and a mark: the year heads the figure behind the kind.

    Also the column of the marks. The table as it is, and -1, where no single year heads a column of kinds, or
    those right of it have another heading.
    """
    kind = next(
        (
            index
            for index, headings in enumerate(table.headings[:-1])
            if index and says_only_year(headings) and _holds_kinds(table, index)
        ),
        None,
    )
    if kind is None:
        return table, -1
    year = table.headings[kind]
    behind = table.headings[kind + 1 :]
    if not all(headings == year or not any(headings) for headings in behind) or len(behind) > _MOST_BEHIND:
        return table, -1
    if len(behind) == _MOST_BEHIND and not _holds_marks(table, kind + _MOST_BEHIND):
        return table, -1
    blank = ("",) * len(year)
    judged = (*blank[:-1], f"{_last_of(year)} {heading_word(Role.MARK)}")
    headings = (*table.headings[:kind], blank, year, *[judged][: len(behind) - 1])
    return replace(table, headings=headings), kind + _MOST_BEHIND


def _holds_marks(table: Table, column: int) -> bool:
    marks = [cell for row in table.body if (cell := cell_text(table.grid, row, column))]
    return bool(marks) and all(map(is_mark, marks))


def _heads_figures(headings: Sequence[str]) -> bool:
    """True for a year that says at most how far it is, 26年度(実績), and for 値."""
    if says_only_year(headings):
        return find_heading_year(_last_of(headings)) is not None
    last = _last_of(headings)
    return parse_year_heading(last) is not None or _VALUE.fullmatch("".join(last.split())) is not None


def _title_of(headings: Sequence[str]) -> str:
    """What heads the figures of each kind: R6(見込) as it is, of 26年度(実績) the year, of 値 nothing."""
    if says_only_year(headings):
        return f"{_last_of(headings)} "
    year = find_heading_year(_last_of(headings))
    return f"{year.render()} " if year else ""


def _last_of(headings: Sequence[str]) -> str:
    return next((text for text in reversed(headings) if text), "")


def _group_lines(table: Table, names: Sequence[int], kind: int, value: int) -> list[_Group] | None:
    """The lines of each indicator, which begins with a name or where a kind comes again; None for others."""
    groups: list[_Group] = []
    for row in table.body:
        role = match_kind(cell_text(table.grid, row, kind))
        named = any(cell_text(table.grid, row, column) for column in names)
        if role is None or (not groups and not named):
            return None
        if not groups or role in groups[-1].rows or (named and not _is_same(table, groups[-1], row, names)):
            if not named:
                return None
            groups.append(_Group(row))
        groups[-1].rows[role] = row
    groups = [group for group in groups if not _is_open(table, group, names, value)]
    return groups if all(len(group.rows) > 1 for group in groups) else None


def _is_open(table: Table, group: _Group, names: Sequence[int], value: int) -> bool:
    """True for the lines of a form that nobody filled in: ② | 計画 and no figure."""
    texts = [cell_text(table.grid, group.first, column) for column in names]
    figures = [cell_text(table.grid, row, value) for row in group.rows.values()]
    return not any(figures) and not any(map(str.isalpha, "".join(texts)))


def _is_same(table: Table, group: _Group, row: int, names: Sequence[int]) -> bool:
    return all(
        cell_text(table.grid, row, column) in ("", cell_text(table.grid, group.first, column))
        for column in names
    )


def _say_several(table: Table, group: _Group, columns: Sequence[int]) -> bool:
    """True where a further column says something else on each line: of these only one would be kept."""
    return any(
        len({text for row in group.rows.values() if (text := cell_text(table.grid, row, column))}) > 1
        for column in columns
    )


def _first_filled(table: Table, group: _Group, column: int) -> Cell:
    rows = (row for row in group.rows.values() if cell_text(table.grid, row, column))
    return Cell(next(rows, group.first), column)


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
