"""Columns that only those beside them settle: which of two present values is newer, which actual was judged.

The columns are those of column_roles.py, which reads headings and cells one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from shirube.core.form import FIGURES, Role
from shirube.core.pattern import late_pattern
from shirube.readers.grid_rows import filled_cells
from shirube.readers.present_columns import holds_previous
from shirube.readers.target_groups import GroupedColumn, find_group, find_unpaired_targets, read_cells
from shirube.readers.unsaid_years import YearColumn, find_unsaid_years

if TYPE_CHECKING:
    from shirube.readers.column_role import ColumnRole
    from shirube.readers.judged_columns import Judged
    from shirube.readers.table import Table

_FEWEST_YEARS = 2
_FIGURES_AND_MARKS = (*FIGURES, Role.RATE, Role.MARK)
# Headings that say of figures no more than that they are some, and what titles say of them.
_VALUES = frozenset(("数値", "値", "指標値"))
_REPORTS = late_pattern(r"状況|実績|結果|報告")
_PLANS = late_pattern(r"目標|計画|見込|予定")


def leave_unsaid_years(found: list[ColumnRole]) -> list[ColumnRole]:
    """27年度 | 28年度 beside 28年度実績: no actuals, though their headings are years."""
    unsaid = find_unsaid_years([YearColumn(item.role, item.year, item.bare, item.title) for item in found])
    return [replace(item, role=Role.EXTRA) if place in unsaid else item for place, item in enumerate(found)]


def leave_unpaired(found: list[ColumnRole], table: Table) -> list[ColumnRole]:
    """年次計画 in words beside the target and the actual of 効果額: the actual is not of the words."""
    columns = [GroupedColumn(item.role, item.year, find_group(table.headings[item.index])) for item in found]
    unpaired = find_unpaired_targets(columns, lambda place: read_cells(table, found[place].index))
    return [
        replace(item, role=Role.EXTRA, kept=True)
        if place in unpaired and item.index not in table.stated
        else item
        for place, item in enumerate(found)
    ]


def set_unjudged_apart(found: list[ColumnRole], table: Table) -> list[ColumnRole]:
    """2年度実績 beside 累計, where the rates are those of the latter."""
    found = _date_sums(found)
    actuals = [item.year for item in found if item.role is Role.ACTUAL and not item.part]
    if len(set(actuals)) == len(actuals):
        return found
    # Few tables have two actuals of one year: what tells them apart is loaded for these only.
    from shirube.readers.judged_columns import find_unjudged

    # 前回値 with the year of each figure behind it is of another year than 最新値.
    asked = [item for item in found if not holds_previous(table, item.index)]
    apart = find_unjudged(_list_whole(asked), table)
    return [replace(item, role=Role.EXTRA, kept=True) if item.index in apart else item for item in found]


def _date_sums(found: list[ColumnRole]) -> list[ColumnRole]:
    """累計 behind R4 and R5 is how far it had come in R5, where a rate may have been worked out from it."""
    sums = [item for item in found if item.role is Role.ACTUAL and item.year is None and "累計" in item.title]
    if len(sums) != 1 or all(item.role is not Role.RATE for item in found):
        return found
    years = [item.year for item in found if item.role is Role.ACTUAL and item.year and not item.part]
    if len(years) < _FEWEST_YEARS or any(item.role is Role.TARGET and item.year for item in found):
        return found
    return [replace(item, year=max(years)) if item is sums[0] else item for item in found]


def find_rate(found: list[ColumnRole], table: Table) -> list[ColumnRole]:
    """目標との比較 over 94.0% where the goal is 10.0 and the actual 9.4."""
    roles = {item.role for item in found}
    if Role.RATE in roles or not roles & {Role.EXTRA, Role.DIFFERENCE}:
        return found
    from shirube.readers.judged_columns import find_unnamed_rate

    rate = find_unnamed_rate(_list_whole(found), table)
    return [replace(item, role=Role.RATE) if item.index == rate else item for item in found]


def take_reported_values(found: list[ColumnRole], table: Table) -> list[ColumnRole]:
    """指標 | 数値 below 管理運営状況(平成27年度): the only figures of a report are what was reached."""
    values = [item for item in found if item.role is Role.EXTRA and item.title.strip() in _VALUES]
    if len(values) != 1 or any(item.role in _FIGURES_AND_MARKS for item in found):
        return found
    lines = [filled_cells(table.grid.rows[row]) for row in table.above]
    titles = [cells[0] for cells in lines if len(cells) == 1]
    if not any(_REPORTS.search(title) for title in titles) or any(map(_PLANS.search, titles)):
        return found
    return [replace(item, role=Role.ACTUAL) if item is values[0] else item for item in found]


def date_states(found: list[ColumnRole]) -> list[ColumnRole]:
    """Of 現状値(H17) and 現状値(H18) the first year is where things began, the later ones are actuals."""
    states = [item for item in found if item.role is Role.BASELINE and item.latest]
    dated = {item.year for item in states if item.year is not None}
    if len(dated) < 2 or len(dated) < len(states):
        return found
    first = min(dated)
    return [
        replace(item, role=Role.BASELINE if item.year == first else Role.ACTUAL, latest=item.year != first)
        if item in states
        else item
        for item in found
    ]


def _list_whole(found: list[ColumnRole]) -> list[Judged]:
    """The columns of whole years; half-years and columns of dates were judged by nobody."""
    from shirube.readers.judged_columns import Judged

    return [Judged(item.index, item.role, item.year) for item in found if not item.part and not item.dates]
