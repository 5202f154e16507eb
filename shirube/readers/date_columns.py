"""Columns of years beside columns of figures: 現状値 | 現状年度 | 目標値 | 目標年度.

Each row then has years of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import FIGURES, Role
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import holds_dates
from shirube.readers.result import UnderstoodColumn
from shirube.readers.table import Table

_TIME = r"(?:値|数値|設定)?の?(?:年度?|年月|月|時点|時期|達成年度)"
_WORDS = (
    (Role.BASELINE, late_pattern(rf"(?:基準|現状|現況|当初|(?:計画)?策定時?|従前){_TIME}")),
    (Role.TARGET, late_pattern(rf"(?:最終)?(?:目標|達成(?:目標)?|計画){_TIME}")),
    (Role.ACTUAL, late_pattern(rf"(?:実績|最新|直近|測定|計測|調査|確定){_TIME}")),
)
# How a column of years of baselines is called in a table that was rewritten.
BASELINE_YEAR = "基準年度"
# Of what is current a heading does not say whether it is where things began or where they stand.
_CURRENT = ("現状", "現況")
_ALONE = late_pattern(r"年度?|年月日?|時点|時期|(?:基準|調査|測定|集計)?日")
_FEWEST_STAGES = 2
_LAST = "最終"


class Dated(Struct, frozen=True):
    """A column as it matters here: role and year by its heading, its title, whether its cells are years.

    ``group`` are the headings above the lowest one.
    """

    role: Role
    title: str
    year: FiscalYear | None
    holds_years: bool
    group: tuple[str, ...] = ()


def may_hold_dates(table: Table, column: int) -> bool:
    """True for a column of years by its heading and its cells."""
    title = "".join(table.headings[column])
    return any(sign in title for sign in "年時月日") and holds_dates(table, column)


def find_date_columns(columns: Sequence[Dated]) -> Mapping[Role, int]:
    """The column with the years of the baselines, the targets and the actuals, where one has them.

    Only figures whose heading names no year need one. 年度 alone belongs to the figure on its left, else to
    that on its right.
    """
    found: dict[Role, int] = {}
    for place, column in enumerate(columns):
        if not column.holds_years:
            continue
        role = _role_of(columns, place)
        open_ = any(
            _same(other.role) is role and other.year is None and not other.holds_years for other in columns
        )
        if role is not None and open_:
            found.setdefault(role, place)
    return found


def find_dates_in_groups(columns: Sequence[Dated]) -> Mapping[int, int]:
    """For figures below one heading with a column of years (2024年（目標値）: 年月 | 値), the place of that.

    The year of a row is then the one it states, whatever the heading says of most rows.
    """
    found: dict[int, int] = {}
    for place, column in enumerate(columns):
        if not column.holds_years or not any(column.group) or not _is_of_group(column.title):
            continue
        beside = [
            at
            for at in (place - 1, place + 1)
            if 0 <= at < len(columns)
            and columns[at].group == column.group
            and columns[at].role in FIGURES
            and not columns[at].holds_years
        ]
        if len(beside) == 1:
            found[beside[0]] = place
    return found


def find_dates_of_stages(columns: Sequence[Dated]) -> Mapping[int, int]:
    """For 中間目標値 | 年度 | 中間実績 | 最終目標値 | 年度 | 最終実績 the place of the years of each figure.

    Each goal has its years on its right, and what was reached behind them is of then. One goal alone has no
    need of this, unless 最終実績 follows 最終目標値 by its name.
    """
    goals = [
        place
        for place, (column, beside) in enumerate(pairwise(columns))
        if _same(column.role) is Role.TARGET
        and column.year is None
        and not column.holds_years
        and beside.holds_years
    ]
    if len(goals) < _FEWEST_STAGES and not any(
        columns[place].title.startswith(_LAST) and one.title.startswith(_LAST)
        for place in goals
        for one in columns[place + 2 : place + 3]
    ):
        return {}
    found = {place: place + 1 for place in goals}
    for place in goals:
        behind = columns[place + 2 : place + 4]
        if behind and _is_reached(behind[0]) and not behind[-1].holds_years:
            found[place + 2] = place + 1
    return found


def _is_reached(column: Dated) -> bool:
    """True for an actual without a year; 中間実績, elsewhere a part of a year, was set aside as such."""
    is_set_aside = column.role is Role.EXTRA and column.title.startswith("中間") and "実績" in column.title
    return column.year is None and (column.role is Role.ACTUAL or is_set_aside)


def _is_of_group(title: str) -> bool:
    """年月, or 計測時期, which without a group would be that of any actual."""
    return _ALONE.fullmatch(title) is not None or _WORDS[-1][1].fullmatch(title) is not None


def find_baseline_dates(columns: Sequence[UnderstoodColumn]) -> int | None:
    """The column with the years of the baselines, where one heading does not name the year of all."""
    baseline = next((item for item in columns if item.column.role is Role.BASELINE), None)
    if baseline is None or baseline.column.year is not None:
        return None
    pattern = _WORDS[0][1]
    for item in columns:
        title = re.sub(r"[\s()（）]+", "", item.column.title)
        if item.column.role is Role.EXTRA and item.column.year is None and pattern.fullmatch(title):
            return item.index
    return None


def _role_of(columns: Sequence[Dated], place: int) -> Role | None:
    column = columns[place]
    title = re.sub(r"[\s()（）]+", "", column.title)
    if place and any(one.holds_years and one.title == column.title for one in columns[:place]):
        # 従前値 | 基準年度 | 計画終了時値 | 基準年度: said again, it is that of the figure on its left.
        before = columns[place - 1]
        return _same(before.role) if before.role in FIGURES and not before.holds_years else None
    for role, pattern in _WORDS:
        if pattern.fullmatch(title):
            return _find_current(columns, title) or role
    if column.role in FIGURES:
        return _same(column.role)
    if not _ALONE.fullmatch(title):
        return None
    beside = [columns[at] for at in (place - 1, place + 1) if 0 <= at < len(columns)]
    return next((_same(other.role) for other in beside if other.role in FIGURES and not other.year), None)


def _find_current(columns: Sequence[Dated], title: str) -> Role | None:
    """現状値 beside 策定時の値 is the actual, and 現状の年度 then the year of the actual."""
    if title[:2] not in _CURRENT:
        return None
    figures = (one for one in columns if one.title[:2] == title[:2] and not one.holds_years and not one.year)
    return next((_same(one.role) for one in figures if one.role in FIGURES), None)


def _same(role: Role) -> Role:
    """A final target is a target whose year is that of the end."""
    return Role.TARGET if role is Role.FINAL_TARGET else role
