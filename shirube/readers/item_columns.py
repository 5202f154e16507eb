"""Items beside one another below each year, in a table whose rows say what the figures are.

                令和4年度           令和5年度
                1号   2号   3号     1号   2号   3号
    量の見込み  350   620   410     340   615   420
    実績        338   611   405     321   602   418

Each item is an indicator: its lines are put below one another, so that line_layout.py reads them. A sum (計)
beside its parts is the figure of the name at the left, and comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.form import Role
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import is_blank
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.line_words import is_total, match_kind, parse_year_cell
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.source import may_hold
from shirube.readers.values import cell_text

_LOOKED_AT = 60
# Names of items take one row below the years, or two: 3号 over 0歳 and 1・2歳.
_MOST_NAME_ROWS = 2
_HEADING = "項目"


class _Found(Struct, frozen=True):
    """Where the years and the labels of lines stand, the names of the items, and the rows of lines."""

    top: int
    label: int
    starts: tuple[int, ...]
    names: tuple[str, ...]
    body: range


def spread_item_columns(grid: Grid) -> tuple[RewrittenGrid, Finding] | None:
    """The grid with the lines of each item below one another, and that said; None for any other grid."""
    for row in range(min(grid.height, _LOOKED_AT)):
        found = _find(grid, row)
        if found is not None:
            return _spread(grid, found), _say(grid, found)
    return None


def _find(grid: Grid, row: int) -> _Found | None:
    starts = [
        column
        for column, cell in enumerate(grid.rows[row])
        if cell != "" and parse_year_cell(cell_text(grid, row, column))
    ]
    steps = {later - sooner for sooner, later in pairwise(starts)}
    if len(starts) < 2 or len(steps) != 1 or starts[0] == 0:
        return None
    step, first = steps.pop(), starts[0]
    end = starts[-1] + step
    if step < 2 or end > grid.width:
        return None
    depth = _count_name_rows(grid, row, first)
    names = [_name_items(grid, range(row + 1, row + 1 + depth), start, step) for start in starts]
    if not depth or any(own != names[0] for own in names) or not _are_items(names[0]):
        return None
    if any(line[column] != "" for line in grid.rows[row : row + depth] for column in range(end, grid.width)):
        return None
    body = range(row + 1 + depth, _find_end(grid, row + 1 + depth, first))
    label = _find_labels(grid, body, first)
    if label is None or not may_hold(len(body) * step, label + 2 + len(starts)):
        return None
    return _Found(row, label, tuple(starts), tuple(names[0]), body)


def _count_name_rows(grid: Grid, row: int, first: int) -> int:
    """How many rows right below the years have nothing at their left, where labels stand."""
    for depth in range(_MOST_NAME_ROWS + 1):
        below = row + 1 + depth
        if below >= grid.height or any(cell != "" for cell in grid.rows[below][:first]):
            return depth
    return 0


def _name_items(grid: Grid, rows: range, start: int, step: int) -> list[str]:
    """The names of the items of one year; a blank upper cell goes on with that on its left."""
    parts: list[list[str]] = [[] for _ in range(step)]
    for row in rows:
        carried = ""
        for place in range(step):
            text = " ".join(cell_text(grid, row, start + place).split())
            carried = text or ("" if row == rows[-1] else carried)
            if carried and carried not in parts[place]:
                parts[place].append(carried)
    return [" ".join(texts) for texts in parts]


def _are_items(names: Sequence[str]) -> bool:
    """True for names of things, all different, one of them perhaps a sum: no kinds of figures, no years."""
    if len(set(names)) < len(names) or sum(map(is_total, names)) > 1:
        return False
    return all(
        name and not match_heading(name) and not match_kind(name) and not find_heading_year(name)
        for name in names
    )


def _find_end(grid: Grid, start: int, first: int) -> int:
    """The first row without a label at its left or figures behind it."""
    for row in range(start, grid.height):
        line = grid.rows[row]
        if (
            is_blank(line)
            or all(cell == "" for cell in line[:first])
            or all(cell == "" for cell in line[first:])
        ):
            return row
    return grid.height


def _find_labels(grid: Grid, body: range, first: int) -> int | None:
    """The column left of the years that names lines of goals and of actuals; nothing stands behind it."""
    for column in range(first):
        kinds = {kind for row in body if (kind := match_kind(cell_text(grid, row, column)))}
        if {Role.TARGET, Role.ACTUAL} <= kinds:
            behind = (cell for row in body for cell in grid.rows[row][column + 1 : first])
            return column if all(cell == "" for cell in behind) else None
    return None


def _spread(grid: Grid, found: _Found) -> RewrittenGrid:
    first, label = found.starts[0], found.label
    rows: list[list[Cell | str]] = [_whole(grid, row) for row in range(found.top)]
    heads: list[Cell | str] = [Cell(found.top, column) for column in range(label)]
    rows.append([*heads, _HEADING, Cell(found.top, label), *(Cell(found.top, at) for at in found.starts)])
    items = list(_name_rows(found.names, has_names=label > 0))
    for block in _cut_blocks(grid, found.body, label):
        for place, name in items:
            for number, row in enumerate(block):
                left: list[Cell | str] = [Cell(block[0], column) for column in range(label)]
                left.append(Cell(found.top + 1, first + place, name))
                own = [Cell(row, at + place) for at in found.starts]
                rows.append([*(left if number == 0 else [""] * len(left)), Cell(row, label), *own])
    rows += [_whole(grid, row) for row in range(found.body.stop, grid.height)]
    return rewrite_grid(grid, rows)


def _name_rows(names: Sequence[str], *, has_names: bool) -> Iterator[tuple[int, str]]:
    """The place of each item and its name in the rewritten table: the sum first, its parts as such."""
    total = next((place for place, name in enumerate(names) if is_total(name)), None)
    if total is None:
        yield from enumerate(names)
        return
    yield total, "" if has_names else "全体"
    for place, name in enumerate(names):
        if place != total:
            yield place, name if name.startswith("うち") else f"うち{name}"


def _whole(grid: Grid, row: int) -> list[Cell | str]:
    return [Cell(row, column) for column in range(grid.width)]


def _cut_blocks(grid: Grid, body: range, label: int) -> Iterator[list[int]]:
    """The rows of one name each: a filled cell left of the labels begins a block."""
    block: list[int] = []
    for row in body:
        if block and any(cell != "" for cell in grid.rows[row][:label]):
            yield block
            block = []
        block.append(row)
    yield block


def _say(grid: Grid, found: _Found) -> Finding:
    shown = "、".join(f"「{name}」" for name in found.names[:5]) + ("など" if len(found.names) > 5 else "")
    return Finding(
        code="items-spread",
        level=Level.INFORMATION,
        place=grid.place(found.top, found.starts[0]),
        message=f"年度ごとに横に並ぶ{shown}を、それぞれ別の指標として読み取りました。",
        remedy="一つの指標の内訳であれば、合計だけを年度の列に記入してください。",
    )
