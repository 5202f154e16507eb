"""Headings that count the years of a plan: 1年目 | 2年目, of which a line above says when it begins.

    経営発達支援計画（令和3年4月1日～令和8年3月31日）
    項目        現行   1年目       2年目
                       目標 実績   目標 実績

Such headings are written out as years before anything is read. 1年目(R3) says its year itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_period, match_heading
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.values import cell_text

# 1年目, 初年度, 1年目(R3) 目標; what stands behind is short, or it is a sentence.
_COUNTED = late_pattern(r"(?:第?(?P<number>\d{1,2})年[目次]度?|初年度)\s*(?P<rest>.{0,20})")
_AROUND = "()[]【】 :"
# What the figures are of is said behind the year or near below it; nobody tells it from years alone.
_KINDS = (*AIMS, Role.ACTUAL)
_NEAR = 3
_FEWEST = 2
_LOOKED_AT = 400


class _Counted(NamedTuple):
    """A heading: the number of its year, that year where it is told, and what else it says."""

    number: int
    year: FiscalYear | None
    rest: str


def write_out_counted_years(grid: Grid) -> tuple[RewrittenGrid, Finding] | None:
    """The grid with years in such headings, and that said; None where there are none or no line says when."""
    written: dict[tuple[int, int], str] = {}
    first: tuple[int, int] | None = None
    periods: set[tuple[FiscalYear, FiscalYear]] = set()
    looked_at = 0
    for row in range(min(grid.height, _LOOKED_AT)):
        counted = dict(_find(grid, row))
        numbers = {one.number for one in counted.values()}
        if len(numbers) < _FEWEST or not _says_kinds(grid, row, counted.values()):
            continue
        if any(one.year is None for one in counted.values()):
            above = (text for line in grid.rows[looked_at:row] for text in filled_cells(line))
            periods.update(filter(None, map(find_period, above)))
            looked_at = row
        period = next(iter(periods)) if len(periods) == 1 else None
        years = {column: one.year or _year_of(one.number, period) for column, one in counted.items()}
        if not _follow(counted, years):
            continue
        first = first or (row, min(counted))
        for column, one in counted.items():
            if year := years[column]:
                written[row, column] = f"{year.render()} {one.rest}".strip()
    if first is None:
        return None
    rows = [
        [Cell(row, column, written.get((row, column))) for column in range(grid.width)]
        for row in range(grid.height)
    ]
    return replace(rewrite_grid(grid, rows), merges=grid.merges), _describe(grid, first, written[first])


def _find(grid: Grid, row: int) -> Iterator[tuple[int, _Counted]]:
    """The headings of a row that count years, by column."""
    for column, cell in enumerate(grid.rows[row]):
        if not isinstance(cell, str) or "年" not in cell:
            continue
        match = _COUNTED.fullmatch(fold_width(cell_text(grid, row, column)).strip())
        if match is None:
            continue
        rest = match["rest"]
        mentions = list(find_fiscal_years(rest))
        for mention in reversed(mentions):
            rest = f"{rest[: mention.start].rstrip(_AROUND)} {rest[mention.end :].lstrip(_AROUND)}"
        years = {mention.year for mention in mentions}
        if len(years) < _FEWEST:
            year = years.pop() if years else None
            yield column, _Counted(int(match["number"] or 1), year, rest.strip())


def _says_kinds(grid: Grid, row: int, counted: Iterable[_Counted]) -> bool:
    """True where a goal or a result is named beside the years, or in one of the next rows."""
    below = (text for line in grid.rows[row + 1 : row + _NEAR] for text in filled_cells(line))
    words = map(match_heading, (*(one.rest for one in counted), *below))
    return any(word is not None and word.role in _KINDS for word in words)


def _year_of(number: int, period: tuple[FiscalYear, FiscalYear] | None) -> FiscalYear | None:
    """The year of a plan with this number; None for one behind its end."""
    if period is None or not 0 < number <= period[1].start - period[0].start + 1:
        return None
    return FiscalYear(period[0].start + number - 1)


def _follow(counted: dict[int, _Counted], years: dict[int, FiscalYear | None]) -> bool:
    """True where every heading has a year, and all count from the same beginning."""
    begins = {year.start - counted[column].number if year else None for column, year in years.items()}
    return len(begins) == 1 and None not in begins


def _describe(grid: Grid, first: tuple[int, int], year: str) -> Finding:
    text = cell_text(grid, *first)
    return Finding(
        code="years-counted",
        level=Level.INFORMATION,
        place=grid.place(*first),
        message=f"「{text}」などの見出しを、計画の期間から「{year}」などの年度として読み取りました。",
        remedy="違う場合は、見出しに年度を「令和5年度」のように記入してください。",
    )
