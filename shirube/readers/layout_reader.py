"""Reading every table of a grid, whatever its layout, as plans; what a rewriting did is said in findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.form import Role
from shirube.core.plan import Plan
from shirube.core.reading import Missing
from shirube.readers.column_headings import BARE_YEAR, YEARLY
from shirube.readers.doubtful_figures import (
    check_brackets,
    check_cell_years,
    check_pairs,
    check_several,
    check_spaced,
    check_years,
    list_unclear,
)
from shirube.readers.doubtful_names import (
    check_nameless,
    check_names,
    check_note_names,
    check_numbered_names,
    check_years_as_names,
)
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.heading_tables import FoundTable
from shirube.readers.layout_names import COLUMNS, LAYOUTS, PLAIN
from shirube.readers.legend import find_legend
from shirube.readers.lone_parts import describe_lone_parts
from shirube.readers.misplaced_rows import check_misplaced
from shirube.readers.name_units import give_heading_unit
from shirube.readers.result import REWRITTEN, STATED, ReadPlan, UnderstoodColumn
from shirube.readers.rewritten_grid import RewrittenGrid
from shirube.readers.stacked_sheets import StackedGrid
from shirube.readers.table import Table
from shirube.readers.trend_marks import check_trend_marks
from shirube.readers.understand import read_table
from shirube.readers.years_ahead import check_years_ahead


def read_tables(tables: Sequence[FoundTable], further: Sequence[Sequence[str]] = ()) -> list[ReadPlan]:
    """The plans of all tables of a grid that hold an indicator, from the top down.

    ``further`` are lines of the file that stand below the last of them, apart from the grid. Totals are kept
    beside the plan they belong to.
    """
    plans: list[ReadPlan] = []
    left: list[tuple[int, Table]] = []
    last = next((found for found in reversed(tables) if not found.totals), None)
    legend = _find_shared_legend(last, further) if last is not None and len(tables) > 1 else []
    for found in tables:
        read = read_table(found.table, further if found is last else _share(legend, found.table))
        if not read.plan.indicators:
            left.append((len(plans) - 1, found.table))
            continue
        if found.totals and plans:
            plans[-1] = _add_totals(plans[-1], read.plan)
        else:
            plans.append(give_heading_unit(_finish(read, found)) if found.roles else _finish(read, found))
    if plans and left:
        from shirube.readers.left_tables import keep_around_left

        return keep_around_left(plans, left)
    return plans


def _find_shared_legend(last: FoundTable, further: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The lines of the legend below the last table: it holds for those before it as well."""
    table = last.table
    lines = [*(filled_cells(table.grid.rows[row]) for row in table.below), *further]
    legend = find_legend(list(enumerate(lines)))
    return [lines[row] for row in legend.rows] if legend else []


def _share(legend: list[Sequence[str]], table: Table) -> list[Sequence[str]]:
    """The legend for a table that has none of its own."""
    rows = table.grid.rows
    own = [filled_cells(rows[row]) for row in (*table.above, *table.below)] if legend else []
    return [] if find_legend(list(enumerate(own))) else legend


def _finish(read: ReadPlan, found: FoundTable) -> ReadPlan:
    # All figures of a table pass here once, and few are unclear: only these get a closer look.
    unclear = list_unclear(read)
    findings = [
        *_describe_layout(found),
        *found.findings,
        *check_names(read),
        *check_years_as_names(read),
        *check_nameless(read),
        *check_misplaced(
            read, ((key, text) for key, _, _, text, why in unclear if why is Missing.UNREADABLE)
        ),
        *check_note_names(read),
        *check_numbered_names(read),
        *check_several(read, [one for one in unclear if one[-1] is Missing.SEVERAL]),
        *check_brackets(read, found.table),
        *check_spaced(read, found.table),
        *check_pairs(read),
        *check_years(read),
        *check_cell_years(read),
        *describe_lone_parts(read, found.roles),
        *check_trend_marks(read),
        *_check_hidden(found),
    ]
    read = replace(
        read,
        layout=found.layout,
        columns=tuple(_say_latest(item, found) for item in read.columns),
        source_roles=found.roles,
    )
    return replace(read, findings=(*check_years_ahead(read), *findings, *read.findings))


