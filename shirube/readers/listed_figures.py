"""Cells that list several indicators with their figures, the same ones for what was aimed at and reached.

    事業名        目標                                    実績
    創業支援事業  創業塾受講者数20名、創業者数5名     創業塾受講者数18名、創業者数6名
    経営分析事業  ①分析件数 30件                       ①分析件数 33件

Such names go to a column of their own and the figures below one another, as shared_cells.py takes them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from shirube.core.fiscal_year import CIRCLED, fold_width
from shirube.core.form import FIGURES, Role
from shirube.core.notation import parse_reading, split_name_and_quantity
from shirube.core.notation_words import DASHES
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.column_headings import find_roles
from shirube.readers.name_columns import is_phrase
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, lone_heading, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# Between two of a list: a comma or a line, and the number or the dot before the next.
_BETWEEN = late_pattern(r"[、;；\n]|(?=[①-⑳])|\s(?=[・●○■])")
_SIGNS = frozenset("、;；\n・●○■" + CIRCLED)
_COUNT = late_pattern(r"[①-⑳]\s*|[(（]\d{1,2}[)）]\s*|[・●○■\-]\s*")
_DIGIT = late_pattern(r"\d")
_MAY_LIST = (None, Missing.UNREADABLE, Missing.SEVERAL)
_LONGEST = 400
_FEWEST = 2


class _Listed(Struct, frozen=True):
    """The names that the cells of a row list, and by column their figures or what is said in their stead."""

    names: tuple[str, ...]
    figures: Mapping[int, tuple[str, ...]]


def set_lists_apart(table: Table) -> Table | None:
    """The table with the names of such lists in a column before the figures; None where no row has any."""
    roles = find_roles(table.headings)
    columns = [column for column, role in roles.items() if role in FIGURES and column not in table.stated]
    rates = [column for column, role in roles.items() if role is Role.RATE]
    kinds = {roles[column] for column in columns}
    if Role.ACTUAL not in kinds or Role.TARGET not in kinds or Role.INDICATOR in roles.values():
        return None
    found = {row: listed for row in table.body if (listed := _find(table, row, columns, rates))}
    if not any(len(listed.names) >= _FEWEST for listed in found.values()):
        return None
    first = min(columns)
    own = lone_heading(table, heading_word(Role.INDICATOR))
    headings = [*table.headings[:first], own, *table.headings[first:]]
    return replace_rows(table, headings, [_write(table, row, first, found.get(row)) for row in table.body])


def _find(table: Table, row: int, columns: Sequence[int], rates: Sequence[int]) -> _Listed | None:
    """What a row lists; None where two of its cells do not name the same, or one of them not all."""
    names: tuple[str, ...] = ()
    figures: dict[int, tuple[str, ...]] = {}
    for column in columns:
        cell = table.grid.rows[row][column]
        # A number lists nothing, and most cells are numbers.
        text = cell.strip() if isinstance(cell, str) else ""
        if not text or text in DASHES or parse_reading(text).missing not in _MAY_LIST:
            continue
        parts = split_list(text)
        if not parts or (names and tuple(name for name, _ in parts) != names):
            return None
        names = tuple(name for name, _ in parts)
        figures[column] = tuple(figure for _, figure in parts)
    if len(figures) < _FEWEST:
        return None
    for column in rates:
        shares = _parts(cell_text(table.grid, row, column))
        if len(shares) == len(names) and all(parse_reading(part).quantity for part in shares):
            figures[column] = tuple(shares)
    return _Listed(names, figures)


def split_list(text: str) -> list[tuple[str, str]]:
    """The names and the figures of a list; none where a part of it has not both."""
    if text[:1].isdecimal() and _SIGNS.isdisjoint(text):
        return []  # the usual cell: a figure alone
    found = []
    for part in _parts(text):
        try:
            name, quantity = split_name_and_quantity(part)
        except ValueError:
            return []
        if _DIGIT.search(fold_width(name)) or is_phrase(name):
            return []
        found.append((name, quantity.raw))
    return found


def _parts(text: str) -> list[str]:
    """The parts of a list without what counts them; none of a long text."""
    if len(text) > _LONGEST:
        return []
    return [_COUNT.sub("", part, count=1) for part in map(str.strip, _BETWEEN.split(text)) if part]


def _write(table: Table, row: int, first: int, listed: _Listed | None) -> Line:
    figures = listed.figures if listed else {}
    cells: Line = [
        Cell(row, column, "\n".join(figures[column])) if column in figures else Cell(row, column)
        for column in range(table.grid.width)
    ]
    names: Cell | str = Cell(row, first, "\n".join(listed.names)) if listed else ""
    return [*cells[:first], names, *cells[first:]]
