"""Columns of years without an era: 21 below 基準年度, where the lines above name 平成22年度～平成26年度.

基準値 | 基準年度 | 最終目標値 | 基準年度
78.4%  | 21       | 89.0%      | 26
"""

from __future__ import annotations

from collections.abc import Mapping

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, find_fiscal_years
from shirube.core.form import FIGURES
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles
from shirube.readers.grid_rows import filled_cells
from shirube.readers.line_words import find_context, parse_bare_year
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_TITLE = late_pattern(r"(?:基準|現状|現況|当初|(?:中間|最終)?(?:目標|達成)|実績|評価)?\s*年度?")
# A plan, its baselines and its goals lie within this many years.
_FURTHEST = 25


def say_eras(table: Table) -> tuple[Table, Finding] | None:
    """The table with the era before each such year, and that said; None where no line tells the era."""
    context = find_context([text for row in table.above for text in filled_cells(table.grid.rows[row])])
    if context is None:
        return None
    years: dict[tuple[int, int], FiscalYear] = {}
    for column in _find_columns(table):
        years |= _read_column(table, column, context)
    if not years:
        return None
    body: list[Line] = [
        [
            Cell(row, column, years[row, column].render()) if (row, column) in years else Cell(row, column)
            for column in range(table.grid.width)
        ]
        for row in table.body
    ]
    return replace_rows(table, table.headings, body), _describe(table, years)


def _find_columns(table: Table) -> list[int]:
    """The columns headed 年度 right behind a figure."""
    roles = find_roles(table.headings)
    titles = ["".join(texts[-1:]).strip() for texts in table.headings]
    return [
        column
        for column, title in enumerate(titles)
        if column
        and title
        and _TITLE.fullmatch(title)
        and column not in table.stated
        and roles.get(column - 1) in FIGURES
    ]


def _read_column(table: Table, column: int, context: FiscalYear) -> Mapping[tuple[int, int], FiscalYear]:
    """The years of a column by their places; none where any cell is more than the number of one."""
    found: dict[tuple[int, int], FiscalYear] = {}
    for row in table.body:
        text = cell_text(table.grid, row, column)
        if not text:
            continue
        number = parse_bare_year(text)
        mention = next(find_fiscal_years(f"{number}年度", context), None) if number else None
        if mention is None or abs(mention.year.start - context.start) > _FURTHEST:
            return {}
        found[row, column] = mention.year
    return found


def _describe(table: Table, years: Mapping[tuple[int, int], FiscalYear]) -> Finding:
    place, year = next(iter(years.items()))
    return Finding(
        code="years-without-era",
        level=Level.INFORMATION,
        place=table.grid.place(*place),
        message=f"元号のない年度「{cell_text(table.grid, *place)}」などを、表の上に書かれた年度から"
        f"「{year.render()}」のように読み取りました。",
        remedy="違う場合は、元号を付けた年度（H21など）を記入してください。",
    )
