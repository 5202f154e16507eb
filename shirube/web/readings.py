"""Reading a file that was taken in, as a person wishes: which table, what its columns are, where lines stand.

What was read is kept beside the file, so that looking again and applying do not read it again. Showing what
was understood belongs to import_page.py.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.chosen_table import choose_plan
from shirube.readers.column_lines import parse_column_lines, render_column_lines
from shirube.readers.grid_code import BrokenAnswerError, decode_result, encode_result
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.layout_recipe import NO_RECIPE, ROLES, ColumnRule, LayoutRecipe, parse_layout_recipe
from shirube.readers.pdf_picture import PagePicture, make_picture
from shirube.readers.read import EXCHANGE_SUFFIX, ReadOptions, read_plan
from shirube.readers.recipe_fit import fit_recipe, read_by_recipe
from shirube.readers.recipe_tables import infer_recipe
from shirube.readers.result import ReadPlan
from shirube.readers.sandbox import read_source_in_child
from shirube.readers.source import FileGrids, Source, UnreadableFile
from shirube.web.forms import parse_number
from shirube.web.uploads import Upload

# From so many bytes on, reading takes long enough to be worth a page of its own.
LONG_FILE, LONG_PDF = 300_000, 60_000
_OWN = "screen"


class ColumnChoice(NamedTuple):
    """What a person said a column holds; ``year`` None leaves the year to the heading."""

    role: Role
    year: FiscalYear | None = None


@dataclass(frozen=True, slots=True)
class ReadingWish:
    """How a file is to be read. ``choices`` speak of the columns of the table ``number``, by their index."""

    number: int | None = None
    choices: Mapping[int, ColumnChoice] = field(default_factory=dict)
    lines: tuple[float, ...] = ()
    recipe: int | None = None

    def list_fields(self) -> list[tuple[str, str]]:
        """The fields of a form that say the same again, the number of the table left out."""
        fields = []
        for index, choice in self.choices.items():
            fields.append((f"role-{index}", choice.role.value))
            if choice.year:
                fields.append((f"year-{index}", str(choice.year.start)))
        if self.lines:
            fields.append(("lines", render_column_lines(self.lines)))
        if self.recipe:
            fields.append(("recipe", str(self.recipe)))
        return fields


def parse_wish(sent: Mapping[str, str]) -> ReadingWish:
    """The wish in the fields of a form or an address; what means nothing is left aside."""
    return ReadingWish(
        parse_number(sent.get("table", "")),
        read_choices(sent),
        parse_column_lines(sent.get("lines", "")) or (),
        parse_number(sent.get("recipe", "")),
    )


def read_choices(sent: Mapping[str, str]) -> dict[int, ColumnChoice]:
    """What was chosen for the columns: fields role-3 and year-3 speak of the fourth column."""
    found = {}
    for name, text in sent.items():
        place = name.removeprefix("role-")
        if place == name or parse_number(place) is None or text not in ROLES:
            continue
        year = parse_number(sent.get(f"year-{place}", ""))
        known = year is not None and 1868 <= year <= 2200
        found[int(place)] = ColumnChoice(ROLES[text], FiscalYear(year) if known and year else None)
    return found


def is_pdf(upload: Upload) -> bool:
    """Whether the content is a PDF, whatever its name says."""
    return b"%PDF-" in upload.data[:1024]


def is_long(upload: Upload) -> bool:
    """Whether reading takes so long that people should see that it goes on."""
    return len(upload.data) >= (LONG_PDF if is_pdf(upload) else LONG_FILE)


def find_grids(upload: Upload, lines: tuple[float, ...]) -> FileGrids | None:
    """What was read of the file before, None where nothing has been."""
    kept = upload.find_kept(_name_kept(lines))
    if kept is None:
        return None
    try:
        result = decode_result(kept)
    except BrokenAnswerError:
        return None
    if isinstance(result, UnreadableFile):
        raise result
    return result


def read_grids(upload: Upload, lines: tuple[float, ...] = ()) -> FileGrids:
    """The file as grids. Raises UnreadableFile, also when the person throws the file away meanwhile."""
    found = find_grids(upload, lines)
    if found is not None:
        return found
    source = Source(name=upload.name, data=upload.data, pdf_columns=lines or None)
    found = read_source_in_child(source, is_unwanted=upload.is_unwanted)
    upload.keep(_name_kept(lines), encode_result(found))
    return found


def read_picture(upload: Upload, page: int) -> PagePicture:
    """A page of a PDF to be drawn. Raises UnreadableFile."""
    source = Source(name=upload.name, data=upload.data, pdf_page=page)
    return make_picture(read_source_in_child(source, is_unwanted=upload.is_unwanted))


def _name_kept(lines: tuple[float, ...]) -> str:
    return f"grids{hashlib.sha256(render_column_lines(lines).encode()).hexdigest()[:12] if lines else ''}"


def read_upload(upload: Upload, wish: ReadingWish, recipe: LayoutRecipe = NO_RECIPE) -> list[ReadPlan]:
    """Every table of a file as a plan. Raises UnreadableFile, whose text is one Japanese line."""
    if upload.name.lower().endswith(EXCHANGE_SUFFIX):
        return [_read_exchange(upload)]
    grids = read_grids(upload, wish.lines)
    found = read_by_recipe(grids.grids, upload.name, recipe)
    if not wish.choices:
        return found
    rules = _make_rules(found[choose_table(found, wish.number) - 1], wish)
    if recipe.columns:
        recipe, _ = fit_recipe(recipe, found)
    changed = LayoutRecipe(name=_OWN, columns={**recipe.columns, **rules}, labels=recipe.labels)
    return read_grids_as_plans(grids.grids, upload.name, changed)


def _make_rules(read: ReadPlan, wish: ReadingWish) -> dict[str, ColumnRule]:
    return {
        item.column.title: ColumnRule(choice.role, choice.year or item.column.year)
        for item in read.columns
        if (choice := wish.choices.get(item.index)) and item.column.title
    }


def make_recipe(read: ReadPlan, wish: ReadingWish, name: str) -> LayoutRecipe:
    """The reading as corrected, for next year's table: what each heading holds, not where it stands."""
    inferred = infer_recipe(read, name)
    chosen = {
        item.column.title: ColumnRule(choice.role, choice.year)
        for item in read.columns
        if (choice := wish.choices.get(item.index)) and item.column.title
    }
    return LayoutRecipe(name=name, columns={**inferred.columns, **chosen}, labels=inferred.labels)


def parse_recipe(text: str, name: str) -> LayoutRecipe:
    """A recipe as kept. Raises LayoutError where an older version of ours wrote what is unknown now."""
    return parse_layout_recipe(text, name)


def list_headings(read: ReadPlan) -> list[str]:
    """The headings of a table, by which next year's is known again."""
    return [item.column.title for item in read.columns if item.column.title]


def choose_table(found: list[ReadPlan], number: int | None) -> int:
    """The number (from 1) of the table asked for, else of the one that the command line takes as well."""
    if number is not None and 1 <= number <= len(found):
        return number
    chosen = choose_plan(found)
    return next(place for place, read in enumerate(found, 1) if read is chosen)


def _read_exchange(upload: Upload) -> ReadPlan:
    """Our own file: nothing to understand."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{EXCHANGE_SUFFIX}"
        path.write_bytes(upload.data)
        return read_plan(path, ReadOptions(trusted=True))
