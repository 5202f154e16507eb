"""Putting the rows of a plan into groups: by node of the tree, by implementing body, by grade.

Counting a group belongs to distribution.py and crosstab.py.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedPlan, GradedRow

NO_BODY = "（実施主体の記載なし）"


class Group(Struct, frozen=True):
    """Some rows under one name, in printed order."""

    name: str
    rows: tuple[GradedRow, ...]


def group_by_level(graded: GradedPlan, level: int) -> tuple[Group, ...]:
    """One group for each node of a level (0 the top) that has rows below it.

    Nodes of the same name under different parents stay apart. Rows that hang above the level form no group.
    """
    deep = [row for row in graded.rows if len(row.path) > level]
    return _group(deep, lambda row: tuple(id(node) for node in row.path[: level + 1]), _name_of_level(level))


def group_by_body(graded: GradedPlan) -> tuple[Group, ...]:
    """One group for each implementing body; a row that several carry together belongs to their group alone.

    So every row is counted once, as in the printed column.
    """
    return _group(graded.rows, render_bodies, render_bodies)


def group_by_mark(graded: GradedPlan, year: FiscalYear) -> tuple[Group, ...]:
    """One group for each grade or code that occurs in a year, the best first; rows without one come last."""
    groups = _group(graded.rows, lambda row: row.mark(year), lambda row: row.mark(year) or "評価なし")
    order = [band.mark for band in graded.scale.bands]
    return tuple(
        sorted(groups, key=lambda group: order.index(group.name) if group.name in order else len(order))
    )


def render_bodies(row: GradedRow) -> str:
    """The bodies of a row as one name: 「商工会・市」."""
    return "・".join(row.indicator.bodies) or NO_BODY


def _name_of_level(level: int) -> Callable[[GradedRow], str]:
    return lambda row: row.path[level].name


def _group(
    rows: tuple[GradedRow, ...] | list[GradedRow],
    key: Callable[[GradedRow], Hashable],
    name: Callable[[GradedRow], str],
) -> tuple[Group, ...]:
    found: dict[Hashable, list[GradedRow]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return tuple(Group(name(members[0]), tuple(members)) for members in found.values())
