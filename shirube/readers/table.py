"""Finding tables in a grid: which rows are headings, which are body, and what stands around them.

What each column holds is told by headings.py and columns.py; the values by plan_builder.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.alike_rows import is_alike
from shirube.readers.grid import Grid, Raw
from shirube.readers.headings import (
    LAST_YEAR,
    THIS_YEAR,
    find_heading_year,
    is_only_year,
    match_heading,
    tells_formula,
)
from shirube.readers.legend import (
    is_band,
    is_legend_across,
    is_legend_entry,
    is_legend_heading,
    parse_inline_legend,
)
from shirube.readers.line_words import parse_year_cell, parse_year_heading
from shirube.readers.name_units import find_name_unit, find_table_unit
from shirube.readers.stacked_cells import find_pair

# Headings of real tables take one to four rows; further rows that look like headings repeat them.
MAX_HEADING_ROWS = 4

# Titles, legends and footnotes fill at most so many cells of a row; a row of the body fills more.
MOST_CELLS_OUTSIDE = 4


# Words below a heading that say nothing alone: 基準値 over 年度 and 数値.
_SUBHEADINGS = frozenset(("年度", "年", "数値", "値", "時点", "目標年度", "目標年月", "現状年度"))
_YEARLY = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK)
# So many lines stand before a heading that is repeated: a title, a blank one.
_LINES_BEFORE = 4
# A line that heads the rows below it is no sentence.
_LONGEST_LINE = 40
# When the figures were taken, and not the year of a column: 令和6年3月末現在.
_AS_OF = late_pattern(r"月|日|現在|時点|作成|更新")
# Two figures of a row may follow one another by chance.
_FEW_YEARS = 2
# A heading that names a year and no more is short.
_LONGEST_YEAR = 20
# How a line begins that stands alone under a table and speaks of it.
_FOOTNOTES = (
    "※",
    "注",
    "(注",
    "（注",
    "＊",
    "*",
    "(※",
    "（※",
    "出典:",
    "出典：",
    "資料:",
    "資料：",
    "備考:",
    "備考：",
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


class _Lines:
    """The rows of a grid while tables are sought in it: what every row is asked several times."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.texts = list(map(_keep_texts, grid.rows))
        width = grid.width
        # Titles, legends and gaps: only rows with so few filled cells need a closer look.
        self.sparse = [width - texts.count("") <= MOST_CELLS_OUTSIDE for texts in self.texts]

    def is_blank(self, row: int) -> bool:
        """True when a row has nothing to read in it."""
        return self.sparse[row] and not filled_cells(self.grid.rows[row])

    def repeats(self, row: int, words: set[str]) -> bool:
        """True when a row has at least two of the words."""
        texts = self.texts[row]
        return not words.isdisjoint(texts) and len(words.intersection(texts)) >= 2


def find_tables(grid: Grid) -> list[Table]:
    """Every table of a grid, from the top down. A grid without recognisable headings has none."""
    lines = _Lines(grid)
    tops = _find_heading_blocks(lines)
    tables: list[Table] = []
    for number, (top, rows, _) in enumerate(tops):
        end = tops[number + 1][0] - tops[number + 1][2] if number + 1 < len(tops) else grid.height
        start = 0 if number == 0 else tables[-1].body[-1] + 1 if tables[-1].body else top
        tables.append(_cut_table(lines, start, top, rows, end))
    return [table for table in tables if table.body]


def cut_table(grid: Grid, top: int, rows: int) -> Table:
    """The table whose heading rows a person names; its end is found as for any other."""
    return _cut_table(_Lines(grid), 0, top, rows, grid.height)


def text_of(value: Raw) -> str:
    """A cell as text; numbers plainly, because headings and names have no number format."""
    return value if isinstance(value, str) else str(value)


def is_blank(row: Sequence[Raw]) -> bool:
    """True when a row has nothing to read in it; spaces are nothing."""
    return count_filled(row) <= MOST_CELLS_OUTSIDE and not filled_cells(row)


def count_filled(row: Sequence[Raw]) -> int:
    """How many cells of a row are not empty."""
    return len(row) - _keep_texts(row).count("")


def _keep_texts(row: Sequence[Raw]) -> list[str]:
    # To compare an exact number with a text takes ten times as long as to see that it is none.
    return [cell for cell in row if cell.__class__ is str]


def filled_cells(row: Sequence[Raw]) -> list[str]:
    """The texts of the cells of a row that hold something."""
    return [text for text in (text_of(cell).strip() for cell in row) if text]


