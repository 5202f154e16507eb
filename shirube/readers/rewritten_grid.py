"""A grid whose cells were put in another order, each still knowing where it came from.

Layout readers rewrite a table of another family into one row per indicator; findings about a cell then name
the cell of the city's file, not that of the rewritten table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from msgspec import Struct, field

from shirube.core.finding import Place
from shirube.readers.grid import Grid, Raw, Span

Position = tuple[int, int]


class RewrittenGrid(Grid, frozen=True, kw_only=True):
    """Cells put in another order; ``origins`` gives for each its cell in ``source``.

    ``sourced`` are the rows with any such cell: those of made headings have none.
    """

    source: Grid
    origins: Mapping[Position, Position] = field(default_factory=dict)
    sourced: frozenset[int] = frozenset()

    def place(self, row: int, column: int) -> Place:
        """Where the cell stands in the file.

        Of a cell without an origin (a heading, a carried name) the nearest in its row, else in its column.
        """
        return self.source.place(*(self.origins.get((row, column)) or self._find_nearest(row, column)))

    def _find_nearest(self, row: int, column: int) -> Position:
        # Step by step: a wide table has a finding for each heading, and too many cells to look at for each.
        beside = (
            ((row, column - step), (row, column + step)) for step in range(1, max(self.width, column + 1))
        )
        below = (((row - step, column), (row + step, column)) for step in range(1, max(self.height, row + 1)))
        for pair in chain(beside if row in self.sourced else (), below):
            if found := [self.origins[at] for at in pair if at in self.origins]:
                return min(found)
        return 0, 0


class Cell(Struct, frozen=True):
    """A cell of the source put somewhere else; ``text`` replaces what it says where only a part is meant."""

    row: int
    column: int
    text: str | None = None


def move_span(span: Span, *, down: int = 0, left: int = 0) -> Span:
    """A merge so many rows further down and columns further left; negative numbers the other way."""
    return Span(span.top + down, span.left - left, span.bottom + down, span.right - left)


def rewrite_grid(source: Grid, rows: Sequence[Sequence[Cell | str]]) -> RewrittenGrid:
    """A grid of such cells and of plain texts (headings, carried names); formats and notes move along."""
    width = max((len(row) for row in rows), default=0)
    lines: list[list[Raw]] = []
    origins: dict[Position, Position] = {}
    formats: dict[Position, str] = {}
    notes: dict[Position, str] = {}
    struck: set[Position] = set()
    for number, row in enumerate(rows):
        line: list[Raw] = [""] * width
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                line[column] = cell
                continue
            here, there = (number, column), (cell.row, cell.column)
            origins[here] = there
            line[column] = source.rows[cell.row][cell.column] if cell.text is None else cell.text
            if cell.text is None and there in source.formats:
                formats[here] = source.formats[there]
            if there in source.notes:
                notes[here] = source.notes[there]
            if there in source.struck:
                struck.add(here)
        lines.append(line)
    return RewrittenGrid(
        file=source.file,
        name=source.name,
        rows=lines,
        formats=formats,
        notes=notes,
        struck=frozenset(struck),
        lettered=source.lettered,
        hidden=source.hidden,
        source=source,
        origins=origins,
        sourced=frozenset(row for row, _ in origins),
    )
