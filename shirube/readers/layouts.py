"""The families of table layouts, and which one each part of a grid belongs to.

A layout reader turns its family into tables with one row per indicator, which understand.py reads. Parts of a
grid that none of them takes are read as such a table directly.

The order in which a grid is looked at, after read.py has joined sheets and pages. What stands in brackets is
loaded only where a quick look does not rule it out.

1. The whole grid is written out: recipe_tables.py (what a person said), bare_years.py, and the changes in
   grid_changes.py.
2. The first that finds something ends the search: [label_sheets.py] where lines begin with labels, or where
   a label names what headings of figures below it measure;
   [turned_tables.py], whose grid goes through 3 like any other; 3; [label_sheets.py] for any other sheet;
   [told_chains.py] and [told_lines.py] for texts.
3. [chain_layout.py]; where [kind_columns.py] or words say that lines have kinds, [item_columns.py] and then
   [line_layout.py], with [definitions.py] for the names; and 4 for the rows that it leaves, or for all.
4. Tables below headings, found and then changed in the order that heading_tables.py tells.
5. layout_reader.py gives every table to understand.py, where columns.py says it of the rewritten columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.notation import parse_reading
from shirube.readers.bare_years import write_out_bare_years
from shirube.readers.chain_parts import has_arrow
from shirube.readers.grid import Grid
from shirube.readers.grid_changes import change_grid
from shirube.readers.grid_rows import MOST_CELLS_OUTSIDE, count_filled, filled_cells, is_blank
from shirube.readers.heading_tables import FoundTable, find_heading_tables
from shirube.readers.headings import find_heading_year
from shirube.readers.layout_names import CHAIN, LINES, PLAIN
from shirube.readers.layout_recipe import NO_RECIPE, LayoutRecipe
from shirube.readers.line_words import is_name_label, match_kind, may_be_label
from shirube.readers.recipe_tables import apply_recipe
from shirube.readers.records import make_table
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.rewritten_table import line_of
from shirube.readers.stacked_cells import find_pair

if TYPE_CHECKING:
    from shirube.readers.line_layout import LineTable

# Names of levels where the table has none: what stands above an indicator is a 施策 and then a 事業.
_LEVELS = ("施策", "事業")

# Rows looked at to see whether lines say what a figure is: a table shows its kind near its top.
_LOOKED_AT = 400
# A form names its indicator near its top.
_FIRST_LABELS = 20


def find_all_tables(
    grid: Grid, recipe: LayoutRecipe = NO_RECIPE, near: FiscalYear | None = None
) -> list[FoundTable]:
    """Every table of a grid, whatever its layout, from the top down; a recipe overrules what is inferred.

    ``near`` is a year that the file names before, for years that are written without their era.
    """
    grid, said = write_out_bare_years(apply_recipe(grid, recipe), near)
    grid, more = change_grid(grid, recipe)
    said = (*said, *more)
    tables = _find_label_sheet(grid, recipe, near) if _may_be_labels(grid) else []
    if not tables and _may_head_columns(grid):
        tables = _find_label_sheet(grid, recipe, near, complete=True)
    tables = (
        tables
        or _find_turned(grid, recipe)
        or _find_in_families(grid, recipe)
        or _find_label_sheet(grid, recipe, near)
        or _find_told_lines(grid, recipe)
        or _find_told_chains(grid, recipe)
    )
    if said and tables:
        tables[0] = replace(tables[0], findings=(*said, *tables[0].findings))
    return tables


def _find_turned(grid: Grid, recipe: LayoutRecipe) -> list[FoundTable]:
    """The tables of a grid in which some stand with their indicators beside one another; else none."""
    # A recipe that says LINES or COLUMNS was written from the table as it was read, after the turning.
    if recipe.layout in (PLAIN, CHAIN) or recipe.heading_rows or not _may_be_turned(grid):
        return []
    from shirube.readers.turned_tables import turn_tables

    grid, said = turn_tables(grid)
    tables = _find_in_families(grid, recipe) if said else []
    return [replace(tables[0], findings=(*said, *tables[0].findings)), *tables[1:]] if tables else []


def _may_be_turned(grid: Grid) -> bool:
    """True where two cells below one another in the first columns are years or name what figures are."""
    for column in range(min(3, grid.width)):
        before = False
        for row in grid.rows[:_LOOKED_AT]:
            cell = row[column]
            text = cell.strip() if isinstance(cell, str) else str(cell)
            is_label = may_be_label(text)
            if is_label and before:
                return True
            before = is_label
    return False


def _find_in_families(grid: Grid, recipe: LayoutRecipe) -> list[FoundTable]:
    # Most files hold the ordinary layout: what the others need is loaded when one of them turns up.
    may_chain = recipe.layout == CHAIN or (not recipe.layout and _may_chain(grid))
    if may_chain:
        from shirube.readers.chain_layout import find_chain_table, is_named_by_chain

        if chained := find_chain_table(grid):
            told = _find_told_chains(grid, recipe) if is_named_by_chain(chained) else []
            return told or [FoundTable(chained, CHAIN)]
    may_have_lines = recipe.layout == LINES or (not recipe.layout and _may_have_lines(grid))
    if not may_have_lines:
        return list(find_heading_tables(grid, recipe))
    from shirube.readers.item_columns import spread_item_columns

    if spread := spread_item_columns(grid):
        found = _find_in_families(spread[0], recipe)
        return [replace(one, findings=(spread[1], *one.findings)) for one in found[:1]] + found[1:]
    from shirube.readers.line_layout import find_line_tables

    lines = find_line_tables(grid)
    if not lines:
        return list(find_heading_tables(grid, recipe))
    return _find_beside_lines(grid, lines, recipe)


def _may_be_labels(grid: Grid) -> bool:
    """True where lines of a narrow sheet begin with a year and a kind of figure: 令和5年度 目標 | 12,000."""
    lines = 0
    for row in grid.rows[:_LOOKED_AT]:
        cells = filled_cells(row) if count_filled(row) <= MOST_CELLS_OUTSIDE else [""] * MOST_CELLS_OUTSIDE
        if len(cells) >= MOST_CELLS_OUTSIDE:
            return False
        # A row of headings says as much in its second cell: R5目標 | R5実績.
        is_line = len(cells) == 2 and match_kind(cells[0]) and find_heading_year(cells[0])
        lines += bool(is_line and not match_kind(cells[1]))
    return lines > 1


def _holds_figures(grid: Grid, row: int) -> bool:
    return sum(parse_reading(text).quantity is not None for text in filled_cells(grid.rows[row])) > 1


def _may_head_columns(grid: Grid) -> bool:
    """True for 指標名 | 相談件数 near the top, and below it 基準値 | 目標値 | 実績値 without names."""
    for row, line in enumerate(grid.rows[:_FIRST_LABELS]):
        # Cells of nothing but spaces are filled, and say nothing.
        first = filled_cells(line)[:1] if 1 < count_filled(line) <= MOST_CELLS_OUTSIDE else []
        if any(map(is_name_label, first)):
            from shirube.readers.label_sheets import may_head_columns

            if may_head_columns(grid, row):
                return True
    return False


def _find_label_sheet(
    grid: Grid, recipe: LayoutRecipe, near: FiscalYear | None, *, complete: bool = False
) -> list[FoundTable]:
    """A sheet of labels without any table, which is asked for only where nothing else was found.

    ``complete`` takes none that leaves rows of figures unread: these may be a table.
    """
    if recipe.layout not in ("", LINES):
        return []
    from shirube.readers.label_sheets import read_label_sheet

    sheet = read_label_sheet(grid, near)
    if sheet is None or (complete and any(_holds_figures(grid, row) for row in sheet.below)):
        return []
    depth = max(len(record.groups) for record in sheet.records)
    whole = make_table(
        grid,
        sheet.records,
        levels=[_LEVELS[place] if place < len(_LEVELS) else f"区分{place + 1}" for place in range(depth)],
        above=[line_of(grid, row) for row in sheet.above],
        below=[line_of(grid, row) for row in sheet.below],
    )
    # Labels that name a year are no words of lines: a recipe would take their years away.
    return [FoundTable(whole, LINES)]


def _find_beside_lines(grid: Grid, lines: Sequence[LineTable], recipe: LayoutRecipe) -> list[FoundTable]:
    """Line tables, those between them, and the lines around, each given to the table it stands at."""
    from shirube.readers.definitions import join_definitions

    pieces: list[tuple[int, list[FoundTable]]] = []
    above: dict[int, list[int]] = {number: [] for number in range(len(lines))}
    below: dict[int, list[int]] = {number: [] for number in range(len(lines))}
    for run in _cut_rest(grid, {row for table in lines for row in table.rows}):
        part = list(find_heading_tables(_cut(grid, run), recipe))
        joined = [
            found for found in part if any(join_definitions(table.records, found.table) for table in lines)
        ]
        if joined:
            run = _lines_around(joined)  # noqa: PLW2901 - of a table of definitions only its title is left
        elif part:
            pieces.append((run[0], part))
            continue
        following = (
            next((number for number, table in enumerate(lines) if table.rows[0] > run[0]), None) if run else 0
        )
        (above[following] if following is not None else below[len(lines) - 1]).extend(run)
    for number, table in enumerate(lines):
        pieces.append(
            (table.rows[0], _finish_lines(grid, table, above[number], [*table.below, *below[number]]))
        )
    return [found for _, piece in sorted(pieces, key=lambda piece: piece[0]) for found in piece]


def _lines_around(found: Sequence[FoundTable]) -> list[int]:
    """The rows of the whole grid that stand around tables cut out of it."""
    rows: list[int] = []
    for item in found:
        grid = item.table.grid
        if isinstance(grid, RewrittenGrid):
            places = {line: at[0] for (line, _), at in grid.origins.items()}
            rows += [places[row] for row in (*item.table.above, *item.table.below) if row in places]
    return rows


def _find_told_chains(grid: Grid, recipe: LayoutRecipe) -> list[FoundTable]:
    """The table of what texts tell with labels, where nothing else was found."""
    if recipe.layout not in ("", CHAIN) or recipe.heading_rows:
        return []
    from shirube.readers.told_chains import find_told_chains

    told = find_told_chains(grid)
    return [FoundTable(told, CHAIN)] if told else []


def _find_told_lines(grid: Grid, recipe: LayoutRecipe) -> list[FoundTable]:
    """The tables of lines that say of each figure what it is, where nothing else was found."""
    if recipe.layout not in ("", PLAIN) or recipe.heading_rows:
        return []
    from shirube.readers.told_lines import head_told_lines

    headed = head_told_lines(grid)
    tables = list(find_heading_tables(headed[0], recipe)) if headed else []
    if headed and tables:
        tables[0] = replace(tables[0], findings=(headed[1], *tables[0].findings))
    return tables


def _finish_lines(grid: Grid, table: LineTable, above: list[int], below: list[int]) -> list[FoundTable]:
    depth = max(len(record.groups) for record in table.records)
    levels = _LEVELS[:depth] + tuple(f"区分{place}" for place in range(len(_LEVELS) + 1, depth + 1))
    counted = [record for record in table.records if not record.is_total]
    summed = [record for record in table.records if record.is_total]
    before = [line_of(grid, row) for row in (*above, *table.above)]
    found = []
    if counted:
        behind = [line_of(grid, row) for row in below]
        whole = make_table(grid, counted, levels=levels, above=before, below=behind)
        found.append(FoundTable(whole, LINES, roles=tuple(table.labels.items())))
    if summed:
        found.append(FoundTable(make_table(grid, summed, levels=levels), LINES, totals=True))
    return found


def _may_chain(grid: Grid) -> bool:
    return any(
        has_arrow(cell)
        for row in grid.rows[:_LOOKED_AT]
        for cell in row
        if isinstance(cell, str) and len(cell) > 8
    )


def _may_have_lines(grid: Grid) -> bool:
    """True when cells of one column name two kinds of lines, not only headings beside one another."""
    kinds: dict[int, set[str]] = {}
    for row in grid.rows[:_LOOKED_AT]:
        for column, cell in enumerate(row[:12]):
            if isinstance(cell, str) and cell and len(cell) <= 20:
                role = match_kind(cell)
                if role:
                    kinds.setdefault(column, set()).add(role.value)
                elif pair := find_pair(cell):
                    kinds.setdefault(column, set()).update(one.value for one in pair)
    if not kinds or any(len(found) > 1 for found in kinds.values()):
        return bool(kinds)
    from shirube.readers.kind_columns import may_take_turns

    rows = grid.rows[:_LOOKED_AT]
    return any(
        may_take_turns([cell for row in rows if isinstance(cell := row[column], str)]) for column in kinds
    )


def _cut_rest(grid: Grid, taken: set[int]) -> Iterator[list[int]]:
    """The runs of rows that no line table took, without runs of blank rows."""
    run: list[int] = []
    for row in range(grid.height + 1):
        if row < grid.height and row not in taken:
            run.append(row)
            continue
        if any(not is_blank(grid.rows[index]) for index in run):
            yield run
        run = []


def _cut(grid: Grid, rows: Sequence[int]) -> Grid:
    return rewrite_grid(grid, [[Cell(row, column) for column in range(grid.width)] for row in rows])
