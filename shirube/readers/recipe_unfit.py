"""What of a recipe does not fit the file in hand, said with its line and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from msgspec import Struct

from shirube.core.finding import Finding, Level, Place
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.layout_recipe import LayoutRecipe
from shirube.readers.line_words import find_context
from shirube.readers.recipe_headings import bare_heading
from shirube.readers.result import ReadPlan

# Of lines that do not fit, so many are said one by one.
_MOST_SAID = 10
# A title that names the year stands in the first rows of a sheet.
_TITLE_ROWS = 6


class _Words(Struct, frozen=True):
    """The headings of the tables read, and all cells of the file, for what a recipe names."""

    headings: tuple[str, ...]
    bare: frozenset[str]

    def hold(self, title: str) -> bool:
        """True for a heading that is known, or whose parts stand in cells of their own."""
        parts = [bare_heading(part) for part in title.split()]
        return bare_heading(title) in self.bare or all(part in self.bare for part in parts)


def check_fit(
    grids: Sequence[Grid],
    recipe: LayoutRecipe,
    found: Sequence[ReadPlan],
    *,
    missing: Sequence[str],
    unfit: Sequence[str],
) -> Iterator[Finding]:
    """Every line of a recipe that has no counterpart in the file, and the years that it alone tells.

    ``missing`` are its headings that no table read without it has; ``unfit`` are keys that were left out.
    """
    place = Place(file=found[0].grid.file)
    yield from _check_words(place, recipe, _list_words(grids, found), missing)
    yield from _check_form(place, recipe, unfit)
    yield from _check_rows(place, recipe, max(grid.height for grid in grids), unfit)
    yield from _check_years(place, recipe, grids, found)


def say_other_sheet(grid: Grid, where: str) -> Finding:
    """Another sheet than the recipe names was read."""
    name = f"シート「{grid.name}」" if grid.name else "このファイル"
    return _say(
        Place(file=grid.file, sheet=grid.name),
        f"{where}がないため、{name}を読み取りました。",
        "違うシートであれば、設定の sheet を直してください。",
    )


def _list_words(grids: Sequence[Grid], found: Sequence[ReadPlan]) -> _Words:
    headings = [title for read in found for title, _ in read.source_roles]
    headings += [item.column.title for read in found for item in read.columns]
    cells = {cell for grid in grids for row in grid.rows for cell in row if isinstance(cell, str) and cell}
    bare = frozenset(map(bare_heading, cells.union(headings)))
    return _Words(tuple(filter(None, dict.fromkeys(headings))), bare)


def _check_words(
    place: Place, recipe: LayoutRecipe, words: _Words, missing: Sequence[str]
) -> Iterator[Finding]:
    gone = [(title, "columns", "見出し") for title in missing if not words.hold(title)]
    gone += [(title, "labels", "行の名前") for title in recipe.labels if not words.hold(title)]
    for title, table, what in gone[:_MOST_SAID]:
        near = get_close_matches(title, words.headings, n=1, cutoff=0.5)
        hint = f"「{near[0]}」のことであれば、設定をそのように書き直してください。" if near else ""
        yield _say(
            place,
            f"{recipe.places.name(title, table)}「{title}」に当たる{what}が、この表にありません。",
            f"{hint}表からなくなったのであれば、その行を消してください。",
        )
    if more := len(gone) - _MOST_SAID if len(gone) > _MOST_SAID else 0:
        yield _say(
            place,
            f"{recipe.places.name()}には、この表にない見出しがほかに{more}あります。",
            "この表の設定かどうか確認してください。",
        )


def _check_form(place: Place, recipe: LayoutRecipe, unfit: Sequence[str]) -> Iterator[Finding]:
    if "layout" in unfit:
        yield _say(
            place,
            f"{recipe.places.name('layout')} layout「{recipe.layout}」ではこの表をよく読み取れないため、"
            "並べ方を自動で判断しました。",
            "正しく読み取れていれば、その行を消してください。",
        )


def _check_rows(place: Place, recipe: LayoutRecipe, height: int, unfit: Sequence[str]) -> Iterator[Finding]:
    rows = recipe.heading_rows
    if rows and ("heading_rows" in unfit or rows[1] > height):
        yield _say(
            place,
            f"{recipe.places.name('heading_rows')} heading_rows = [{rows[0]}, {rows[1]}] は、"
            "この表の見出しの行ではないため、自動で判断しました。",
            "見出しの最初と最後の行に直すか、その行を消してください。",
        )
    if beyond := [str(row) for row in sorted(recipe.skip_rows) if row > height]:
        yield _say(
            place,
            f"{recipe.places.name('skip_rows')} skip_rows の{'、'.join(beyond[:_MOST_SAID])}行目は、"
            "この表にありません。",
            "読まない行の番号を直してください。",
        )
    far = [(number, item.before) for number, item in enumerate(recipe.inserts) if item.before > height + 1]
    for number, before in far[:_MOST_SAID]:
        yield _say(
            place,
            f"{recipe.places.name('before', 'insert', number)} before = {before} は、この表にない行です。",
            "行の番号を直してください。",
        )


def _say(place: Place, message: str, remedy: str) -> Finding:
    return Finding(code="recipe-unfit", level=Level.ODD, place=place, message=message, remedy=remedy)


def _check_years(
    place: Place, recipe: LayoutRecipe, grids: Sequence[Grid], found: Sequence[ReadPlan]
) -> Iterator[Finding]:
    """A year that only the recipe tells would be last year's in silence."""
    told = [(recipe.places.name("year"), "年度の書かれていない値", recipe.year)]
    told += [
        (recipe.places.name(title, "columns"), f"「{title}」の列", rule.year)
        for title, rule in recipe.columns.items()
    ]
    read = {year for one in found for year in one.plan.years}
    lines: list[str] | None = None
    for where, what, year in told:
        if year is None or year not in read:
            continue
        if lines is None:
            lines = [text for grid in grids for row in grid.rows[:_TITLE_ROWS] for text in filled_cells(row)]
        newest = find_context(lines)
        is_old = newest is not None and newest > year
        beside = f"表の初めには{newest.render()}とも書かれています。" if newest and is_old else ""
        yield Finding(
            code="recipe-year",
            level=Level.ODD if is_old else Level.INFORMATION,
            place=place,
            message=f"{where}により、{what}を{year.render()}としました。{beside}",
            remedy="別の年度の表であれば、設定の year を直してください。",
        )
