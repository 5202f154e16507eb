"""Columns headed by two kinds of figures, with two figures in each cell: 現状(H30)→目標(R5) over 85%→95%.

A slash says so too where the first is where it began: 基準値(R1)/目標値(R6) over 12件 / 40件. 目標/実績 below
a year is the matter of stacked_cells.py.
"""

from __future__ import annotations

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import fold_width
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.chain_parts import ARROWS, has_arrow
from shirube.readers.headings import match_heading, strip_years
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, replace_rows
from shirube.readers.stacked_cells import is_nothing
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_BREAK = late_pattern(rf"(?<!\s)\s*[/{ARROWS}\n]\s*")
# Two figures are no longer: a run of spaces is looked through again from each of them.
_LONGEST = 100
_PAIR = 2
# What is left around 目標 when the years are gone.
_AROUND = " ()年度末の"


class _Pair(Struct, frozen=True):
    """The two headings of a column, and the row of its headings that says them."""

    level: int
    heads: tuple[str, str]


def split_headed_pairs(table: Table) -> tuple[Table, Finding] | None:
    """The table with a column for each of the two kinds, and that said; None where no cells hold two."""
    pairs = {place: pair for place in range(len(table.headings)) if (pair := _find_pair(table, place))}
    if not pairs:
        return None
    headings: list[tuple[str, ...]] = []
    for place, texts in enumerate(table.headings):
        pair = pairs.get(place)
        headings += [_put(texts, pair.level, head) for head in pair.heads] if pair else [texts]
    body = [_write_row(table, row, pairs) for row in table.body]
    place, first = next(iter(pairs.items()))
    finding = Finding(
        code="kinds-paired",
        level=Level.INFORMATION,
        place=table.grid.place(table.top, place),
        message=f"見出し1つに2つの値がある列のセルを、書かれた順に「{first.heads[0]}」と「{first.heads[1]}」に分けて読み取りました。",
        remedy="順番が違う場合は、2つの列に分けて記入してください。",
    )
    return replace_rows(table, headings, body), finding


def _find_pair(table: Table, place: int) -> _Pair | None:
    level, text = next(
        ((level, text) for level, text in reversed([*enumerate(table.headings[place])]) if text), (0, "")
    )
    text = fold_width(text).strip()
    parts = _BREAK.split(text) if len(text) <= _LONGEST else []
    if len(parts) != _PAIR or place in table.stated:
        return None
    first, second = map(_find_role, parts)
    begins = (Role.BASELINE, Role.ACTUAL) if has_arrow(text) else (Role.BASELINE,)
    if first not in begins or second not in AIMS:
        return None
    cells = [
        cell for row in table.body if (cell := cell_text(table.grid, row, place)) and not is_nothing(cell)
    ]
    return _Pair(level, (parts[0], parts[1])) if cells and all(map(_split, cells)) else None


def _find_role(part: str) -> Role | None:
    word = match_heading(part) or match_heading(strip_years(part).strip(_AROUND))
    return word.role if word else None


def _split(text: str) -> tuple[str, ...]:
    """The two figures of a cell, of which each may be missing; none for any other cell."""
    parts = _BREAK.split(fold_width(text).strip()) if len(text) <= _LONGEST else []
    if len(parts) != _PAIR:
        return ()
    readings = [parse_reading(part) for part in parts]
    return tuple(parts) if all(one.missing is not Missing.UNREADABLE and one.text for one in readings) else ()


def _put(texts: tuple[str, ...], level: int, head: str) -> tuple[str, ...]:
    return (*texts[:level], head, *texts[level + 1 :])


def _write_row(table: Table, row: int, pairs: dict[int, _Pair]) -> Line:
    line: Line = []
    for place in range(len(table.headings)):
        if place not in pairs:
            line.append(Cell(row, place))
            continue
        text = cell_text(table.grid, row, place)
        # What says that there is nothing says so of both.
        line += [Cell(row, place, part) for part in _split(text) or (text, text)]
    return line
