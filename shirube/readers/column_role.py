"""A column as column_roles.py sees it: what its headings and its cells say, as much as a rewriting needs."""

from __future__ import annotations

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.stacked_cells import Stack


class ColumnRole(Struct, frozen=True):
    """A column: its role, the year its heading names, its title, and of a two-line column the second line.

    ``name`` marks columns that together name the indicator; ``latest`` those that hold the newest figure.
    """

    index: int
    role: Role
    year: FiscalYear | None
    title: str
    name: bool = False
    latest: bool = False
    second: FiscalYear | None = None
    # Which of several columns of one year this is, the less final one: 見込 beside 確定.
    part: str = ""
    # What its cells hold one behind the other (実績／目標); whether the heading is a year and no more.
    stack: Stack = ()
    bare: bool = False
    # The heading names a year whose era nobody says: 20年度(実績). It is no other column's year.
    undated: bool = False
    # Its cells are the years of the figures of this role in their rows: 目標年度.
    dates: Role | None = None
    # The column of years that stands below one heading with it: 2024年(目標値): 年月 | 値.
    dated_by: int | None = None
    # Its heading sounds like a figure of the plan, and it is none.
    kept: bool = False
