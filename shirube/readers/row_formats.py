"""The number formats of a sheet, kept row by row: in most sheets thousands of rows are formatted alike.

What a format shows is told by number_format.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat

GENERAL = "General"
_NOTHING: Mapping[int, str] = {}


class RowFormats(Mapping[tuple[int, int], str]):
    """Number formats by (row, column). ``rows`` gives for each row its formats by column.

    Rows that are formatted alike should share one table, which saves memory and time.
    """

    def __init__(self, rows: Mapping[int, Mapping[int, str]]) -> None:
        self.rows = rows

    def __getitem__(self, cell: tuple[int, int]) -> str:
        return self.rows[cell[0]][cell[1]]

    def get(self, cell: tuple[int, int], default: str | None = None) -> str | None:  # type: ignore[override]
        """The format of a cell; asked for each number of a table, so without the detour over an exception."""
        return self.rows.get(cell[0], _NOTHING).get(cell[1], default)

    def column(self, rows: Sequence[int], column: int) -> list[str]:
        """The format of each of the rows in one column, General where none is kept."""
        kinds = {table.get(column, GENERAL) for table in self._tables}
        if kinds <= {GENERAL}:
            return [GENERAL] * len(rows)
        if len(kinds) == 1 and all(map(self.rows.__contains__, rows)):
            return [*kinds] * len(rows)
        tables = map(self.rows.get, rows, repeat(_NOTHING))
        return [table.get(column, GENERAL) for table in tables]

    def tables(self) -> list[Mapping[int, str]]:
        """Each table of formats that some rows share, once."""
        return self._tables

    @cached_property
    def _tables(self) -> list[Mapping[int, str]]:
        return list({id(table): table for table in self.rows.values()}.values())

    def kinds(self) -> set[str]:
        """Every format that some cell has."""
        return {text for table in self.tables() for text in table.values()}

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for row, table in self.rows.items():
            for column in table:
                yield row, column

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))


def make_row_formats(formats: Mapping[tuple[int, int], str]) -> RowFormats:
    """The same formats row by row; rows that are formatted alike share one table."""
    if isinstance(formats, RowFormats):
        return formats
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in formats.items():
        rows.setdefault(row, {})[column] = text
    shared: dict[tuple[tuple[int, str], ...], dict[int, str]] = {}
    return RowFormats({row: shared.setdefault(tuple(table.items()), table) for row, table in rows.items()})


def find_column_formats(
    formats: Mapping[tuple[int, int], str], rows: Sequence[int], column: int
) -> list[str]:
    """The number format of each of the rows in one column, General where none is kept."""
    if isinstance(formats, RowFormats):
        return formats.column(rows, column)
    if not formats:
        return [GENERAL] * len(rows)
    return [formats.get((row, column), GENERAL) for row in rows]


def find_kinds(formats: Mapping[tuple[int, int], str]) -> set[str]:
    """Every format that some cell has, each once."""
    return formats.kinds() if isinstance(formats, RowFormats) else set(formats.values())
