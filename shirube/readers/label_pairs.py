"""Columns of figures with a word in front of them, below a heading over both.

    項目      現状値(H26)     目標値(H31)
    標準体重  男性   72.8%    男性   80%
              女性   73.1%    女性   80%
    共食      51.3%           55%

The words say whose figures they are: they become part of the name, and the figures stand below the heading.
A single column that holds nothing but such words is told by label_columns.py, words within the cells of the
figures by worded_figures.py.
"""

from __future__ import annotations

from shirube.core.form import FIGURES, Role
from shirube.core.notation import parse_reading
from shirube.core.reading import Missing
from shirube.readers.column_headings import find_roles
from shirube.readers.headings import match_heading, match_lowest
from shirube.readers.line_words import match_kind
from shirube.readers.name_columns import is_age
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# One row with a word may be a remark.
_FEWEST = 2
_LONGEST_WORD = 12


def join_label_pairs(table: Table) -> Table | None:
    """The table with those words in its names; None for one without them, or where they differ in a row."""
    name = _find_name(table)
    pairs = [column for column in range(len(table.headings) - 1) if _is_pair(table, column)]
    if name is None or not pairs or pairs[0] <= name:
        return None
    places = [(row, column) for row in table.body for column in pairs]
    words = {place: word for place in places if (word := _word_before(table, *place))}
    said = {row: {words.get((row, column), "") for column in pairs} - {""} for row in table.body}
    if any(len(own) > 1 for own in said.values()):
        return None
    seconds = {column + 1 for column in pairs}
    kept = [column for column in range(len(table.headings)) if column not in seconds]
    shared = _find_shared(table, name)
    body: list[Line] = []
    above = ""
    for row in table.body:
        above = cell_text(table.grid, row, name) or above
        line: Line = [
            shared.get((row, column)) or Cell(row, column + ((row, column) in words)) for column in kept
        ]
        if said[row]:
            line[kept.index(name)] = " ".join((above, *said[row])).strip()
        body.append(line)
    return replace_rows(table, [table.headings[column] for column in kept], body)


def _find_shared(table: Table, name: int) -> dict[tuple[int, int], Cell]:
    """The figure of cells that a merge reaches down to: 100% over 小学校 and 中学校 is that of both.

    Of merges over one another, which no program makes, the first counts.
    """
    shared: dict[tuple[int, int], Cell] = {}
    ends: dict[int, int] = {}
    for span in sorted(table.grid.merges, key=lambda span: span.top):
        if span.left > name:
            first = max(span.top, ends.get(span.left, 0)) + 1
            shared |= {(row, span.left): Cell(span.top, span.left) for row in range(first, span.bottom + 1)}
            ends[span.left] = max(span.bottom, ends.get(span.left, 0))
    return shared


def _find_name(table: Table) -> int | None:
    roles = find_roles(table.headings)
    named = [index for index, role in roles.items() if role is Role.INDICATOR]
    levels = [index for index, role in roles.items() if role is Role.LEVEL]
    return named[0] if len(named) == 1 else levels[-1] if levels and not named else None


def _is_pair(table: Table, column: int) -> bool:
    """True for figures, or words before them, of which the next column has the figures and no heading."""
    own, other = table.headings[column], table.headings[column + 1]
    if not any(own) or (any(other) and other != own):
        return False
    word = match_lowest(own)
    if word is None or word.role not in FIGURES:
        return False
    before = [_word_before(table, row, column) for row in table.body]
    if sum(map(bool, before)) < _FEWEST:
        return False
    return all(
        word or not (second := cell_text(table.grid, row, column + 1)) or second == _text(table, row, column)
        for row, word in zip(table.body, before, strict=True)
    )


def _word_before(table: Table, row: int, column: int) -> str:
    """男性 or 20歳代 where it stands before a figure."""
    word, figure = _text(table, row, column), cell_text(table.grid, row, column + 1)
    if not word or not figure or len(word) > _LONGEST_WORD:
        return ""
    if any(map(str.isdigit, word)) and not is_age(word):
        return ""
    is_word = is_age(word) or parse_reading(word).missing is Missing.UNREADABLE
    if not is_word or match_kind(word) or match_heading(word):
        return ""
    return word if parse_reading(figure).quantity is not None else ""


def _text(table: Table, row: int, column: int) -> str:
    return " ".join(cell_text(table.grid, row, column).split())
