"""Headings that tell their year by another: 前年度 beside 今年度, 前年度実績 beside R5目標 and R5実績.

Years without their era are written out by bare_years.py, which asks here for rows with such words alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid, Raw
from shirube.readers.grid_rows import count_filled, filled_cells
from shirube.readers.headings import LAST_YEAR, THIS_YEAR, find_heading_year, match_heading
from shirube.readers.line_words import find_context, match_kind

_BEFORE, _AFTER = ("前", "昨"), ("来", "次", "翌")
_OF_THIS_YEAR = frozenset(("今年度", "本年度"))
_RELATIVE = late_pattern(r"(?P<when>[前昨今本来次翌])年度の?(?P<kind>.{2,5})")


def read_relative_years(
    grid: Grid, row: int, context: FiscalYear | None
) -> dict[int, tuple[str, FiscalYear]]:
    """What to write into cells of a row, and their years, by column; ``context`` is the year said above."""
    cells = grid.rows[row]
    return (
        _read_relative(cells, context)
        or (_read_relative_kinds(cells, _find_title_year(grid, row)) if _says_this_year(cells) else {})
        or _read_year_before(cells)
    )


def _read_relative(cells: Sequence[Raw], context: FiscalYear | None) -> dict[int, tuple[str, FiscalYear]]:
    """前年度 and 今年度 beside one another; one alone may head anything of that year."""
    words = {column: "".join(cell.split()) for column, cell in enumerate(cells) if isinstance(cell, str)}
    last = [column for column, word in words.items() if word in LAST_YEAR]
    this = [column for column, word in words.items() if word in THIS_YEAR]
    year = find_context(filled_cells(cells)) or context if last and this else None
    if year is None:
        return {}
    told = {**dict.fromkeys(last, year - 1), **dict.fromkeys(this, year)}
    return {column: (own.render(), own) for column, own in told.items()}


def _says_this_year(cells: Sequence[Raw]) -> bool:
    return sum(isinstance(cell, str) and cell[:3] in _OF_THIS_YEAR for cell in cells) > 1


def _find_title_year(grid: Grid, row: int) -> FiscalYear | None:
    """The only year of the lines above that fill one cell: years in tables are those of anything."""
    lines = (filled_cells(line) for line in grid.rows[:row] if count_filled(line) == 1)
    years = {mention.year for cells in lines for text in cells for mention in find_fiscal_years(text)}
    return years.pop() if len(years) == 1 else None


def _read_relative_kinds(
    cells: Sequence[Raw], context: FiscalYear | None
) -> dict[int, tuple[str, FiscalYear]]:
    """前年度実績 | 今年度目標 | 今年度実績 | 来年度目標, where both figures of this year are told."""
    if context is None:
        return {}
    words = {column: "".join(str(cell).split()) for column, cell in enumerate(cells) if cell != ""}
    found: dict[int, tuple[str, FiscalYear]] = {}
    this: set[Role] = set()
    for column, word in words.items():
        match = _RELATIVE.fullmatch(word)
        kind = match_kind(match["kind"]) if match else None
        if match is None or kind not in (Role.TARGET, Role.ACTUAL):
            continue
        step = -1 if match["when"] in _BEFORE else 1 if match["when"] in _AFTER else 0
        this |= {kind} if step == 0 else set()
        found[column] = (f"{(context + step).render()}{match['kind']}", context + step)
    return found if this == {Role.TARGET, Role.ACTUAL} else {}


def _read_year_before(cells: Sequence[Raw]) -> dict[int, tuple[str, FiscalYear]]:
    """前年度実績 beside 令和5年度目標 and 令和5年度実績: no other year is named."""
    words = {column: cell for column, cell in enumerate(cells) if isinstance(cell, str) and cell}
    matches = {
        column: match
        for column, text in words.items()
        if text.lstrip()[:1] in _BEFORE and (match := _RELATIVE.fullmatch("".join(text.split())))
    }
    if len(matches) != 1:
        return {}
    ((column, match),) = matches.items()
    named = {text: year for text in words.values() if (year := find_heading_year(text))}
    kinds = {word.role for text in named if (word := match_heading(text))}
    if len(set(named.values())) != 1 or not kinds >= {Role.TARGET, Role.ACTUAL}:
        return {}
    if match_kind(match["kind"]) is not Role.ACTUAL:
        return {}
    year = next(iter(named.values())) - 1
    return {column: (f"{year.render()}{match['kind']}", year)}
