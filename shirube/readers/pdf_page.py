"""One page of a PDF: its ruled tables with merged cells, and the lines of text outside them.

Which tables of several pages belong together is left to pdf_file.py.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from shirube.readers.around import DocumentTable
from shirube.readers.grid import Raw, Span
from shirube.readers.pdf_rules import (
    SAME_END,
    Box,
    Rule,
    RuledTable,
    find_between,
    gather_places,
    gather_rules,
)
from shirube.readers.pdf_text import (
    Character,
    Line,
    join_lines,
    make_characters,
    make_lines,
    read_upright,
    turn_straight,
)
from shirube.readers.pdf_turn import Mark, find_turn, turn_marks
from shirube.readers.source import MAX_COLUMNS

if TYPE_CHECKING:
    from shirube.readers.pdf_open import OpenTable

# Less room than for so many characters is left at the end of a line that ran full, with the padding.
_ROOM_LEFT = 4
# So many lines may be missing at the end of a cell that the page cut.
_ROOM_BELOW = 2.5
# Rows of one column that may be the bands of a table: a heading and two indicators.
_FEWEST_BANDS = 3
# What has so many columns is a table although a page leaves only the end of one text of it.
_FEWEST_COLUMNS = 3
_NEAR = 1.5  # points; edges closer than this are one edge


class PageTable(Struct):
    """A table on a page: the cells, where its columns begin and end, and where it stands."""

    table: DocumentTable
    edges: list[float]
    top: float
    bottom: float
    # Columns whose first or last cell goes on over the end of the page: no rule closes it, while one closes
    # others, or its text fills it to its end: these with the number of lines.
    open_above: frozenset[int] = frozenset()
    open_below: frozenset[int] = frozenset()
    full_below: Mapping[int, int] = field(default_factory=dict)
    # True where the gaps in the text, and no rules, told its columns.
    by_gaps: bool = False
    # True where lines of text, and no rules, told its rows.
    by_lines: bool = False

    @property
    def box(self) -> Box:
        """The area of the table."""
        return self.edges[0], self.top, self.edges[-1], self.bottom


class PageParts(Struct):
    """What stands on a page, from top to bottom; and how many characters it has at all."""

    parts: list[Line | PageTable]
    characters: int
    unknown: int
    width: float


def read_page(page: Any, columns: tuple[float, ...] | None, known: Sequence[float] = ()) -> PageParts:
    """Tables by their rules; with ``columns`` given, by them and the rules or text lines of the page.

    ``known`` are the edges of the columns of the last table before that has no upright rules.
    """
    from shirube.readers.pdf_clip import mark_hidden

    mark_hidden(page)
    found = [one for one in page.chars if _is_on_page(one, page)]
    if columns is not None:
        characters = make_characters(found)
        tables = _read_given_columns(page, characters, columns)
    else:
        found, edges = _look_straight(page, found)
        characters = make_characters(found)
        tables = _read_tables(edges, characters, known)
    tables = [one for one in tables if _is_table(one, ruled=columns is None)]
    outside = [one for one in characters if not one.hidden]
    outside = [one for one in outside if not any(_is_inside(one, table) for table in tables)]
    parts = _order_parts(outside, tables)
    unknown = sum(one.text == "〓" for one in characters)
    return PageParts(parts, len(characters), unknown, page.width)


def _order_parts(outside: Sequence[Character], tables: Sequence[PageTable]) -> list[Line | PageTable]:
    """Lines and tables from the top down, or column by column."""
    if len(tables) > 1:
        from shirube.readers.pdf_columns import order_columns

        if ordered := order_columns(outside, [table.box for table in tables]):
            return [one if isinstance(one, Line) else tables[one] for one in ordered]
    parts: list[Line | PageTable] = [*make_lines(outside), *tables]
    return sorted(parts, key=lambda part: part.top)


def _is_table(found: PageTable, *, ruled: bool) -> bool:
    """A frame around a word (the document number) is no table: its text is a line of the page."""
    filled = sum(cell != "" for row in found.table.rows for cell in row)
    return filled > 1 or (ruled and filled == 1 and len(found.edges) > _FEWEST_COLUMNS)


def _is_on_page(character: Mark, page: Any) -> bool:
    """False for what is painted beyond the edge of the paper, and belongs to no cell on it either."""
    x, y = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
    left, top, right, bottom = page.bbox
    return bool(character.get("tag") or (left <= x <= right and top <= y <= bottom))


def _look_straight(page: Any, characters: list[Mark]) -> tuple[list[Mark], list[Mark]]:
    """Characters and rules of the page, turned where all of it lies on its side."""
    turn = find_turn(characters)
    if not turn:
        return characters, page.edges
    size = {"width": page.width, "height": page.height}
    return turn_marks(characters, turn, **size), turn_marks(page.edges, turn, **size)


def _is_inside(character: Character, table: PageTable) -> bool:
    x, y = character.place
    return table.edges[0] - 1 <= x <= table.edges[-1] + 1 and table.top - 1 <= y <= table.bottom + 1


def _find_index(edges: Sequence[float], position: float) -> int:
    """Between which edges a position lies, counted from 0; those a little outside count as just inside."""
    return min(max(bisect_right(edges, position) - 1, 0), len(edges) - 2)


def _read_tables(edges: list[Mark], characters: list[Character], known: Sequence[float]) -> list[PageTable]:
    """Tables between rules, and those of which only the rows have rules or bands of colour."""
    across, upright = gather_rules(edges)
    ruled = [_read_found(found, characters) for found in find_between(across, upright)]
    # A table with rules around all of its cells is what nearly every page has.
    if not _may_be_open(ruled, characters):
        return ruled
    from shirube.readers.pdf_open import find_open_tables

    opened = [
        _read_opened(found, characters, across)
        for found in find_open_tables(across, upright, characters, known)
        if all(_is_band(table, found.box) or not _overlaps(table, found.box) for table in ruled)
    ]
    return [
        *opened,
        *(one for one in ruled if not any(_overlaps(one, table.box) for table in opened)),
    ]


def _may_be_open(ruled: Sequence[PageTable], characters: Sequence[Character]) -> bool:
    """True where much of the text stands outside of the tables, as every other row does between bands.

    Where every row has a band, white or coloured, they make a table of a single column.
    """
    if any(len(one.edges) == 2 and len(one.table.rows) >= _FEWEST_BANDS for one in ruled):
        return True
    outside = sum(1 for one in characters if not any(_is_inside(one, table) for table in ruled))
    return outside * 4 > len(characters)


def _overlaps(table: PageTable, box: Box) -> bool:
    left, top, right, bottom = box
    across = min(right, table.edges[-1]) - max(left, table.edges[0])
    return across > _NEAR and min(bottom, table.bottom) - max(top, table.top) > _NEAR


def _is_band(table: PageTable, box: Box) -> bool:
    """True for coloured rows of a table without rules: as wide as it is, and within it."""
    left, top, right, bottom = box
    is_wide = abs(table.edges[0] - left) < SAME_END and abs(table.edges[-1] - right) < SAME_END
    return is_wide and table.top >= top - SAME_END and table.bottom <= bottom + SAME_END


def _read_found(found: RuledTable, characters: list[Character]) -> PageTable:
    """A table between rules, and which of its cells the page cut."""
    if found.open_below:
        from shirube.readers.pdf_hanging import lower_open_cells

        found = lower_open_cells(found, characters)
    table = _read_ruled(found.cells, characters)
    first = [cell for cell in found.cells if cell[1] == table.top]
    last = [cell for cell in found.cells if cell[3] == table.bottom]
    lefts = [
        frozenset(_find_index(table.edges, cell[0] + _NEAR) for cell in cells if len(cells) < len(all_there))
        for cells, all_there in ((found.open_above, first), (found.open_below, last))
    ]
    full = _find_full(table.edges, last, characters, found.open_below)
    return replace(table, open_above=lefts[0], open_below=lefts[1], full_below=full)


def _read_opened(found: OpenTable, characters: list[Character], across: Sequence[Rule]) -> PageTable:
    """A table without upright rules, or without any across."""
    table = _read_ruled(found.cells, characters)
    last = [cell for cell in found.cells if cell[3] == table.bottom]
    full = _find_full(table.edges, last, characters, _list_unclosed(found, across))
    return replace(table, by_gaps=not found.by_lines, by_lines=found.by_lines, full_below=full)


def _list_unclosed(found: OpenTable, across: Sequence[Rule]) -> list[Box]:
    """The cells of the last row, where no rule ends it."""
    left, _, right, bottom = found.box
    middle = (left + right) / 2
    if any(abs(rule.at - bottom) <= _NEAR and rule.start <= middle <= rule.end for rule in across):
        return []
    return [cell for cell in found.cells if cell[3] == bottom]


def _find_full(
    edges: Sequence[float],
    last: Sequence[Box],
    characters: Sequence[Character],
    unclosed: Sequence[Box],
) -> dict[int, int]:
    """The columns of those of the last cells that are filled to their end, with the number of their lines."""
    open_cells = set(unclosed)
    return {
        _find_index(edges, cell[0] + _NEAR): lines
        for cell, inside in _gather_by_cell(last, characters)
        if (lines := _count_full(cell, inside, is_closed=cell not in open_cells))
    }


def _gather_by_cell(
    cells: Sequence[Box], characters: Sequence[Character]
) -> list[tuple[Box, list[Character]]]:
    """Cells that stand side by side, each with the characters in it."""
    if not cells:
        return []
    ordered = sorted(cells)
    lefts = [cell[0] for cell in ordered]
    inside: list[list[Character]] = [[] for _ in ordered]
    for one in characters:
        x, y = one.place
        number = bisect_right(lefts, x) - 1
        left, top, right, bottom = ordered[number]
        if left < x < right and top < y < bottom:
            inside[number].append(one)
    return list(zip(ordered, inside, strict=True))


def _count_full(cell: Box, inside: Sequence[Character], *, is_closed: bool) -> int:
    """The lines of a cell whose text fills the last one, at the end of the cell; 0 for any other text.

    Browsers end a cell that goes on over the page with some room, and no rule.
    """
    left, _, right, bottom = cell
    lines = make_lines(inside)
    if not lines:
        return 0
    last = lines[-1]
    is_full = right - left - (last.right - last.left) < _ROOM_LEFT * last.size
    pitch = last.top - lines[-2].top if len(lines) > 1 else last.size
    room = pitch if is_closed else _ROOM_BELOW * pitch
    return len(lines) if is_full and bottom - last.bottom < room else 0


def _read_ruled(cells: Sequence[tuple[float, float, float, float]], characters: list[Character]) -> PageTable:
    """Cells between rules; a cell that reaches over several columns or rows is a merged one."""
    xs = gather_places([x for cell in cells for x in (cell[0], cell[2])], _NEAR)[: MAX_COLUMNS + 1]
    ys = gather_places([y for cell in cells for y in (cell[1], cell[3])], _NEAR)
    if len(xs) < 2 or len(ys) < 2:
        return PageTable(DocumentTable([]), [0.0, 0.0], 0.0, 0.0)
    owner: dict[tuple[int, int], int] = {}
    spans: list[Span] = []
    for left, top, right, bottom in cells:
        first = _find_index(ys, top + _NEAR), _find_index(xs, left + _NEAR)
        last = _find_index(ys, bottom - _NEAR), _find_index(xs, right - _NEAR)
        span = Span(*first, max(first[0], last[0]), max(first[1], last[1]))
        for row in range(span.top, span.bottom + 1):
            for column in range(span.left, span.right + 1):
                owner.setdefault((row, column), len(spans))
        spans.append(span)
    _close_open_cells(owner, spans, height=len(ys) - 1, width=len(xs) - 1)
    table = PageTable(DocumentTable([]), xs, ys[0], ys[-1])
    inside: dict[int, list[Character]] = {}
    for one in characters:
        if _is_inside(one, table):
            x, y = one.place
            place = _find_index(ys, y), _find_index(xs, x)
            inside.setdefault(owner[place], []).append(one)
    if _may_be_false(spans):
        inside = _divide_false_merges(spans, inside, xs)
    table.table.rows = [[""] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for number, content in inside.items():
        span = spans[number]
        sides = xs[span.left], ys[span.top], xs[span.right + 1], ys[span.bottom + 1]
        straight, left, right = turn_straight(content, *sides)
        text = read_upright(straight) or join_lines(make_lines(straight), left, right)
        table.table.rows[span.top][span.left] = text
    table.table.merges = [span for span in spans if (span.top, span.left) != (span.bottom, span.right)]
    return table


def _may_be_false(spans: Sequence[Span]) -> bool:
    """True where several rows have a cell over the same several columns."""
    wide = [(span.left, span.right) for span in spans if span.right - span.left > 1]
    return len(wide) > len(set(wide))


def _divide_false_merges(
    spans: list[Span], inside: dict[int, list[Character]], xs: Sequence[float]
) -> dict[int, list[Character]]:
    """The characters by cells, those of cells that only look merged in cells of their own, added to all."""
    from shirube.readers.pdf_false_merges import find_false_merges

    divided = {**inside}
    for number in find_false_merges(spans, inside, xs):
        span = spans[number]
        columns = range(span.left, span.right + 1)
        at = {column: len(spans) + column - span.left - 1 for column in columns[1:]} | {span.left: number}
        for one in divided.pop(number):
            column = min(max(_find_index(xs, one.place[0]), span.left), span.right)
            divided.setdefault(at[column], []).append(one)
        spans[number] = Span(span.top, span.left, span.bottom, span.left)
        spans += [Span(span.top, column, span.bottom, column) for column in columns[1:]]
    return divided


def _close_open_cells(
    owner: dict[tuple[int, int], int], spans: list[Span], *, height: int, width: int
) -> None:
    """Places within the table that no four rules enclose: a merged cell cut by the page has no lower rule."""
    ruled = len(spans)
    for column in range(width):
        for row in range(height):
            if (row, column) in owner:
                continue
            above = owner.get((row - 1, column), -1)
            if above >= ruled:
                spans[above] = Span(spans[above].top, column, row, column)
                owner[row, column] = above
            else:
                owner[row, column] = len(spans)
                spans.append(Span(row, column, row, column))


def _read_given_columns(
    page: Any, characters: list[Character], columns: tuple[float, ...]
) -> list[PageTable]:
    """The table of a page between given column lines; its rows are horizontal rules, else the text lines."""
    lines = make_lines(characters)
    edges = gather_places([*columns, *([] if len(columns) > 2 else [0.0, page.width])], _NEAR)
    half = (edges[-1] - edges[0]) / 2
    tops = [edge["top"] for edge in page.horizontal_edges if edge["x1"] - edge["x0"] > half]
    rules = gather_places(tops, _NEAR)
    if len(rules) > 2:
        cells = [
            (left, top, right, bottom)
            for top, bottom in itertools.pairwise(rules)
            for left, right in itertools.pairwise(edges)
        ]
        return [_read_ruled(cells, characters)]
    return _read_text_rows(characters, lines, edges)


def _read_text_rows(
    characters: list[Character], lines: Sequence[Line], edges: list[float]
) -> list[PageTable]:
    """Each line of text is a row, unless a word of it lies across a column line (titles, notes)."""
    tables: list[PageTable] = []
    for line in lines:
        own = [one for one in characters if line.top - 0.1 <= one.middle[1] <= line.bottom + 0.1]
        own = [one for one in own if edges[0] <= one.middle[0] <= edges[-1]]
        if not own or _crosses(own, edges):
            tables.append(PageTable(DocumentTable([]), edges, line.bottom, line.bottom))
            continue
        row: list[Raw] = [""] * (len(edges) - 1)
        for column in range(len(edges) - 1):
            inside = [one for one in own if edges[column] <= one.middle[0] < edges[column + 1]]
            row[column] = " ".join(one.text for one in make_lines(inside))
        if tables and tables[-1].table.rows:
            tables[-1].table.rows.append(row)
            tables[-1].bottom = line.bottom
        else:
            tables.append(PageTable(DocumentTable([row]), edges, line.top, line.bottom))
    return [table for table in tables if table.table.rows]


def _crosses(row: list[Character], edges: Sequence[float]) -> bool:
    """True when characters stand close together on both sides of a column line, or on it."""
    ordered = sorted(row, key=lambda one: one.left)
    for before, after in itertools.pairwise(ordered):
        for edge in edges[1:-1]:
            on_both = before.middle[0] < edge <= after.middle[0]
            if on_both and after.left - before.right < 0.3 * max(before.size, 1.0):
                return True
    return False
