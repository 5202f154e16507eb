"""Names in the row of the years, beside the label that counts them, with the unit in the row below.

    成果指標2   参加者数   区分     平成26年度   平成27年度
    単位:       人         計画値                50
                           実績値   69           113

Each such row is written as headings with the name and the unit below them, before anything is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.fiscal_year import fold_width
from shirube.readers.grid import Grid
from shirube.readers.headings import match_heading
from shirube.readers.line_words import is_name_label, match_kind, parse_year_cell
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.values import cell_text

_FEWEST_YEARS = 2
_UNIT = "単位"
# The label, the name, and what says below what the figures of a row are.
_AHEAD = 3


def write_out_framed_names(grid: Grid) -> RewrittenGrid | None:
    """The grid with these names below their headings; None where no row has such a name."""
    heads = [row for row in range(grid.height - 1) if grid.width > _AHEAD and _is_head(grid, row)]
    if not heads:
        return None
    lines: list[list[Cell | str]] = []
    ends = [*heads[1:], grid.height]
    lines += [_write(grid, row, 0) for row in range(heads[0])]
    for head, end in zip(heads, ends, strict=True):
        lines.append(["指標名", _UNIT, *_write(grid, head, 2)])
        own = _count_own(grid, head, end)
        name, unit = Cell(head, 1), _find_unit(grid, head + 1)
        for row in range(head + 1, head + 1 + own):
            beside = [name, unit or ""] if row == head + 1 else ["", ""]
            lines.append([*beside, *_write(grid, row, 2)])
        lines += [_write(grid, row, 0) for row in range(head + 1 + own, end)]
    return rewrite_grid(grid, lines)


def _write(grid: Grid, row: int, first: int) -> list[Cell | str]:
    return [Cell(row, column) for column in range(first, grid.width)]


def _is_head(grid: Grid, row: int) -> bool:
    """True for a label, a name that is no heading, and years, above a unit with a kind of figures."""
    texts = [cell_text(grid, row, column) for column in range(grid.width)]
    if not is_name_label(texts[0]) or not texts[1] or match_heading(texts[1]):
        return False
    return (
        _count_years(texts[_AHEAD:]) >= _FEWEST_YEARS
        and _find_unit(grid, row + 1) is not None
        and match_kind(cell_text(grid, row + 1, 2)) is not None
    )


def _find_unit(grid: Grid, row: int) -> Cell | None:
    """The unit behind its label, in the same cell (単位：人) or in the next; None where no label is."""
    label, _, rest = fold_width(cell_text(grid, row, 0)).partition(":")
    if label.strip() != _UNIT or (rest.strip() and cell_text(grid, row, 1)):
        return None
    return Cell(row, 0, rest.strip()) if rest.strip() else Cell(row, 1)


def _count_years(texts: Sequence[str]) -> int:
    return sum(bool(text) and parse_year_cell(text) is not None for text in texts)


def _count_own(grid: Grid, head: int, end: int) -> int:
    """How many rows below belong to the name: that of the unit, and further kinds of figures."""
    row = head + 2
    while row < end and not cell_text(grid, row, 0) and not cell_text(grid, row, 1):
        if match_kind(cell_text(grid, row, 2)) is None:
            break
        row += 1
    return row - head - 1
