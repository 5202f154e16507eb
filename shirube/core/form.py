"""The form (様式) of a plan's table: which columns it prints, in which order, under which headings.

Kept with the plan so that the same table can be given out again. What a cell shows follows from the
column's role; reading and drawing the form are left to readers and writers.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear


class Role(Enum):
    """What a column holds. The value is the word shown to officers."""

    LEVEL = "階層"
    INDICATOR = "指標名"
    UNIT = "単位"
    DIRECTION = "方向"
    BODY = "実施主体"
    GOAL = "目標とする姿"
    STATUS = "実施状況・課題"
    ISSUE = "課題"
    BASELINE = "基準値"
    TARGET = "目標値"
    FINAL_TARGET = "最終目標値"
    ACTUAL = "実績値"
    RATE = "達成率"
    MARK = "評価"
    PREVIOUS_MARK = "前回評価"
    DIFFERENCE = "差"
    PAGE = "頁"
    NUMBER = "番号"
    NOTE = "備考"
    EXTRA = "その他"


# What shall be reached; and all that is measured, of which rates, marks and differences are made. Tuples: to
# find a role in a set takes longer.
AIMS = (Role.TARGET, Role.FINAL_TARGET)
FIGURES = (Role.BASELINE, *AIMS, Role.ACTUAL)


class Column(Struct, frozen=True):
    """One printed column: its role, its year or tree level where it has one, and its headings top down.

    A heading that spans several columns stands in each of them, so ``headings`` are equally long
    throughout a form; an empty string continues the heading above.
    """

    role: Role
    headings: tuple[str, ...]
    year: FiscalYear | None = None
    level: int | None = None
    # Which of several columns of the same role and year this is: half-years, 男/女; "" for the only one.
    part: str = ""

    @property
    def title(self) -> str:
        """The headings in one line, for messages."""
        return " ".join(dict.fromkeys(part for part in self.headings if part))


class Form(Struct, frozen=True):
    """All columns from left to right."""

    columns: tuple[Column, ...] = ()

    def __post_init__(self) -> None:
        if len({len(column.headings) for column in self.columns}) > 1:
            raise ValueError("all columns of a form need the same number of heading rows")

    @property
    def heading_rows(self) -> int:
        """Number of heading rows."""
        return len(self.columns[0].headings) if self.columns else 0

    def find(self, role: Role, year: FiscalYear | None = None) -> Column | None:
        """The first column of a role (and year), None where the form has none."""
        for column in self.columns:
            if column.role is role and (year is None or column.year == year):
                return column
        return None
