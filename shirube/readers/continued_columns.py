"""Years that go on below: a row of later years in the midst of a table, and under it the same names again.

    数値目標        事業開始前  平成29年度(1年目)  平成30年度(2年目)
    施設の利用者数  57,000人    4,000人            4,000人
                    平成31年度(3年目)  増加分の累計
    施設の利用者数  4,000人            12,000人

The plans for regional revitalisation are printed so. What stands below is put beside the rows of its names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid, Span
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_heading_year, is_only_year
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.values import cell_text

# Behind the years: KPI増加分の累計, 5年間の計.
_SUM = late_pattern(r"[^\d。]{0,10}(?:\d{1,2}[かヶ]?年間?の?)?(?:累計|合計|総計|計)(?:値)?")
_LOOKED_AT = 400


class _Part(Struct):
    """A row with years and the named rows below it; ``more`` are the parts with later years of the same."""

    head: int
    rows: list[int]
    years: list[FiscalYear]
    more: list[_Part] = field(default_factory=list)

    @property
    def last(self) -> _Part:
        """The part that the next one would follow."""
        return self.more[-1] if self.more else self


def join_continued_columns(grid: Grid) -> tuple[RewrittenGrid, Finding] | None:
    """The grid with such rows beside those of their names, and that said; None where nothing goes on."""
    joined: list[_Part] = []
    for part in _list_parts(grid):
        if joined and _goes_on(grid, joined[-1], part):
            joined[-1].more.append(part)
        else:
            joined.append(part)
    wide = [part for part in joined if part.more]
    if not wide:
        return None
    return _write(grid, wide), _describe(grid, wide[0].more[0].head)


def _list_parts(grid: Grid) -> Iterator[_Part]:
    row = 0
    while row < min(grid.height, _LOOKED_AT):
        part = _read_part(grid, row)
        if part:
            yield part
        row = part.rows[-1] + 1 if part else row + 1


def _read_part(grid: Grid, head: int) -> _Part | None:
    """A row that names years right of its first cell, and the rows below that begin with a name."""
    texts = [cell_text(grid, head, column) for column in range(1, grid.width)]
    years = [year for text in texts if text and is_only_year((text,)) and (year := find_heading_year(text))]
    if not years or len(set(years)) < len(years):
        return None
    rows: list[int] = []
    for row in range(head + 1, grid.height):
        if not cell_text(grid, row, 0) or len(filled_cells(grid.rows[row])) < 2:
            break
        rows.append(row)
    return _Part(head, rows, years) if rows else None


def _goes_on(grid: Grid, first: _Part, part: _Part) -> bool:
    """True where only later years stand above the same names, right below those that came before."""
    before = first.last
    if cell_text(grid, part.head, 0) not in ("", cell_text(grid, first.head, 0)):
        return False
    if min(part.years) <= max(before.years) or any(
        filled_cells(grid.rows[row]) for row in range(before.rows[-1] + 1, part.head)
    ):
        return False
    headings = [text for column in range(1, grid.width) if (text := cell_text(grid, part.head, column))]
    if not all(
        (is_only_year((text,)) and find_heading_year(text)) or _SUM.fullmatch(text) for text in headings
    ):
        return False
    return _names(grid, first.rows) == _names(grid, part.rows)


def _names(grid: Grid, rows: Sequence[int]) -> list[str]:
    return [cell_text(grid, row, 0) for row in rows]


def _write(grid: Grid, wide: Sequence[_Part]) -> RewrittenGrid:
    moved = {row for part in wide for one in part.more for row in (one.head, *one.rows)}
    lines: dict[int, list[Cell | str]] = {
        row: [Cell(row, column) for column in range(grid.width)]
        for row in range(grid.height)
        if row not in moved
    }
    for part in wide:
        end = _count_used(grid, part)
        for one in part.more:
            used = _count_used(grid, one)
            for here, there in zip((part.head, *part.rows), (one.head, *one.rows), strict=True):
                blank: list[Cell | str] = [""] * (end - len(lines[here]))
                behind = [Cell(there, column) for column in range(1, used)]
                lines[here] = [*lines[here][:end], *blank, *behind]
            end += used - 1
    at = {row: place for place, row in enumerate(lines)}
    merges = tuple(
        Span(at[span.top], span.left, at[span.bottom], span.right)
        for span in grid.merges
        if span.top in at and span.bottom in at
    )
    return replace(rewrite_grid(grid, list(lines.values())), merges=merges)


def _count_used(grid: Grid, part: _Part) -> int:
    """How many columns hold anything of a part."""
    rows = (part.head, *part.rows)
    return max(column + 1 for row in rows for column in range(grid.width) if cell_text(grid, row, column))


def _describe(grid: Grid, row: int) -> Finding:
    return Finding(
        code="columns-continued",
        level=Level.INFORMATION,
        place=grid.place(row, 0),
        message="後の年度の列が、同じ指標名の行とともに表の下に続いているため、上の行の右につなげて読み取りました。",
        remedy="別の表であれば、表と表の間に表題の行を入れてください。",
    )
