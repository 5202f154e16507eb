"""Tables whose cells list the figures of several years, a year and a figure to each line.

    指標      実績の推移            目標（令和9年度）
    団体数    R4：8 / R5：9 / R6：11   15

Each such column becomes one column for each year. What figures are is said by the heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.headings import match_lowest
from shirube.readers.line_words import parse_year_cell
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import replace_rows
from shirube.readers.source import may_hold
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_LINE = late_pattern(r"(?P<year>[^:\s]{1,12})(?:\s*:\s*|\s+)(?P<figure>\S.*)")
_BRACKETS = late_pattern(r"(?P<figure>[^()]+)\((?P<year>[^()]{1,12})\)")
_SAID = late_pattern(r"推移|実績|現状値|経過|経年|実数")
_FEWEST = 2


def spread_dated_lines(table: Table) -> Table | None:
    """The table with a column for each year of such cells; None where no column holds them throughout."""
    columns = {
        index: years
        for index in range(len(table.headings))
        if _find_role(table.headings[index]) and (years := _find_years(table, index))
    }
    width = len(table.headings) + sum(len(years) - 1 for years in columns.values())
    if not columns or not may_hold(len(table.body), width):
        return None
    heads: list[tuple[str, ...]] = []
    for index, headings in enumerate(table.headings):
        word = heading_word(_find_role(headings) or Role.ACTUAL)
        *upper, _ = headings
        blank = [""] * len(upper)
        heads += [(*blank, f"{year.render()} {word}") for year in columns.get(index, ())] or [headings]
    return replace_rows(table, heads, [_spread_row(table, row, columns) for row in table.body])


def _find_role(headings: Sequence[str]) -> Role | None:
    """Targets or actuals, as the heading says; one that names a year itself is that of no list of years."""
    title = "".join(headings)
    if any(find_fiscal_years(title)):
        return None
    word = match_lowest(tuple(headings))
    if word is not None and word.role in (Role.TARGET, Role.ACTUAL):
        return word.role
    return Role.ACTUAL if _SAID.search(title) else None


def _find_years(table: Table, column: int) -> tuple[FiscalYear, ...]:
    """The years that the cells of a column list; none where a filled cell lists no years."""
    found: set[FiscalYear] = set()
    several = False
    for row in table.body:
        text = cell_text(table.grid, row, column)
        if not text or parse_reading(text).missing not in (None, Missing.UNREADABLE, Missing.SEVERAL):
            continue
        lines = _split(text)
        if not lines:
            return ()
        several = several or len(lines) >= _FEWEST
        found |= set(lines)
    return tuple(sorted(found)) if several else ()


def _split(text: str) -> dict[FiscalYear, str]:
    """The figure of each year of a cell; empty where a line says no year, or one year stands twice."""
    found: dict[FiscalYear, str] = {}
    lines = [line.strip() for line in fold_width(text).splitlines() if line.strip()]
    for line in lines:
        match = _LINE.fullmatch(line) or _BRACKETS.fullmatch(line)
        year = parse_year_cell(match["year"]) if match else None
        if match is None or year is None or year in found:
            return {}
        found[year] = match["figure"].strip()
    return found


def _spread_row(table: Table, row: int, columns: Mapping[int, Sequence[FiscalYear]]) -> list[Cell | str]:
    line: list[Cell | str] = []
    for index in range(len(table.headings)):
        if index not in columns:
            line.append(Cell(row, index))
            continue
        parts = _split(cell_text(table.grid, row, index))
        line += [Cell(row, index, parts[year]) if year in parts else "" for year in columns[index]]
    return line
