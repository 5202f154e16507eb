"""Sheets of one year with a column for each month: 4月 | 5月 | … | 3月 | 計.

Their sum is the figure of the year that the title names. The months are kept behind it, except where lines of
目標 and 実績 become one row: then each would stand for two figures, and they are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.document_dates import strip_document_dates
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells, is_blank
from shirube.readers.line_words import match_kind
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.values import cell_text

# Headings stand near the top.
_LOOKED_AT = 40
_MONTH = late_pattern(r"(?P<month>1[0-2]|[1-9])月分?")
_SUM = late_pattern(r"(?:年間|年度|年|期間)?(?:合?計|累計)(?:値|数)?|総計|通年|年間")
_MONTHS = [*range(4, 13), 1, 2, 3]


class _Months(Struct, frozen=True):
    """The row of the headings, the columns of the months and that of their sum."""

    row: int
    columns: tuple[int, ...]
    total: int


def date_sums_of_months(grid: Grid) -> tuple[RewrittenGrid, Finding] | None:
    """The grid with the year in place of 計, and that said; None where no year or no such sum is named."""
    found = [months for row in range(min(_LOOKED_AT, grid.height)) if (months := _find_months(grid, row))]
    year = _find_year(grid, found[0].row) if len(found) == 1 else None
    if year is None:
        return None
    (months,) = found
    end = next((row for row in range(months.row, grid.height) if is_blank(grid.rows[row])), grid.height)
    order = [column for column in range(grid.width) if column not in months.columns]
    has_kinds = _has_kinds(grid, months, end)
    order = order if has_kinds else [*order, *months.columns]
    rows: list[Sequence[Cell | str]] = [
        [Cell(row, column) for column in (order if months.row <= row < end else range(grid.width))]
        for row in range(grid.height)
    ]
    heading = [Cell(months.row, column) for column in order]
    heading[order.index(months.total)] = Cell(months.row, months.total, year.render())
    rows[months.row] = heading
    first = months.columns[0]
    merges = [
        span for span in grid.merges if span.right < first or span.bottom < months.row or span.top >= end
    ]
    title = cell_text(grid, months.row, months.total)
    return replace(rewrite_grid(grid, rows), merges=tuple(merges)), Finding(
        code="months-summed",
        level=Level.INFORMATION,
        place=grid.place(months.row, months.total),
        message=f"月ごとの表のため、「{title}」を{year.render()}の値として読み取りました。"
        + ("各月の値は読み取っていません。" if has_kinds else "各月の値は内容を変えずに残しました。"),
        remedy=f"違う場合は、見出しの「{title}」を「{year.render()}実績」のように直してください。",
    )


def _find_months(grid: Grid, row: int) -> _Months | None:
    texts = [fold_width(cell_text(grid, row, column)) for column in range(grid.width)]
    found = [
        (column, int(match["month"]))
        for column, text in enumerate(texts)
        if (match := _MONTH.fullmatch(text))
    ]
    if [month for _, month in found] != _MONTHS:
        return None
    first, last = found[0][0], found[-1][0]
    sums = [column for column, text in enumerate(texts) if column > last and _SUM.fullmatch(text)]
    is_row = last - first == len(_MONTHS) - 1 and first > 0 and len(sums) == 1
    return _Months(row, tuple(column for column, _ in found), sums[0]) if is_row else None


def _has_kinds(grid: Grid, months: _Months, end: int) -> bool:
    """True where the rows say in turn whether they are targets or actuals."""
    labels = {
        cell_text(grid, row, column)
        for row in range(months.row + 1, end)
        for column in range(months.columns[0])
    }
    return {Role.TARGET, Role.ACTUAL} <= {match_kind(text) for text in labels if text}


def _find_year(grid: Grid, row: int) -> FiscalYear | None:
    """The only year that the lines above name; those of other headings are of their columns."""
    lines = [text for line in grid.rows[:row] for text in filled_cells(line)]
    years = {mention.year for text in lines for mention in find_fiscal_years(strip_document_dates(text))}
    return years.pop() if len(years) == 1 else None
