"""Columns headed by two years, with two figures in each cell: 目標値（R8 / R13） over 30件 / 50件.

The second may stand in brackets: 2001年度の目標（2010年度の目標） over 50%（75%）.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import FIGURES, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.headings import match_heading, match_lowest, strip_years
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# What stands between two years or two figures that are no period: R8 / R13, R8年度末・R13年度末.
_BETWEEN = late_pattern(r"[\s年度末)(目標値]*[/・、][\s年度末)(中間最終目標値]*")
_BRACKET = late_pattern(r"[\s年度末の目標値]*\(\s*")
_BRACKETED = late_pattern(r"([^()（）]+)[(（]([^()（）]+)[)）]\s*")
_BREAK = late_pattern(r"\s*[/／・、\n]\s*")
# Two figures are no longer: a run of spaces is looked through again from each of them.
_LONGEST = 100
_PAIR = 2
# What is left around 目標 when the years are gone.
_AROUND = " /・、()年度"


class _Pair(Struct, frozen=True):
    """A column of two years: where it stands, what its figures are, and the years in the order written."""

    column: int
    role: Role
    years: tuple[FiscalYear, FiscalYear]


def split_year_pairs(table: Table) -> tuple[Table, Finding] | None:
    """The table with a column for each of the two years, and that said; None where no cells say two."""
    pairs = {pair.column: pair for place in range(len(table.headings)) if (pair := _find_pair(table, place))}
    if not pairs:
        return None
    depth = table.heading_rows
    headings: list[tuple[str, ...]] = []
    for place, texts in enumerate(table.headings):
        pair = pairs.get(place)
        own = [(*[""] * (depth - 1), _name(pair.role, year)) for year in pair.years] if pair else [texts]
        headings += own
    body = [_write_row(table, row, pairs) for row in table.body]
    return replace_rows(table, headings, body), _say(table, list(pairs.values()))


def _find_pair(table: Table, place: int) -> _Pair | None:
    text = fold_width(next((text for text in reversed(table.headings[place]) if text), ""))
    mentions = list(find_fiscal_years(text))
    word = match_lowest(table.headings[place]) or match_heading(strip_years(text).strip(_AROUND))
    if len(mentions) != _PAIR or place in table.stated or word is None or word.role not in FIGURES:
        return None
    first, second = mentions
    between = text[first.end : second.start]
    is_bracketed = _BRACKET.fullmatch(between) is not None and text.rstrip().endswith(("目標)", "目標値)"))
    if first.year == second.year or not (is_bracketed or _BETWEEN.fullmatch(between)):
        return None
    cells = [cell for row in table.body if (cell := cell_text(table.grid, row, place))]
    if not cells or not all(map(_split, cells)):
        return None
    role = Role.TARGET if word.role is Role.FINAL_TARGET else word.role
    return _Pair(place, role, (first.year, second.year))


def _split(text: str) -> Sequence[str]:
    """The two figures of a cell, of which each may be missing; none for any other cell."""
    parts: Sequence[str] = _BREAK.split(text.strip()) if len(text) <= _LONGEST else ()
    if parts and (match := _BRACKETED.fullmatch(text.strip())):
        parts = [part.strip() for part in match.groups()]
    if len(parts) != _PAIR:
        return ()
    readings = [parse_reading(part) for part in parts]
    return parts if all(one.missing is not Missing.UNREADABLE and one.text for one in readings) else ()


def _name(role: Role, year: FiscalYear) -> str:
    return f"{year.render()}{heading_word(role)}"


def _write_row(table: Table, row: int, pairs: dict[int, _Pair]) -> Line:
    line: Line = []
    for place in range(len(table.headings)):
        text = cell_text(table.grid, row, place) if place in pairs else ""
        if place not in pairs:
            line.append(Cell(row, place))
        else:
            line += [Cell(row, place, part) for part in _split(text)] if text else ["", ""]
    return line


def _say(table: Table, pairs: Sequence[_Pair]) -> Finding:
    first = pairs[0]
    years = "と".join(year.render() for year in first.years)
    return Finding(
        code="years-paired",
        level=Level.INFORMATION,
        place=table.grid.place(table.top, first.column),
        message=f"見出しに2つの年度がある列のセルを、書かれた順に{years}の{first.role.value}に分けて読み取りました。",
        remedy="順番が違う場合は、年度ごとの列に分けて記入してください。",
    )
