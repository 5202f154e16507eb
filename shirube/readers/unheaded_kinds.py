"""Kinds beside their figures without any heading, as the forms of the state have them below one another.

    指標①(普及率)  最終目標値  67.7%  差が出た要因
                    最終実績値  67.9%

Each pair of lines becomes one row. Asked only where no other reader found a table, because nothing but the
words 目標値 and 実績値 says that this is one.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_only_period
from shirube.readers.line_words import match_kind
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, line_of, rewrite_table
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_FINAL = late_pattern(r"^最終(?=.*実績)")
_KINDS = (Role.BASELINE, Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK)


class _Item(Struct):
    """The row of a name and the rows below it by the kind of their figure."""

    top: int
    rows: dict[Role, int] = field(default_factory=dict)


def find_unheaded_table(grid: Grid) -> Table | None:
    """The table of all such pairs, that have their kinds in one column; None where a grid has none."""
    for column in range(1, grid.width - 1):
        items = _find_items(grid, column)
        if items:
            return _make_table(grid, items, column)
    return None


def _find_items(grid: Grid, column: int) -> list[_Item]:
    items: list[_Item] = []
    for row in range(grid.height):
        kind = _kind_of(cell_text(grid, row, column))
        if kind is None or not _is_figure(cell_text(grid, row, column + 1)):
            continue
        named = any(cell_text(grid, row, place) for place in range(column))
        if named:
            items.append(_Item(row))
        elif not items or kind in items[-1].rows or max(items[-1].rows.values()) != row - 1:
            continue
        items[-1].rows.setdefault(kind, row)
    return [item for item in items if {Role.TARGET, Role.ACTUAL} <= set(item.rows)]


def _find_final_year(grid: Grid, items: Sequence[_Item], column: int, first: int) -> str:
    """The last year of the only period named above, where the figures are said to be final: 最終実績値."""
    labels = [cell_text(grid, row, column) for item in items for row in item.rows.values()]
    if not all(label.startswith("最終") for label in labels):
        return ""
    period = find_only_period(" ".join(filled_cells(grid.rows[row])) for row in range(first))
    return period[1].render() if period else ""


def _kind_of(text: str) -> Role | None:
    return match_kind(_FINAL.sub("", text.strip()))


def _is_figure(text: str) -> bool:
    reading = parse_reading(text)
    return bool(text) and (reading.quantity is not None or reading.missing is not Missing.UNREADABLE)


def _make_table(grid: Grid, items: Sequence[_Item], column: int) -> Table:
    kinds = [kind for kind in _KINDS if any(kind in item.rows for item in items)]
    further = [
        place
        for place in range(column + 2, grid.width)
        if any(cell_text(grid, row, place) for item in items for row in item.rows.values())
    ]
    used = {row for item in items for row in item.rows.values()}
    year = _find_final_year(grid, items, column, min(used))
    words = [f"{year} {heading_word(kind)}" if year else heading_word(kind) for kind in kinds]
    headings = [("指標名",), *((word,) for word in words), *(("備考",) for _ in further[:1])]
    body: list[Line] = []
    for item in items:
        name = " ".join(text for place in range(column) if (text := cell_text(grid, item.top, place)))
        notes = " ".join(
            text for row in item.rows.values() for place in further if (text := cell_text(grid, row, place))
        )
        cells = [Cell(item.rows[kind], column + 1) if kind in item.rows else "" for kind in kinds]
        beside: Line = [Cell(item.top, further[0], notes)] if further else []
        body.append([Cell(item.top, 0, name), *cells, *beside])
    rest = [
        row for row in range(grid.height) if row not in used and any(cell != "" for cell in grid.rows[row])
    ]
    first = min(used)
    above = [line_of(grid, row) for row in rest if row < first]
    below = [line_of(grid, row) for row in rest if row > first]
    return rewrite_table(grid, headings, body, above=above, below=below)
