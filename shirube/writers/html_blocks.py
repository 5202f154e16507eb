"""The report for narrow screens: one block per indicator, its years as rows, each grade with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import Column, Role
from shirube.core.report import Report
from shirube.core.table import YEARLY, Cell, Look, PrintedRow, PrintedTable
from shirube.writers.html_text import render_grade, render_text

# What joins a heading to its year: 令和7年度の実績, R7・目標, 目標(R7).
_AROUND_YEAR = " ()・:/の末"


def render_blocks(report: Report) -> Iterator[str]:
    """All indicators, under headings for the levels above them."""
    yield '<section class="narrow" data-repeat aria-label="指標ごとの一覧">'
    levels = report.table.levels
    name = f"h{min(max(len(levels), 1) + 1, 4)}"
    for row in report.table.rows:
        for rank, level in enumerate(levels[:-1]):
            cell = row.cells[level]
            if cell and cell.text:
                tag = f"h{min(2 + rank, 3)}"
                yield f"<{tag}>{render_text(cell.text)}</{tag}>"
        yield "<article>"
        yield f"<{name}>{render_text(_find_name(report.table, row))}</{name}>"
        yield from _render_texts(report.table, row)
        yield from _render_years(report, row)
        yield "</article>"
    yield "</section>"


def _find_name(table: PrintedTable, row: PrintedRow) -> str:
    """The cell of the lowest level, with the indicator's own name where it has a column for it."""
    names = []
    for cell, printed in zip(row.cells, table.columns, strict=True):
        if cell and printed.column.role is Role.INDICATOR:
            names.append(cell.text)
    lowest = row.cells[table.levels[-1]] if table.levels else None
    first = lowest.text if lowest else (row.path[-1].name if row.path else "")
    return " ".join(part for part in (first, *names) if part)


def _render_texts(table: PrintedTable, row: PrintedRow) -> Iterator[str]:
    yield "<dl>"
    for cell, printed in zip(row.cells, table.columns, strict=True):
        column = printed.column
        if column.role in (Role.LEVEL, Role.INDICATOR) or _is_yearly(column) or not cell or not cell.text:
            continue
        shown = (
            render_grade(cell)
            if printed.look is Look.MARK
            else render_text(cell.text, issues=column.role is Role.STATUS)
        )
        yield f"<dt>{render_text(column.title)}</dt><dd>{shown}</dd>"
    yield "</dl>"


def _is_yearly(column: Column) -> bool:
    return column.role in YEARLY and column.year is not None


def _render_years(report: Report, row: PrintedRow) -> Iterator[str]:
    """The figures of the indicator: a row for each year, and below it why its grade came out so."""
    kinds: dict[tuple[Role, str], str] = {}
    years: dict[FiscalYear, dict[tuple[Role, str], Cell]] = {}
    for cell, printed in zip(row.cells, report.table.columns, strict=True):
        column = printed.column
        if column.year is None or not _is_yearly(column) or cell is None:
            continue
        kind = (column.role, column.part)
        kinds.setdefault(kind, _name_kind(column))
        years.setdefault(column.year, {})[kind] = cell
    if not years:
        return
    heads = "".join(f'<th scope="col">{render_text(name)}</th>' for name in kinds.values())
    yield f'<table>\n<thead><tr><th scope="col">年度</th>{heads}</tr></thead>\n<tbody>'
    for year, cells in sorted(years.items()):
        current = ' class="current"' if year == report.year else ""
        values = "".join(_render_value(kind[0], cells.get(kind)) for kind in kinds)
        head = render_text(year.render(report.plan.year_style))
        yield f'<tr{current}><th scope="row">{head}</th>{values}</tr>'
        for cell in cells.values():
            if cell.text and cell.evaluation:
                why = render_text(cell.evaluation.explanation)
                yield f'<tr class="why"><td colspan="{len(kinds) + 1}">{why}</td></tr>'
    yield "</tbody>\n</table>"


def _name_kind(column: Column) -> str:
    """What the column holds, without its year: 年間目標, 実績; the role's word where only the year stands."""
    lowest = next((part for part in reversed(column.headings) if part), "")
    folded, end, kept = fold_width(lowest), 0, ""
    for mention in find_fiscal_years(lowest, column.year):
        if mention.year == column.year:
            kept += folded[end : mention.start]
            end = mention.end
    if not end:
        return lowest or column.role.value
    return (kept + folded[end:]).strip(_AROUND_YEAR) or f"{column.role.value}{column.part}"


def _render_value(role: Role, cell: Cell | None) -> str:
    if cell is None or not cell.text:
        return "<td></td>"
    if role is Role.MARK:
        return f'<td class="mark">{render_grade(cell)}</td>'
    return f'<td class="figure">{render_text(cell.text)}</td>'
