"""One table of a grid understood as a plan: surroundings, columns, tree, rule, and what was odd about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from shirube.core.agreement import settle_edges
from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import YearStyle, find_fiscal_years
from shirube.core.form import Form, Role
from shirube.core.pattern import late_pattern
from shirube.core.plan import Plan
from shirube.core.scale import Code
from shirube.readers.amendments import Amendment, amend_indicators
from shirube.readers.bound_notes import find_notes
from shirube.readers.checked_marks import take_checked_marks
from shirube.readers.columns import understand_columns
from shirube.readers.cut_names import describe_cut_names
from shirube.readers.decided_marks import take_decisions
from shirube.readers.direction_words import parse_direction
from shirube.readers.directions import settle_directions
from shirube.readers.grid_rows import count_filled, filled_cells
from shirube.readers.joint_marks import find_joint_marks
from shirube.readers.legend import contradicts_itself, find_legend, parse_scale
from shirube.readers.line_names import describe_names, name_by_line
from shirube.readers.lone_actuals import describe_lone_actual
from shirube.readers.name_units import (
    describe_name_units,
    describe_table_unit,
    find_heading_unit,
    find_table_unit,
    give_name_unit,
    give_table_unit,
    match_unit_line,
)
from shirube.readers.result import ReadPlan, UnderstoodColumn
from shirube.readers.row_cells import RowCells
from shirube.readers.surroundings import Surroundings, understand_surroundings
from shirube.readers.table import Table
from shirube.readers.tree_builder import BuiltTree, build_tree
from shirube.readers.unread_goals import describe_figures_in_texts, describe_unread_goals

_LOOKED_AT = 60
# So many columns of which the same is to be said make one finding.
_MANY_COLUMNS = 3
# A heading of more letters than this tells more than what its figures are.
_LONG = 20
# The title of a column that line_layout.py made of a line: 「実施箇所数」令和5年度.
_LINE = late_pattern(r"(?P<label>「.+」)(?:令和|平成|昭和)[\d元]+年度")
# A target of what is to be added or saved, beside a baseline of the whole: 目標値(増加分).
_INCREASE = late_pattern(r"(?:増加|削減|減少|改善)分|(?<!加)増分|純増")


def read_table(table: Table, further: Sequence[Sequence[str]] = ()) -> ReadPlan:
    """Understand one table of a grid as a plan. What is odd is a finding; nothing raises.

    ``further`` are lines of the file, as filled cells, that stand apart from the grid but belong below it.
    """
    grid = table.grid
    below = [*table.below, *range(grid.height, grid.height + len(further))]
    lines = [(row, filled_cells(grid.rows[row])) for row in chain(table.above, table.below)]
    lines += list(zip(below[len(table.below) :], map(list, further), strict=True))
    legend = find_legend(lines)
    taken = set(legend.rows) if legend else set()
    leading, following = lines[: len(table.above)], lines[len(table.above) :]
    surroundings = understand_surroundings(
        [" ".join(cells) for row, cells in leading if row not in taken],
        [" ".join(cells) for row, cells in following if row not in taken],
    )
    columns = understand_columns(table, surroundings.year)
    tree = build_tree(table, columns)
    plan = take_decisions(_make_plan(table, columns, tree, surroundings))
    joint, joined = find_joint_marks(grid, tree.rows, columns)
    notes = find_notes(plan.footnotes, grid, tree.rows, columns)
    has_units = any(item.column.role is Role.UNIT for item in columns)
    alone = (cells for _, cells in following if len(cells) == 1 and match_unit_line(cells[0]))
    above = (cells for _, cells in leading)
    said = find_table_unit(above) or find_table_unit(alone) or find_heading_unit(columns)
    unit = "" if has_units else said
    bind = notes.bind if notes else None
    name, named = name_by_line(plan, [" ".join(cells) for _, cells in leading])
    plan = amend_indicators(
        plan,
        (
            named,
            joint,
            take_checked_marks,
            bind,
            _find_named_pairs(plan),
            give_name_unit,
            give_table_unit(unit),
        ),
    )
    scale = settle_edges(plan, parse_scale(legend)) if legend else None
    stated = _find_stated_directions(table, columns, tree)
    plan, directions = settle_directions(plan, stated, grid.file, scale)
    findings = [*directions, *tree.findings, *_check_columns(table, columns), *_check_hidden(table, columns)]
    findings += describe_lone_actual(table, columns)
    findings += describe_table_unit(plan, unit, grid.file, grid.name)
    findings += [
        *describe_names(plan, name, grid.place(table.top, 0)),
        *describe_cut_names(plan, grid, tree.rows),
    ]
    findings += [*joined, *(notes.describe(grid) if notes else ()), *_check_scale(plan, table)]
    findings += _check_unread(table, [line for line in following if line[0] not in taken])
    spoken = [line for line in lines if line[0] not in taken]
    findings += describe_unread_goals(plan, grid, [*spoken, *_list_long_headings(table)])
    findings += describe_figures_in_texts(plan, grid, tree.rows)
    return ReadPlan(
        plan=plan,
        findings=tuple(findings),
        columns=describe_name_units(columns, plan),
        layout="one-row-per-indicator",
        grid=grid,
        rows=tree.rows,
        header=(table.top, table.heading_rows),
    )


def _find_named_pairs(plan: Plan) -> Amendment | None:
    if not any("/" in item.name or "／" in item.name for item in plan.indicators):
        return None
    from shirube.readers.named_pairs import leave_pairs_undecided

    return leave_pairs_undecided


def _find_stated_directions(
    table: Table, columns: Sequence[UnderstoodColumn], tree: BuiltTree
) -> frozenset[str]:
    """Keys of the indicators whose direction stands in a column of its own, and is understood."""
    if any(item.column.role is Role.TARGET and _INCREASE.search(item.column.title) for item in columns):
        # What is to be added to the baseline is less than it, and more of it is better all the same.
        return frozenset(tree.rows)
    if all(item.column.role is not Role.DIRECTION for item in columns):
        return frozenset()
    texts = RowCells(table.grid, columns, table.body).texts(Role.DIRECTION)
    stated = {row for row, text in zip(table.body, texts, strict=True) if parse_direction(text)}
    return frozenset(key for key, row in tree.rows.items() if row in stated)


def _make_plan(
    table: Table, columns: Sequence[UnderstoodColumn], tree: BuiltTree, around: Surroundings
) -> Plan:
    levels = sorted(
        (item for item in columns if item.column.role is Role.LEVEL), key=lambda item: item.column.level or 0
    )
    return Plan(
        title=around.title,
        name=around.name,
        municipality=around.municipality,
        document_number=around.document_number,
        levels=tuple(item.column.title for item in levels),
        nodes=tree.nodes,
        bodies=tree.bodies,
        footnotes=around.footnotes,
        # Headings of parts are often the same for each: they are kept once.
        remarks=tuple(dict.fromkeys((*around.remarks, *tree.remarks))),
        form=Form(tuple(item.column for item in columns)),
        year_style=_find_year_style(table),
    )


def _find_year_style(table: Table) -> YearStyle:
    text = " ".join(chain.from_iterable(table.headings))
    styles = [mention.style for mention in find_fiscal_years(text)]
    return max(dict.fromkeys(styles), key=styles.count, default=YearStyle.KANJI)


def _check_columns(table: Table, columns: Sequence[UnderstoodColumn]) -> list[Finding]:
    """Columns whose meaning was not understood but which hold something; nothing of them is lost."""
    grid = table.grid
    asked: dict[str, UnderstoodColumn] = {}
    for item in columns:
        if item.confidence == 0 and any(grid.rows[row][item.index] != "" for row in table.body):
            # A line of a label that nobody knows fills a column for each year: it is asked about once.
            line = _LINE.fullmatch(item.column.title)
            asked.setdefault(line["label"] if line else str(item.index), item)
    lines = {label: item for label, item in asked.items() if label.startswith("「")}
    said = [
        (item.index, f"{label}の行の意味が分かりません。この行は内容を変えずに残しました。")
        for label, item in lines.items()
    ]
    said += _say_unknown([item for label, item in asked.items() if label not in lines])
    return [
        Finding(
            code="column-unknown",
            level=Level.ODD,
            place=grid.place(table.top, column),
            message=message,
            remedy="意味の分かる見出し（目標、実績、評価など）にすると読み取れます。",
        )
        for column, message in sorted(said)
    ]


def _say_unknown(items: Sequence[UnderstoodColumn]) -> Iterator[tuple[int, str]]:
    """What is said of unknown columns, by the first; once of many of which the same is to be said.

    ● below each of H28, H29 and H30 is one question.
    """
    for why, run in groupby(items, key=lambda item: item.why):
        alike = list(run)
        if len(alike) < _MANY_COLUMNS:
            yield from ((item.index, f"{why}。この列は内容を変えずに残しました。") for item in alike)
            continue
        first, last = (" ".join(item.column.title.split()) for item in (alike[0], alike[-1]))
        places = "、".join(f"{item.index + 1}列目" for item in alike[:10]) + (
            "ほか" if len(alike) > 10 else ""
        )
        which = f"「{first}」から「{last}」まで{len(alike)}列" if first and last else places
        yield alike[0].index, f"{why}（{which}）。これらの列は内容を変えずに残しました。"


def _check_hidden(table: Table, columns: Sequence[UnderstoodColumn]) -> list[Finding]:
    """Hidden rows and columns of the table are read, and named: nobody shall be surprised by them."""
    grid = table.grid
    rows = [str(row + 1) for row in table.body if row in grid.hidden_rows]
    hidden = [grid.column_name(item.index) for item in columns if item.index in grid.hidden_columns]
    parts = [f"{'、'.join(rows[:10])}行" + ("ほか" if len(rows) > 10 else "")] if rows else []
    parts += [f"{'、'.join(hidden)}列"] if hidden else []
    if not parts:
        return []
    return [
        Finding(
            code="hidden-cells",
            level=Level.ODD,
            place=Place(file=grid.file, sheet=grid.name),
            message=f"非表示の{'と'.join(parts)}も読み取りました。",
            remedy="公表する表に含めない行や列であれば、削除してから読み取ってください。",
        )
    ]


def _list_long_headings(table: Table) -> Iterator[tuple[int, Sequence[str]]]:
    """Upper headings that may say more than what figures are: 計画期間（目標値 国：3,000人以下）."""
    if table.heading_rows > 1:
        texts = dict.fromkeys(text for one in table.headings for text in one[:-1] if len(text) > _LONG)
        yield from ((table.top, [text]) for text in texts)


def _check_unread(table: Table, lines: Sequence[tuple[int, Sequence[str]]]) -> Sequence[Finding]:
    if not any(len(cells) > 2 for _, cells in lines):
        return ()
    from shirube.readers.unread_rows import describe_unread_rows

    filled = max((count_filled(table.grid.rows[row]) for row in table.body[:_LOOKED_AT]), default=0)
    return describe_unread_rows(table.grid, lines, filled)


def _check_scale(plan: Plan, table: Table) -> list[Finding]:
    """Marks without a legend cannot be checked against a rule, nor by a band that no rate reaches."""
    for code in plan.scale.codes if plan.scale else ():
        if contradicts_itself(code.wording):
            return [_say_contradiction(code, table)]
    if plan.scale or not any(item.mark for indicator in plan.indicators for item in indicator.published):
        return []
    return [
        Finding(
            code="no-legend",
            level=Level.INFORMATION,
            place=Place(file=table.grid.file, sheet=table.grid.name),
            message="評価の凡例が見つからないため、公表された評価を基準と照らし合わせていません。",
            remedy="--scale で評価基準を指定してください。基準の一覧は shirube scales で確認できます。",
        )
    ]


def _say_contradiction(code: Code, table: Table) -> Finding:
    return Finding(
        code="legend-contradictory",
        level=Level.GRAVE,
        place=Place(file=table.grid.file, sheet=table.grid.name),
        message=f"凡例の「{code.mark}：{' '.join(code.wording.split())[:40]}」は、下限が上限より大きいため、"
        "評価の基準として使えません。",
        remedy="凡例の数値を直して、読み取り直してください。",
    )
