"""Tables without a column of names, in which a line above each row of figures says of what it is.

    水質検査適合率
    現状値(令和元年度)  目標値(令和7年度)
    100%                100%
    平均残留塩素濃度                              成果指標2  相談件数
    現状値(令和元年度)  目標値(令和7年度)         単位  目標値(H27)  H24実績
    0.28                0.2以上                   件    60           48

The headings repeated between them are left out by heading_blocks.py. A table of one indicator is named by
line_names.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.form import FIGURES, Role
from shirube.core.notation import parse_reading
from shirube.core.reading import Missing
from shirube.readers.block_labels import may_be_name
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_heading_year, match_lowest
from shirube.readers.leading_lines import find_defined_name, says_nothing
from shirube.readers.line_words import is_name_label
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, line_of, lone_heading, rewrite_table
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# Years of figures beside them.
_DATES = frozenset(("目標年度", "基準年度", "目標年次", "達成年度"))
_NO_NAMES = frozenset(
    (
        *(*FIGURES, Role.RATE, Role.MARK, Role.DIFFERENCE),
        *(Role.UNIT, Role.NOTE, Role.STATUS, Role.DIRECTION),
    )
)


def name_by_lines(table: Table) -> Table | None:
    """The table with the lines between its rows as names; None where any row has no line of its own."""
    columns = [column for column, texts in enumerate(table.headings) if any(texts)]
    if not columns or not all(_holds_figures(table.headings[column]) for column in columns):
        return None
    names: list[Cell] = []
    body: list[Line] = []
    over = list(table.above)
    while len(over) > 1 and _leads(table, over[-1]):
        over.pop()
    waiting = _find_line(table, over[-1]) if over else None
    for row in table.body:
        line = _find_line(table, row)
        if line is None and waiting is not None and _leads(table, row):
            continue
        if line is not None:
            if waiting is not None and names:
                return None  # two lines in a row: of which of them the figures are is not known
            waiting = line
        elif waiting is None or not _has_figures(table, row):
            return None
        else:
            names.append(waiting)
            body.append([waiting, *(Cell(row, column) for column in range(table.grid.width))])
            waiting = None
    if len(names) < 2 or (waiting is not None and waiting.row != table.body[-1]):
        return None
    headings = [lone_heading(table, heading_word(Role.INDICATOR)), *table.headings]
    above = [line_of(table.grid, row) for row in over[:-1]]
    # A line behind the last figures heads what comes next.
    behind = table.below if waiting is None else [waiting.row, *table.below]
    below = [line_of(table.grid, row) for row in behind]
    return rewrite_table(table.grid, headings, body, above=above, below=below)


def _holds_figures(headings: Sequence[str]) -> bool:
    word = match_lowest(headings)
    if word is None and any(text.strip() in _DATES for text in headings):
        return True
    return word.role in _NO_NAMES if word else any(map(find_heading_year, headings))


def _begins_with_unit(table: Table) -> bool:
    """True where the first column is headed 単位."""
    word = match_lowest(table.headings[0])
    return word is not None and word.role is Role.UNIT


def _find_line(table: Table, row: int) -> Cell | None:
    """The only cell of a row, at its left, where it may be a name; behind 成果指標1 the name is told."""
    texts = filled_cells(table.grid.rows[row])
    if len(texts) == 2 and is_name_label(texts[0]):
        return next(Cell(row, at) for at, cell in enumerate(table.grid.rows[row]) if cell == texts[1])
    if len(texts) == 1 and (name := find_defined_name(texts[0])):
        return Cell(row, 0, name) if cell_text(table.grid, row, 0) else None
    if (
        len(texts) != 1
        or not may_be_name(texts[0])
        or parse_reading(texts[0]).missing is not Missing.UNREADABLE
    ):
        return None
    return Cell(row, 0) if cell_text(table.grid, row, 0) else None


def _leads(table: Table, row: int) -> bool:
    """True for a line alone that only says that figures follow: 現況値及び目標値."""
    texts = filled_cells(table.grid.rows[row])
    return len(texts) == 1 and says_nothing(texts[0])


def _has_figures(table: Table, row: int) -> bool:
    """True for a row with a figure, a state or a reason for none in each of its first two cells.

    Behind a unit two figures are enough, wherever they stand.
    """
    texts = filled_cells(table.grid.rows[row])
    if _begins_with_unit(table) and sum(parse_reading(text).quantity is not None for text in texts[1:]) > 1:
        return True
    return len(texts) > 1 and all(parse_reading(text).missing is not Missing.UNREADABLE for text in texts[:2])
