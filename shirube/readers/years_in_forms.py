"""Forms that name an indicator in a label, and give its years below one another: turned into lines.

    成果指標1  相談件数  単位  件            成果指標1  相談件数  単位  件
    年度       目標値    実績値  達成率       年度       R4    R5
    R4         400       415     103.8%      目標値     400   420
    R5         420       433     103.1%      実績値     415   433

Such lines are what line_layout.py reads. Without the label above, the table is that of rows_by_year.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.form import Role
from shirube.readers.grid import Grid, Span
from shirube.readers.headings import match_heading
from shirube.readers.line_words import is_name_label, match_kind, parse_year_cell
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, move_span, rewrite_grid
from shirube.readers.values import cell_text

_YEAR_HEADINGS = frozenset(("年度", "年", "年次"))
# The name stands near above the years, with its unit or its formula between.
_NEAR = 3
_BESIDE = (Role.NOTE, Role.STATUS, Role.ISSUE, Role.DIFFERENCE)


class _Years(Struct, frozen=True):
    """The row of headings, the rows of years below it, and the columns with anything in them."""

    head: int
    end: int
    columns: tuple[int, ...]


def turn_years_of_forms(grid: Grid) -> RewrittenGrid | None:
    """The grid with the years of each such indicator beside one another; None where there is none."""
    found: list[_Years] = []
    for row in range(grid.height):
        if (not found or row >= found[-1].end) and (years := _find_years(grid, row)):
            found.append(years)
    if not found:
        return None
    rows: list[Sequence[Cell | str]] = []
    merges: list[Span] = []
    spans = sorted(grid.merges, key=lambda span: span.top)
    tops = [span.top for span in spans]
    start = 0
    for years in [*found, None]:
        stop = years.head if years else grid.height
        own = spans[bisect_left(tops, start) : bisect_left(tops, stop)]
        merges += [move_span(span, down=len(rows) - start) for span in own if span.bottom < stop]
        rows += [[Cell(row, column) for column in range(grid.width)] for row in range(start, stop)]
        if years:
            lines = range(years.head, years.end)
            rows += [[Cell(line, column) for line in lines] for column in years.columns]
            start = years.end
    return replace(rewrite_grid(grid, rows), merges=tuple(merges))


def _find_years(grid: Grid, head: int) -> _Years | None:
    first = next((column for column, cell in enumerate(grid.rows[head]) if cell != ""), -1)
    if first < 0 or "".join(cell_text(grid, head, first).split()) not in _YEAR_HEADINGS:
        return None
    after = range(first + 1, grid.width)
    titles = {column: text for column in after if (text := cell_text(grid, head, column))}
    kinds = [kind for text in titles.values() if (kind := match_kind(text))]
    others = [text for text in titles.values() if match_kind(text) is None]
    if not {Role.TARGET, Role.ACTUAL} <= set(kinds) or len(set(kinds)) < len(kinds):
        return None
    if not all(map(_is_beside, others)):
        return None
    end = head + 1
    while end < grid.height and parse_year_cell(cell_text(grid, end, first)):
        end += 1
    if end - head <= _NEAR - 1 or not _is_named(grid, head):
        return None
    lines = grid.rows[head + 1 : end]
    filled = [column for column in titles if any(line[column] != "" for line in lines)]
    return _Years(head, end, (first, *filled))


def _is_beside(text: str) -> bool:
    word = match_heading(text)
    return word is not None and word.role in _BESIDE


def _is_named(grid: Grid, head: int) -> bool:
    """True where a label with a name behind it stands right above, and no figures between."""
    for row in range(head - 1, max(head - 1 - _NEAR, -1), -1):
        filled = [text for column in range(grid.width) if (text := cell_text(grid, row, column))]
        if len(filled) > 1 and is_name_label(filled[0]):
            return not match_kind(filled[1]) and match_heading(filled[1]) is None
        if filled and parse_year_cell(filled[0]):
            return False
    return False
