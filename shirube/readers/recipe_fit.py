"""Reading a file with a recipe that may have been written for another: last year's table, or a copy of it.

What the recipe says and the inference says as well is left to the inference, so that a recipe of ours changes
nothing by itself. What it says against it counts; what no longer fits is said by recipe_unfit.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.layout_names import PLAIN
from shirube.readers.layout_recipe import NO_RECIPE, ColumnRule, LayoutRecipe
from shirube.readers.recipe_headings import bare_heading, fit_headings, fold_heading
from shirube.readers.recipe_unfit import check_fit, say_other_sheet
from shirube.readers.result import ReadPlan
from shirube.readers.source import UnreadableFile

Roles = Mapping[str, Sequence[tuple[Role, FiscalYear | None]]]

# Where the table stands and how it is arranged: right for one file, and wrong for the next with a line more.
_OF_PLACE = ("heading_rows", "layout")


class _Tried(Struct, frozen=True):
    """A recipe and what it reads, None where that is nothing."""

    recipe: LayoutRecipe
    found: list[ReadPlan] | None


def read_by_recipe(grids: Sequence[Grid], file: str, recipe: LayoutRecipe = NO_RECIPE) -> list[ReadPlan]:
    """Every table of the sheets as the recipe tells. Raises UnreadableFile where there is none."""
    if recipe.sheet:
        grids, about_sheet = _choose_sheet(grids, file, recipe)
    else:
        about_sheet = ()
    if not _says_anything(recipe):
        return _say_first(read_grids_as_plans(grids, file), about_sheet)
    inferred = _try_reading(grids, file, NO_RECIPE) or []
    fitted, missing = fit_recipe(recipe, inferred)
    tried = _read_best(grids, file, fitted, inferred)
    unfit: list[str] = []
    for part in _OF_PLACE if inferred else ():
        without = replace(tried.recipe, **{part: None if part == "heading_rows" else ""})
        if without == tried.recipe:
            continue
        other = _read_best(grids, file, without, inferred)
        if _is_better(other, tried):
            tried = other
            unfit.append(part)
    if tried.found is None:
        return read_grids_as_plans(grids, file, fitted)  # says why there is none
    unfitting = check_fit(grids, recipe, tried.found, missing=missing, unfit=unfit)
    return _say_first(tried.found, (*about_sheet, *unfitting))


def _say_first(found: list[ReadPlan], said: tuple[Finding, ...]) -> list[ReadPlan]:
    """What holds for the file stands with each of its tables: people may look at one alone."""
    return [replace(read, findings=(*said, *read.findings)) for read in found] if said else found


def _choose_sheet(
    grids: Sequence[Grid], file: str, recipe: LayoutRecipe
) -> tuple[Sequence[Grid], tuple[Finding, ...]]:
    """The sheet that the recipe names; next year's may have another year in its name."""
    if chosen := [grid for grid in grids if grid.name == recipe.sheet]:
        return chosen, ()
    shown = [grid for grid in grids if not grid.hidden] or list(grids)
    alike = [grid for grid in shown if fold_heading(grid.name) == fold_heading(recipe.sheet)]
    chosen = shown if len(shown) == 1 else alike
    where = f"{recipe.places.name('sheet')} sheet「{recipe.sheet}」"
    if len(chosen) != 1:
        names = "、".join(f"「{grid.name}」" for grid in grids if grid.name) or "なし"
        raise UnreadableFile(
            file,
            f"{where}がありません。",
            f"設定の sheet を直すか、その行を消してください。このファイルのシート：{names}",
        )
    return chosen, (say_other_sheet(chosen[0], where),)


def fit_recipe(recipe: LayoutRecipe, found: Sequence[ReadPlan]) -> tuple[LayoutRecipe, tuple[str, ...]]:
    """The recipe with the headings of the table that it fits best, and those that this one lacks."""
    fits = [fit_headings(recipe.columns, [title for title, _, _ in _list_roles(read)]) for read in found]
    if not recipe.columns or not fits:
        return recipe, ()
    best = min(fits, key=lambda fit: len(fit.missing))
    kept = {title: recipe.columns[title] for title in best.missing}
    return replace(recipe, columns={**best.columns, **kept}), best.missing


def _says_anything(recipe: LayoutRecipe) -> bool:
    of_rows = recipe.heading_rows or recipe.skip_rows or recipe.inserts
    return bool(of_rows or recipe.layout or recipe.year or recipe.columns or recipe.labels)


