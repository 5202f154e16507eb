"""Tables or forms that stand beside one another on a sheet to save paper, put below one another.

    指標      目標  実績       指標    目標  実績
    相談件数  100   120        会員数  40    45

Read as one table, a mark of the left half would be given to the right one as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.form import Role
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import count_filled
from shirube.readers.headings import find_heading_year, is_only_year, match_heading
from shirube.readers.line_words import is_name_label
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, move_span, rewrite_grid
from shirube.readers.values import cell_text

_LOOKED_AT = 60
# So many headings at least are said again; of fewer a table has several by itself.
_FEWEST = 3
# Heads the years of a form where they stand below one another.
_YEARS = ("年度", "年")
_NAMES = (Role.INDICATOR, Role.LEVEL)


class _Halves(Struct, frozen=True):
    """The first column of the left part, how far to the right the other begins, and where both begin.

    ``headings`` are the rows that both parts say alike, () for forms: there labels go before them.
    """

    left: int
    shift: int
    top: int
    headings: tuple[int, ...] = ()


def split_side_by_side(grid: Grid) -> tuple[RewrittenGrid, Finding] | None:
    """The grid with its right half below the left one, and what is said about it; None for any other grid."""
    for row in range(min(grid.height, _LOOKED_AT)):
        if _may_repeat(grid, row) and (halves := _find_halves(grid, row)):
            return _stack(grid, halves), _say(grid, row)
    return None


def _may_repeat(grid: Grid, row: int) -> bool:
    """Rules out at next to no cost a row whose cells are not all said twice."""
    cells = [cell for cell in grid.rows[row] if cell != ""]
    return (
        len(cells) >= 2 * _FEWEST
        and len(cells) % 2 == 0
        and cells[: len(cells) // 2] == cells[len(cells) // 2 :]
    )


def _find_halves(grid: Grid, row: int) -> _Halves | None:
    filled = [column for column, cell in enumerate(grid.rows[row]) if cell != ""]
    half = len(filled) // 2
    left, shift = filled[0], filled[half] - filled[0]
    if any(filled[half + place] - filled[place] != shift for place in range(half)):
        return None
    texts = [cell_text(grid, row, column) for column in filled[:half]]
    words = [match_heading(text) for text in texts]
    is_headed = all(
        word or text in _YEARS or (find_heading_year(text) and is_only_year((text,)))
        for word, text in zip(words, texts, strict=True)
    )
    if not is_headed or any(cell != "" for line in grid.rows[row:] for cell in line[:left]):
        return None
    is_named = words[0] is not None and words[0].role in _NAMES
    top = _find_top(grid, row, left + shift)
    alike = takewhile(lambda line: _are_alike(grid, line, left, shift), range(row, grid.height))
    halves = _Halves(left, shift, top, tuple(alike) if is_named else ())
    return halves if is_named or _are_forms(grid, row, halves) else None


def _are_alike(grid: Grid, row: int, left: int, shift: int) -> bool:
    line = grid.rows[row]
    return any(cell != "" for cell in line) and line[left : left + shift] == [
        *line[left + shift : left + 2 * shift],
        *[""] * max(left + 2 * shift - grid.width, 0),
    ]


def _find_top(grid: Grid, row: int, right: int) -> int:
    """The first row of the parts: above it nothing stands in the right one."""
    top = row
    while top > 0 and any(cell != "" for cell in grid.rows[top - 1][right:]):
        top -= 1
    return top


def _are_forms(grid: Grid, row: int, halves: _Halves) -> bool:
    """True where the same label of a name stands in both parts, and a blank column between them."""
    gap = halves.left + halves.shift - 1
    if any(line[gap] != "" for line in grid.rows[halves.top :]):
        return False
    return any(
        is_name_label(text := cell_text(grid, above, halves.left))
        and cell_text(grid, above, halves.left + halves.shift) == text
        for above in range(halves.top, row)
    )


def _stack(grid: Grid, halves: _Halves) -> RewrittenGrid:
    right = halves.left + halves.shift
    bottom = max(row for row, line in enumerate(grid.rows) if any(cell != "" for cell in line[right:]))
    # The left part may have more rows than the right one.
    while bottom + 1 < grid.height and count_filled(grid.rows[bottom + 1]) > 1:
        bottom += 1
    above = [[Cell(row, column) for column in range(grid.width)] for row in range(halves.top)]
    first = [[Cell(row, column) for column in range(right)] for row in range(halves.top, bottom + 1)]
    # Headings are said once; what stands above them in the right part is a line of its own.
    repeated = set(halves.headings) if halves.top in halves.headings else set()
    again = [row for row in range(halves.top, bottom + 1) if row not in repeated]
    second: list[list[Cell | str]] = [
        [*[""] * halves.left, *(Cell(row, column) for column in range(right, grid.width))] for row in again
    ]
    gap: list[list[Cell | str]] = [] if repeated else [[]]
    below = [[Cell(row, column) for column in range(grid.width)] for row in range(bottom + 1, grid.height)]
    further = len(first) + len(gap) - len(repeated)
    merges = []
    for span in grid.merges:
        if span.top > bottom:
            merges.append(move_span(span, down=further))
        elif span.left >= right and span.top in repeated:
            continue
        elif span.bottom < halves.top or span.right < right:
            merges.append(span)
        elif span.left >= right:
            merges.append(move_span(span, down=further, left=halves.shift))
    rows: list[Sequence[Cell | str]] = [*above, *first, *gap, *second, *below]
    return replace(rewrite_grid(grid, rows), merges=tuple(merges))


def _say(grid: Grid, row: int) -> Finding:
    return Finding(
        code="tables-beside",
        level=Level.INFORMATION,
        place=grid.place(row, 0),
        message="同じ見出しの表が横に並んでいるため、右の表を左の表の下に続けて読み取りました。",
        remedy="違う場合は、表を上下に並べるか、シートを分けてください。",
    )
