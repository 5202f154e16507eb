"""Goals with where things began in brackets behind them: 70%（2015年：50.9%）, 80%（現状値 72%）.

    指標        目標年次    目標値
    参加率      2020年度    70%（2015年：50.9%）
    企業数      2020年度    4,000社

What stands in brackets gets a column of its own, 基準値, and the goal stands alone.
"""

from __future__ import annotations

import re

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles, find_year
from shirube.readers.line_words import parse_year_cell
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, lone_heading, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_GOAL = late_pattern(
    r"(?P<goal>[^()]{1,30})\((?:(?P<year>[^():]{2,12}):|(?:現状|現況|基準|策定時)値?:?)\s?(?P<figure>[^():]{1,20})\)"
)
_HEADING = "基準値"


def set_beginnings_apart(table: Table) -> tuple[Table, Finding] | None:
    """The table with a column for what stands in brackets; None where no goal has it, or baselines are."""
    roles = find_roles(table.headings)
    goals = [place for place, role in roles.items() if role in AIMS and place not in table.stated]
    if Role.BASELINE in roles.values() or not goals:
        return None
    found = {place: _find_beginnings(table, place) for place in goals}
    column = next((place for place, cells in found.items() if cells), None)
    if column is None:
        return None
    split = found[column]
    headings = [*table.headings[:column], lone_heading(table, _HEADING), *table.headings[column:]]
    body = [_spread_row(table, row, column, split.get(row)) for row in table.body]
    finding = Finding(
        code="beginnings-in-goals",
        level=Level.INFORMATION,
        place=table.grid.place(next(iter(split)), column),
        message=f"目標値の後ろの括弧に年度や「現状」と値が書かれているため、{len(split)}個を基準値として読み取りました。",
        remedy="違う場合は、基準値の列を設けて記入してください。",
    )
    return replace_rows(table, headings, body), finding


def _find_beginnings(table: Table, column: int) -> dict[int, tuple[str, str]]:
    """The goal and the baseline of each row that has both; none where a year is not before the goal's."""
    year = find_year(table.headings[column])
    found: dict[int, tuple[str, str]] = {}
    for row in table.body:
        match = _GOAL.fullmatch(fold_width(cell_text(table.grid, row, column)).strip())
        if match is None:
            continue
        began = parse_year_cell(match["year"]) if match["year"] else None
        if not _is_beginning(match, began, year):
            return {}
        figure = match["figure"].strip()
        found[row] = (match["goal"].strip(), f"{figure}({match['year']})" if began else figure)
    return found


def _is_beginning(match: re.Match[str], began: FiscalYear | None, goal: FiscalYear | None) -> bool:
    if match["year"] and (began is None or (goal is not None and began >= goal)):
        return False
    return all(parse_reading(match[part]).quantity is not None for part in ("goal", "figure"))


def _spread_row(table: Table, row: int, column: int, parts: tuple[str, str] | None) -> Line:
    line: Line = [Cell(row, place) for place in range(len(table.headings))]
    if parts is None:
        return [*line[:column], "", *line[column:]]
    goal, began = parts
    return [*line[:column], Cell(row, column, began), Cell(row, column, goal), *line[column + 1 :]]
