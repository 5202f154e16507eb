"""What reading a file gives: the plan, how each column was understood, and where every figure stood."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from shirube.core.finding import Finding, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Column, Role
from shirube.core.indicator import Indicator
from shirube.core.plan import Plan
from shirube.readers.grid import Grid

# So sure is what a person said of a column, and what a rewritten table states.
STATED = 100
# The code of the finding that a table was not read as it stands, nor is given back so.
REWRITTEN = "layout-rewritten"


class UnderstoodColumn(Struct, frozen=True):
    """A column of the file, what it was taken for, why, and how surely (percent)."""

    index: int
    column: Column
    why: str
    confidence: int


class ReadPlan(Struct, frozen=True, kw_only=True):
    """One table of a file, understood. ``layout`` names the family of layouts it was read as.

    ``rows`` gives the row of the grid in which each indicator begins, by the indicator's key.
    """

    plan: Plan
    findings: tuple[Finding, ...]
    columns: tuple[UnderstoodColumn, ...]
    layout: str
    grid: Grid
    rows: Mapping[str, int] = field(default_factory=dict)
    header: tuple[int, int] = (0, 0)
    # Headings (or names of lines) of a table that was rewritten, and what each was taken for.
    source_roles: tuple[tuple[str, Role], ...] = ()
    # Rows that add others up (合計, 小計): they are no indicators of the plan, and are not lost either.
    totals: tuple[Indicator, ...] = ()

    def find_place(self, key: str, role: Role, year: FiscalYear | None = None) -> Place | None:
        """The cell in which a figure of an indicator stood, None where there is no such cell."""
        row = self.rows.get(key)
        for known in self.columns:
            if row is not None and known.column.role is role and year in (None, known.column.year):
                return self.grid.place(row, known.index)
        return None
