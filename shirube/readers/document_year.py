"""The year of a document whose title says it once, for a further table of it that says none.

    計画値と実績値の比較（令和６年度）
    項目 | 計画値 | 実績値        and below another table:   サービス種別 | 計画値 | 実績値

Only where the first table took all its years from that title, and the further one has no year at all: that
its figures are of the same year is a guess to be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.grid import Grid
from shirube.readers.heading_tables import FoundTable
from shirube.readers.layout_reader import read_tables
from shirube.readers.layout_recipe import LayoutRecipe
from shirube.readers.layouts import find_all_tables
from shirube.readers.result import ReadPlan
from shirube.readers.surroundings import find_title_year

_YEARLY = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK, Role.BASELINE)
_FIGURES = frozenset((Role.TARGET, Role.ACTUAL))


def lacks_year(read: ReadPlan) -> bool:
    """True for goals beside actuals of which no column, nor anything around, says a year."""
    yearly = [item.column for item in read.columns if item.column.role in _YEARLY]
    return all(column.year is None for column in yearly) and {column.role for column in yearly} >= _FIGURES


def read_with_document_year(
    grid: Grid, recipe: LayoutRecipe, first: ReadPlan, plans: Sequence[ReadPlan], lines: list[list[str]]
) -> tuple[list[FoundTable], list[ReadPlan]] | None:
    """The tables of a grid, and their plans as of the year of the title above the document's first table.

    None where there is no such year, or where it would change the plans that have years: ``plans`` are
    those read without it. ``lines`` stand below the last table.
    """
    year = _find_document_year(first)
    if year is None:
        return None
    tables = find_all_tables(grid, replace(recipe, year=year), year)
    dated = read_tables(tables, lines)
    if len(plans) != len(dated):
        return None
    changed = [lacks_year(old) for old in plans]
    if any(
        old.plan != new.plan for old, new, is_due in zip(plans, dated, changed, strict=True) if not is_due
    ):
        return None
    return tables, [_say(new, year) if is_due else new for new, is_due in zip(dated, changed, strict=True)]


def _find_document_year(first: ReadPlan) -> FiscalYear | None:
    """The year of the title above the first table, where its figures are of this year alone."""
    year = find_title_year(first.plan.title)
    years = {item.column.year for item in first.columns if item.column.role in _YEARLY}
    return year if year is not None and years == {year} else None


def _say(read: ReadPlan, year: FiscalYear) -> ReadPlan:
    said = Finding(
        code="year-of-document",
        level=Level.ODD,
        place=read.grid.place(read.header[0], 0),
        message=f"この表には年度がないため、初めの表の表題の年度（{year.render()}）の値とみなしました。",
        remedy="違う場合は、表の上か見出しに年度を記入してください。",
    )
    return replace(read, findings=(said, *read.findings))
