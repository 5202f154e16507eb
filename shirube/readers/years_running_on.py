"""Years of which only the first names its era: 指標 | H17 | 18 | 19 | 20, 実績 平成29年度 | 30 | 元 | 2.

Each number is one year later than the cell before it, so that nobody needs to ask. Other short years are
written out by bare_years.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.fiscal_year import FiscalYear, parse_fiscal_year
from shirube.readers.grid import Grid, Raw
from shirube.readers.line_words import parse_bare_year, parse_year_heading

_FIRST_YEARS = frozenset(("元", "元年", "元年度"))
# One number behind a year may be a figure; two that count on from it are none by chance.
_FEWEST_NUMBERS = 2
_LONGEST_YEAR = 12


def read_running_on(grid: Grid, row: int) -> dict[int, tuple[str, FiscalYear]]:
    """The years of the numbers in a row, by their columns, each with its text in full; {} for other rows."""
    cells = grid.rows[row]
    found: dict[int, tuple[str, FiscalYear]] = {}
    first, before = -1, None
    for column, cell in enumerate(cells):
        if before and (year := _next_year(str(cell), before, cells[first])):
            found[column] = (year.render(), year)
            before = year
        else:
            # A year is only sought before something that may count on from it.
            before = _parse_first(cell) if _may_count_on(cells[column + 1 : column + 2]) else None
            first = column if before else first
    if len(found) < _FEWEST_NUMBERS or _are_rows_of_years(grid, row, min(found) - 1):
        return {}
    return found


def _may_count_on(following: Sequence[Raw]) -> bool:
    text = str(following[0]).strip() if following else ""
    return text.lstrip("'")[:1].isdecimal() or text in _FIRST_YEARS


def _parse_first(cell: Raw) -> FiscalYear | None:
    is_short = isinstance(cell, str) and len(cell) <= _LONGEST_YEAR and not cell.isdecimal()
    return parse_year_heading(str(cell)) if is_short else None


def _next_year(text: str, before: FiscalYear, first: Raw) -> FiscalYear | None:
    """The year after ``before`` where the text is its number alone, in its era or as 2017年度 | 18 counts."""
    year = before + 1
    number = 1 if text.strip() in _FIRST_YEARS else parse_bare_year(text)
    if number is None:
        return None
    is_western = str(first).strip()[:2].isdecimal()
    known = year.start % 100 if is_western else None
    return year if number == known or parse_fiscal_year(str(number), before) == year else None


def _are_rows_of_years(grid: Grid, row: int, column: int) -> bool:
    """True where the cell above or below the first year is one as well: R5 | 6 | 7 is a row of figures."""
    near = [line[column] for line in (*grid.rows[row + 1 : row + 2], *grid.rows[max(row - 1, 0) : row])]
    return column == 0 or any(_parse_first(cell) for cell in near)
