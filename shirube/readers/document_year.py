"""The year of a document whose title says it once, for a further table of it that says none.

    計画値と実績値の比較（令和６年度）
    項目 | 計画値 | 実績値        and below another table:   サービス種別 | 計画値 | 実績値

Only where the first table took all its years from that title, and the further one has no year at all: that
its figures are of the same year is a guess to be looked at. So it is of a sheet that is called by its year.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid
from shirube.readers.heading_tables import FoundTable
from shirube.readers.layout_reader import read_tables
from shirube.readers.layout_recipe import LayoutRecipe
from shirube.readers.layouts import find_all_tables
from shirube.readers.result import ReadPlan
from shirube.readers.surroundings import find_title_year

_YEARLY = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK, Role.BASELINE)
# 令和6年度の目標 at the end of a line; 令和6年度目標と実績 heads more than goals.
_HEADS_GOALS = late_pattern(r"年度?(?:末|における)?の?(?:数値)?目標(?:値|一覧|の一覧)?$")
# 令和5年度, R5実績, 2023年度評価シート: of 令和5年度計画 the figures may be of another year.
_OF_SHEET = late_pattern(r"\|[\s_]?(?:分|の?(?:実績|評価|進捗|達成|目標|指標|KPI)[^\s\d]{0,8})?")
_PAIRED = frozenset((Role.TARGET, Role.ACTUAL))


def lacks_year(read: ReadPlan) -> bool:
    """True for goals, alone or beside actuals, of which no column, nor anything around, says a year."""
    roles = _undated_roles(read)
    return roles >= _PAIRED or roles == {Role.TARGET}


def _undated_roles(read: ReadPlan) -> set[Role]:
    """What the figures are where no column has a year; nothing where one has."""
    yearly = [item.column for item in read.columns if item.column.role in _YEARLY]
    return {column.role for column in yearly} if all(column.year is None for column in yearly) else set()


def read_with_document_year(
    grid: Grid, recipe: LayoutRecipe, first: ReadPlan, plans: Sequence[ReadPlan], lines: list[list[str]]
) -> tuple[list[FoundTable], list[ReadPlan]] | None:
    """The tables of a grid, and their plans as of the year of the title above the document's first table.

    None where there is no such year, or where it would change the plans that have years: ``plans`` are
    those read without it. ``lines`` stand below the last table.
    """
    goals = _undated_roles(plans[0]) == {Role.TARGET} and len(plans) == 1
    year = _find_goal_year(plans[0]) if goals else _find_document_year(first)
    where = "表の上の行" if goals else "初めの表の表題"
    if year is None:
        year, where = _find_sheet_year(grid, plans), "シートの名前"
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
    return tables, [
        _say(new, year, where) if is_due else new for new, is_due in zip(dated, changed, strict=True)
    ]


def _find_document_year(first: ReadPlan) -> FiscalYear | None:
    """The year of the title above the first table, where its figures are of this year alone."""
    year = find_title_year(first.plan.title)
    years = {item.column.year for item in first.columns if item.column.role in _YEARLY}
    return year if year is not None and years == {year} else None


def _find_goal_year(read: ReadPlan) -> FiscalYear | None:
    """The year of a line above that heads goals alone: 1 令和6年度の目標."""
    lines = [fold_width(line).strip() for line in (read.plan.title, *read.plan.remarks)]
    years = [find_title_year(line) for line in lines if _HEADS_GOALS.search(line)]
    return years[0] if len(years) == 1 else None


def _find_sheet_year(grid: Grid, plans: Sequence[ReadPlan]) -> FiscalYear | None:
    """The year that the sheet is called by, where nothing above its tables names another one."""
    mentions = list(find_fiscal_years(grid.name)) if grid.lettered else []
    if len(mentions) != 1:
        return None
    (one,) = mentions
    folded = fold_width(grid.name)
    if not _OF_SHEET.fullmatch(f"{folded[: one.start]}|{folded[one.end :]}".strip("()")):
        return None
    lines = [line for read in plans for line in (read.plan.title, *read.plan.remarks)]
    others = {mention.year for line in lines for mention in find_fiscal_years(line)}
    return one.year if others <= {one.year} else None


def _say(read: ReadPlan, year: FiscalYear, where: str) -> ReadPlan:
    said = Finding(
        code="year-of-document",
        level=Level.ODD,
        place=read.grid.place(read.header[0], 0),
        message=f"この表には年度がないため、{where}の年度（{year.render()}）の値とみなしました。",
        remedy="違う場合は、表の上か見出しに年度を記入してください。",
    )
    return replace(read, findings=(said, *read.findings))
