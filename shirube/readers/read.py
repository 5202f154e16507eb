"""Reading a file as plans: file → grids → tables → plans and findings. The front door of the readers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.entered_facts import take_facts
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.heading_tables import FoundTable
from shirube.readers.invisible import drop_invisible
from shirube.readers.layout_reader import read_tables
from shirube.readers.layout_recipe import LayoutRecipe
from shirube.readers.layouts import NO_RECIPE, find_all_tables
from shirube.readers.left_margin import cut_left_margin
from shirube.readers.legend import find_legend
from shirube.readers.line_words import find_context
from shirube.readers.result import ReadPlan, UnderstoodColumn
from shirube.readers.source import FileGrids, Source, UnreadableFile, pause_collection
from shirube.readers.stacked_sheets import stack_sheets
from shirube.readers.values import show_dates

# Our own plan files hold no grid: they are read straight into a plan.
EXCHANGE_SUFFIX = ".json"

# Bytes of a plain text that is read without a child process, whoever sent it.
LONGEST_PLAIN_TEXT = 1_000_000

# A title that names the year stands in the first rows of a page or sheet.
_TITLE_ROWS = 6

# The sheets of a workbook that we wrote: the others repeat, for calculating, what the printed one says.
PRINTED, DATA = "印刷用", "データ用"
OUR_SHEETS = {PRINTED, DATA, "凡例"}


def read_grids_as_plans(grids: Sequence[Grid], file: str, recipe: LayoutRecipe = NO_RECIPE) -> list[ReadPlan]:
    """Every table of the visible sheets; raises UnreadableFile when there is none to understand.

    A ``recipe`` overrules what is inferred about the layout.
    """
    visible = [grid for grid in grids if not grid.hidden] or list(grids)
    data: Grid | None = None
    if {grid.name for grid in visible} >= OUR_SHEETS:
        data = next(grid for grid in visible if grid.name == DATA)
        visible = [grid for grid in visible if grid.name == PRINTED]
    found: list[ReadPlan] = []
    # Cells that a recipe puts in are counted from the edge of the sheet.
    begin = cut_left_margin if not recipe.inserts else lambda grid: grid
    shown = [begin(show_dates(drop_invisible(grid))) for grid in visible]
    if any(map(_may_have_side_labels, shown)):
        from shirube.readers.side_labels import lower_side_labels

        shown = [lower_side_labels(grid) for grid in shown]
    stacked = stack_sheets(shown)
    joined: list[Grid] = []
    # The rows that a recipe leaves out or puts in are those of each table.
    if len(stacked) > 1 and not recipe.skip_rows and not recipe.inserts:
        from shirube.readers.joined_tables import describe_joined, join_tables

        joined, stacked = stacked, join_tables(stacked)
    groups, before = _group_tables(stacked, recipe)
    for tables, lines in groups:
        found += read_tables(tables, lines)
    if len(found) > 1:
        found = _join_complements(found, groups)
    if len(stacked) < len(joined):
        found = [replace(one, findings=(*describe_joined(one.grid), *one.findings)) for one in found]
    if any(map(_may_need_marks, found)):
        from shirube.readers.form_marks import give_form_marks

        found = give_form_marks(found, shown)
    if not found:
        raise UnreadableFile(
            file,
            "指標の表が見つかりませんでした。",
            "見出しに「目標」「実績」などがあり、その下に指標が並ぶ表かどうか確認してください。",
        )
    if before:
        found = _name_unread(found, before)
    if data is None and (unread := _name_hidden_sheets(grids, visible, file)):
        found = [replace(one, findings=(unread, *one.findings)) for one in found]
    return [_with_facts(found[0], data)] if data is not None and len(found) == 1 else found


def _may_have_side_labels(grid: Grid) -> bool:
    """True where a cell reaches from a row of several words down over other rows at the left edge."""
    return any(
        span.left == span.right == 0 and span.bottom > span.top and "指標" in str(grid.rows[span.top][0])
        for span in grid.merges
    )


def _join_complements(
    found: list[ReadPlan], groups: Sequence[tuple[list[FoundTable], list[list[str]]]]
) -> list[ReadPlan]:
    """The plans, those of targets put together with those of their actuals."""
    from shirube.readers.complementing_tables import FoundPlan, join_complements, may_complement

    if not may_complement(found):
        return found
    # Totals without a table before them are a plan of their own; else the place is that of their table.
    tables = {
        (id(one.table.grid), one.table.top): (one, lines)
        for tables, lines in groups
        for one in sorted(tables, key=lambda one: not one.totals)
    }
    return join_complements([FoundPlan(read, *tables[id(read.grid), read.header[0]]) for read in found])


def _may_need_marks(read: ReadPlan) -> bool:
    """True for a table without marks beside which words stand that may give one."""
    plan = read.plan
    if not plan.remarks or plan.form.find(Role.MARK):
        return False
    return any(
        hint in text for text in plan.remarks for hint in ("評価", "判定", "点検", "進捗", "達成", "ランク")
    )


def _name_unread(found: Sequence[ReadPlan], before: Sequence[Grid]) -> list[ReadPlan]:
    from shirube.readers.unread_rows import describe_unread_grids

    return [
        replace(one, findings=(*one.findings, *describe_unread_grids(before, len(one.columns))))
        for one in found
    ]


def _name_hidden_sheets(grids: Sequence[Grid], visible: Sequence[Grid], file: str) -> Finding | None:
    """Hidden sheets are left out, and nobody shall wonder why: they may hold last year's figures."""
    hidden = [grid for grid in grids if grid.hidden and any(map(filled_cells, grid.rows))]
    if not hidden or len(hidden) == len(visible) == len(grids):
        return None
    names = "、".join(f"「{grid.name}」" for grid in hidden[:5]) + ("など" if len(hidden) > 5 else "")
    return Finding(
        code="hidden-sheets",
        level=Level.INFORMATION,
        place=Place(file=file),
        message=f"非表示のシートが{len(hidden)}枚あります（{names}）。読み取っていません。",
        remedy="読み取るときは、シートを表示して保存し直すか、--sheet でシートの名前を指定してください。",
    )


