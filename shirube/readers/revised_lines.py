"""Targets in two lines of a cell, of which a note says which was set first.

    指標名    基準値  R1      目標値(R3)
    利用者数  24,100  30,150  31,000
                              28,000
    ※目標値を修正した指標は、下段に当初の目標値、上段に新たな目標値を記載しています。

What was set first gets a column of its own beside the target that counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from shirube.core.fiscal_year import find_fiscal_years, fold_width
from shirube.core.form import AIMS
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles
from shirube.readers.grid_rows import filled_cells
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_PLACE = late_pattern(r"[上下]段")
_FIRST_OR_NOW = late_pattern(
    r"(?P<first>当初|(?:変更|見直し|修正|改[訂定])前|旧)|(?P<now>新|(?:変更|見直し|修正|改[訂定])後)"
)
_LONGEST_NOTE = 200
_LINES = 2


def split_revised_targets(table: Table) -> Table | None:
    """The table with a column for the targets as first set; None where no note tells the lines apart."""
    lines = (filled_cells(table.grid.rows[row]) for row in (*table.above, *table.below))
    first = find_first_line(text for cells in lines for text in cells)
    if first is None:
        return None
    columns = {
        column
        for column, role in find_roles(table.headings).items()
        if role in AIMS and any(_part(table, row, column) for row in table.body)
    }
    if not columns:
        return None
    headings: list[tuple[str, ...]] = []
    for column, texts in enumerate(table.headings):
        headings += [texts, (*texts[:-1], _name_first(texts[-1]))] if column in columns else [texts]
    return replace_rows(table, headings, [_part_row(table, row, columns, first) for row in table.body])


def find_first_line(texts: Iterable[str]) -> int | None:
    """Which of two lines holds what was set first, 0 for the upper; None where no text tells."""
    for text in texts:
        if "段" not in text or "目標" not in text or len(text) > _LONGEST_NOTE:
            continue
        folded = fold_width(text)
        places = list(dict.fromkeys(match.group() for match in _PLACE.finditer(folded)))
        words = list(dict.fromkeys(bool(match["first"]) for match in _FIRST_OR_NOW.finditer(folded)))
        if len(places) == len(words) == _LINES:
            return 0 if places[words.index(True)] == "上段" else 1
    return None


def _name_first(heading: str) -> str:
    years = "".join(heading[one.start : one.end] for one in find_fiscal_years(heading))
    return f"当初の目標値({years})" if years else "当初の目標値"


def _part(table: Table, row: int, column: int) -> list[str]:
    """The two figures of a cell, from the top down; none of any other cell."""
    parts = [part.strip() for part in cell_text(table.grid, row, column).splitlines() if part.strip()]
    is_pair = len(parts) == _LINES and all(parse_reading(part).quantity is not None for part in parts)
    return parts if is_pair else []


def _part_row(table: Table, row: int, columns: set[int], first: int) -> Line:
    line: Line = []
    for column in range(len(table.headings)):
        parts = _part(table, row, column) if column in columns else []
        if parts:
            line += [Cell(row, column, parts[1 - first]), Cell(row, column, parts[first])]
        else:
            line += [Cell(row, column), *([""] if column in columns else [])]
    return line