def _try_reading(grids: Sequence[Grid], file: str, recipe: LayoutRecipe) -> list[ReadPlan] | None:
    try:
        return read_grids_as_plans(grids, file, recipe)
    except UnreadableFile:
        return None


def _read_best(
    grids: Sequence[Grid], file: str, recipe: LayoutRecipe, inferred: Sequence[ReadPlan]
) -> _Tried:
    """The reading in which the recipe has its way; of two, that by nothing but what it says otherwise.

    Where both are the same plan the whole recipe counts: what a person said is no guess any more.
    """
    whole = _try_reading(grids, file, recipe)
    rest = _leave_agreed_out(recipe, inferred) if inferred else recipe
    by_rest = _try_reading(grids, file, rest) if rest != recipe else None
    if by_rest is None or whole is None:
        return _Tried(recipe, whole or by_rest)
    same = [read.plan for read in by_rest] == [read.plan for read in whole]
    if same or _count_kept(recipe, whole) > _count_kept(recipe, by_rest):
        return _Tried(recipe, whole)
    return _Tried(recipe, by_rest)


def _is_better(other: _Tried, tried: _Tried) -> bool:
    """True where less of a recipe is more: more headings are known, and more figures read."""
    if other.found is None or tried.found is None:
        return other.found is not None
    more = _count_figures(other.found) > _count_figures(tried.found)
    return more and _count_kept(other.recipe, other.found) > _count_kept(other.recipe, tried.found)


def _list_roles(read: ReadPlan) -> list[tuple[str, Role, FiscalYear | None]]:
    """The headings, or names of lines, of a table as it was written, and what each was taken for."""
    if read.layout == PLAIN:
        return [
            (item.column.title, item.column.role, item.column.year)
            for item in read.columns
            if item.column.title
        ]
    return [(title, role, None) for title, role in read.source_roles]


def _leave_agreed_out(recipe: LayoutRecipe, found: Sequence[ReadPlan]) -> LayoutRecipe:
    """What the recipe says otherwise than the table that agrees with it most."""
    rests = [_leave_out(recipe, read) for read in found]
    return min(rests, key=lambda rest: len(rest.columns) + len(rest.labels))


def _leave_out(recipe: LayoutRecipe, read: ReadPlan) -> LayoutRecipe:
    roles = _group_roles(read)
    rows = (read.header[0] + 1, sum(read.header)) if read.layout == PLAIN else None
    columns = {title: rule for title, rule in recipe.columns.items() if not _is_agreed(rule, roles, title)}
    labels = {title: role for title, role in recipe.labels.items() if not _has_role(role, roles, title)}
    return replace(
        recipe,
        layout="" if recipe.layout == read.layout else recipe.layout,
        heading_rows=None if recipe.heading_rows == rows else recipe.heading_rows,
        columns=columns,
        labels=labels,
    )


def _group_roles(read: ReadPlan) -> Roles:
    groups: dict[str, list[tuple[Role, FiscalYear | None]]] = {}
    for title, role, year in _list_roles(read):
        groups.setdefault(bare_heading(title), []).append((role, year))
    return groups


def _is_agreed(rule: ColumnRule, roles: Roles, title: str) -> bool:
    if rule.year is None:
        return _has_role(rule.role, roles, title)
    return (rule.role, rule.year) in roles.get(bare_heading(title), ())


def _has_role(role: Role, roles: Roles, title: str) -> bool:
    return any(role is known for known, _ in roles.get(bare_heading(title), ()))


def _count_kept(recipe: LayoutRecipe, found: Sequence[ReadPlan]) -> int:
    """In how much of what it says a recipe has its way, in the table that follows it most."""
    return max(_count_in(recipe, read) for read in found)


def _count_in(recipe: LayoutRecipe, read: ReadPlan) -> int:
    roles = _group_roles(read)
    columns = sum(_has_role(rule.role, roles, title) for title, rule in recipe.columns.items())
    labels = sum(_has_role(role, roles, title) for title, role in recipe.labels.items())
    return columns + labels + (read.layout == recipe.layout)


def _count_figures(found: Sequence[ReadPlan]) -> int:
    indicators = [indicator for read in found for indicator in read.plan.indicators]
    readings = [item.reading for one in indicators for item in one.targets]
    readings += [item.reading for one in indicators for item in one.actuals]
    return sum(reading.quantity is not None for reading in readings)
