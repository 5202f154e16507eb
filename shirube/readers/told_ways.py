"""Goals told as the way to them: 109人から500人以上へ, in a column of goals.

Where things began goes to a column of its own. The heading may say of which years the two are:
目標値（平成17年現状値から平成23年目標値）. Ways told with an arrow are chains (chain_layout.py).
"""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, lone_heading, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_WAY = late_pattern(
    r"(?P<from>.{1,40}?)から\s?(?:毎年度?\s?)?(?P<to>.{1,40}?)"
    r"(?:へ|に(?:増加|減少|増|減|向上|改善|拡大|縮小|削減|縮減|引き?[上下]げ)?(?:させる|する|し)?)[。.]?"
)
_LONGEST = 80
_FEWEST = 2


def split_told_ways(table: Table) -> Table | None:
    """The table with a column for where things began; None where none tells a way, or where one has it."""
    roles = find_roles(table.headings)
    aims = [place for place, role in roles.items() if role in AIMS and place not in table.stated]
    if len(aims) != 1 or Role.BASELINE in roles.values():
        return None
    column = aims[0]
    cells = {row: text for row in table.body if (text := cell_text(table.grid, row, column))}
    found = {row: way for row, text in cells.items() if (way := _split(text))}
    if len(found) < _FEWEST or len(found) * 2 <= len(cells):
        return None
    first, last = _find_years(table.headings[column])
    began = lone_heading(table, f"{first.render() if first else ''}{heading_word(Role.BASELINE)}")
    goal = (
        lone_heading(table, f"{last.render()}{heading_word(Role.TARGET)}") if last else table.headings[column]
    )
    headings = [*table.headings[:column], began, goal, *table.headings[column + 1 :]]
    return replace_rows(table, headings, [_write(table, row, column, found.get(row)) for row in table.body])


def _split(text: str) -> tuple[str, str] | None:
    """Where a way begins and where it leads."""
    match = _WAY.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        return None
    parts = (match["from"].strip(), match["to"].strip())
    return parts if all(parse_reading(part).quantity for part in parts) else None


def _find_years(headings: tuple[str, ...]) -> tuple[FiscalYear | None, FiscalYear | None]:
    """The years of the beginning and of the goal, where the heading names two."""
    mentions = list(find_fiscal_years(fold_width(" ".join(headings))))
    years = list(dict.fromkeys(mention.year for mention in mentions))
    return (years[0], years[1]) if len(years) == _FEWEST and years[0] < years[1] else (None, None)


def _write(table: Table, row: int, column: int, way: tuple[str, str] | None) -> Line:
    line: Line = [Cell(row, place) for place in range(table.grid.width)]
    own: Line = [Cell(row, column, part) for part in way] if way else ["", line[column]]
    return [*line[:column], *own, *line[column + 1 :]]
