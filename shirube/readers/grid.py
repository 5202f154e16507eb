"""One sheet, or one table of a document, as cells; the common ground of all file formats.

Format readers make grids; what the cells mean is left to the layout readers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import accumulate

from msgspec import Struct, field

from shirube.core.finding import Place

# What a cell holds: "" is empty; a number is exact. Text stays exactly as the file has it.
Raw = str | int | Decimal


class Span(Struct, frozen=True):
    """A merged range; rows and columns count from 0, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


class MergedRows:
    """The merges of a grid by their rows: a sheet of thousands is not gone through for each of its rows."""

    def __init__(self, merges: Sequence[Span]) -> None:
        self._starting: dict[int, list[Span]] = {}
        for span in merges:
            self._starting.setdefault(span.top, []).append(span)
        self._tops = sorted(self._starting)
        ends = (max(span.bottom for span in self._starting[top]) for top in self._tops)
        # How far down anything reaches that begins at each of them or above.
        self._reaches = list(accumulate(ends, max))

    def starting(self, row: int) -> Sequence[Span]:
        """Those that begin in a row."""
        return self._starting.get(row, ())

    def covering(self, row: int) -> Iterator[Span]:
        """Those that a row belongs to, from the nearest up."""
        place = bisect_right(self._tops, row) - 1
        while place >= 0 and self._reaches[place] >= row:
            yield from (span for span in self._starting[self._tops[place]] if span.bottom >= row)
            place -= 1


class Grid(Struct, frozen=True, kw_only=True, dict=True):
    """Cells of one sheet or table. All rows are equally wide; covered cells of a merge are ``""``.

    ``formats`` holds the number formats of numeric cells that are not General, because units often stand
    only there (``#,##0"人"``). Hidden rows and columns are kept, and named, so that nothing is read silently.
    ``struck`` are cells wholly struck through, ``notes`` comments bound to cells. ``lettered`` says
    whether people call a cell D14 (sheets) or 4行2列 (tables of documents and text).
    """

    file: str
    name: str
    rows: Sequence[Sequence[Raw]]
    merges: Sequence[Span] = ()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    lettered: bool = True
    # A hidden sheet is listed and can be chosen, but is never chosen silently.
    hidden: bool = False
    # How many empty columns stood left of the first one and were taken off.
    left: int = 0
    # A table within a cell of another table: which grid of the file that is, and the row of the cell.
    outer: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if len({len(row) for row in self.rows}) > 1:
            raise ValueError("all rows of a grid must be equally wide")

    @property
    def width(self) -> int:
        """Number of columns; 0 for an empty grid."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @cached_property
    def merged_rows(self) -> MergedRows:
        """The merges by their rows."""
        return MergedRows(self.merges)

    @cached_property
    def texts(self) -> list[list[str]]:
        """Of each row the cells that are no numbers, the empty ones too."""
        # To compare an exact number with a text takes ten times as long as to see that it is none.
        return [[cell for cell in row if cell.__class__ is str] for row in self.rows]

    @cached_property
    def wholes(self) -> list[str]:
        """Of each row its texts as one: whether a sign occurs at all is seen at one look."""
        return list(map("".join, self.texts))

    def place(self, row: int, column: int) -> Place:
        """Where a cell is, in the words of the people who made the file."""
        there = column + self.left
        name = f"{column_letters(there)}{row + 1}" if self.lettered else f"{row + 1}行{there + 1}列"
        return Place(file=self.file, sheet=self.name, cell=name)

    def column_name(self, column: int) -> str:
        """A, B … as the sheet names a column."""
        return column_letters(column + self.left)


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA, as spreadsheets name columns."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def widen_rows(rows: Sequence[Sequence[Raw]]) -> list[list[Raw]]:
    """The same rows, short ones filled with empty cells up to the widest."""
    width = max((len(row) for row in rows), default=0)
    return [[*row, *([""] * (width - len(row)))] for row in rows]
