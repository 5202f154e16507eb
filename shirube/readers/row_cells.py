"""The columns of a table by role, and the texts of its rows, column by column.

Tables of ten thousand rows pass through here, so nothing is looked for again in every row. Figures are
read by row_figures.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.reading import Standing
from shirube.readers.grid import Grid
from shirube.readers.result import UnderstoodColumn
from shirube.readers.standing_columns import STANDINGS, find_standing
from shirube.readers.values import DITTOS, cell_text, read_texts


class RowCells:
    """Rows of a grid and what its columns mean; every list holds one item for each of ``rows``."""

    def __init__(self, grid: Grid, columns: Sequence[UnderstoodColumn], rows: Sequence[int]) -> None:
        self.grid = grid
        self.columns = columns
        self.rows = rows
        self._by_role: dict[Role, list[UnderstoodColumn]] = {}
        for item in columns:
            self._by_role.setdefault(item.column.role, []).append(item)
        by_level = [item for item in columns if item.column.role is Role.LEVEL]
        self.levels = [item.index for item in sorted(by_level, key=lambda item: item.column.level or 0)]
        self.originals = {
            item.column.year: item.index
            for item in self.all(Role.TARGET)
            if item.column.part and item.column.year
        }
        self.yearly = {role: self._by_year(role) for role in (Role.TARGET, Role.ACTUAL, Role.MARK, Role.RATE)}
        # Columns of actuals whose headings say how final they are, and those beside a more final one.
        self.standings = {
            item.index: standing
            for item in self.all(Role.ACTUAL)
            if (standing := find_standing(item.column.title)) is not Standing.UNSTATED
        }
        self.earlier = self._find_earlier()
        self.extras = [
            item.index
            for item in columns
            if item.column.role in (Role.EXTRA, Role.DIFFERENCE, Role.PREVIOUS_MARK)
            or (item.column.role in (*self.yearly, Role.FINAL_TARGET) and item.column.year is None)
        ]

    def first(self, role: Role) -> UnderstoodColumn | None:
        """The first column of a role."""
        found = self._by_role.get(role)
        return found[0] if found else None

    def all(self, role: Role) -> list[UnderstoodColumn]:
        """Every column of a role from left to right."""
        return self._by_role.get(role, [])

    def texts(self, role: Role) -> list[str]:
        """The texts of the first column of a role, "" in each row where there is none."""
        found = self._by_role.get(role)
        return self.texts_in(found[0].index) if found else [""] * len(self.rows)

    def texts_in(self, column: int) -> list[str]:
        """The texts of a column, in place of 〃 that of the cell above."""
        texts = read_texts(self.grid, self.rows, column)
        if any(ditto in texts for ditto in DITTOS):
            for place, text in enumerate(texts[1:], 1):
                if text in DITTOS:
                    texts[place] = texts[place - 1]
        return texts

    def texts_of(self, columns: Sequence[int]) -> list[tuple[str, ...]]:
        """The texts of several columns, row by row."""
        if not columns:
            return [()] * len(self.rows)
        return list(zip(*map(self.texts_in, columns), strict=True))

    def _by_year(self, role: Role) -> list[tuple[FiscalYear, int]]:
        found = {
            item.column.year: item.index
            for item in self.all(role)
            if item.column.year and not item.column.part
        }
        if role is Role.TARGET:
            # A final target is the target of its year, unless that year has a target column of its own.
            for item in self.all(Role.FINAL_TARGET):
                if item.column.year:
                    found.setdefault(item.column.year, item.index)
        return sorted(found.items())

    def _find_earlier(self) -> dict[FiscalYear, list[tuple[int, Standing]]]:
        """By year, the columns of figures known before the one that counts, the least final first."""
        found: dict[FiscalYear, list[tuple[int, Standing]]] = {}
        order = list(STANDINGS.values())
        for item in self.all(Role.ACTUAL):
            if item.column.part in STANDINGS and item.column.year:
                found.setdefault(item.column.year, []).append((item.index, STANDINGS[item.column.part]))
        return {year: sorted(group, key=lambda pair: order.index(pair[1])) for year, group in found.items()}

    def begins_somewhere(self, place: int) -> bool:
        """True for a row with a figure where others have their baseline: it measures something."""
        columns = [item.index for item in self.all(Role.BASELINE)]
        texts = (cell_text(self.grid, self.rows[place], column) for column in columns)
        return any(parse_reading(text).quantity is not None for text in texts if text)

    def find_filled(self) -> list[bool]:
        """For each row whether it has a target, an actual or a mark."""
        columns = [column for series in self.yearly.values() for _, column in series]
        columns += [column for series in self.earlier.values() for column, _ in series]
        lines = [self.grid.rows[row] for row in self.rows]
        if not columns:
            return [False] * len(lines)
        # Nearly every row has something in the first of these columns.
        first = [line[columns[0]] for line in lines]
        # An exact number is slow to be compared with a text, and always something.
        filled = [cell.__class__ is not str or cell != "" for cell in first]
        for place, known in enumerate(filled):
            if not known:
                line = lines[place]
                filled[place] = any(line[column] != "" for column in columns)
        return filled
