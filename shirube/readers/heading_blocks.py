"""Blocks of heading rows in a grid: where each begins, and the lines above it that belong to the table below.

Whether a single row is one of headings is told by heading_rows.py; table.py cuts the tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from shirube.core.fiscal_year import find_fiscal_years
from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern
from shirube.readers.body_end import (
    MOST_LINES_BEFORE,
    find_body_end,
    may_lead,
)
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import GridLines, filled_cells, text_of
from shirube.readers.heading_parts import (
    are_parts_above,
)
from shirube.readers.heading_rows import count_heading_rows
from shirube.readers.headings import (
    find_heading_year,
    is_only_year,
    match_heading,
)
from shirube.readers.line_words import match_kind, parse_year_cell, parse_year_heading
from shirube.readers.name_units import find_table_unit

# Two words over columns are groups of them.
_FEWEST_GROUPS = 2
# A heading that names a year or a group is short.
_LONGEST_GROUP = 20
_KINDS = (*AIMS, Role.ACTUAL)
# What figures are called by their last letters.
_MEASURES = ("数", "率", "割合", "額", "量", "人口", "面積")
# When the figures were taken, and not the year of a column: 令和6年3月末現在.
_AS_OF = late_pattern(r"月|日|現在|時点|作成|更新")
_CORNERS = frozenset(("区分", "項目", "種別", "部門", "分野", "分類"))
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_WORD = late_pattern(r"[一-龠ァ-ヶ]{2}")
# Of these nearly all headings have two or more; they rule other rows out at next to no cost.
_USUAL = frozenset(
    (
        *("指標", "指標名", "評価指標", "成果指標", "活動指標", "KPI", "項目", "項目名", "取組", "取組名"),
        *("事業", "事業名", "活動名", "施策", "施策名", "単位", "担当課", "所管課", "基準値", "現状値"),
        *("目標", "目標値", "最終目標", "実績", "実績値", "計画", "計画値", "達成率", "達成度"),
        *("進捗率", "進捗状況", "評価", "年度", "区分", "内容", "備考", "No.", "番号"),
    )
)


class HeadingBlock(Struct, frozen=True):
    """The headings of one table: their first row, how many rows, and how many lines right above are theirs.

    ``leads`` are lines of one cell, a title or a unit: they are not the end of the table before.
    """

    top: int
    rows: int
    leads: int


def find_heading_blocks(lines: GridLines) -> list[HeadingBlock]:
    """Every heading block of a grid, from the top down.

    One that repeats that above is no new table. Within a body, headings come only after a gap or a lone line,
    or where two cells are words of earlier headings or usual ones.
    """
    grid = lines.grid
    blocks: list[HeadingBlock] = []
    texts: list[list[tuple[str, ...]]] = []
    words: set[str] = set(_USUAL)
    row = since = 0
    while row < grid.height:
        likely = not blocks or lines.sparse[row - 1] or lines.repeats(row, words)
        rows = count_heading_rows(grid, row, later=bool(blocks)) if likely else 0
        if rows and texts and _is_block(grid, row, texts[-1]):
            rows = len(texts[-1])  # merged above, and copied without its merges
        if rows and _belongs_above(grid, row):
            row, rows = row - 1, rows + 1
        if rows:
            block = [tuple(map(text_of, grid.rows[row + offset])) for offset in range(rows)]
            # Only the heading of the table above is repeated on a further page; another in between ends that,
            # and so does what no longer belongs to that table.
            is_same = bool(texts) and block == texts[-1]
            leads = _count_leads(lines, row) if is_same else _count_titles(lines, since, row)
            if not is_same or leads or find_body_end(lines, since, row + 1, block[0]) <= row:
                blocks.append(HeadingBlock(row, rows, leads))
                texts.append(block)
                words.update(text for line in block for text in line if text)
            since = row + rows
        row += rows or 1
    return blocks


def _is_year_above(grid: Grid, row: int) -> bool:
    """True where the line above holds one year, over columns that name none: 令和4年度 over 目標 and 実績."""
    if row == 0 or any(map(find_heading_year, filled_cells(grid.rows[row]))):
        return False
    above = filled_cells(grid.rows[row - 1])
    is_year = len(above) == 1 and parse_year_cell(above[0]) and not _AS_OF.search(above[0])
    return bool(is_year) and text_of(grid.rows[row - 1][0]).strip() == ""


def _belongs_above(grid: Grid, row: int) -> bool:
    """True where the row above headings heads them, though it hardly says so itself."""
    if row == 0:
        return False
    are_parts = are_parts_above(grid.rows[row - 1], grid.rows[row])
    is_merged = sum(span.bottom == row for span in grid.merged_rows.starting(row - 1)) > 1
    is_headed = _is_year_above(grid, row) or _is_kind_above(grid, row) or _are_groups_above(grid, row)
    return are_parts or is_merged or is_headed or _is_measure_above(grid, row) or _fill_words_gaps(grid, row)


def _is_kind_above(grid: Grid, row: int) -> bool:
    """True for 対象鳥獣 | 捕獲計画数 over | 令和4年度 | 令和5年度: what the figures of all the years are."""
    years = {column: text for column, cell in enumerate(grid.rows[row]) if (text := text_of(cell).strip())}
    above = {
        column: text for column, cell in enumerate(grid.rows[row - 1]) if (text := text_of(cell).strip())
    }
    first = min(years, default=0)
    word = match_heading(above.pop(first, "")) if first > 0 and len(above) <= _FEWEST_GROUPS else None
    if word is None or word.role not in _KINDS or not set(above) <= {0}:
        return False
    return all(find_heading_year(text) and is_only_year((text,)) for text in years.values())


def _are_groups_above(grid: Grid, row: int) -> bool:
    """True for 区分 | 施設数 | | 延床面積 over | 目標 | 実績 | 目標: words over headings, and a name."""
    if text_of(grid.rows[row][0]).strip():
        return False
    above = {
        column: text for column, cell in enumerate(grid.rows[row - 1]) if (text := text_of(cell).strip())
    }
    # センター名 is no word of every table, but says itself that names stand below.
    words = [text for column, text in above.items() if column > 0]
    # Written above each of its columns a word is a group, whatever stands in the corner.
    repeats = len(set(words)) > 1 and all(words.count(text) > 1 for text in words)
    if 0 not in above or not (match_heading(above[0]) or above[0].endswith(("名", "名称")) or repeats):
        return False
    groups = [column for column in above if column > 0 and text_of(grid.rows[row][column]).strip()]
    others = [text for column, text in above.items() if column > 0 and column not in groups]
    if len(groups) < _FEWEST_GROUPS or not (all(map(match_heading, others)) or _names_left(above, grid, row)):
        return False
    return all(1 < len(text) <= _LONGEST_GROUP and "。" not in text for text in above.values())


def _names_left(above: Mapping[int, str], grid: Grid, row: int) -> bool:
    """True for 区分 | 機関名 | 女性比率 | | 目標 over years alone: what stands before them heads names."""
    years = {column: text for column, cell in enumerate(grid.rows[row]) if (text := text_of(cell).strip())}
    if not all(is_only_year((text,)) and find_heading_year(text) for text in years.values()):
        return False
    others = {column: text for column, text in above.items() if column not in years}
    return all(column < min(years) and not any(map(str.isdigit, text)) for column, text in others.items())


def _is_measure_above(grid: Grid, row: int) -> bool:
    """True for 死者数 | 第9次計画期間 over | H23 | H24: what was counted, and words over all the years."""
    above = [text_of(cell).strip() for cell in grid.rows[row - 1]]
    first, others = above[0], [text for text in above[1:] if text]
    if len(others) != 1 or not above[1] or above[1][0].isdigit() or len(first) > _LONGEST_GROUP:
        return False
    below = [text_of(cell).strip() for cell in grid.rows[row]]
    years = [text for text in below if text]
    if below[0] or len(years) < _FEWEST_GROUPS or not first.endswith(_MEASURES) or match_heading(first):
        return False
    return all(find_heading_year(text) and is_only_year((text,)) for text in years)


def _fill_words_gaps(grid: Grid, row: int) -> bool:
    """True for 区分 | 職員数 | | 純減率 over | H21 | H22 | |: words over the first year and over the gaps."""
    below = [text_of(cell).strip() for cell in grid.rows[row]]
    if (
        below[0]
        or row + 1 >= grid.height
        or not (any(below) and all(map(_is_bare_year, filter(None, below))))
    ):
        return False
    above = {
        column: text for column, cell in enumerate(grid.rows[row - 1]) if (text := text_of(cell).strip())
    }
    corner = above.pop(0, "")
    starts = {column for column, text in enumerate(below) if text and not below[column - 1]}
    gaps = {
        column
        for column, text in enumerate(below)
        if not text and text_of(grid.rows[row + 1][column]).strip()
    }
    if not match_heading(corner) or not above or not gaps - {0} <= set(above) <= starts | gaps:
        return False
    # A label with its content stands above the years of a form: 指標名 | 職員数.
    is_measure = corner in _CORNERS and len(above) == 1 and next(iter(above.values())).endswith(_MEASURES)
    is_row = match_kind(text_of(grid.rows[row + 1][0])) is None
    are_words = all(text[:1] not in _DIGITS or _WORD.search(text) for text in above.values())
    return (len(above) > 1 or is_measure) and is_row and are_words


def _is_bare_year(text: str) -> bool:
    return bool(find_heading_year(text)) and is_only_year((text,))


def _is_block(grid: Grid, row: int, block: Sequence[tuple[str, ...]]) -> bool:
    """True where the rows from here on say the same as a block of headings."""
    return row + len(block) <= grid.height and all(
        tuple(map(text_of, grid.rows[row + place])) == line for place, line in enumerate(block)
    )


def _count_leads(lines: GridLines, row: int) -> int:
    """The lines right above a repeated heading that give it a unit, a year or a kind of its own; else 0."""
    first, is_own = row, False
    for index in range(row - 1, max(row - MOST_LINES_BEFORE, -1), -1):
        cells = filled_cells(lines.grid.rows[index])
        if len(cells) > 1 and not (len(cells) == 2 and find_table_unit([cells[1:]])):
            break
        for text in cells:
            names_year = any(find_fiscal_years(text)) and not parse_year_heading(text)
            is_own = is_own or names_year or bool(find_table_unit([cells])) or match_kind(text) is not None
            first = index
    return row - first if is_own else 0


def _count_titles(lines: GridLines, since: int, row: int) -> int:
    """The lines of one cell right above other headings: the title of their table, no row of that before."""
    first = row
    for index in range(row - 1, max(row - MOST_LINES_BEFORE, since), -1):
        if not may_lead(filled_cells(lines.grid.rows[index])):
            break
        first = index
    return row - first
