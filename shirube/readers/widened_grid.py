"""A grid with more columns, in which cells of other rows stand beside those of a row; each knows its place.

The rows of a table keep their numbers, so that it stays where it is; others are left blank. A grid of cells
in another order is made by rewritten_grid.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import field

from shirube.core.finding import Place
from shirube.readers.grid import Grid, Raw
from shirube.readers.rewritten_grid import Cell, Position


class WidenedGrid(Grid, frozen=True, kw_only=True):
    """A grid with cells of other rows put into a row; ``moved`` says where these stand in ``source``."""

    source: Grid
    moved: Mapping[Position, Position] = field(default_factory=dict)

    def place(self, row: int, column: int) -> Place:
        """Where the cell stands in the file."""
        return self.source.place(*self.moved.get((row, column), (row, column)))


def widen_grid(
    source: Grid, lines: Iterable[int], further: int, cells: Mapping[Position, Cell]
) -> WidenedGrid:
    """The grid with so many columns more and with ``cells`` of the source, each at its new position.

    Only the ``lines`` of a table stay: those of hundreds of others would be copied for each of them.
    """
    blank: list[Raw] = [""] * (source.width + further)
    rows = [blank] * source.height
    for row in lines:
        rows[row] = [*source.rows[row], *[""] * further]
    moved = {at: (cell.row, cell.column) for at, cell in cells.items()}
    for (row, column), cell in cells.items():
        rows[row][column] = source.rows[cell.row][cell.column] if cell.text is None else cell.text
    whole = {at: there for at, there in moved.items() if cells[at].text is None}
    changed = {
        "rows": rows,
        "formats": _move(source.formats, moved, whole),
        "notes": _move(source.notes, moved, moved),
        "struck": frozenset(_move(dict.fromkeys(source.struck, ""), moved, moved)),
    }
    values = {name: getattr(source, name) for name in Grid.__struct_fields__}
    return WidenedGrid(**{**values, **changed, "source": source, "moved": moved})


def _move(
    known: Mapping[Position, str], taken: Collection[Position], moved: Mapping[Position, Position]
) -> dict[Position, str]:
    """What is known of cells by position, of moved ones at their new one, where nothing else is left."""
    kept = {at: said for at, said in known.items() if at not in taken}
    return kept | {at: known[there] for at, there in moved.items() if there in known}
