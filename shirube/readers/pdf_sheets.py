"""Tables of a PDF that were parts of one sheet: put below one another again, so that labels reach figures.

    事業名 | 起業の支援
           ◆成果指標
           | R5   | R6          the borders leave the line between out, and a page shows two tables
    目標   | 16人 | 16人
    実績   | 25人 | 18人

Their columns begin at the same places. Where every table has headings of its own, each is left alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from shirube.readers.around import DocumentTable
from shirube.readers.grid import Raw, Span
from shirube.readers.joined_tables import count_heading_rows
from shirube.readers.source import MAX_COLUMNS

# Points by which the edges of one column of a sheet may differ.
_NEAR = 2.0
# The left edges and two more, where neither table has all edges of the other.
_FEWEST_SHARED = 3
# A form fits on a few pages.
_MOST_ROWS = 300

Edges = Sequence[float]


def put_on_sheets(
    parts: Sequence[str | DocumentTable], edges: Mapping[int, Edges]
) -> list[str | DocumentTable]:
    """The parts of a document, runs of tables of one sheet as one; ``edges`` are by the ``id`` of a table."""
    result: list[str | DocumentTable] = []
    run: list[str | DocumentTable] = []
    shared: Edges = ()
    for part in parts:
        if isinstance(part, str):
            (run if run else result).append(part)
            continue
        own = edges.get(id(part), ())
        if run and (not _is_of_sheet(shared, own) or _begins_again(run, part)):
            result += _make_sheet(run, shared, edges)
            run = []
        shared = _unite(shared, own) if run else own
        run.append(part)
    return [*result, *_make_sheet(run, shared, edges)]


def _is_of_sheet(one: Edges, other: Edges) -> bool:
    """True for columns that begin at the left and go on at the same places, as far as both have any."""
    if not one or not other or abs(one[0] - other[0]) > _NEAR:
        return False
    shared = sum(_find_near(one, edge) is not None for edge in other)
    return shared >= min(len(one), len(other), _FEWEST_SHARED)


def _begins_again(run: Sequence[str | DocumentTable], part: DocumentTable) -> bool:
    """True where the next form of the same kind begins: 事業名 stands first again."""
    first = next((one for one in run if isinstance(one, DocumentTable)), part)
    labels = [str(one.rows[0][0]) if one.rows and one.rows[0] else "" for one in (first, part)]
    return bool(labels[0]) and labels[0] == labels[1]


def _find_near(edges: Edges, edge: float) -> int | None:
    at = bisect_left(edges, edge - _NEAR)
    return at if at < len(edges) and edges[at] <= edge + _NEAR else None


def _unite(one: Edges, other: Edges) -> Edges:
    return sorted([*one, *(edge for edge in other if _find_near(one, edge) is None)])


def _make_sheet(
    run: Sequence[str | DocumentTable], shared: Edges, edges: Mapping[int, Edges]
) -> list[str | DocumentTable]:
    """One table of a run, lines between as rows of one cell; the run itself where it is no form."""
    ends = [at for at, part in enumerate(run) if isinstance(part, DocumentTable)]
    tables = [part for part in run if isinstance(part, DocumentTable)]
    rows = sum(len(table.rows) for table in tables)
    if (
        len(tables) < 2
        or rows > _MOST_ROWS
        or len(shared) > MAX_COLUMNS
        or all(map(count_heading_rows, tables[:-1]))
    ):
        return list(run)
    sheet = DocumentTable([])
    width = len(shared) - 1
    for part in run[: ends[-1] + 1]:
        if isinstance(part, str):
            lines = [line for line in part.split("\n") if line.strip()]
            sheet.rows += [[line, *[""] * (width - 1)] for line in lines]
        else:
            _add(sheet, part, [_find_near(shared, edge) or 0 for edge in edges[id(part)]], width)
    return [sheet, *run[ends[-1] + 1 :]]


def _add(sheet: DocumentTable, table: DocumentTable, at: Sequence[int], width: int) -> None:
    """Put a table below the rows of a sheet; its columns begin at these columns of the sheet."""
    down = len(sheet.rows)
    covered = {
        (row, column)
        for span in table.merges
        for row in range(span.top, span.bottom + 1)
        for column in range(span.left, span.right + 1)
    }
    for number, row in enumerate(table.rows):
        cells: list[Raw] = [""] * width
        for column, cell in enumerate(row):
            cells[at[column]] = cell
            if at[column + 1] - at[column] > 1 and (number, column) not in covered:
                sheet.merges.append(Span(number + down, at[column], number + down, at[column + 1] - 1))
        sheet.rows.append(cells)
    sheet.merges += [
        Span(span.top + down, at[span.left], span.bottom + down, at[span.right + 1] - 1)
        for span in table.merges
    ]
