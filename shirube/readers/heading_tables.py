"""Tables below headings: how they are found, and what is changed in each before its rows are read.

They are found by table.py, [loose_tables.py], [share_tables.py] or [unheaded_kinds.py], the first that finds
any; what stands in brackets is loaded only where a quick look does not rule it out. Each is changed in turn:

1. judgements.py, wrapped_names.py;
2. one of stacked_rows.py, rows_by_year.py, [rows_by_kind.py], [labelled_cells.py] and [dated_lines.py], which
   put several rows or cells into one row; [bracketed_rows.py] where none of them did;
3. recipe_tables.py (what a person said of columns), merged_cells.py, [goal_titles.py], [year_pairs.py] and
   [measure_groups.py];
4. column_layout.py, where column_roles.py says what each column holds, for those that need a closer look.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.column_layout import rework_table
from shirube.readers.grid import Grid
from shirube.readers.judgements import leave_judgements_out
from shirube.readers.layout_names import COLUMNS, LINES, PLAIN
from shirube.readers.layout_recipe import LayoutRecipe
from shirube.readers.line_words import match_kind
from shirube.readers.merged_cells import spread_merged_cells
from shirube.readers.recipe_tables import cut_by_recipe, join_heading, state_roles
from shirube.readers.rows_by_year import join_rows_of_years
from shirube.readers.stacked_rows import spread_stacked_rows
from shirube.readers.table import Table, find_tables
from shirube.readers.values import cell_text
from shirube.readers.wrapped_names import join_wrapped_names

# Rows looked at to see what cells hold: a table shows its kind near its top.
_LOOKED_AT = 400
# Enough to see whether cells name their figures; what does so is longer than a figure.
_FIRST_ROWS = 5
_SHORT = 6


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
    for original in map(leave_judgements_out, originals):
        spread: Table | None = None
        original, said = join_wrapped_names(original)  # noqa: PLW2901 - the same table with whole names
        said, first = (*first, *said), ()
        family = PLAIN
        if recipe.layout != PLAIN:
            spread = spread_stacked_rows(original) or join_rows_of_years(original)
            spread = spread or _spread_single_year(original)
            family = LINES if spread else PLAIN
        if spread is None and recipe.layout != PLAIN and _may_be_labelled(original):
            spread = _spread_labelled_cells(original)
            family = COLUMNS if spread else PLAIN
        if spread is None and recipe.layout != PLAIN and _may_have_lines_in_cells(original):
            spread = _spread_dated_lines(original)
            family = COLUMNS if spread else PLAIN
        if spread is None and _may_have_brackets(original):
            original, brackets = _set_brackets_apart(original)  # noqa: PLW2901 - the same table with less rows
            said = (*said, *brackets)
        filled = spread_merged_cells(state_roles(spread or original, recipe.columns))
        filled = replace(filled, findings=(*said, *filled.findings))
        table = filled.table
        if _may_head_goals(table):
            table, goals = _name_goals(table)
            filled = replace(filled, findings=(*filled.findings, *goals))
        if recipe.layout != PLAIN and _may_pair_years(table) and (paired := _split_year_pairs(table)):
            table = paired[0]
            family = COLUMNS if family == PLAIN else family
            filled = replace(filled, findings=(*filled.findings, paired[1]))
        if recipe.layout != PLAIN and _may_have_measures(table) and (measures := _spread_measures(table)):
            table = measures[0]
            family = COLUMNS if family == PLAIN else family
            filled = replace(filled, findings=(*filled.findings, measures[1]))
        reworked = None if recipe.layout == PLAIN else rework_table(table, recipe.year)
        if reworked is None:
            yield FoundTable(table, family, findings=filled.findings)
            continue
        titles = [join_heading(texts) for texts in table.headings]
        roles = tuple((titles[index], role) for index, role in reworked.roles if titles[index])
        for number, part in enumerate(reworked.tables):
            found = (*reworked.findings, *filled.findings) if number == 0 else ()
            layout = COLUMNS if family == PLAIN else family
            yield FoundTable(
                part, layout, roles=roles, latest=reworked.latest, findings=found, bare=reworked.bare
            )
        yield from (FoundTable(part, COLUMNS, totals=True) for part in reworked.totals)


def _may_head_goals(table: Table) -> bool:
    """True where the name of the sheet or a line above the table speaks of goals."""
    above = (cell for row in table.above for cell in table.grid.rows[row])
    return "目標" in table.grid.name or any(isinstance(cell, str) and "目標" in cell for cell in above)


def _name_goals(table: Table) -> tuple[Table, tuple[Finding, ...]]:
    from shirube.readers.goal_titles import name_goals

    return name_goals(table)


def _may_pair_years(table: Table) -> bool:
    """True where a heading has two figures and a sign between them: 目標値（R8 / R13）."""
    return any(
        len(text) > _SHORT and any(sign in text for sign in "/／・、") and sum(map(str.isdigit, text)) > 1
        for texts in table.headings
        for text in texts
    )


def _split_year_pairs(table: Table) -> tuple[Table, Finding] | None:
    from shirube.readers.year_pairs import split_year_pairs

    return split_year_pairs(table)


def _may_have_measures(table: Table) -> bool:
    """True where the same heading stands below two different ones that name no year."""
    above: dict[str, set[str]] = {}
    for headings in table.headings if table.heading_rows > 1 else ():
        texts = [text for text in headings if text]
        if len(texts) > 1 and not any(map(str.isdigit, texts[-2])):
            above.setdefault(texts[-1], set()).add(texts[-2])
    return any(len(texts) > 1 for texts in above.values())


def _spread_measures(table: Table) -> tuple[Table, Finding] | None:
    from shirube.readers.measure_groups import spread_measures

    return spread_measures(table)


def _spread_single_year(table: Table) -> Table | None:
    """Lines of kinds below a single year: the first two rows say different ones in one column."""
    first = [
        [cell_text(table.grid, row, column) for row in table.body[:2]]
        for column in range(min(6, table.grid.width))
    ]
    kinds = [[match_kind(text) for text in texts if text] for texts in first]
    if not any(len(found) > 1 and None not in found and found[0] != found[1] for found in kinds):
        return None
    from shirube.readers.rows_by_kind import spread_single_year

    return spread_single_year(table)


def _may_be_labelled(table: Table) -> bool:
    """True where a cell near the top names a target and an actual and gives figures: 目標 20 実績 21."""
    return any(
        "実績" in cell and ("目標" in cell or "計画" in cell) and any(map(str.isdigit, cell))
        for row in table.body[:_FIRST_ROWS]
        for cell in table.grid.rows[row]
        if isinstance(cell, str) and len(cell) > _SHORT
    )


def _spread_labelled_cells(table: Table) -> Table | None:
    from shirube.readers.labelled_cells import spread_labelled_cells

    return spread_labelled_cells(table)


def _may_have_lines_in_cells(table: Table) -> bool:
    """True where a cell of the first rows has two lines with a digit in each."""
    return any(
        "\n" in cell and all(any(map(str.isdigit, line)) for line in cell.split("\n"))
        for row in table.body[:_FIRST_ROWS]
        for cell in table.grid.rows[row]
        if isinstance(cell, str) and len(cell) > _SHORT
    )


def _spread_dated_lines(table: Table) -> Table | None:
    from shirube.readers.dated_lines import spread_dated_lines

    return spread_dated_lines(table)


def _may_have_brackets(table: Table) -> bool:
    """True where some row near the top has two cells in brackets and nothing else but words."""
    return any(
        sum(cell[:1] in ("(", "（") for cell in table.grid.rows[row] if isinstance(cell, str) and cell) > 1
        for row in table.body[:_LOOKED_AT]
    )


def _set_brackets_apart(table: Table) -> tuple[Table, tuple[Finding, ...]]:
    from shirube.readers.bracketed_rows import set_brackets_apart

    return set_brackets_apart(table)


def _find_originals(grid: Grid, recipe: LayoutRecipe) -> tuple[list[Table], tuple[Finding, ...]]:
    """The tables as they stand in a grid, and what is said of the first of them."""
    named = cut_by_recipe(grid, recipe)
    tables = [named] if named else (find_tables(grid) or _find_loose_tables(grid))
    if tables or recipe.layout:
        return tables, ()
    from shirube.readers.share_tables import find_share_table

    if share := find_share_table(grid):
        return [share[0]], (share[1],)
    from shirube.readers.unheaded_kinds import find_unheaded_table

    unheaded = find_unheaded_table(grid)
    return ([unheaded] if unheaded else []), ()


def _find_loose_tables(grid: Grid) -> list[Table]:
    from shirube.readers.loose_tables import find_loose_tables

    return find_loose_tables(grid)
