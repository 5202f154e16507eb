"""Applying a layout recipe to a grid and its tables, and the recipe that the inference amounts to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from shirube.core.fiscal_year import fold_width
from shirube.readers.grid import Grid
from shirube.readers.layout_names import LAYOUTS, LINES, PLAIN
from shirube.readers.layout_recipe import ColumnRule, LayoutRecipe
from shirube.readers.records import heading_word
from shirube.readers.result import ReadPlan
from shirube.readers.rewritten_grid import Cell, rewrite_grid
from shirube.readers.table import Table, cut_table


def apply_recipe(grid: Grid, recipe: LayoutRecipe) -> Grid:
    """The grid with rows left out and put in, and labels of lines in words that the reader knows."""
    inserts = {item.before: item.cells for item in recipe.inserts}
    labels = {_bare(text): heading_word(role) for text, role in recipe.labels.items()}
    if not inserts and not labels and not recipe.skip_rows:
        return grid
    rows: list[list[Cell | str]] = []
    for row in range(grid.height + 1):
        if row + 1 in inserts:
            rows.append(list(inserts[row + 1]))
        if row < grid.height and row + 1 not in recipe.skip_rows:
            rows.append([_relabel(grid, row, column, labels) for column in range(grid.width)])
    return rewrite_grid(grid, rows)


def _relabel(grid: Grid, row: int, column: int, labels: Mapping[str, str]) -> Cell:
    value = grid.rows[row][column]
    known = labels.get(_bare(value)) if isinstance(value, str) and value else None
    return Cell(row, column, known)


def cut_by_recipe(grid: Grid, recipe: LayoutRecipe) -> Table | None:
    """The table whose heading rows a recipe names; None where it names none or the grid ends before."""
    if recipe.heading_rows is None or recipe.heading_rows[1] > grid.height:
        return None
    first, last = recipe.heading_rows
    return cut_table(grid, first - 1, last - first + 1)


def state_roles(table: Table, columns: Mapping[str, ColumnRule]) -> Table:
    """The table with what a recipe says of its columns, found by their headings."""
    rules = {_bare(title): rule for title, rule in columns.items()}
    found = {
        index: rules[title]
        for index, texts in enumerate(table.headings)
        if (title := _bare(join_heading(texts))) in rules
    }
    said = {index: (rule.role, rule.year) for index, rule in found.items()}
    return replace(table, stated={**table.stated, **said})


def join_heading(texts: Sequence[str]) -> str:
    """The heading of a column in one line, as a recipe names it."""
    return " ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text))


def infer_recipe(read: ReadPlan, name: str) -> LayoutRecipe:
    """The recipe that says the same as the inference did, for a person to correct and to use next year.

    Years that headings state are left to them, so that next year's table fits the same recipe.
    """
    from shirube.readers.joined_tables import holds_several

    plain = read.layout == PLAIN
    titles = [(item.column.title, item.column.role) for item in read.columns if item.column.title]
    roles = dict(titles if plain else read.source_roles)
    as_labels = read.layout == LINES
    return LayoutRecipe(
        name=name,
        title=read.plan.title,
        sheet="" if holds_several(read.grid) else read.grid.name,
        layout=read.layout if read.layout in LAYOUTS else "",
        heading_rows=(read.header[0] + 1, read.header[0] + read.header[1]) if plain else None,
        columns={} if as_labels else {title: ColumnRule(role) for title, role in roles.items()},
        labels=roles if as_labels else {},
    )


def _bare(text: str) -> str:
    return "".join(fold_width(text).split())
