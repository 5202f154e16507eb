"""What stands below the heading of a goal: figures, goals of the plan in words, or one goal told as a rate.

Other kinds of cells are told by cell_kinds.py; which role follows from them by cell_rules.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.fiscal_year import fold_width
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.cell_kinds import find_roles_beside, holds_rates, is_dated_goal, sample
from shirube.readers.column_headings import find_last_named, find_roles
from shirube.readers.headings import clean_heading, find_heading_year, match_lowest
from shirube.readers.line_words import parse_year_cell
from shirube.readers.table import Table

# What stands before a target; before a goal of the plan stands none of them.
_BEFORE = {Role.INDICATOR, Role.BASELINE, *AIMS, Role.ACTUAL, Role.RATE, Role.DIFFERENCE}
_GOAL_YEARS = frozenset(("目標年度", "目標年", "目標年次"))
_INDEXES = frozenset(("KPI", "重要業績評価指標", "重要業績評価指標(KPI)", "KPI(重要業績評価指標)"))
# 6%削減 below 削減目標.
_CHANGED = late_pattern(r"約?\d[\d.]*\s?%\s?(?:の|を)?(?:削減|減少?|縮減|低減|増加?)")
_CHANGES = ("削減", "縮減", "低減", "増減")


def holds_aims_of_year(table: Table, column: int) -> bool:
    """True for figures below a year that is called 目標年度 and no more.

    Nor need it say which: what stands there is no year, and no other column holds targets.
    """
    headings = table.headings[column]
    is_goal = any("目標年" in text and clean_heading(text).strip("()") in _GOAL_YEARS for text in headings)
    if not is_goal or not _are_aims(cells := sample(table, column)):
        return False
    if any(map(find_heading_year, headings)):
        return True
    are_years = any(parse_year_cell(cell) or (len(cell) == 4 and cell.isdecimal()) for cell in cells)
    return not are_years and find_roles_beside(table, column).isdisjoint(AIMS)


def holds_aims_of_plan(table: Table, column: int) -> bool:
    """True for figures below 施策目標 and a year, behind the names and beside no other target."""
    headings = table.headings[column]
    if not is_dated_goal(headings) or not _are_aims(sample(table, column)):
        return False
    beside = find_roles_beside(table, column)
    return Role.INDICATOR in beside and beside.isdisjoint(AIMS)


def holds_aims(table: Table, column: int) -> bool:
    """True for figures, or the goals of a year, below 数値目標 in a table that has its names elsewhere."""
    headings = table.headings[column]
    is_index = clean_heading(next(filter(None, reversed(headings)), "")) in _INDEXES
    if not is_index and not any("目標" in text for text in headings):
        return False
    beside = find_roles_beside(table, column)
    if is_index:
        # Names stand below 数値目標項目: KPI between 基準値 and 実績値 is what they shall be.
        is_free = Role.INDICATOR in beside and Role.ACTUAL in beside and beside.isdisjoint(AIMS)
        return is_free and _are_aims(sample(table, column))
    if not {Role.INDICATOR, Role.LEVEL} & beside:
        return False
    # What is to be done in one year is no name, though told in words: 令和6年度 数値目標.
    is_dated = any(map(find_heading_year, headings)) and beside.isdisjoint(AIMS)
    # Nor is it where the names stand below 目標項目, and what was reached beside it.
    # 数値目標【達成年次】: the brackets tell how each row says its year.
    last = clean_heading(next(filter(None, reversed(headings)), "")).partition("【")[0]
    is_named = last == "数値目標" and not beside.isdisjoint((Role.ACTUAL, Role.BASELINE))
    is_named = is_named and beside.isdisjoint(AIMS) and Role.INDICATOR in beside
    return is_dated or is_named or _are_aims(sample(table, column))


def holds_goal_rates(table: Table, column: int) -> bool:
    """True for ▲38% below 削減目標 beside 746 below another target: the same goal, told as a change."""
    headings = table.headings[column]
    if any(map(find_heading_year, headings)) or not any(
        word in text for text in headings for word in _CHANGES
    ):
        return False
    changes = [text for text in sample(table, column) if _CHANGED.fullmatch(fold_width(text))]
    if not holds_rates(table, column) and not changes:
        return False
    others = [
        place
        for place, other in enumerate(table.headings)
        if place != column
        and (((word := match_lowest(other)) and word.role in AIMS) or holds_aims_of_year(table, place))
    ]
    return any(not holds_rates(table, place) and _are_aims(sample(table, place)) for place in others)


def _are_aims(cells: Sequence[str]) -> bool:
    figures = sum(parse_reading(cell).missing not in (None, Missing.UNREADABLE) for cell in cells)
    numbers = sum(parse_reading(cell).quantity is not None for cell in cells)
    return numbers > 0 and (figures + numbers) * 2 > len(cells)


def holds_goals(table: Table, column: int) -> bool:
    """True for words or numbers below 「目標」 left of the indicators: goals of the plan, no targets.

    Numbers are goals only where the targets stand behind the indicators, and nothing else before them.
    """
    if any(map(find_heading_year, table.headings[column])):
        return False
    if find_last_named(table.headings) <= column:
        return False
    roles = find_roles(table.headings).items()
    is_first = not any(place < column and role in _BEFORE for place, role in roles)
    if is_first and any(place > column and role in AIMS for place, role in roles):
        return True
    readings = [parse_reading(text) for text in sample(table, column)]
    return bool(readings) and all(one.quantity is None and not one.state for one in readings)
