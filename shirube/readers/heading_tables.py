"""Tables below headings: how they are found, and what is changed in each before its rows are read.

They are found by table.py, [loose_tables.py], [share_tables.py], [unheaded_kinds.py], [year_lists.py],
[goal_matrices.py] or [arrow_pairs.py], the first that finds any; what stands in brackets is loaded only where
a quick look does not rule it out. Several of one row each are put together by [lone_rows.py]; all others are
changed in turn:

1. judgements.py, wrapped_names.py;
2. the first of the changes of rows in table_changes.py that applies;
3. recipe_tables.py (what a person said of columns), merged_cells.py, then the changes of columns in
   table_changes.py;
4. [column_layout.py], where found_columns.py says that what column_roles.py found needs a closer look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.chain_parts import has_arrow
from shirube.readers.column_headings import find_roles
from shirube.readers.found_columns import FoundColumns
from shirube.readers.grid import Grid
from shirube.readers.judgements import describe_heading_mark, leave_judgements_out
from shirube.readers.layout_names import COLUMNS, PLAIN
from shirube.readers.layout_recipe import LayoutRecipe
from shirube.readers.merged_cells import spread_merged_cells
from shirube.readers.recipe_tables import cut_by_recipe, join_heading, state_roles
from shirube.readers.table import Table, find_tables
from shirube.readers.table_changes import COLUMN_GROUPS, ROWS, change_each, change_first
from shirube.readers.wrapped_names import join_wrapped_names

if TYPE_CHECKING:
    from shirube.readers.column_layout import ReworkedTables

# A row of figures, and what may stand right below it.
_MOST_LONE = 3
_YEARS = frozenset(("年度", "年", "年次", "年月"))


class FoundTable(Struct, frozen=True):
    """A table with one row per indicator, the family it was written in, and whether it holds totals.

    ``roles`` are the headings or names of lines of the table as it was written, and what each was taken for;
    ``latest`` those without a year that were given the year of the newest actual.
    """

    table: Table
    layout: str
    totals: bool = False
    roles: tuple[tuple[str, Role], ...] = ()
    latest: tuple[tuple[Role, FiscalYear], ...] = ()
    findings: tuple[Finding, ...] = ()
    # Years whose columns said nothing but the year: that their figures are actuals is a guess.
    bare: frozenset[FiscalYear] = frozenset()


def find_heading_tables(grid: Grid, recipe: LayoutRecipe) -> Iterator[FoundTable]:
    """The tables below headings of a grid, from the top down, each followed by its totals."""
    originals, first = _find_originals(grid, recipe)
    if not recipe.layout and len(originals) > 1 and (joined := _join_lone(originals, first)):
        yield joined
        return
    for original in map(leave_judgements_out, originals):
        whole, said = join_wrapped_names(original)
        table, family, findings = _change(whole, recipe)
        marks = describe_heading_mark(original)
        yield from _rework(table, family, (*first, *said, *findings, *marks), recipe)
        first = ()


def _change(table: Table, recipe: LayoutRecipe) -> tuple[Table, str, tuple[Finding, ...]]:
    """The table with one row for each indicator, the family it belongs to, and what is said of it."""
    guesses = recipe.layout != PLAIN
    changed, family, said = change_first(ROWS, table, guesses=guesses) or (table, PLAIN, ())
    filled = spread_merged_cells(state_roles(changed, recipe.columns))
    changed, family, more = change_each(COLUMN_GROUPS, filled.table, family or PLAIN, guesses=guesses)
    return changed, family, (*said, *filled.findings, *more)


def _rework(
    table: Table, family: str, said: tuple[Finding, ...], recipe: LayoutRecipe
) -> Iterator[FoundTable]:
    """The table, where its headings or its rows need a closer look as one that needs none."""
    reworked = None if recipe.layout == PLAIN else _look_closer(FoundColumns(table, recipe.year))
    if reworked is None:
        yield FoundTable(table, family, findings=said)
        return
    titles = [join_heading(texts) for texts in table.headings]
    roles = tuple((titles[index], role) for index, role in reworked.roles if titles[index])
    layout = COLUMNS if family == PLAIN else family
    for number, part in enumerate(reworked.tables):
        findings = (*reworked.findings, *said) if number == 0 else ()
        yield FoundTable(
            part, layout, roles=roles, latest=reworked.latest, findings=findings, bare=reworked.bare
        )
    yield from (FoundTable(part, COLUMNS, totals=True) for part in reworked.totals)


def _look_closer(found: FoundColumns) -> ReworkedTables | None:
    if not found.needs_closer_look():
        return None
    from shirube.readers.column_layout import rework_found

    return rework_found(found)


def _find_originals(grid: Grid, recipe: LayoutRecipe) -> tuple[list[Table], tuple[Finding, ...]]:
    """The tables as they stand in a grid, and what is said of the first of them."""
    named = cut_by_recipe(grid, recipe)
    tables = [named] if named else (find_tables(grid) or _find_loose_tables(grid))
    if (tables and not all(map(_heads_years, tables))) or recipe.layout:
        return tables, ()
    from shirube.readers.share_tables import find_share_table

    if share := find_share_table(grid):
        return [share[0]], (share[1],)
    from shirube.readers.unheaded_kinds import find_unheaded_table

    if unheaded := find_unheaded_table(grid):
        return [unheaded], ()
    from shirube.readers.year_lists import find_year_lists

    if lists := find_year_lists(grid):
        return lists[0], (lists[1],)
    if tables:
        return tables, ()
    from shirube.readers.goal_matrices import find_goal_matrix

    if matrix := find_goal_matrix(grid):
        return [matrix[0]], (matrix[1],)
    if not any(has_arrow(cell) for row in grid.rows for cell in row if isinstance(cell, str)):
        return [], ()
    from shirube.readers.arrow_pairs import find_arrow_pairs

    return find_arrow_pairs(grid), ()


def _heads_years(table: Table) -> bool:
    """True for 年度 | 排出量 | 基準年比, which hardly says more than that years stand below one another."""
    first = next((text for text in reversed(table.headings[0]) if text), "")
    roles = find_roles(table.headings).values()
    return "".join(first.split()) in _YEARS and set(roles) <= {Role.EXTRA, Role.NOTE, Role.LEVEL}


def _join_lone(tables: Sequence[Table], said: tuple[Finding, ...]) -> FoundTable | None:
    """Tables of a row each as one; their module is loaded only where there are no others."""
    if any(len(table.body) > _MOST_LONE for table in tables):
        return None
    from shirube.readers.lone_rows import join_lone_rows

    made = join_lone_rows(tables)
    if made is None:
        return None
    table, bare, finding = made
    return FoundTable(table, COLUMNS, findings=(*said, finding), bare=bare)


def _find_loose_tables(grid: Grid) -> list[Table]:
    from shirube.readers.loose_tables import find_loose_tables

    return find_loose_tables(grid)