def _with_facts(read: ReadPlan, data: Grid) -> ReadPlan:
    plan, findings = take_facts(read.plan, data)
    return replace(read, plan=plan, findings=(*read.findings, *findings))


def _group_tables(
    grids: Sequence[Grid], recipe: LayoutRecipe
) -> tuple[list[tuple[list[FoundTable], list[list[str]]]], list[Grid]]:
    """The tables of each grid, with the lines of the grids behind it that hold no table of their own.

    PDF, Word and web pages give a legend as a table apart, workbooks on a sheet apart; it holds for every
    table before it, while other lines belong to the table just before them. Grids before the first table
    come apart.
    """
    before: list[Grid] = []
    groups: list[tuple[list[FoundTable], list[list[str]]]] = []
    near: FiscalYear | None = None
    # Forms without figures of their own, until the tables within their cells have come.
    around: list[list[str]] = []
    for number, grid in enumerate(grids):
        tables = find_all_tables(grid, recipe, near)
        near = find_context([text for row in grid.rows[:_TITLE_ROWS] for text in filled_cells(row)]) or near
        if tables:
            groups.append((tables, around))
            around = []
        elif _leads_to_inner(grids, number):
            around += [cells for row in grid.rows if (cells := filled_cells(row))]
        elif groups:
            lines = [cells for row in grid.rows if (cells := filled_cells(row))]
            legend = find_legend(list(enumerate(lines)))
            for _, further in groups[:-1]:
                further.extend(lines[row] for row in (legend.rows if legend else ()))
            groups[-1][1].extend(lines)
        else:
            before.append(grid)
    return groups, before


def _leads_to_inner(grids: Sequence[Grid], number: int) -> bool:
    """True for a table of a document with the next one in one of its cells."""
    return number + 1 < len(grids) and grids[number + 1].outer is not None


def choose_plan(found: Sequence[ReadPlan]) -> ReadPlan:
    """The table that people mean when they name only the file: that with most indicators, or the first."""
    return max(found, key=lambda read: len(read.plan.indicators))


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
    with pause_collection():
        chosen = _choose_sheet(grids.grids, options.sheet or options.layout.sheet, path.name)
        found = read_grids_as_plans(chosen, path.name, options.layout)
    return [replace(read, findings=(*grids.findings, *read.findings)) for read in found]


def _read_grids(path: Path, options: ReadOptions) -> FileGrids:
    from shirube.readers.formats import load_source, read_source

    source = load_source(path, encoding=options.encoding, pdf_columns=options.pdf_columns)
    if options.trusted or _is_short_text(source):
        return read_source(source)
    from shirube.readers.sandbox import read_source_in_child

    return read_source_in_child(source)


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
    others = "、".join(
        f"{number}番目 {read.plan.title or read.grid.name or '表'}（{len(read.plan.indicators)}指標）"
        for number, read in enumerate(found, 1)
        if read is not chosen
    )
    return Finding(
        code="other-tables",
        level=Level.INFORMATION,
        place=Place(file=file),
        message=f"このファイルには表が{len(found)}つあり、最も指標の多い表を読み取りました。ほかの表：{others}。",
        remedy="ほかの表を読み取るときは、--table で番号を指定してください。",
    )