def _find_heading_blocks(lines: _Lines) -> list[tuple[int, int, int]]:
    """Start and number of rows of every heading block, and of the lines above it that it does not share.

    One that repeats that above is no new table. Within a body, headings come only after a gap or a lone line,
    or repeat words of earlier headings.
    """
    grid = lines.grid
    blocks: list[tuple[int, int, int]] = []
    texts: list[list[tuple[str, ...]]] = []
    words: set[str] = set()
    row = since = 0
    while row < grid.height:
        likely = not blocks or lines.sparse[row - 1] or lines.repeats(row, words)
        rows = _count_heading_rows(grid, row, later=bool(blocks)) if likely else 0
        if rows and texts and _is_block(grid, row, texts[-1]):
            rows = len(texts[-1])  # merged above, and copied without its merges
        if rows and _is_year_above(grid, row):
            row, rows = row - 1, rows + 1
        if rows:
            block = [tuple(map(text_of, grid.rows[row + offset])) for offset in range(rows)]
            # Only the heading of the table above is repeated on a further page; another in between ends that,
            # and so does what no longer belongs to that table.
            is_same = bool(texts) and block == texts[-1]
            leads = _count_leads(lines, row) if is_same else 0
            if not is_same or leads or _find_body_end(lines, since, row + 1, block[0]) <= row:
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


def _is_block(grid: Grid, row: int, block: Sequence[tuple[str, ...]]) -> bool:
    """True where the rows from here on say the same as a block of headings."""
    return row + len(block) <= grid.height and all(
        tuple(map(text_of, grid.rows[row + place])) == line for place, line in enumerate(block)
    )


def _count_leads(lines: _Lines, row: int) -> int:
    """The lines right above a repeated heading where they give it a unit or a year of its own; else 0."""
    first, is_own = row, False
    for index in range(row - 1, max(row - _LINES_BEFORE, -1), -1):
        cells = filled_cells(lines.grid.rows[index])
        if len(cells) > 1:
            break
        for text in cells:
            names_year = any(find_fiscal_years(text)) and not parse_year_heading(text)
            is_own = is_own or names_year or bool(find_table_unit([cells]))
            first = index
    return row - first if is_own else 0


def _count_heading_rows(grid: Grid, row: int, *, later: bool = False) -> int:
    """How many rows from here on are headings: 0 when this row does not begin a table.

    ``later`` says that headings have been found above, so that figures may look like years.
    """
    if not _is_heading_row(grid.rows[row], first=True, later=later) or _heads_legend(grid, row):
        return 0
    count = 1
    while (
        count < MAX_HEADING_ROWS
        and row + count < grid.height
        and _is_heading_row(grid.rows[row + count], first=False)
    ):
        count += 1
    return max(count, _find_merged_depth(grid, row, count))


def _heads_legend(grid: Grid, row: int) -> bool:
    """True for 「達成率｜評価」 above 「100%以上｜A」: a legend with the marks behind the bands."""
    if row + 1 >= grid.height or count_filled(grid.rows[row + 1]) > MOST_CELLS_OUTSIDE:
        return False
    below = filled_cells(grid.rows[row + 1])
    return 2 <= len(below) <= MOST_CELLS_OUTSIDE and is_band(below[0]) and not is_band(below[-1])


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
    if match_heading(text) or find_pair(text):
        return True
    if folded in _SUBHEADINGS or folded in LAST_YEAR or folded in THIS_YEAR or parse_year_heading(folded):
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


def _cut_table(lines: _Lines, start: int, top: int, rows: int, end: int) -> Table:
    grid = lines.grid
    body: list[int] = []
    row = top + rows
    last = _leave_legend_out(grid, row, _find_body_end(lines, row, end, tuple(map(text_of, grid.rows[top]))))
    heading = [[text_of(cell) for cell in grid.rows[top + offset]] for offset in range(rows)]
    words = {text for line in heading for text in line if text}
    for index in range(row, last):
        if lines.sparse[index] and lines.is_blank(index):
            continue
        # A heading repeated on a further page of the source is no row of the table.
        if not words.isdisjoint(lines.texts[index]) and list(map(text_of, grid.rows[index])) in heading:
            continue
        body.append(index)
    return Table(
        grid=grid,
        top=top,
        headings=_carry_headings(grid, top, heading),
        body=tuple(body),
        above=tuple(index for index in range(start, top) if not lines.is_blank(index)),
        below=tuple(index for index in range(last, end) if not lines.is_blank(index)),
    )


