"""Reading a file as plans: file → grids → tables → plans and findings. The front door of the readers.

What becomes of the grids of a file is told by grids_as_plans.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.readers.beside import can_work_beside
from shirube.readers.chosen_table import choose_plan, find_last_year, name_tables
from shirube.readers.grid import Grid
from shirube.readers.layout_recipe import NO_RECIPE, LayoutRecipe
from shirube.readers.result import ReadPlan, UnderstoodColumn
from shirube.readers.source import FileGrids, Source, UnreadableFile, pause_collection

# Our own plan files hold no grid: they are read straight into a plan.
EXCHANGE_SUFFIX = ".json"

# Bytes of a plain text that is read without a child process, whoever sent it.
LONGEST_PLAIN_TEXT = 1_000_000


class ReadOptions(Struct, frozen=True, kw_only=True):
    """What a person says about a file that the file itself does not tell.

    ``trusted`` reads in this process instead of a child with limits: for one's own files only.
    ``table`` is the number of the table meant, from 1 on; None takes the largest. ``sheet`` limits the
    reading to one sheet. ``layout`` is a recipe that overrules the inference. ``encoding`` and
    ``pdf_columns`` are handed to the format readers.
    """

    trusted: bool = False
    table: int | None = None
    sheet: str = ""
    layout: LayoutRecipe = NO_RECIPE
    encoding: str | None = None
    pdf_columns: tuple[float, ...] | None = None


def read_plans(path: str | Path, options: ReadOptions = ReadOptions()) -> list[ReadPlan]:
    """Every table of a file as a plan, in the file's order. Raises UnreadableFile with one Japanese line."""
    path = Path(path)
    if path.suffix.lower() == EXCHANGE_SUFFIX:
        return [_read_exchange(path)]
    grids = _read_grids(path, options)
    read_grids_as_plans = _load_understanding()
    with pause_collection():
        chosen = _choose_sheet(grids.grids, options.sheet, path.name)
        if options.layout is NO_RECIPE:
            found = read_grids_as_plans(chosen, path.name)
        else:
            from shirube.readers.recipe_fit import read_by_recipe

            recipe = replace(options.layout, sheet="") if options.sheet else options.layout
            found = read_by_recipe(chosen, path.name, recipe)
    return [replace(read, findings=(*grids.findings, *read.findings)) for read in found]


def _read_grids(path: Path, options: ReadOptions) -> FileGrids:
    from shirube.readers.formats import load_source, read_source

    source = load_source(path, encoding=options.encoding, pdf_columns=options.pdf_columns)
    if options.trusted or _is_short_text(source):
        return read_source(source)
    from shirube.readers.sandbox import read_source_in_child

    if can_work_beside():  # while the child is at it
        Thread(target=_load_understanding).start()
    return read_source_in_child(source)


def _load_understanding() -> Callable[[Sequence[Grid], str], list[ReadPlan]]:
    """What understands tables: a hundred files of code, of which our own plan files need none."""
    from shirube.readers.grids_as_plans import read_grids_as_plans

    return read_grids_as_plans


def _is_short_text(source: Source) -> bool:
    """A short plain text unpacks into nothing larger: a child with limits would only cost time."""
    if len(source.data) > LONGEST_PLAIN_TEXT:
        return False
    from shirube.readers import sniff

    return sniff.find_kind(source) == "text"


def _choose_sheet(grids: Sequence[Grid], sheet: str, file: str) -> Sequence[Grid]:
    if not sheet:
        return grids
    chosen = [grid for grid in grids if grid.name == sheet]
    if not chosen:
        names = "、".join(grid.name for grid in grids if grid.name) or "なし"
        raise UnreadableFile(file, f"シート「{sheet}」はありません。", f"このファイルのシート：{names}")
    return chosen


def _read_exchange(path: Path) -> ReadPlan:
    """A plan in our own exchange format: nothing to understand, its columns are those of its form."""
    from shirube.readers.json_file import read_plan_json

    plan = read_plan_json(path)
    columns = tuple(
        UnderstoodColumn(index, column, "しるべの交換形式による", 100)
        for index, column in enumerate(plan.form.columns)
    )
    return ReadPlan(
        plan=plan,
        findings=(),
        columns=columns,
        layout="exchange",
        grid=Grid(file=path.name, name="", rows=()),
    )


def read_plan(path: str | Path, options: ReadOptions = ReadOptions()) -> ReadPlan:
    """The plan of a file; of several tables the one asked for, else the largest, and the others named."""
    found = read_plans(path, options)
    if options.table is not None:
        if not 1 <= options.table <= len(found):
            raise UnreadableFile(
                Path(path).name,
                f"{options.table}番目の表はありません。",
                f"このファイルの表は{len(found)}つです。",
            )
        return found[options.table - 1]
    chosen = choose_plan(found)
    if len(found) == 1:
        return chosen
    return replace(chosen, findings=(_name_other_tables(found, chosen, Path(path).name), *chosen.findings))


def _name_other_tables(found: Sequence[ReadPlan], chosen: ReadPlan, file: str) -> Finding:
    counts = [len(read.plan.indicators) for read in found]
    which = "最も指標の多い" if len(chosen.plan.indicators) == max(counts) else "目標値のある"
    like = [read for read, count in zip(found, counts, strict=True) if count == max(counts)]
    if chosen in like and any(find_last_year(read) < find_last_year(chosen) for read in like):
        which = "最も指標が多く、実績値の新しい"
    others = "、".join(
        f"{number}番目 {name}（{len(read.plan.indicators)}指標）"
        for number, (read, name) in enumerate(zip(found, name_tables(found), strict=True), 1)
        if read is not chosen
    )
    return Finding(
        code="other-tables",
        level=Level.INFORMATION,
        place=Place(file=file),
        message=f"このファイルには表が{len(found)}つあり、{which}表を読み取りました。ほかの表：{others}。",
        remedy="ほかの表を読み取るときは、--table で番号を指定してください。",
    )