def _say_latest(item: UnderstoodColumn, found: FoundTable) -> UnderstoodColumn:
    """Beside actuals of several years 「評価」 alone is taken for that of the newest, which is a guess."""
    column = item.column
    if found.layout != PLAIN and column.year is None and column.role in YEARLY:
        return replace(item, why="元の見出しによる。年度は書かれていません", confidence=0)
    if found.layout != PLAIN and column.role is Role.EXTRA and item.confidence == STATED:
        return replace(item, why="元の見出しによる。値の列とはみなさず、そのまま残しました")
    if column.role is Role.ACTUAL and column.year in found.bare and item.confidence > BARE_YEAR:
        return replace(item, why="元の見出しが年度だけのため、実績値とみなしました", confidence=BARE_YEAR)
    if column.year is None or (column.role, column.year) not in found.latest:
        return item
    why = f"{item.why}。元の見出しに年度がないため、最も新しい実績の年度とみなしました"
    return replace(item, why=why, confidence=min(item.confidence, 80))


def _add_totals(read: ReadPlan, summed: Plan) -> ReadPlan:
    totals = summed.indicators
    # A total of a table without names goes by its place in the tree: 歳入 小計.
    said = [item.name or " ".join(node.name for node in path if node.name) for path, item in summed.rows[:5]]
    names = "、".join(said) + ("ほか" if len(totals) > 5 else "")
    finding = Finding(
        code="totals-apart",
        level=Level.INFORMATION,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"合計・小計の{len(totals)}行は、指標として数えず、別に残しました：{names}",
    )
    return replace(read, totals=(*read.totals, *totals), findings=(*read.findings, finding))


def _describe_layout(found: FoundTable) -> Iterator[Finding]:
    """An officer shall know that the table was not read as it stands, and as what."""
    if found.layout == PLAIN:
        return
    grid = found.table.grid
    given_back = (
        "作成する表（報告など）では、見出しと列の順番が元と変わることがあります。"
        if found.layout == COLUMNS
        else "作成する表（報告など）も、元の並べ方ではなく、1指標1行の表になります。"
    )
    yield Finding(
        code=REWRITTEN,
        level=Level.INFORMATION,
        place=grid.place(found.table.body[0], 0),
        message=f"この表は「{LAYOUTS[found.layout]}」として読み取り、1指標を1行に並べ直しました。{given_back}",
        remedy="違う場合は、列の読み取り方（shirube check --columns-map）を確認してください。",
    )


def _check_hidden(found: FoundTable) -> Iterator[Finding]:
    """Hidden rows and columns that a rewriting moved: named by their place in the file."""
    grid = found.table.grid
    if not isinstance(grid, RewrittenGrid):
        return
    source = grid.source
    while isinstance(source, RewrittenGrid):
        source = source.source
    if not source.hidden_rows and not source.hidden_columns:
        return
    used = {_trace(grid, place) for place in grid.origins}
    rows = sorted({row for row, _ in used} & source.hidden_rows)
    columns = sorted({column for _, column in used} & source.hidden_columns)
    names = [source.row_name(row) if isinstance(source, StackedGrid) else str(row + 1) for row in rows[:10]]
    parts = [f"{'、'.join(names)}行" + ("ほか" if len(rows) > 10 else "")] if rows else []
    parts += [f"{'、'.join(source.column_name(column) for column in columns)}列"] if columns else []
    if parts:
        yield Finding(
            code="hidden-cells",
            level=Level.ODD,
            place=Place(file=source.file, sheet=source.name),
            message=f"非表示の{'と'.join(parts)}も読み取りました。",
            remedy="公表する表に含めない行や列であれば、削除してから読み取ってください。",
        )


def _trace(grid: Grid, place: tuple[int, int]) -> tuple[int, int]:
    """The place in the file of a cell that may have been moved several times."""
    while isinstance(grid, RewrittenGrid):
        place = grid.origins.get(place, place)
        grid = grid.source
    return place
