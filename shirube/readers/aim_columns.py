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
from shirube.readers.headings import find_heading_year, match_lowest
from shirube.readers.table import Table

# What belongs to one indicator of several in a row, and the least of it.
_OF_ONE = (Role.UNIT, Role.BASELINE, *AIMS, Role.ACTUAL, Role.RATE)
_FEWEST_FIGURES = 2
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


def has_figures_like_an_indicator(table: Table, column: int) -> bool:
    """True for 重点目標 | 現況 | 目標値 left of KPI | 現況 | 目標値: a goal with figures of its own."""
    own = _figures_behind(table, column)
    if not own:
        return False
    others = (
        place
        for place in range(column + len(own) + 1, len(table.headings))
        if (word := match_lowest(table.headings[place])) and word.role is Role.INDICATOR
    )
    return any(_figures_behind(table, place) == own for place in others)


def _figures_behind(table: Table, column: int) -> tuple[tuple[str, ...], ...]:
    """The headings of the figures directly behind a column, at least a baseline or actual and a target."""
    roles: list[Role] = []
    for headings in table.headings[column + 1 :]:
        word = match_lowest(headings)
        if word is None or word.role not in _OF_ONE:
            break
        roles.append(word.role)
    if len(roles) < _FEWEST_FIGURES or not any(role in AIMS for role in roles):
        return ()
    return tuple(table.headings[column + 1 : column + 1 + len(roles)])
