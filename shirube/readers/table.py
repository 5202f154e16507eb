"""Finding tables in a grid: which rows are headings, which are body, and what stands around them.

Where a body ends is told by body_end.py, what each column holds by headings.py and columns.py. Which other
modules look at a grid, and in which order, stands in layouts.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern
from shirube.readers.body_end import (
    MOST_LINES_BEFORE,
    find_body_end,
    leave_legend_out,
    leave_section_out,
    leave_sum_out,
    may_lead,
    tells_of_row_above,
)
from shirube.readers.cell_years import is_dated_figure
from shirube.readers.grid import Grid, Raw
from shirube.readers.grid_rows import MOST_CELLS_OUTSIDE, GridLines, count_filled, filled_cells, text_of
from shirube.readers.heading_parts import (
    are_parts_above,
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
from shirube.readers.line_words import is_name_label, match_kind, parse_year_cell, parse_year_heading
from shirube.readers.merged_headings import reach_down
from shirube.readers.name_units import find_name_unit, find_table_unit
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
_YEARLY = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK)
_KINDS = (*AIMS, Role.ACTUAL)
# When the figures were taken, and not the year of a column: 令和6年3月末現在.
_AS_OF = late_pattern(r"月|日|現在|時点|作成|更新")
_YEAR_LABELS = late_pattern(r"(?:評価|対象|実施|事業|評価対象)?年度")
_MARK_AND_REASON = late_pattern(r"[A-ES◎○〇●△▲×]\s?[:.・]\s?\D")
_SIGNS = frozenset("◎○〇●△▲×✕")
# A row of figures, and right below it when they were taken.
FIGURES_ABOVE = frozenset(("数値", "値", "指標値"))
DATES_BELOW = frozenset(("時点", "時期", "年月", "年度"))
# Two figures of a row may follow one another by chance.
_FEW_YEARS = 2
_FEWEST_GROUPS = 2
# A heading that names a year and no more is short.
_LONGEST_YEAR = 20


# Of these nearly all headings have two or more; they rule other rows out at next to no cost.
_USUAL = frozenset(
    (
        *("指標", "指標名", "評価指標", "成果指標", "活動指標", "KPI", "項目", "項目名", "取組", "取組名"),
        *(
            "事業",
            "事業名",
            "活動名",
            "施策",
            "施策名",
            "単位",
            "担当課",
            "所管課",
            "基準値",
            "現状値",
            "目標",
        ),
        *("目標値", "最終目標", "実績", "実績値", "計画", "計画値", "達成率", "達成度", "進捗率", "進捗状況"),
        *("評価", "年度", "区分", "内容", "備考", "No.", "番号"),
    )
)


class Table(Struct, frozen=True):
    """A table within a grid: heading rows, body rows (indices into the grid), and the lines around it.

    ``headings`` holds for each column its heading texts top down, merged ones carried across; ``above``
    and ``below`` are the rows of the grid before the headings and after the body, without blank ones.
    """

    grid: Grid
    top: int
    headings: tuple[tuple[str, ...], ...]
    body: tuple[int, ...]
    above: tuple[int, ...]
    below: tuple[int, ...]
    # What a person said about columns (layout recipes): role and year, by index.
    stated: Mapping[int, tuple[Role, FiscalYear | None]] = field(default_factory=dict)
    # None of its actuals is the baseline: a person says so, or the goal's year is only that of the newest.
    is_baseline_settled: bool = False

    @property
    def heading_rows(self) -> int:
        """Number of heading rows."""
        return len(self.headings[0]) if self.headings else 0


def find_tables(grid: Grid) -> list[Table]:
    """Every table of a grid, from the top down. A grid without recognisable headings has none."""
    lines = GridLines(grid)
    tops = _find_heading_blocks(lines)
    tables: list[Table] = []
    for number, (top, rows, _) in enumerate(tops):
        end = tops[number + 1][0] - tops[number + 1][2] if number + 1 < len(tops) else grid.height
        start = 0 if number == 0 else tables[-1].body[-1] + 1 if tables[-1].body else top
        tables.append(_cut_table(lines, start, top, rows, end))
    return _keep_filled(tables)


def _keep_filled(tables: Sequence[Table]) -> list[Table]:
    """The tables with rows; what only looked like headings (自己評価 | Ｂ（成果あり）) is a line below."""
    kept: list[Table] = []
    for table in tables:
        if table.body:
            kept.append(table)
        elif kept:
            lines = range(table.top, table.top + table.heading_rows)
            kept[-1] = replace(kept[-1], below=(*kept[-1].below, *lines, *table.below))
    return kept


def cut_table(grid: Grid, top: int, rows: int) -> Table:
    """The table whose heading rows a person names; its end is found as for any other."""
    return _cut_table(GridLines(grid), 0, top, rows, grid.height)


def _find_heading_blocks(lines: GridLines) -> list[tuple[int, int, int]]:
    """Start and number of rows of every heading block, and of the lines above it that it does not share.

    One that repeats that above is no new table. Within a body, headings come only after a gap or a lone line,
    or where two cells are words of earlier headings or usual ones.
    """
    grid = lines.grid
    blocks: list[tuple[int, int, int]] = []
    texts: list[list[tuple[str, ...]]] = []
    words: set[str] = set(_USUAL)
    row = since = 0
    while row < grid.height:
        likely = not blocks or lines.sparse[row - 1] or lines.repeats(row, words)
        rows = _count_heading_rows(grid, row, later=bool(blocks)) if likely else 0
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
                blocks.append((row, rows, leads))
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
    is_merged = sum(span.top == row - 1 and span.bottom == row for span in grid.merges) > 1
    is_headed = _is_year_above(grid, row) or _is_kind_above(grid, row) or _are_groups_above(grid, row)
    return are_parts or is_merged or is_headed


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
    if len(groups) < _FEWEST_GROUPS or not all(map(match_heading, others)):
        return False
    return all(1 < len(text) <= _LONGEST_YEAR and "。" not in text for text in above.values())


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


def _count_heading_rows(grid: Grid, row: int, *, later: bool = False) -> int:
    """How many rows from here on are headings: 0 when this row does not begin a table.

    ``later`` says that headings have been found above, so that figures may look like years.
    """
    is_heading = _is_heading_row(grid.rows[row], first=True, later=later)
    if not is_heading and row + 1 < grid.height and grid.rows[row + 1][0] == "" != grid.rows[row][0]:
        below = grid.rows[row + 1]
        is_heading = reach_down(grid.rows[row], below) and _is_heading_row(below, first=True)
    if not is_heading or _heads_legend(grid, row):
        return 0
    if later and _dates_figures(grid, row):
        return 0
    if row and _stands_below_name_label(grid, row):
        return 0
    if _is_judged(filled_cells(grid.rows[row]), later=later):
        return 0
    count = 1
    while (
        count < MAX_HEADING_ROWS
        and row + count < grid.height
        and (
            _is_heading_row(grid.rows[row + count], first=False)
            or heads_parts(grid.rows[row + count - 1], grid.rows[row + count])
            or repeat_below_years(grid.rows[row + count - 1], grid.rows[row + count])
            or stand_below_one(grid.rows[row + count - 1], grid.rows[row + count])
            or stand_below_last(grid.rows[row], grid.rows[row + count])
            or _are_groups_between(grid, row + count)
        )
    ):
        count += 1
    return max(count, _find_merged_depth(grid, row, count))


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
        for span in grid.merges
        if span.top == row and row + count - 1 < span.bottom < row + MAX_HEADING_ROWS
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
        return (
            len(cells) >= 2 and known >= 2 and (known * 10 >= _count_once(cells) * 6 or tells_formula(cells))
        )
    if known * 10 >= len(cells) * 8:
        return True
    # Below headings merged down the first column is blank: 計画値 | 実績値 | and a word that nobody knows.
    return (
        text_of(row[0]).strip() == ""
        and known > 1
        and known * 2 >= len(cells)
        and not any(character.isdigit() for cell in cells for character in cell)
    )


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


def _cut_table(lines: GridLines, start: int, top: int, rows: int, end: int) -> Table:
    grid = lines.grid
    body: list[int] = []
    row = top + rows
    last = find_body_end(lines, row, end, tuple(map(text_of, grid.rows[top])))
    last = leave_legend_out(grid, row, leave_section_out(grid, top, row, leave_sum_out(grid, row, last)))
    heading = [[text_of(cell) for cell in grid.rows[top + offset]] for offset in range(rows)]
    words = {text for line in heading for text in line if text}
    aside: list[int] = []
    for index in range(row, last):
        if lines.sparse[index] and lines.is_blank(index):
            continue
        # A heading repeated on a further page of the source is no row of the table.
        if not words.isdisjoint(lines.texts[index]) and list(map(text_of, grid.rows[index])) in heading:
            continue
        (aside if lines.sparse[index] and tells_of_row_above(grid, index, row) else body).append(index)
    return Table(
        grid=grid,
        top=top,
        headings=_carry_headings(grid, top, heading),
        body=tuple(body),
        above=tuple(index for index in range(start, top) if not lines.is_blank(index)),
        below=(*aside, *(index for index in range(last, end) if not lines.is_blank(index))),
    )


def _goes_on_unmerged(grid: Grid, row: int, column: int, left: str, lowest: str) -> bool:
    """A year centred over 目標 and 実績 without a merge, in a file that has merges elsewhere."""
    word = match_heading(lowest) if lowest else None
    if word is None or word.role not in _YEARLY or not find_heading_year(left) or find_heading_year(lowest):
        return False
    return not any(
        span.top <= row <= span.bottom and span.left <= column and span.right >= column - 1
        for span in grid.merges
    )


def _carry_headings(grid: Grid, top: int, heading: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Headings of each column top down, group headings carried across the columns they span.

    Where the file says which cells are merged, that decides; in a text file a blank cell continues its left
    neighbour when something stands below it.
    """
    rows = len(heading)
    carried = [[cell.strip() for cell in row] for row in heading]
    merged = {(span.top, span.left): span for span in grid.merges if top <= span.top < top + rows}
    for (row, left), span in merged.items():
        for column in range(left + 1, span.right + 1):
            carried[row - top][column] = carried[row - top][left]
    for row in range(rows - 1):
        for column in range(1, grid.width):
            below = any(heading[lower][column].strip() for lower in range(row + 1, rows))
            # A one-cell wide merge above says that the group ends there; without merges nothing does.
            if carried[row][column] or not below:
                continue
            before, lowest = carried[row][column - 1], heading[rows - 1][column].strip()
            if not grid.merges or _goes_on_unmerged(grid, top + row, column, before, lowest):
                carried[row][column] = before
    return tuple(tuple(row[column] for row in carried) for column in range(grid.width))
