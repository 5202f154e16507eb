"""The grids of a file as plans: what goes on from sheet to sheet, and what several tables say of each other.

Getting the grids out of a file is read.py's; the tables of one grid are layouts.py's.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.cell_spacing import close_spaces
from shirube.readers.cost_rows import may_hold_costs, set_costs_apart
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import count_filled, filled_cells
from shirube.readers.heading_tables import FoundTable
from shirube.readers.invisible import drop_invisible
from shirube.readers.layout_reader import read_tables
from shirube.readers.layout_recipe import NO_RECIPE, LayoutRecipe
from shirube.readers.layouts import find_all_tables
from shirube.readers.left_margin import cut_left_margin
from shirube.readers.legend import find_legend, is_legend_table
from shirube.readers.line_words import find_context
from shirube.readers.mark_counts import set_counts_apart
from shirube.readers.noted_headings import bare_headings
from shirube.readers.result import ReadPlan
from shirube.readers.right_margin import cut_right_margin
from shirube.readers.source import UnreadableFile
from shirube.readers.stacked_sheets import stack_sheets
from shirube.readers.values import show_dates

# A sheet that shows how a form is filled in.
_EXAMPLE = late_pattern(r"(?:記入|記載|作成|入力|書き方の?)例|見本(?!市)|サンプル(?!調査)")
# A line of its own, or a label with its mark.
_MOST_JUDGED = 2
# Each table that is joined takes some milliseconds: of more than so many each stays a plan of its own.
_MOST_JOINED = 1000
# A title that names the year stands in the first rows of a page or sheet.
_TITLE_ROWS = 6

# A legend is one grid beside that of a plan, with a title above it.
_FEWEST_GRIDS = 2
_LONGEST_LEGEND = 20

# The sheets of a workbook that we wrote: the others repeat, for calculating, what the printed one says.
PRINTED, DATA = "印刷用", "データ用"
OUR_SHEETS = {PRINTED, DATA, "凡例"}


def read_grids_as_plans(grids: Sequence[Grid], file: str, recipe: LayoutRecipe = NO_RECIPE) -> list[ReadPlan]:
    """Every table of the visible sheets; raises UnreadableFile when there is none to understand.

    A ``recipe`` overrules what is inferred about the layout.
    """
    visible, examples = _leave_examples_out([grid for grid in grids if not grid.hidden] or list(grids))
    data: Grid | None = None
    if {grid.name for grid in visible} >= OUR_SHEETS:
        data = next(grid for grid in visible if grid.name == DATA)
        visible = [grid for grid in visible if grid.name == PRINTED]
    found: list[ReadPlan] = []
    shown, unnamed = _show(visible, recipe)
    stacked = _stack(shown)
    joined: list[Grid] = []
    # The rows that a recipe leaves out or puts in are those of each table.
    if len(stacked) > 1 and not recipe.skip_rows and not recipe.inserts:
        from shirube.readers.joined_tables import describe_joined, join_tables

        joined, stacked = stacked, join_tables(stacked)
    groups, sources, before, behind = _group_tables(stacked, recipe)
    for number, (tables, lines) in enumerate(groups):
        plans = read_tables(tables, lines)
        if not plans:
            behind.append(sources[number])
        if any(map(_lacks_year, plans)):
            groups[number], plans = _give_document_year(sources[number], groups[number], plans, found, recipe)
        found += plans
    if len(found) > 1:
        found = _join_tables(found, groups, sources)
    if len(stacked) < len(joined):
        found = [replace(one, findings=(*describe_joined(one.grid), *one.findings)) for one in found]
    found = _set_goalless_apart(found)
    found = _give_form_marks(set_costs_apart(found) if may_hold_costs(found) else found, shown)
    found = _leave_repeated_out(set_counts_apart(found))
    if not found:
        from shirube.readers.unread_reasons import describe_unread

        raise UnreadableFile(file, *describe_unread(visible))
    if before or behind or examples:
        found = _name_unread(found, before, [*behind, *examples])
    if data is None and (unread := _name_hidden_sheets(grids, visible, file)):
        found = [replace(one, findings=(unread, *one.findings)) for one in found]
    if unnamed:
        found = [replace(found[0], findings=(*unnamed, *found[0].findings)), *found[1:]]
    return [_with_facts(found[0], data)] if data is not None and len(found) == 1 else found


def _give_form_marks(found: list[ReadPlan], shown: Sequence[Grid]) -> list[ReadPlan]:
    """The plans with the marks that stand outside their tables."""
    if not any(map(_may_need_marks, found)) and not _are_judged_between(found, shown):
        return found
    from shirube.readers.form_marks import give_form_marks

    return give_form_marks(found, shown)


def _leave_examples_out(grids: list[Grid]) -> tuple[list[Grid], list[Grid]]:
    """The sheets, and those apart that only show how to fill in the others: 記入例."""
    # Few names have such a sign, and a file of a single sheet is read whatever its name.
    signed = [grid for grid in grids if grid.lettered and any(sign in grid.name for sign in "例見サ")]
    examples = [grid for grid in signed if len(grids) > 1 and _EXAMPLE.search(grid.name)]
    if not examples or len(examples) == len(grids):
        return grids, []
    return [grid for grid in grids if not any(grid is one for one in examples)], examples


def _set_goalless_apart(found: list[ReadPlan]) -> list[ReadPlan]:
    if len(found) < 2:
        return found
    from shirube.readers.goalless_tables import may_be_goalless, set_goalless_apart

    return set_goalless_apart(found) if may_be_goalless(found) else found


def _leave_repeated_out(found: list[ReadPlan]) -> list[ReadPlan]:
    if len({read.grid.name for read in found if read.grid.lettered}) < 2:
        return found
    from shirube.readers.repeated_tables import leave_repeated_out

    return leave_repeated_out(found)


def _show(grids: Sequence[Grid], recipe: LayoutRecipe) -> tuple[list[Grid], list[Finding]]:
    """The grids from their first column with anything in it to the last, and what was left out of them."""
    # Cells that a recipe puts in are counted from the edge of the sheet.
    begin = cut_left_margin if not recipe.inserts else lambda grid: grid
    shown = [begin(bare_headings(close_spaces(show_dates(drop_invisible(grid))))) for grid in grids]
    said: list[Finding] = []
    if any(grid.hidden_columns for grid in shown):
        from shirube.readers.helper_columns import leave_helpers_out

        changed = [leave_helpers_out(grid) for grid in shown]
        shown, said = [grid for grid, _ in changed], [finding for _, finding in changed if finding]
    shown = [cut_right_margin(grid) for grid in shown]
    if any(map(_may_have_side_labels, shown)):
        from shirube.readers.side_labels import lower_side_labels

        shown = [lower_side_labels(grid) for grid in shown]
    return shown, said


def _stack(grids: list[Grid]) -> list[Grid]:
    """Tables of labels with those below them, and copies of one form below one another."""
    if len(grids) > 1 and not grids[0].lettered:
        from shirube.readers.form_parts import stack_forms

        grids = stack_forms(grids)
    return stack_sheets(grids)


def _may_have_side_labels(grid: Grid) -> bool:
    """True where a cell reaches from a row of several words down over other rows at the left edge."""
    return any(
        span.left == span.right == 0 and span.bottom > span.top and "指標" in str(grid.rows[span.top][0])
        for span in grid.merges
    )


def _lacks_year(read: ReadPlan) -> bool:
    return any(finding.code == "year-unknown" for finding in read.findings)


def _give_document_year(
    grid: Grid,
    group: tuple[list[FoundTable], list[list[str]]],
    plans: list[ReadPlan],
    before: Sequence[ReadPlan],
    recipe: LayoutRecipe,
) -> tuple[tuple[list[FoundTable], list[list[str]]], list[ReadPlan]]:
    """The tables without a year as of that of the document's title; as they are where it has none."""
    from shirube.readers.document_year import lacks_year, read_with_document_year

    # Sheets of a workbook may each be of another year.
    first = plans[0] if grid.lettered or not before else before[0]
    if recipe.year or not any(map(lacks_year, plans)):
        return group, plans
    dated = read_with_document_year(grid, recipe, first, plans, group[1])
    return ((dated[0], group[1]), dated[1]) if dated else (group, plans)


