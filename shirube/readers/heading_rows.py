"""Which rows of a grid are headings, and how many of them stand below one another.

What a heading means is told by headings.py, which blocks of such rows head tables by heading_blocks.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from shirube.core.fiscal_year import find_fiscal_years, fold_width
from shirube.core.form import FIGURES, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.cell_years import is_dated_figure
from shirube.readers.grid import Grid, Raw
from shirube.readers.grid_rows import MOST_CELLS_OUTSIDE, count_filled, filled_cells, text_of
from shirube.readers.heading_parts import (
    heads_parts,
    repeat_below_years,
    stand_below_last,
    stand_below_one,
)
from shirube.readers.headings import (
    LAST_YEAR,
    THIS_YEAR,
    find_heading_year,
    is_only_year,
    is_revision,
    match_heading,
    tells_formula,
)
from shirube.readers.legend import is_band, is_legend_heading, is_mark
from shirube.readers.line_words import is_name_label, parse_year_cell, parse_year_heading
from shirube.readers.merged_headings import reach_down
from shirube.readers.name_units import find_name_unit
from shirube.readers.stacked_cells import find_pair

# Headings of real tables take one to four rows; further rows that look like headings repeat them.
MAX_HEADING_ROWS = 4
# 分析件数30件 and ①分析件数 30件 have a word of headings in them, and are names with their figures.
_NAMED_FIGURE = late_pattern(
    r"\d{0,2}[^\d第]{2,40}\d[\d,.]{0,12}\s?(?:件|回|人|名|者|社|部|本|冊|台|校|組|店|団体|事業者|事業所|か所|箇所|ヶ所|%|円|千円|万円)"
)
_UNIT_ENDS = frozenset("件回人名者社部本冊台校組店体所%円")
# Words below a heading that say nothing alone: 基準値 over 年度 and 数値.
_SUBHEADINGS = frozenset(("年度", "年", "数値", "値", "時点", "目標年度", "目標年月", "現状年度"))
_YEAR_LABELS = late_pattern(r"(?:評価|対象|実施|事業|評価対象)?年度")
_MARK_AND_REASON = late_pattern(r"[A-ES◎○〇●△▲×]\s?[:.・]\s?\D")
_SIGNS = frozenset("◎○〇●△▲×✕")
# A row of figures, and right below it when they were taken.
FIGURES_ABOVE = frozenset(("数値", "値", "指標値"))
DATES_BELOW = frozenset(("時点", "時期", "年月", "年度"))
# A table of two columns: what its names are, and one figure for each.
_PAIR = 2
_NAME_ENDS = ("名", "名称", "別", "区分", "種別", "種類", "分野", "地区", "施設", "学部", "学科", "科目")
_FIGURES = (*FIGURES, Role.RATE)
# Two figures of a row may follow one another by chance.
_FEW_YEARS = 2
_FEWEST_GROUPS = 2
# A heading that names a year and no more is short.
_LONGEST_YEAR = 20


def _are_groups_between(grid: Grid, row: int) -> bool:
    """True for 人数 | | 回数 below years and over 計画 | 実績 | 計画: words, and nothing at their left."""
    cells = filled_cells(grid.rows[row])
    if row + 1 >= grid.height or len(cells) < _FEWEST_GROUPS or text_of(grid.rows[row][0]).strip():
        return False
    if any(len(text) > _LONGEST_YEAR or any(map(str.isdigit, text)) or "。" in text for text in cells):
        return False
    columns = [column for column, cell in enumerate(grid.rows[row]) if text_of(cell).strip()]
    is_over = all(text_of(grid.rows[row + 1][column]).strip() for column in columns)
    below = grid.rows[row + 1]
    return is_over and not text_of(below[0]).strip() and _is_heading_row(below, first=False)


def count_heading_rows(grid: Grid, row: int, *, later: bool = False) -> int:
    """How many rows from here on are headings: 0 when this row does not begin a table.

    ``later`` says that headings have been found above, so that figures may look like years.
    """
    is_heading = _is_heading_row(grid.rows[row], first=True, later=later) or _is_pair(grid, row)
    if not is_heading and row + 1 < grid.height and grid.rows[row + 1][0] == "" != grid.rows[row][0]:
        below = grid.rows[row + 1]
        is_heading = reach_down(grid.rows[row], below) and _is_heading_row(below, first=True)
    if not is_heading or _only_looks_so(grid, row, later=later):
        return 0
    count = 1
    while count < MAX_HEADING_ROWS and row + count < grid.height and _goes_on(grid, row, row + count):
        count += 1
    return max(count, _find_merged_depth(grid, row, count))


def _is_pair(grid: Grid, row: int) -> bool:
    """True for 試験名 | H31目標 above 看護師 | 100: a word, and a year with what its figures are."""
    cells = filled_cells(grid.rows[row])
    below = filled_cells(grid.rows[row + 1]) if row + 1 < grid.height else []
    if len(cells) != _PAIR or len(below) != _PAIR or is_heading_cell(below[0]):
        return False
    word = match_heading(cells[1])
    is_figure = word is not None and word.role in _FIGURES and find_heading_year(cells[1]) is not None
    if not is_figure or any(map(str.isdigit, cells[0])) or not cells[0].endswith(_NAME_ENDS):
        return False
    return parse_reading(below[0]).quantity is None and parse_reading(below[1]).quantity is not None


def _only_looks_so(grid: Grid, row: int, *, later: bool) -> bool:
    """True for rows that have two words of headings in them, and head no figures."""
    return (
        _heads_legend(grid, row)
        or (later and _dates_figures(grid, row))
        or (row > 0 and _stands_below_name_label(grid, row))
        or _is_judged(filled_cells(grid.rows[row]), later=later)
    )


def _goes_on(grid: Grid, first: int, row: int) -> bool:
    """True where a row goes on with the headings that began in the row ``first``."""
    above, own = grid.rows[row - 1], grid.rows[row]
    return (
        _is_heading_row(own, first=False)
        or heads_parts(above, own)
        or repeat_below_years(above, own)
        or stand_below_one(above, own)
        or stand_below_last(grid.rows[first], own)
        or _are_groups_between(grid, row)
    )


def _stands_below_name_label(grid: Grid, row: int) -> bool:
    """True for 課題の解決率 | 成果指標 below 指標名 | 指標の分類: a name, whatever its words."""
    above = filled_cells(grid.rows[row - 1])
    return len(above) == 2 and is_name_label(above[0]) and above[1].startswith("指標の")


def _dates_figures(grid: Grid, row: int) -> bool:
    """True for 時点 | H22 | R2 below 数値 | 97.1% | 98.7%: years of figures, which head nothing."""
    label, above = (text_of(grid.rows[line][0]).strip() for line in (row, row - 1))
    return label in DATES_BELOW and above in FIGURES_ABOVE


def _heads_legend(grid: Grid, row: int) -> bool:
    """True for 「達成率｜評価」 above 「100%以上｜A」: a legend with the marks behind the bands."""
    if row + 1 >= grid.height or count_filled(grid.rows[row + 1]) > MOST_CELLS_OUTSIDE:
        return False
    below = filled_cells(grid.rows[row + 1])
    return 2 <= len(below) <= MOST_CELLS_OUTSIDE and is_band(below[0]) and not is_band(below[-1])


def _is_judged(cells: Sequence[str], *, later: bool) -> bool:
    """True for 総合評価 | B:継続, and below a table for 施策の評価 | 評価区分 | Ｂ: the mark of a form."""
    if len(cells) == 2 and "評価" in cells[0] and _MARK_AND_REASON.match(fold_width(cells[1])):
        return True
    is_short = later and 2 <= len(cells) <= MOST_CELLS_OUTSIDE and len(cells[-1]) == 1
    return is_short and "評価" in cells[-2] and is_mark(cells[-1]) and not any(map(is_mark, cells[:-1]))


def _find_merged_depth(grid: Grid, row: int, count: int) -> int:
    """How many rows the headings take by the merges of the file: two or more that end in the same row."""
    ends = [
        span.bottom
        for span in grid.merged_rows.starting(row)
        if row + count - 1 < span.bottom < row + MAX_HEADING_ROWS
    ]
    return max((end - row + 1 for end in ends if ends.count(end) > 1), default=0)


def _is_heading_row(row: Sequence[Raw], *, first: bool, later: bool = False) -> bool:
    """Headings speak of kinds of columns or of years, in nearly every cell, and hold no sentences.

    A first row needs two such words; a further one may be sparse, but then every cell must be one.
    """
    cells = filled_cells(row)
    if not cells or is_legend_heading(cells) or any(len(cell) > 60 or "。" in cell for cell in cells):
        return False
    known = sum(1 for cell in cells if is_heading_cell(cell) or (not first and _is_unit_in_brackets(cell)))
    if first and len(cells) <= MOST_CELLS_OUTSIDE and _is_year_label(cells):
        return False  # 年度 | 令和6年度 | 種別 | 継続: labels of a form
    if later and not _SIGNS.isdisjoint(cells):
        return False  # 評価 | ○ | 課題が残る: a line of marks with a note
    if later or not first:
        # Right below headings a row of years has nothing at its left, where names stand.
        known -= _count_figures(cells, known, alone=not first and not text_of(row[0]).strip())
    if first:
        is_mostly = known * 10 >= _count_once(cells) * 6 or tells_formula(cells)
        return len(cells) >= 2 and known >= 2 and (is_mostly or _are_years_first(row, cells, known))
    if known * 10 >= len(cells) * 8:
        return True
    # Below headings merged down the first column is blank: 計画値 | 実績値 | and a word that nobody knows.
    return (
        text_of(row[0]).strip() == ""
        and known > 1
        and known * 2 >= len(cells)
        and not any(character.isdigit() for cell in cells for character in cell)
    )


def _are_years_first(row: Sequence[Raw], cells: Sequence[str], known: int) -> bool:
    """True for 平成19年度 | 平成26年度実績 | 削減量 | 削減率 with nothing at the left, where names stand."""
    if text_of(row[0]).strip() or known * 2 < len(cells) or not all(map(find_heading_year, cells[:known])):
        return False
    return not any(any(map(str.isdigit, text)) for text in cells[known:])


def _is_year_label(cells: Sequence[str]) -> bool:
    """True for 年度 and behind it one year alone, which heads no further years."""
    is_label = _YEAR_LABELS.fullmatch(cells[0]) is not None and len(cells) > 1 and parse_year_cell(cells[1])
    return bool(is_label) and not any(map(find_heading_year, cells[2:]))


def _count_figures(cells: Sequence[str], known: int, *, alone: bool) -> int:
    """How many of the cells are figures that only look like years: 利用者数 | 2000 | 2050.

    Further down bare numbers are years only where they follow one another, and so are three beside a name.
    ``alone`` says that they are years wherever all else is a heading.
    """
    numbers = [int(cell) for cell in cells if len(cell) == 4 and cell.isdecimal()]
    distinct = list(dict.fromkeys(numbers))
    follow = len(distinct) > 1 and all(later == sooner + 1 for sooner, later in pairwise(distinct))
    has_names = known < len(cells)
    if not numbers or (follow and (not has_names or len(distinct) > _FEW_YEARS)):
        return 0
    return 0 if alone and not has_names else len(numbers)


def _count_once(cells: Sequence[str]) -> int:
    """How many cells, one word over several columns (推移, written above each of its years) counted once."""
    over = {cell for cell in cells if len(cell) > 1 and not cell[0].isdigit() and not is_heading_cell(cell)}
    return len(cells) - sum(cells.count(cell) - 1 for cell in over)


def is_heading_cell(text: str) -> bool:
    """True for a cell that names a kind of column, a year, or both, and nothing else."""
    folded = fold_width(text).strip()
    # ② is no 2 of 実績2: the signs of columns are told before the width is folded.
    if match_heading(text) or find_pair(text) or is_revision(text):
        return folded[-1:] not in _UNIT_ENDS or _NAMED_FIGURE.fullmatch(folded) is None
    if folded in _SUBHEADINGS or folded in LAST_YEAR or folded in THIS_YEAR:
        return True
    if is_dated_figure(folded):
        return False
    if parse_year_heading(folded):
        return True
    mentions = list(find_fiscal_years(folded))
    rest = folded
    for mention in reversed(mentions):
        rest = rest[: mention.start] + rest[mention.end :]
    # 平成16年度①, 平成17年度末(※): beside the year only a remark or a sign.
    return bool(mentions) and (
        not rest.strip(" 　()年度末~・-/\n") or (len(folded) <= _LONGEST_YEAR and is_only_year((text,)))
    )


def _is_unit_in_brackets(text: str) -> bool:
    """True for 「（人）」, alone in a row of headings below 目標 and 実績."""
    return text[:1] in ("(", "（") and len(text) <= 8 and bool(find_name_unit(text))
