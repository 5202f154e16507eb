"""Lines of what was first planned and what stands now: 当初 | 現在 | 増減 below one another, years across.

    番号  項目          H15  H16
    1     人件費 当初   79   192
                 現在   109  262
                 増減   30   70

They may also stand in one cell each: 当初 現在 増減 | 79 109 30. Alone, 当初 and 現在 may be anything; where
the third line is the second less the first, they are two sides of a comparison. They are written out as 計画
and 実績 before anything is read, and that is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.notation import parse_reading
from shirube.core.reading import Missing
from shirube.readers.grid import Grid
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.values import cell_text

BEGAN, NOW, CHANGED = "当初", "現在", "増減"
_SAID = {BEGAN: "計画", NOW: "実績"}
_FIRST_COLUMNS = 6
_LINES = 3
# A misprint in one of several figures shall not keep a table from being read.
_MOST_WRONG = 5


def write_out_began_rows(grid: Grid) -> tuple[RewrittenGrid, Finding] | None:
    """The grid with 計画 and 実績 for such labels, and that said; None where the figures say otherwise."""
    grid = _spread_stacks(grid) or grid
    for column in range(min(_FIRST_COLUMNS, grid.width)):
        groups = [row for row in range(grid.height - 2) if _is_group(grid, row, column)]
        labels = sum(cell_text(grid, row, column) in _SAID for row in range(grid.height))
        if groups and labels == 2 * len(groups) and _add_up(grid, groups, column):
            return _write(grid, groups, column), _describe(grid, groups[0], column)
    return None


def _spread_stacks(grid: Grid) -> RewrittenGrid | None:
    """The grid with three rows for each in which one cell says 当初 現在 増減 and others three figures."""
    stacked = {row for row in range(grid.height) if any(map(_is_stack, grid.rows[row][:_FIRST_COLUMNS]))}
    if not stacked:
        return None
    rows: list[list[Cell | str]] = []
    for row in range(grid.height):
        cells = [Cell(row, column) for column in range(grid.width)]
        if row not in stacked:
            rows.append([*cells])
            continue
        parts = [cell_text(grid, row, column).split() for column in range(grid.width)]
        for step in range(_LINES):
            rows.append(
                [
                    Cell(row, column, words[step]) if _may_be_spread(words) else cell if step == 0 else ""
                    for column, (cell, words) in enumerate(zip(cells, parts, strict=True))
                ]
            )
    return rewrite_grid(grid, rows)


def _is_stack(cell: object) -> bool:
    return isinstance(cell, str) and cell.split() == [BEGAN, NOW, CHANGED]


def _may_be_spread(words: Sequence[str]) -> bool:
    """True for 79 109 30 and for the labels themselves."""
    are_figures = all(parse_reading(word).missing is not Missing.UNREADABLE for word in words)
    return len(words) == _LINES and (are_figures or list(words) == [BEGAN, NOW, CHANGED])


def _is_group(grid: Grid, row: int, column: int) -> bool:
    return [cell_text(grid, row + step, column) for step in range(3)] == [BEGAN, NOW, CHANGED]


def _add_up(grid: Grid, groups: Sequence[int], column: int) -> bool:
    """True where 増減 is what stands now less what was planned, in nearly all of the figures."""
    right = wrong = 0
    for row in groups:
        for place in range(column + 1, grid.width):
            figures = [parse_reading(cell_text(grid, row + step, place)).quantity for step in range(3)]
            values = [figure.value for figure in figures if figure is not None]
            if len(values) == len(figures):
                is_right = values[1] - values[0] == values[2]
                right, wrong = right + is_right, wrong + (not is_right)
    return right > 1 and wrong * _MOST_WRONG <= right


def _write(grid: Grid, groups: Sequence[int], column: int) -> RewrittenGrid:
    said = {row + step: _SAID[label] for row in groups for step, label in enumerate((BEGAN, NOW))}
    rows: list[list[Cell | str]] = [
        [
            Cell(row, place, said[row] if place == column and row in said else None)
            for place in range(grid.width)
        ]
        for row in range(grid.height)
    ]
    return replace(rewrite_grid(grid, rows), merges=grid.merges)


def _describe(grid: Grid, row: int, column: int) -> Finding:
    return Finding(
        code="began-as-plan",
        level=Level.ODD,
        place=grid.place(row, column),
        message=f"「{BEGAN}」「{NOW}」「{CHANGED}」の行を、計画（目標値）、実績値、その差とみなしました。",
        remedy="違う場合は、行の名前を「目標」「実績」などのように直してください。",
    )