def _find_body_end(lines: _Lines, start: int, end: int, heading: tuple[str, ...]) -> int:
    """The first row that no longer belongs to the body: a legend, a footnote, or lines after a gap.

    After a gap the ``heading``, repeated below a line or two that name what follows, goes on with the body.
    """
    grid = lines.grid
    for index in range(start, end):
        if not lines.sparse[index]:
            continue
        cells = filled_cells(grid.rows[index])
        if not cells:
            following = next((row for row in range(index, end) if not lines.is_blank(row)), None)
            if following is None:
                return index
            goes_on = _continues_body(grid, following) or _is_alike(grid, start, following)
            if not goes_on and not _leads_to(lines, range(following, end), start, heading):
                return index
        elif (
            _stands_below(cells)
            and tuple(map(text_of, grid.rows[index])) != heading
            and not _counts_on(grid, index, start)
        ):
            return index
    return end


def _counts_on(grid: Grid, row: int, start: int) -> bool:
    """True for a row whose number follows that of the row before, whatever else is blank: 2｜参加者数.

    Marks that are numbers stand in a legend from the best down.
    """
    column = next((place for place, cell in enumerate(grid.rows[row]) if text_of(cell).strip()), 0)
    above = next((line for line in range(row - 1, start - 1, -1) if not is_blank(grid.rows[line])), None)
    rows = [above, row, row + 1] if row + 1 < grid.height else [above, row]
    texts = ["0" if line is None else text_of(grid.rows[line][column]).strip() for line in rows]
    before, own, *after = texts
    if not before.isdecimal() or not own.isdecimal() or int(own) != int(before) + 1:
        return False
    return not (after and after[0].isdecimal() and int(after[0]) < int(own))


def _leave_legend_out(grid: Grid, start: int, end: int) -> int:
    """The end of the body before a legend: two rows, marks above their bands, or a line for each mark."""
    at = end
    while at > start and (is_blank(grid.rows[at - 1]) or _is_entry_alone(filled_cells(grid.rows[at - 1]))):
        at -= 1
    if any(not is_blank(grid.rows[row]) for row in range(at, end)):
        return at
    filled = [row for row in range(max(start, end - 4), end) if not is_blank(grid.rows[row])][-2:]
    if len(filled) == 2 and is_legend_across(*(filled_cells(grid.rows[row]) for row in filled)):
        return filled[0]
    return end


def _is_entry_alone(cells: Sequence[str]) -> bool:
    """True for 「A…100%以上」 in a cell of its own, behind which no row of the table follows."""
    return len(cells) == 1 and len(cells[0]) > 1 and bool(parse_inline_legend(cells[0]))


def _stands_below(cells: Sequence[str]) -> bool:
    """True for a line of a legend, of several entries in one cell too, and for a footnote."""
    if is_legend_heading(cells) or is_legend_entry(cells) or is_footnote(cells) or _is_said_of_all(cells):
        return True
    return len(cells) == 1 and len(parse_inline_legend(cells[0])) > 1


def _is_said_of_all(cells: Sequence[str]) -> bool:
    """True for 「今後の方針｜引き続き啓発に努める。」: a label and a sentence, where rows have figures."""
    if len(cells) != 2 or not cells[1].endswith("。"):
        return False
    word = match_heading(cells[0])
    return word is not None and word.role in (Role.STATUS, Role.ISSUE, Role.NOTE)


def is_footnote(cells: Sequence[str]) -> bool:
    """True for a line such as 「※速報値を含む」 that stands alone under a table."""
    return len(cells) <= 2 and (cells[0].startswith(_FOOTNOTES) or _defines(cells))


def _defines(cells: Sequence[str]) -> bool:
    """True for 「- リサイクル率＝資源化量÷排出量」, a line that says how a figure is worked out."""
    line = fold_width(cells[0])
    return len(cells) == 1 and line[:1] in "-・※*" and "=" in line and any(sign in line for sign in "÷/×*+")


def _continues_body(grid: Grid, row: int) -> bool:
    """After a gap only a row with several filled cells, more than a legend has, is body again."""
    return len(filled_cells(grid.rows[row])) > max(3, grid.width // 3)


def _is_alike(grid: Grid, model: int, row: int) -> bool:
    texts = [[text_of(cell) for cell in grid.rows[index]] for index in (model, row)]
    return is_alike(*texts) and not _stands_below(filled_cells(grid.rows[row]))


def _leads_to(lines: _Lines, rows: range, model: int, heading: tuple[str, ...]) -> bool:
    """True where below a line or two of one cell a heading is repeated, or rows like the first go on."""
    for index in rows[:_LINES_BEFORE]:
        cells = filled_cells(lines.grid.rows[index])
        if tuple(map(text_of, lines.grid.rows[index])) == heading:
            return True
        if len(cells) > 1:
            return index > rows[0] and _is_alike(lines.grid, model, index)
        if cells and (_stands_below(cells) or len(cells[0]) > _LONGEST_LINE or cells[0].endswith("。")):
            return False
    return False


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
