"""Two groups of targets for one year: 年次計画 in words beside 効果額 with target and actual.

    実施項目  年次計画              効果額
              R4    R5    R6      R5目標  R5実績
    使用料    検討  改定  →       12000   11350

The actual belongs to the target it stands with; the group without any actual is kept as it is. Where both say
the same of that year, the second only repeats the plan, and all of them are targets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.table import Table
from shirube.readers.values import cell_text


class GroupedColumn(Struct, frozen=True):
    """A column as it matters here: its role and year, and the heading above that it shares with others."""

    role: Role
    year: FiscalYear | None
    group: str


def read_cells(table: Table, column: int) -> list[str]:
    """The texts of a column, row by row."""
    return [cell_text(table.grid, row, column) for row in table.body]


def find_group(headings: Sequence[str]) -> str:
    """The heading that a column shares with those beside it; "" where it has one heading only."""
    texts = list(dict.fromkeys(text for text in headings if text))
    return texts[0] if len(texts) > 1 else ""


def find_unpaired_targets(
    columns: Sequence[GroupedColumn], read: Callable[[int], Sequence[str]]
) -> frozenset[int]:
    """The places of targets whose group has no actual, where another group has the target and the actual.

    ``read`` gives the cells of a column by its place.
    """
    targets = [(place, item) for place, item in enumerate(columns) if item.role is Role.TARGET and item.group]
    if len({item.group for _, item in targets}) < 2:
        return frozenset()
    reached = {(item.group, item.year) for item in columns if item.role is Role.ACTUAL}
    with_actual = {group for group, _ in reached}
    paired = {item.year: place for place, item in targets if (item.group, item.year) in reached}
    alone = {
        item.group
        for place, item in targets
        if item.group not in with_actual
        if item.year in paired and not _repeats(read(place), read(paired[item.year]))
    }
    return frozenset(place for place, item in targets if item.group in alone)


def _repeats(cells: Sequence[str], others: Sequence[str]) -> bool:
    """True where most rows say the same in both columns."""
    same = sum(one == other for one, other in zip(cells, others, strict=True))
    return same * 2 > len(cells)
