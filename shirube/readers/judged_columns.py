"""Of several actuals of one year the one that the printed rate was worked out from: 2年度実績 beside 累計.

項目        目標値     2年度実績  累計(H28~R2)  進捗率
削減効果額  3,297      1,092      4,533         137.5%
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading, split_name_and_quantity
from shirube.readers.quotients import is_quotient
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_SAMPLE = 60
_FEWEST_ROWS = 2
# Of so many printed rates one may be wrong, or of an indicator that shall fall.
_MOST_SLIPS = 3


class Judged(Struct, frozen=True):
    """A column as far as it matters here."""

    index: int
    role: Role
    year: FiscalYear | None


def find_unjudged(columns: Sequence[Judged], table: Table) -> frozenset[int]:
    """The actuals from which no rate was worked out, where another of the same year gave every rate.

    Nothing where one goal and one rate do not stand beside them, or where the figures do not tell.
    """
    groups: dict[FiscalYear | None, list[int]] = {}
    for item in columns:
        if item.role is Role.ACTUAL:
            groups.setdefault(item.year, []).append(item.index)
    several = {year: group for year, group in groups.items() if len(group) > 1}
    goals = [item.index for item in columns if item.role in AIMS]
    rates = [item.index for item in columns if item.role is Role.RATE]
    if len(several) != 1 or len(goals) != 1 or len(rates) != 1:
        return frozenset()
    (actuals,) = several.values()
    # The whole that is to be done (全体計画) may be what the rate is of, though the goal is that of a year.
    wholes = [item.index for item in columns if item.role is Role.EXTRA]
    for goal in (*goals, *wholes):
        matches = {index: _count_matches(table, goal, index, rates[0]) for index in actuals}
        chosen = [index for index, (agree, differ) in matches.items() if agree >= _FEWEST_ROWS and not differ]
        if len(chosen) == 1 and _contradict(matches, chosen[0]):
            return frozenset(actuals) - {chosen[0]}
    return frozenset()


def find_unnamed_rate(columns: Sequence[Judged], table: Table) -> int | None:
    """The column that no heading calls a rate, but whose figures are one in nearly every row: 目標との比較.

    None where another column is the rate, or where goal and actual are not one each.
    """
    goals = [item.index for item in columns if item.role in AIMS]
    actuals = [item.index for item in columns if item.role is Role.ACTUAL]
    open_ = [item.index for item in columns if item.role in (Role.EXTRA, Role.DIFFERENCE)]
    if len(goals) != 1 or len(actuals) != 1 or not open_ or any(item.role is Role.RATE for item in columns):
        return None
    for index in open_:
        agree, differ = _count_matches(table, goals[0], actuals[0], index)
        if agree >= _FEWEST_ROWS and differ * _MOST_SLIPS <= agree:
            return index
    return None


def _contradict(matches: Mapping[int, tuple[int, int]], chosen: int) -> bool:
    """True where the rates speak against each of the others."""
    return all(differ for index, (_, differ) in matches.items() if index != chosen)


def _count_matches(table: Table, goal: int, actual: int, rate: int) -> tuple[int, int]:
    """In how many rows the rate is the quotient to its last place, and in how many it is not."""
    agree, differ = 0, 0
    for row in table.body[:_SAMPLE]:
        whole, part, printed = (_read(table, row, column) for column in (goal, actual, rate))
        if not whole or part is None or printed is None:
            continue
        if is_quotient(printed, part, whole):
            agree += 1
        else:
            differ += 1
    return agree, differ


def _read(table: Table, row: int, column: int) -> Decimal | None:
    text = cell_text(table.grid, row, column)
    if quantity := parse_reading(text).quantity:
        return quantity.value
    try:
        # 延床面積 45,298平方メートル: the cell names what it measures.
        return split_name_and_quantity(text)[1].value
    except ValueError:
        return None
