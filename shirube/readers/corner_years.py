"""The year of a whole table in its corner, above the names: nothing there is a figure of that year.

平成27年度              計画数値    実績値
一時預かり   需要量     94,956人    153,824人
             確保量     146,000人   153,824人
"""

from __future__ import annotations

from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.reading import Missing
from shirube.readers.column_headings import find_roles
from shirube.readers.line_words import parse_year_cell
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, line_of, lone_heading, rewrite_table
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_PAIRED = (Role.TARGET, Role.ACTUAL)


def move_corner_year(table: Table) -> Table | None:
    """The table with its year in a line above and names below a heading for them; None for any other."""
    text = _lowest(table, 0)
    roles = find_roles(table.headings)
    is_named = Role.INDICATOR in roles.values() or 0 in table.stated
    if (
        is_named
        or 0 in roles
        or not parse_year_cell(text)
        or not any(role in _PAIRED for role in roles.values())
    ):
        return None
    names = _find_names(table, text)
    if not names or not all(_holds_words(table, column) for column in names):
        return None
    titles = [heading_word(Role.LEVEL), *(f"区分{place + 1}" for place in names[1:])][: len(names) - 1]
    own = [lone_heading(table, title) for title in (*titles, heading_word(Role.INDICATOR))]
    corner: Line = [Cell(table.top, 0, text)]
    above = [*(line_of(table.grid, row) for row in table.above), corner]
    body: list[Line] = [[Cell(row, column) for column in range(table.grid.width)] for row in table.body]
    below = [line_of(table.grid, row) for row in table.below]
    return rewrite_table(table.grid, [*own, *table.headings[len(names) :]], body, above=above, below=below)


def _find_names(table: Table, text: str) -> range:
    """The column of the year and those right of it that have no heading of their own."""
    end = 1
    while end < len(table.headings) and _lowest(table, end) in ("", text):
        end += 1
    return range(end if end < len(table.headings) else 0)


def _lowest(table: Table, column: int) -> str:
    return next((text for text in reversed(table.headings[column]) if text), "")


def _holds_words(table: Table, column: int) -> bool:
    cells = [text for row in table.body if (text := cell_text(table.grid, row, column))]
    return bool(cells) and all(parse_reading(text).missing is Missing.UNREADABLE for text in cells)