def _join_tables(
    found: list[ReadPlan], groups: Sequence[tuple[list[FoundTable], list[list[str]]]], sources: Sequence[Grid]
) -> list[ReadPlan]:
    """The plans, those that say different things of the same indicators put together."""
    from shirube.readers.complementing_tables import join_complements, may_complement
    from shirube.readers.named_tables import join_named, may_be_named
    from shirube.readers.table_pair import FoundPlan
    from shirube.readers.yearly_tables import join_years, may_be_of_years

    may_belong = len(found) <= _MOST_JOINED and (may_be_of_years(found) or may_be_named(found))
    if not may_belong and not may_complement(found):
        return found
    # Totals without a table before them are a plan of their own; else the place is that of their table.
    tables = {
        (id(one.table.grid), one.table.top): (one, number)
        for number, (tables, _) in enumerate(groups)
        for one in sorted(tables, key=lambda one: not one.totals)
    }
    plans: list[FoundPlan] = []
    sheets: dict[int, list[FoundPlan]] = {}
    for read in found:
        table, number = tables[id(read.grid), read.header[0]]
        plans.append(FoundPlan(read, table, groups[number][1]))
        # Tables of a document are of one sheet, so to speak.
        sheets.setdefault(number if sources[number].lettered else 0, []).append(plans[-1])
    if may_belong:
        plans = [plan for sheet in sheets.values() for plan in join_named(join_years(sheet))]
    reads = [plan.read for plan in plans]
    return join_complements(plans) if may_complement(reads) else reads


