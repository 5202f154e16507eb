"""The columns of a table by role, so that a row is read without looking for them again."""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.reading import Standing
from shirube.readers.grid import Grid
from shirube.readers.result import UnderstoodColumn
from shirube.readers.standing_columns import STANDINGS, find_standing
from shirube.readers.values import cell_text


class RowCells:
    """A grid and what its columns mean."""

    def __init__(self, grid: Grid, columns: Sequence[UnderstoodColumn]) -> None:
        self.grid = grid
        self.columns = columns
        self._by_role: dict[Role, list[UnderstoodColumn]] = {}
        for item in columns:
            self._by_role.setdefault(item.column.role, []).append(item)
        by_level = [item for item in columns if item.column.role is Role.LEVEL]
        self.levels = [item.index for item in sorted(by_level, key=lambda item: item.column.level or 0)]
        self.indicator = self.first(Role.INDICATOR)
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

    def text(self, row: int, role: Role) -> str:
        """The text of the first column of a role, "" where there is none."""
        found = self._by_role.get(role)
        return cell_text(self.grid, row, found[0].index) if found else ""

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

    def has_values(self, row: int) -> bool:
        """True when the row has a target, an actual or a mark."""
        cells = self.grid.rows[row]
        return any(cells[column] != "" for series in self.yearly.values() for _, column in series) or any(
            cells[column] != "" for series in self.earlier.values() for column, _ in series
        )
