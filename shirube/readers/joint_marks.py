"""One mark for several indicators: a mark whose cell is merged over their rows belongs to all of them.

How a city joins several indicators into one mark is its own affair and seldom printed, so such a mark is kept
and shown merged again, but not held against the rule for a single indicator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.indicator import Indicator, Published
from shirube.readers.amendments import Amendment
from shirube.readers.grid import Grid, Span
from shirube.readers.merge_reach import find_tall_merges
from shirube.readers.result import UnderstoodColumn
from shirube.readers.values import cell_text

# By indicator, the marks that it shares: year, mark, and the key of the first indicator that has it.
Shared = dict[str, list[tuple[FiscalYear, str, str]]]


def find_joint_marks(
    grid: Grid, rows: Mapping[str, int], columns: Sequence[UnderstoodColumn]
) -> tuple[Amendment | None, list[Finding]]:
    """The change that gives joint marks to all whose rows they cover, and one finding about them."""
    marks = {
        item.index: item.column.year
        for item in columns
        if item.column.role is Role.MARK and item.column.year and not item.column.part
    }
    spans = [(span, marks[span.left]) for span in find_tall_merges(grid.merges, marks)]
    keys = {row: key for key, row in rows.items()} if spans else {}
    shared: Shared = {}
    groups: list[tuple[Span, str, list[str]]] = []
    for span, year in spans:
        covered = [keys[row] for row in range(span.top, span.bottom + 1) if row in keys]
        mark = cell_text(grid, span.top, span.left)
        if len(covered) > 1 and mark and year:
            groups.append((span, mark, covered))
            for key in covered:
                shared.setdefault(key, []).append((year, mark, covered[0]))
    if not groups:
        return None, []
    return lambda item: _give(item, shared.get(item.key, ())), [_describe(groups, grid)]


def _give(item: Indicator, marks: Sequence[tuple[FiscalYear, str, str]]) -> Indicator:
    if not marks:
        return item
    known = {one.year: one for one in item.published}
    for year, mark, first in marks:
        rate = known[year].rate if year in known else ""
        known[year] = Published(year, mark, rate, joint=first)
    return replace(item, published=tuple(known[year] for year in sorted(known)))


def _describe(groups: Sequence[tuple[Span, str, list[str]]], grid: Grid) -> Finding:
    listed = "、".join(f"「{mark}」は{len(keys)}指標" for _, mark, keys in groups[:5])
    rest = f"ほか{len(groups) - 5}組" if len(groups) > 5 else ""
    first = groups[0][0]
    return Finding(
        code="mark-joint",
        level=Level.INFORMATION,
        place=grid.place(first.top, first.left),
        message=f"一つの評価が複数の指標にまとめて付けられています（{listed}{rest}）。全ての指標の評価として読みました。",
        remedy="まとめた評価は、一つの指標の評価基準とは照らし合わせません。",
    )
