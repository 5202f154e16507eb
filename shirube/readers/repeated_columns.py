"""Columns that say the same of the same year as one before them: a plan has room for the first only.

Columns that differ in how final their figures are were told apart by standing_columns.py before.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.column_headings import YEARLY
from shirube.readers.result import STATED, UnderstoodColumn

# Roles of which a second column for the same year has no place in a plan; it stays as it is.
_SINGLE = (
    *(*YEARLY, Role.FINAL_TARGET, Role.BASELINE, Role.INDICATOR, Role.UNIT, Role.DIRECTION),
    *(Role.GOAL, Role.BODY, Role.PAGE, Role.NUMBER, Role.NOTE),
)


class _Slot(Struct, frozen=True):
    role: Role
    year: FiscalYear | None
    level: int | None
    part: str


def leave_repeated(found: list[UnderstoodColumn]) -> list[UnderstoodColumn]:
    """A second column of the same role and year keeps its figures as an extra column, and says so."""
    seen: set[_Slot] = {
        _Slot(Role.FINAL_TARGET, item.column.year, None, "")
        for item in found
        if item.column.role is Role.TARGET and item.column.year and not item.column.part
    }
    result = []
    for item in found:
        slot = _Slot(item.column.role, item.column.year, item.column.level, item.column.part)
        if item.column.role in _SINGLE and slot in seen:
            # A column without a year that was rewritten is stated too, though not by a person.
            rewritten = item.confidence == STATED and item.column.year is None
            said = f"見出し「{' '.join(item.column.title.split())}」による" if rewritten else item.why
            why = f"{said}。同じ意味の列がすでにあるため、そのまま残しました"
            # Two columns of notes are nothing to ask about.
            sure = item.confidence if item.column.role is Role.NOTE else 0
            item = UnderstoodColumn(item.index, replace(item.column, role=Role.EXTRA), why, sure)  # noqa: PLW2901
        seen.add(slot)
        result.append(item)
    return result
