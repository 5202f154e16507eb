"""Where a table too wide for a page is divided into strips side by side, each with the names of its rows.

Rows are divided by pages.py; how wide a column has to be is said by measure.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.fiscal_year import YearStyle
from shirube.core.form import Role
from shirube.core.table import Cell, PrintedTable
from shirube.writers.measure import fit_columns, measure_readable

_NAMES = (Role.LEVEL, Role.INDICATOR, Role.UNIT, Role.NUMBER)
_NAMES_AT_MOST = 0.5  # of a page: the names are there for the figures


class Strips(Struct, frozen=True):
    """The columns of each strip, by their places in the table; the first ``repeated`` are in all of them."""

    table: PrintedTable
    columns: tuple[tuple[int, ...], ...]
    repeated: int = 0

    @property
    def tables(self) -> tuple[PrintedTable, ...]:
        """Each strip as a table of its own."""
        if len(self.columns) == 1:
            return (self.table,)
        return tuple(take_columns(self.table, columns) for columns in self.columns)

    def fit(self, total: float) -> list[list[float]]:
        """Widths of the columns of each strip in em; names are equally wide in all, so that rows meet."""
        if len(self.columns) == 1:
            return [fit_columns(self.table, total)]
        fitted = [fit_columns(table, total)[: self.repeated] for table in self.tables]
        names = [min(widths) for widths in zip(*fitted, strict=True)]
        rest = [take_columns(self.table, columns[self.repeated :]) for columns in self.columns]
        return [[*names, *fit_columns(table, total - sum(names))] for table in rest]

    def render_label(self, number: int, style: YearStyle) -> str:
        """What stands above strip ``number`` (from 0); empty where there is only one."""
        if len(self.columns) == 1:
            return ""
        columns = self.columns[number][self.repeated :]
        known = sorted({year for at in columns if (year := self.table.columns[at].column.year)})
        label = f"表を左右{len(self.columns)}枚に分けたうちの{number + 1}枚目"
        if not known:
            return label
        ends = dict.fromkeys(year.render(style) for year in (known[0], known[-1]))
        return f"{label}（{'～'.join(ends)}）"


def divide_columns(table: PrintedTable, room: float) -> Strips:
    """As few strips as can be read on pages ``room`` em wide, about equally wide.

    The names at the left are repeated; columns of the same year stay together. A table that fits, or that
    cannot be divided, is one strip.
    """
    widths = measure_readable(table)
    whole = Strips(table, (tuple(range(len(widths))),))
    names = _count_names(table)
    if sum(widths) <= room or sum(widths[:names]) > room * _NAMES_AT_MOST:
        return whole
    groups = list(_group(table, names))
    sizes = [sum(widths[at] for at in group) for group in groups]
    least = room - sum(widths[:names])
    count = len(_fill(sizes, least))
    evenly = next(
        filled for step in range(1, 101) if len(filled := _fill(sizes, least * step / 100)) <= count
    )
    if len(evenly) == 1:
        return whole
    first = tuple(range(names))
    strips = (tuple(at for group in filled for at in groups[group]) for filled in evenly)
    return Strips(table, tuple((*first, *strip) for strip in strips), names)


def _count_names(table: PrintedTable) -> int:
    """How many of the first columns say what a row is about."""
    roles = [item.column.role for item in table.columns]
    return next((at for at, role in enumerate(roles) if role not in _NAMES), len(roles))


def _group(table: PrintedTable, start: int) -> Iterator[list[int]]:
    """The columns from ``start`` on; those of one year that stand side by side together."""
    group: list[int] = []
    for at in range(start, len(table.columns)):
        year = table.columns[at].column.year
        if group and (year is None or table.columns[group[-1]].column.year != year):
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _fill(sizes: Sequence[float], room: float) -> list[list[int]]:
    """Groups one after the other into strips; one that is too wide has a strip to itself."""
    strips: list[list[int]] = []
    used = 0.0
    for at, size in enumerate(sizes):
        if not strips or used + size > room:
            strips.append([])
            used = 0.0
        strips[-1].append(at)
        used += size
    return strips


def take_columns(table: PrintedTable, columns: Sequence[int]) -> PrintedTable:
    """The table with these columns only; a heading over several is cut, and repeated in each strip."""
    headings = tuple(tuple(_take_headings(line, columns)) for line in table.headings)
    rows = tuple(row._replace(cells=tuple(row.cells[at] for at in columns)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in columns), headings=headings, rows=rows)


def _take_headings(line: Sequence[Cell | None], columns: Sequence[int]) -> Iterator[Cell | None]:
    # Where the heading over each column begins; None: in a row above.
    owners: list[int | None] = [None] * len(line)
    for at, cell in enumerate(line):
        if cell:
            owners[at : at + cell.columns] = [at] * cell.columns
    taken = [owners[at] for at in columns]
    for place, owner in enumerate(taken):
        cell = None if owner is None or (place and taken[place - 1] == owner) else line[owner]
        if cell is None:
            yield None
            continue
        end = next((at for at in range(place, len(taken)) if taken[at] != owner), len(taken))
        yield cell._replace(columns=end - place)
