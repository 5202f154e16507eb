"""Goals of several things, each measured in several ways, below a title that says they are goals.

    ④新たに導入する交通の目標値（平成33年度）
    区分        年間収支率   年間利用者数
    乗合        20%以上      1,500人以上
    予約        8%以上       800人以上

Each figure becomes an indicator of its own. Asked only where no other reader found a table, because nothing
but the title says what the figures are.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.notation import parse_reading
from shirube.core.notation_words import DASHES
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells, is_blank
from shirube.readers.headings import find_heading_year
from shirube.readers.line_words import parse_year_cell
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, line_of, rewrite_table
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_TITLE = late_pattern(r".{2,60}の(?:数値)?目標(?:値|水準)?\s*(?:[(（][^()（）]{1,20}[)）])?")
_MEASURE = late_pattern(r"[^\d]{1,30}[数率量額度]\s*(?:[(（][^()（）]{1,8}[)）])?")
_FEWEST = 2
_MOST_CELLS = 400


class _Matrix(Struct, frozen=True):
    """The title, the row of the measures, their columns, and the rows of the things measured."""

    title: int
    head: int
    columns: tuple[int, ...]
    rows: tuple[int, ...]


def find_goal_matrix(grid: Grid) -> tuple[Table, Finding] | None:
    """The table of such goals, one to a row, with what is said of it; None for none or several."""
    found = [one for row in range(1, grid.height - 1) if (one := _find_at(grid, row)) is not None]
    if len(found) != 1:
        return None
    matrix = found[0]
    finding = Finding(
        code="goals-of-title",
        level=Level.INFORMATION,
        place=grid.place(matrix.head, 0),
        message="見出しに「目標」「実績」がないため、表題から、全ての値を目標値とみなし、値ごとに一つの指標としました。",
        remedy="違う場合は、見出しに「目標」「実績」などを記入してください。",
    )
    return _make_table(grid, matrix), finding


def _find_at(grid: Grid, head: int) -> _Matrix | None:
    above = filled_cells(grid.rows[head - 1])
    if len(above) != 1 or not _TITLE.fullmatch(above[0].strip()):
        return None
    texts = [cell_text(grid, head, column) for column in range(grid.width)]
    columns = tuple(column for column, text in enumerate(texts) if column and text)
    if not texts[0] or len(columns) < _FEWEST or not all(_MEASURE.fullmatch(texts[at]) for at in columns):
        return None
    rows: list[int] = []
    for row in range(head + 1, grid.height):
        if not _is_thing(grid, row, columns):
            break
        rows.append(row)
    if len(rows) < _FEWEST or len(rows) * len(columns) > _MOST_CELLS:
        return None
    return _Matrix(head - 1, head, columns, tuple(rows))


def _is_thing(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """True for a name and nothing but figures and dashes, of which one is a figure."""
    name = cell_text(grid, row, 0)
    cells = [cell_text(grid, row, column) for column in columns]
    figures = [text for text in cells if text and text not in DASHES]
    # Below 年度 stand years: whether their figures were planned or reached, the title alone cannot say.
    is_named = bool(name) and parse_reading(name).quantity is None and not parse_year_cell(name)
    return is_named and bool(figures) and all(parse_reading(text).quantity is not None for text in figures)


def _make_table(grid: Grid, matrix: _Matrix) -> Table:
    year = find_heading_year(cell_text(grid, matrix.title, 0) or filled_cells(grid.rows[matrix.title])[0])
    goal = f"{year.render()} 目標値" if year else "目標値"
    headings = [(cell_text(grid, matrix.head, 0),), ("指標名",), (goal,)]
    body: list[Line] = [
        [
            Cell(row, 0),
            Cell(matrix.head, column),
            Cell(row, column),
        ]
        for row in matrix.rows
        for column in matrix.columns
        if cell_text(grid, row, column)
    ]
    last = matrix.rows[-1]
    above = [line_of(grid, row) for row in range(matrix.head) if not is_blank(grid.rows[row])]
    below = [line_of(grid, row) for row in range(last + 1, grid.height) if not is_blank(grid.rows[row])]
    return rewrite_table(grid, headings, body, above=above, below=below)
