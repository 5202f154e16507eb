"""Columns that add up the years beside them: R4 | R5 | R6 | 累計, each 計画 | 実績.

They say nothing that the years do not, and have no year of their own. Rows that add up others are told by
sum_rows.py, one 累計 among the actuals of a year by settled_columns.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.column_role import ColumnRole
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_SUM = late_pattern(r".{0,8}(?:累計|合計|総計|通算).{0,4}|計")
_ROLES = (Role.TARGET, Role.ACTUAL)
_FEWEST_YEARS = 2


def find_sum_columns(columns: Sequence[ColumnRole], table: Table) -> frozenset[int]:
    """The columns without a year, below a heading that says so, that are the sums of those with one.

    Where the goals have no years of their own, the sum is what they are compared with.
    """
    open_ = [item for item in columns if item.role in _ROLES and item.year is None]
    likely = [item for item in open_ if _says_sum(table.headings[item.index])]
    if not likely or len(_list_years(columns, Role.TARGET)) < _FEWEST_YEARS:
        return frozenset()
    sums = {
        item.index: item.role
        for item in likely
        if len(years := _list_years(columns, item.role)) >= _FEWEST_YEARS
        and _adds_up(table, item.index, years)
    }
    return frozenset((*sums, *_find_rates_of(sums, columns, table)))


def _find_rates_of(sums: Mapping[int, Role], columns: Sequence[ColumnRole], table: Table) -> list[int]:
    """The rate behind 累計 計画 | 実績, where it is theirs and not that of the newest year."""
    places = {role: index for index, role in sums.items()}
    if len(places) < len(_ROLES):
        return []
    return [
        item.index
        for item in columns
        if item.role is Role.RATE and item.index - 1 in sums and _is_share(table, item.index, places)
    ]


def _is_share(table: Table, column: int, places: Mapping[Role, int]) -> bool:
    """True where nearly all rates are the actual of all years by the target of all years."""
    right = wrong = 0
    for row in table.body:
        rate, target, actual = (
            _read(table, row, place) for place in (column, places[Role.TARGET], places[Role.ACTUAL])
        )
        if rate is None or actual is None or not target:
            continue
        if abs(actual * 100 - rate * target) <= abs(target):
            right += 1
        else:
            wrong += 1
    return right > 1 and right >= 4 * wrong


def _list_years(columns: Sequence[ColumnRole], role: Role) -> list[int]:
    return [one.index for one in columns if one.role is role and one.year is not None and not one.part]


def _says_sum(headings: Sequence[str]) -> bool:
    return any(_SUM.fullmatch("".join(text.split())) for text in headings if text)


def _adds_up(table: Table, column: int, years: Sequence[int]) -> bool:
    """True where nearly all rows with a figure there add up: a slip of the city's hides nothing."""
    right = wrong = 0
    for row in table.body:
        whole = _read(table, row, column)
        if whole is None:
            continue
        parts = [figure for place in years if (figure := _read(table, row, place)) is not None]
        if abs(sum(parts, Decimal(0)) - whole) <= Decimal(len(parts)) / 2 and parts:
            right += 1
        else:
            wrong += 1
    return right > 1 and right >= 4 * wrong


def _read(table: Table, row: int, column: int) -> Decimal | None:
    quantity = parse_reading(cell_text(table.grid, row, column)).quantity
    return quantity.value if quantity else None
