"""達成目標 over names beside 数値目標 over figures: what shall be reached, and how far.

Each heading alone means the other thing, so the cells of both are asked together.

    達成目標          数値目標       計画開始前   平成17年度
    ホームヘルパー    約60,000人     42,722人     110,636人
"""

from __future__ import annotations

from collections.abc import Mapping

from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.readers.cell_kinds import sample
from shirube.readers.column_headings import find_roles
from shirube.readers.headings import find_heading_year
from shirube.readers.table import Table

_AIMED_AT = (*AIMS, Role.INDICATOR)
_NAMES_OR_GOALS = frozenset((*_AIMED_AT, Role.LEVEL))
_BESIDE = (
    Role.BASELINE,
    Role.ACTUAL,
    Role.RATE,
    Role.MARK,
    Role.DIFFERENCE,
    Role.UNIT,
    Role.NOTE,
    Role.NUMBER,
)


def holds_what_is_aimed_at(table: Table, column: int) -> bool:
    """True for the names below 達成目標, of which the figures stand below another goal to their right."""
    return _holds_names_of(table, column, find_roles(table.headings))


def holds_figures_aimed_at(table: Table, column: int) -> bool:
    """True for the figures below 数値目標, of which the names stand below another goal to their left."""
    roles = find_roles(table.headings)
    before = [place for place, role in roles.items() if place < column and role is Role.TARGET]
    return _is_figures(table, column) and any(_holds_names_of(table, place, roles) for place in before)


def holds_lone_figures(table: Table, column: int) -> bool:
    """True for the figures below 数値目標 in a table whose rows are named by lines above them."""
    if not _is_about_goals(table, column):
        return False
    others = [role for place, role in find_roles(table.headings).items() if place != column]
    if _NAMES_OR_GOALS.intersection(others) or Role.ACTUAL not in others:
        return False
    if not all(role in _BESIDE for role in others) or len(others) + 1 < _count_headed(table):
        return False
    return all(parse_reading(text).quantity is not None for text in sample(table, column))


def _count_headed(table: Table) -> int:
    return sum(any(texts) for texts in table.headings)


def _holds_names_of(table: Table, column: int, roles: Mapping[int, Role]) -> bool:
    """Words left of everything that is a figure, where no other heading has the names."""
    if any(map(find_heading_year, table.headings[column])) or not _is_about_goals(table, column):
        return False
    if any(role not in (Role.NUMBER, Role.LEVEL) for place, role in roles.items() if place < column):
        return False
    others = [place for place, role in roles.items() if place > column and role in _AIMED_AT]
    figures = [place for place in others if _is_about_goals(table, place) and _is_figures(table, place)]
    named = [place for place in others if roles[place] is Role.INDICATOR and place not in figures]
    cells = sample(table, column)
    words = [text for text in cells if parse_reading(text).quantity is None]
    return bool(figures) and not named and len(words) * 5 > len(cells) * 4


def _is_about_goals(table: Table, column: int) -> bool:
    return any("目標" in text for text in table.headings[column])


def _is_figures(table: Table, column: int) -> bool:
    cells = sample(table, column)
    return sum(parse_reading(text).quantity is not None for text in cells) * 2 > len(cells)
