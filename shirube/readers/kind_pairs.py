"""Kinds of figures beside their values in one line below a row of years: the year that a sheet reports on.

    過去の実績  平成24年度  平成25年度  平成26年度
                4,654       4,945       4,913
    目標値      5,000件     実績値      5,738件     達成率  114.8%

Such a line is no line of the figures above it, though it begins like one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years
from shirube.core.form import Role
from shirube.readers.headings import match_heading
from shirube.readers.line_words import is_mark_label, match_kind
from shirube.readers.rewritten_grid import Cell

_FEWEST = 4
_PROMISES = (Role.TARGET, Role.ACTUAL)
_TAKEN = (Role.TARGET, Role.ACTUAL, Role.RATE)
# Titles fill one cell, and the number of the form another. They stand at the top of the file or of a sheet.
_MOST_IN_TITLE = 2
_TITLE_ROWS = 6
_NEAR = 60


def is_kind_pairs(line: Sequence[str]) -> bool:
    """True for 目標値 | 5,000件 | 実績値 | 5,738件: label after label, each with its value behind it."""
    if not line or match_kind(next(filter(None, line), "")) not in _PROMISES:
        return False
    filled = [text for text in line if text]
    if len(filled) < _FEWEST or len(filled) % 2:
        return False
    kinds = [match_kind(text) for text in filled[::2]]
    known = all(kind or match_heading(text) for kind, text in zip(kinds, filled[::2], strict=True))
    return known and set(_PROMISES) <= set(kinds) and not any(map(match_kind, filled[1::2]))


def read_kind_pairs(line: Sequence[str], row: int) -> Iterator[tuple[Role, Cell]]:
    """Each target, actual and rate of such a line, and the cell of its value."""
    filled = [(column, text) for column, text in enumerate(line) if text]
    for (_, label), (column, _text) in zip(filled[::2], filled[1::2], strict=True):
        kind = match_kind(label)
        if kind in _TAKEN:
            yield kind, Cell(row, column)


def find_reported_year(texts: Sequence[Sequence[str]], first: int, last: FiscalYear) -> FiscalYear | None:
    """The year of the nearest title above row ``first``, where it follows on the ``last`` of the figures."""
    near = range(first - 1, max(first - _NEAR, _TITLE_ROWS) - 1, -1)
    top = range(min(first, _TITLE_ROWS) - 1, -1, -1)
    for row in (*near, *top):
        cells = [text for text in texts[row] if text]
        if not 0 < len(cells) <= _MOST_IN_TITLE or match_heading(cells[0]) or is_mark_label(cells[0]):
            continue
        years = {mention.year for text in cells for mention in find_fiscal_years(text)}
        if len(years) == 1:
            year = years.pop()
            return year if year in (last, last + 1) else None
    return None