def _may_need_marks(read: ReadPlan) -> bool:
    """True for a table without marks beside which words stand that may give one."""
    plan = read.plan
    if not plan.remarks or plan.form.find(Role.MARK):
        return False
    return any(
        hint in text for text in plan.remarks for hint in ("評価", "判定", "点検", "進捗", "達成", "ランク")
    )


def _are_judged_between(found: Sequence[ReadPlan], grids: Sequence[Grid]) -> bool:
    """True for a document of several tables, one without marks, that may name some in lines of their own."""
    if len(grids) <= len(found) or grids[0].lettered:
        return False
    if all(read.plan.form.find(Role.MARK) for read in found):
        return False
    lines = (filled_cells(row) for grid in grids for row in grid.rows if count_filled(row) <= _MOST_JUDGED)
    return any(hint in cells[0] for cells in lines if cells for hint in ("評価", "判定", "進捗", "達成"))


def _name_unread(found: Sequence[ReadPlan], before: Sequence[Grid], behind: Sequence[Grid]) -> list[ReadPlan]:
    from shirube.readers.unread_rows import (
        describe_lone_columns,
        describe_unread_grids,
        describe_unread_sheets,
    )

    apart = describe_lone_columns([*before, *behind])
    named = [
        replace(one, findings=(*one.findings, *describe_unread_grids(before, len(one.columns)), *apart))
        for one in found
    ]
    sheets = describe_unread_sheets([*before, *behind])
    return [replace(named[0], findings=(*sheets, *named[0].findings)), *named[1:]] if sheets else named


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
    from shirube.readers.entered_facts import take_facts

    plan, findings = take_facts(read.plan, data)
    return replace(read, plan=plan, findings=(*read.findings, *findings))


def _group_tables(
    grids: Sequence[Grid], recipe: LayoutRecipe
) -> tuple[list[tuple[list[FoundTable], list[list[str]]]], list[Grid], list[Grid], list[Grid]]:
    """The tables of each grid, with the lines of the grids behind it that hold no table of their own.

    PDF, Word and web pages give a legend as a table apart, workbooks on a sheet apart; it holds for every
    table before it, while other lines belong to the table just before them. The grids of the groups, and
    those without a table before the first and behind it, come apart.
    """
    before: list[Grid] = []
    behind: list[Grid] = []
    groups: list[tuple[list[FoundTable], list[list[str]]]] = []
    sources: list[Grid] = []
    near: FiscalYear | None = None
    # Forms without figures of their own, until the tables within their cells have come.
    around: list[list[str]] = []
    for number, grid in enumerate(grids):
        tables = find_all_tables(grid, recipe, near)
        near = find_context([text for row in grid.rows[:_TITLE_ROWS] for text in filled_cells(row)]) or near
        if tables and _is_legend(grid, len(grids)):
            tables = []
            legend = None if groups else find_legend(list(enumerate(map(filled_cells, grid.rows))))
            around += [filled_cells(grid.rows[row]) for row in (legend.rows if legend else ())]
        if tables:
            groups.append((tables, around))
            sources.append(grid)
            around = []
        elif _leads_to_inner(grids, number):
            around += [cells for row in grid.rows if (cells := filled_cells(row))]
        elif groups:
            lines = [cells for row in grid.rows if (cells := filled_cells(row))]
            legend = find_legend(list(enumerate(lines)))
            for _, further in groups[:-1]:
                further.extend(lines[row] for row in (legend.rows if legend else ()))
            groups[-1][1].extend(lines)
            behind.append(grid)
        else:
            before.append(grid)
    return groups, sources, before, behind


def _is_legend(grid: Grid, count: int) -> bool:
    """True for a grid beside others that tells what marks mean; of a long one nobody needs to ask."""
    if count < _FEWEST_GRIDS or grid.height > _LONGEST_LEGEND:
        return False
    return is_legend_table([cells for row in grid.rows if (cells := filled_cells(row))])


def _leads_to_inner(grids: Sequence[Grid], number: int) -> bool:
    """True for a table of a document with the next one in one of its cells."""
    return number + 1 < len(grids) and grids[number + 1].outer is not None
