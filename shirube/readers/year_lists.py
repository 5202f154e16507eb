"""Years or days below one another, beside one another what was counted in each: asked when nothing else is.

    調査時点        委員総数  女性参画率         年度   事業所数  平均工賃
    令和2年4月1日   1,027人   38.1%              H18    213       15,305円
    平成31年4月1日  992       38.5               H19    236       15,331円

No word says which figures are goals, so that all of them are what was reached. Tables that say it are turned
by turned_tables.py and rows_by_year.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import FIGURES, Role
from shirube.core.notation import parse_reading
from shirube.core.notation_words import DASHES
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells, is_blank
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.line_words import may_be_label, parse_year_heading
from shirube.readers.rewritten_grid import Cell, rewrite_grid
from shirube.readers.table import Table, find_tables
from shirube.readers.values import cell_text

_FEWEST_YEARS = 3
_LONGEST_NAME = 30
_MOST_COLUMNS = 40
# How a year stands to the one before, in a line of its own below it.
_CHANGE = late_pattern(
    r"\(?(?:対)?前[年回]度?(?:比|からの|との|増減).{0,8}|(?:増減|伸び?|変化)率?[数額]?\)?(?:\([^()]{1,30}\))?"
)
# What is worked out from the figure beside it.
_COMPARED = late_pattern(
    r"(?:対)?(?:基準|前)年?[度回]?(?:度)?(?:から)?(?:の)?(?:比|増減|伸び|変化|削減)(?:率|量|数)?(?:\(%\))?"
)
# What leads to a table, and then what it is of.
_CAPTION = late_pattern(r"(?:[<【■●○]|[表図]\s?[\d-]*\s?[:：])?\s?(?P<name>[^:：。]{2,30}?)[>】]?")
_SAID = frozenset(
    (
        *(*FIGURES, Role.RATE, Role.MARK),
        *(Role.STATUS, Role.ISSUE, Role.GOAL),
    )
)


class _List(Struct, frozen=True):
    """The row of names, the row of each year, and the last row of all."""

    head: int
    rows: dict[FiscalYear, int]
    last: int
    columns: tuple[int, ...]


def find_year_lists(grid: Grid) -> tuple[list[Table], Finding] | None:
    """The tables of a grid of such lists, turned, and what is said of them; None where there is none."""
    lists: list[_List] = []
    row = 1
    while row < grid.height:
        found = _find_list(grid, row) if _parse_year(grid, row) else None
        lists += [found] if found else []
        row = found.last + 1 if found else row + 1
    if not lists:
        return None
    lines: list[Sequence[Cell | str]] = []
    at = 0
    for one in lists:
        lines += [_copy(grid, index) for index in range(at, one.head)]
        years = sorted(one.rows)
        lines.append(["指標名", *(Cell(one.rows[year], 0, year.render()) for year in years)])
        names = [_name(grid, one, column) for column in one.columns]
        lines += [
            [name, *(Cell(one.rows[year], column) for year in years)]
            for name, column in zip(names, one.columns, strict=True)
        ]
        at = one.last + 1
    lines += [_copy(grid, index) for index in range(at, grid.height)]
    tables = find_tables(rewrite_grid(grid, lines))
    return (tables, _say(grid, lists[0])) if tables else None


def _name(grid: Grid, one: _List, column: int) -> Cell:
    """The name of a column; 使用量 alone goes by the caption right above: 表：電気の使用量."""
    own = cell_text(grid, one.head, column)
    above = filled_cells(grid.rows[one.head - 1]) if one.head > 0 else []
    match = _CAPTION.fullmatch(above[0].strip()) if len(above) == 1 and len(one.columns) == 1 else None
    is_caption = match is not None and len(match["name"]) > len(own) and match["name"].endswith(own)
    return Cell(one.head, column, match["name"] if match and is_caption else None)


def _copy(grid: Grid, row: int) -> Sequence[Cell]:
    return [Cell(row, column) for column in range(grid.width)]


def _parse_year(grid: Grid, row: int) -> FiscalYear | None:
    text = cell_text(grid, row, 0)
    return parse_year_heading(text) if text and (may_be_label(text) or text[-1:] == "日") else None


def _find_list(grid: Grid, first: int) -> _List | None:
    """The list that begins with a row of a year; None where the row above does not name its columns."""
    columns = _find_names(grid, first - 1)
    rows: dict[FiscalYear, int] = {}
    last = row = first
    while columns and row < grid.height:
        year = _parse_year(grid, row)
        if year is None and not _CHANGE.fullmatch(fold_width(cell_text(grid, row, 0))):
            break
        if year is not None:
            if year in rows:
                return None
            rows[year] = row
        last, row = row, row + 1
    if len(rows) < _FEWEST_YEARS or list(rows) not in (sorted(rows), sorted(rows, reverse=True)):
        return None
    if not all(_holds_figures(grid, rows.values(), column) for column in columns):
        return None
    return _List(first - 1, rows, last, columns)


def _find_names(grid: Grid, row: int) -> tuple[int, ...]:
    """The columns that a row names; none where it says what figures are, or is no row of names."""
    if row < 0 or is_blank(grid.rows[row]) or len(cell_text(grid, row, 0)) > _LONGEST_NAME:
        return ()
    names = {column: text for column in range(1, grid.width) if (text := cell_text(grid, row, column))}
    if not names or len(names) > _MOST_COLUMNS:
        return ()
    # What is noted of single years is no figure.
    names = {column: text for column, text in names.items() if not _heads_notes(text)}
    for text in names.values():
        word = match_heading(text)
        is_figure = parse_reading(text).quantity is not None or find_heading_year(text) is not None
        if is_figure or len(text) > _LONGEST_NAME or (word and word.role in _SAID):
            return ()
    return tuple(names)


def _heads_notes(text: str) -> bool:
    word = match_heading(text)
    return (word is not None and word.role is Role.NOTE) or _COMPARED.fullmatch(fold_width(text)) is not None


def _holds_figures(grid: Grid, rows: Iterable[int], column: int) -> bool:
    texts = [text for row in rows if (text := cell_text(grid, row, column)) and text not in DASHES]
    figures = sum(parse_reading(text).quantity is not None for text in texts)
    return bool(texts) and figures * 5 >= len(texts) * 4


def _say(grid: Grid, one: _List) -> Finding:
    return Finding(
        code="year-lists-turned",
        level=Level.ODD,
        place=grid.place(one.head, 0),
        message="年度が縦に並び、目標や実績の言葉がない表のため、行と列を入れ替え、全ての値を実績値とみなしました。"
        "前年度比などの行と備考の列は読み取っていません。",
        remedy="目標値があれば、見出しを「令和5年度目標」のようにしてください。",
    )
