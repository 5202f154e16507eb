"""Goals that say where things began as well: in brackets behind them, or as the way from there.

    指標      目標年次   目標値                      目標値（平成17年現状値から平成23年目標値）
    参加率    2020年度   70%（2015年：50.9%）        109人から500人以上へ
    企業数    2020年度   4,000社                     2か所から5か所に増加

Where things began goes to a column of its own, 基準値, and the goal stands alone. Ways told with an arrow are
chains (chain_layout.py), columns headed as both are told by headed_pairs.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles, find_year
from shirube.readers.line_words import parse_year_cell
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, lone_heading, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_IN_BRACKETS = late_pattern(
    r"(?P<goal>[^()]{1,30})\((?:(?P<year>[^():]{2,12}):|(?:現状|現況|基準|策定時)値?:?)\s?(?P<began>[^():]{1,20})\)"
)
_WAY = late_pattern(
    r"(?P<began>.{1,40}?)から\s?(?:毎年度?\s?)?(?P<goal>.{1,40}?)"
    r"(?:へ|に(?:増加|減少|増|減|向上|改善|拡大|縮小|削減|縮減|引き?[上下]げ)?(?:させる|する|し)?)[。.]?"
)
_CLOSING = frozenset(")）")
_LONGEST_WAY = 80
# One way alone may be a span: 4月から6月に.
_FEWEST_WAYS = 2
_PAIR = 2


class _Split(Struct, frozen=True):
    """A goal and where it began, each as its cell shall say it."""

    began: str
    goal: str


def set_beginnings_apart(table: Table) -> tuple[Table, Finding] | None:
    """The table with a column for where things began; None where no goal says it, or where one has it."""
    roles = find_roles(table.headings)
    goals = [place for place, role in roles.items() if role in AIMS and place not in table.stated]
    if Role.BASELINE in roles.values() or not goals:
        return None
    for column in goals:
        if found := _find_in_brackets(table, column):
            return _write(table, column, found, (None, None))
    if len(goals) == 1 and (found := _find_ways(table, goals[0])):
        return _write(table, goals[0], found, _find_years(table.headings[goals[0]]))
    return None


def _find_in_brackets(table: Table, column: int) -> Mapping[int, _Split]:
    """The rows with both; none where a year is not before that of the goal."""
    year = find_year(table.headings[column])
    found: dict[int, _Split] = {}
    for row in table.body:
        cell = table.grid.rows[row][column]
        # Nearly all goals are numbers, or end in something else.
        text = cell.rstrip() if isinstance(cell, str) else ""
        match = _IN_BRACKETS.fullmatch(fold_width(text).strip()) if text[-1:] in _CLOSING else None
        if match is None:
            continue
        began_in = parse_year_cell(match["year"]) if match["year"] else None
        is_earlier = began_in is not None and (year is None or began_in < year)
        split = _Split(match["began"].strip(), match["goal"].strip())
        if (match["year"] and not is_earlier) or not _are_figures(split):
            return {}
        found[row] = _Split(f"{split.began}({match['year']})", split.goal) if began_in else split
    return found


def _find_ways(table: Table, column: int) -> Mapping[int, _Split]:
    """The rows that tell a way; none where most cells do not."""
    raw = (table.grid.rows[row][column] for row in table.body)
    if not any(isinstance(cell, str) and "から" in cell for cell in raw):
        return {}
    cells = {row: text for row in table.body if (text := cell_text(table.grid, row, column))}
    found: dict[int, _Split] = {}
    for row, text in cells.items():
        match = _WAY.fullmatch(text.strip()) if len(text) <= _LONGEST_WAY else None
        split = _Split(match["began"].strip(), match["goal"].strip()) if match else None
        if split and _are_figures(split):
            found[row] = split
    return found if len(found) >= _FEWEST_WAYS and len(found) * 2 > len(cells) else {}


def _are_figures(split: _Split) -> bool:
    return all(parse_reading(text).quantity is not None for text in (split.began, split.goal))


def _find_years(headings: tuple[str, ...]) -> tuple[FiscalYear | None, FiscalYear | None]:
    """The years of the beginning and of the goal, where the heading names two."""
    mentions = find_fiscal_years(fold_width(" ".join(headings)))
    years = list(dict.fromkeys(mention.year for mention in mentions))
    return (years[0], years[1]) if len(years) == _PAIR and years[0] < years[1] else (None, None)


def _write(
    table: Table,
    column: int,
    found: Mapping[int, _Split],
    years: tuple[FiscalYear | None, FiscalYear | None],
) -> tuple[Table, Finding]:
    first, last = (year.render() if year else "" for year in years)
    began = lone_heading(table, f"{first}{heading_word(Role.BASELINE)}")
    goal = lone_heading(table, f"{last}{heading_word(Role.TARGET)}") if last else table.headings[column]
    headings = [*table.headings[:column], began, goal, *table.headings[column + 1 :]]
    body = [_write_row(table, row, column, found.get(row)) for row in table.body]
    return replace_rows(table, headings, body), _describe(table, next(iter(found)), column, len(found))


def _write_row(table: Table, row: int, column: int, split: _Split | None) -> Line:
    line: Line = [Cell(row, place) for place in range(len(table.headings))]
    own: Line = ["", line[column]]
    if split:
        own = [Cell(row, column, split.began), Cell(row, column, split.goal)]
    return [*line[:column], *own, *line[column + 1 :]]


def _describe(table: Table, row: int, column: int, count: int) -> Finding:
    text = " ".join(cell_text(table.grid, row, column).split())
    return Finding(
        code="beginnings-in-goals",
        level=Level.INFORMATION,
        place=table.grid.place(row, column),
        message=f"「{text[:40]}」のように目標値と一緒に書かれた始まりの値{count}個を、基準値として読み取りました。",
        remedy="違う場合は、基準値の列を設けて記入してください。",
    )
