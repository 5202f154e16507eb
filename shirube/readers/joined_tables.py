"""Tables of a document that have the same headings, put below one another so that they are read as one plan.

Plans are often published as a table for each measure, or for each page, with a heading in words above it. In
a sheet all of them would stand in one column; here they are brought into that form. Sheets stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.around import DocumentTable
from shirube.readers.grid import Grid, Raw, Span, widen_rows
from shirube.readers.grid_rows import filled_cells, text_of
from shirube.readers.headings import is_only_year, match_lowest
from shirube.readers.judgements import leave_judgements_out
from shirube.readers.legend import parse_inline_legend
from shirube.readers.line_words import is_name_label
from shirube.readers.name_units import find_table_unit, match_unit_line
from shirube.readers.stacked_sheets import StackedGrid
from shirube.readers.surroundings import is_note
from shirube.readers.table import Table, find_tables

_GOES_ON = late_pattern(r"(?<!\s)\s*[(（〔【]?(?:つづき|続き|前頁の?続き|前ページの?続き|続)[)）〕】]?\s*$")
# A heading above a table is short, and no sentence.
_LONGEST_HEADING = 40
# So many lines above a further table may be its headings, the outer first: 2 福祉, (1) 高齢者.
_MOST_HEADINGS = 3
_NUMBERED = late_pattern(
    r"[(（【\[〔<＜]?(?:第\s*)?(?:[0-9０-９①-⑳Ⅰ-Ⅻ一二三四五六七八九十]|[ァ-ン][\s)）.．、])"
)
# A legend gives two marks at least.
_FEWEST_MARKS = 2
# Names stand in one of the first columns.
_NAME_COLUMNS = 3
_NAMES = frozenset((Role.INDICATOR, Role.LEVEL))


class JoinedGrid(Grid, frozen=True, kw_only=True):
    """Rows of several tables; ``lines`` says for each the table and the row it came from."""

    sources: tuple[Grid, ...]
    lines: tuple[tuple[int, int], ...]

    def place(self, row: int, column: int) -> Place:
        """The cell of the table that the row came from."""
        number, line = self.lines[min(row, len(self.lines) - 1)]
        return self.sources[number].place(line, column)


class _Part(Struct, frozen=True):
    """A grid with a single table of names and figures, cut into what stands above, in and below it."""

    grid: Grid
    table: Table
    # 年度 | 目標値 | 実績値: its rows are years, and the line above it is the name.
    of_years: bool = False

    @property
    def key(self) -> tuple[tuple[str, ...], ...]:
        """What tables that belong together have in common."""
        return tuple(tuple("".join(text.split()) for text in texts) for texts in self.table.headings)


def join_tables(grids: Sequence[Grid]) -> list[Grid]:
    """The grids, those of a document whose tables have the same headings as one; others stay as they are."""
    parts = {number: part for number, grid in enumerate(grids) if (part := _cut_part(grid))}
    groups: dict[tuple[tuple[str, ...], ...], list[int]] = {}
    for number, part in parts.items():
        groups.setdefault(part.key, []).append(number)
    group_of: dict[int, list[int]] = {}
    for numbers in groups.values():
        for run in _cut_at_years([(number, parts[number]) for number in numbers]):
            if len(run) > 1:
                group_of.update(dict.fromkeys(run, run))
    joined: list[Grid] = []
    for number, grid in enumerate(grids):
        run = group_of.get(number, [number])
        if run == [number]:
            joined.append(grid)
        elif run[0] == number:
            joined.append(_join([parts[one] for one in run]))
    return joined


def count_heading_rows(found: DocumentTable) -> int:
    """How many rows there are to the end of the first headings; 0 where there are none.

    Counted once: a table that goes on over hundreds of pages is asked on each of them.
    """
    if found.heading_rows is None:
        rows = widen_rows(found.rows)
        grid = Grid(file="", name="", rows=rows, merges=tuple(found.merges), lettered=False)
        tables = find_tables(grid)
        found.heading_rows = tables[0].top + tables[0].heading_rows if tables else 0
    return found.heading_rows


def holds_several(grid: Grid) -> bool:
    """True for sheets or tables that were put below one another: their names are that of no single one."""
    return isinstance(_find_source(grid), JoinedGrid | StackedGrid)


def _find_source(grid: Grid) -> Grid:
    while (source := getattr(grid, "source", None)) is not None:
        grid = source
    return grid


def describe_joined(grid: Grid) -> list[Finding]:
    """An officer shall know that several tables became one."""
    grid = _find_source(grid)
    if not isinstance(grid, JoinedGrid):
        return []
    message = f"見出しが同じ{len(grid.sources)}つの表を、一つの表として読み取りました。"
    remedy = "別々の計画の表であれば、ファイルを分けて読み取ってください。"
    place = Place(file=grid.file, sheet=grid.name)
    return [
        Finding(code="tables-joined", level=Level.INFORMATION, place=place, message=message, remedy=remedy)
    ]


def _cut_part(grid: Grid) -> _Part | None:
    """The only table of a grid of a document; None for sheets, forms, and tables without names."""
    if grid.lettered or isinstance(grid, StackedGrid):
        return None
    tables = find_tables(grid)
    if len(tables) != 1 or not _has_names(tables[0]) or _is_named_above(tables[0]):
        return None
    # 評価区分 | B below its rows is of this table alone: in the midst of others it would be an indicator.
    table = leave_judgements_out(tables[0])
    if not _holds_years(table):
        return _Part(grid, table)
    part = _Part(grid, table, of_years=True)
    return part if _choose_headings(part, set())[0] else None


def _has_names(table: Table) -> bool:
    """Tables of figures alone are named by the line above each: joined they would lose their names."""
    cells = [text_of(cell) for row in table.body for cell in table.grid.rows[row][:_NAME_COLUMNS]]
    return any(len(cell) > 1 and parse_reading(cell).quantity is None for cell in cells)


def _is_named_above(table: Table) -> bool:
    """True where 指標名 | 分類 stands above the headings: what names the rows would be lost among others."""
    lines = (filled_cells(table.grid.rows[row]) for row in table.above)
    return any(len(cells) > 1 and any(map(is_name_label, cells[::2])) for cells in lines)


def _holds_years(table: Table) -> bool:
    """True where every row begins with a year of its own, and no further column names anything."""
    words = map(match_lowest, table.headings[1:])
    if any(word is not None and word.role in _NAMES for word in words):
        return False
    firsts = [text_of(table.grid.rows[row][0]) for row in table.body]
    return len(set(firsts)) == len(firsts) > 1 and all(is_only_year((text,)) for text in firsts)


def _cut_at_years(parts: Sequence[tuple[int, _Part]]) -> Iterator[list[int]]:
    """Runs of tables of one year and unit: one headed 令和5年度 and one headed 令和6年度 are two."""
    run: list[int] = []
    known: set[FiscalYear] = set()
    unit = ""
    for number, part in parts:
        above = [filled_cells(part.grid.rows[row]) for row in part.table.above]
        text = " ".join(" ".join(cells) for cells in above)
        years = {mention.year for mention in find_fiscal_years(fold_width(text))}
        own = "" if part.of_years else find_table_unit(above)
        if run and ((years and years != known) or (own and own != unit)):
            yield run
            run, known = [], years
        if not run:
            known, unit = years, own
        run.append(number)
    yield run


def _join(parts: Sequence[_Part]) -> JoinedGrid:
    first = parts[0]
    lines: list[tuple[int, int]] = [(0, row) for row in range(first.table.body[-1] + 1)]
    below = [(0, row) for row in first.table.below]
    _lower_headings(parts, lines)
    said = {strip_continued(text) for row in first.table.above for text in filled_cells(first.grid.rows[row])}
    if any(map(_has_lines_of_years, parts)):
        # 平成28年度 was said since 平成26年度 of the first table, which holds no longer.
        said = {text for text in said if not is_only_year((text,))}
    for number, part in enumerate(parts[1:], 1):
        headings, others = _choose_headings(part, said)
        own = _list_own_lines(part) if part.of_years else ()
        lines += [(number, row) for row in (*headings, *own, *part.table.body)]
        below += [(number, row) for row in (*others, *part.table.below)]
    # A blank row says that what follows is no row of the table.
    outside = [below[0], *below] if below else []
    rows = widen_rows([parts[number].grid.rows[row] for number, row in (*lines, *outside)])
    _drop_continued(rows[first.table.top + first.table.heading_rows : len(lines)])
    if outside:
        rows[len(lines)] = [""] * len(rows[0])
    lines += outside
    return _make_joined(parts, rows, lines)


def _lower_headings(parts: Sequence[_Part], lines: list[tuple[int, int]]) -> None:
    """Put what heads the rows of the first table alone below its headings, where it heads them in the others.

    計画の進捗状況 / 子育て支援 above the first table, 健康づくり above the second: the line right above the
    first is no title of the whole.
    """
    first = parts[0]
    counts = [len(_choose_headings(part, set())[0]) for part in parts[1:]]
    filled = [row for row in first.table.above if filled_cells(first.grid.rows[row])]
    own = _choose_headings(first, set())[0][-min(counts) :] if min(counts) else []
    if len(own) != max(counts) or len(filled) <= len(own) or filled[-len(own) :] != own:
        return
    # A line with a number is told for what it is where it stands; years are headings of another kind.
    if _NUMBERED.match(filled_cells(first.grid.rows[own[0]])[0]) or any(map(_has_years, parts)):
        return
    end = first.table.top + first.table.heading_rows
    lines[: first.table.body[0]] = [
        *((0, row) for row in range(end) if row not in own),
        *((0, row) for row in own),
        *((0, row) for row in range(end, first.table.body[0])),
    ]


def _has_years(part: _Part) -> bool:
    return part.of_years or _has_lines_of_years(part)


def _has_lines_of_years(part: _Part) -> bool:
    """True where a line between the rows says a year, and no more."""
    lines = (filled_cells(part.grid.rows[row]) for row in part.table.body)
    return any(len(cells) == 1 and is_only_year((cells[0],)) for cells in lines)


def _list_own_lines(part: _Part) -> list[int]:
    """Rows of years say nothing of what they are of: each table keeps its unit and its headings."""
    texts = [(row, filled_cells(part.grid.rows[row])) for row in part.table.above]
    units = [row for row, cells in texts if len(cells) == 1 and match_unit_line(cells[0])]
    return [*units[-1:], *range(part.table.top, part.table.top + part.table.heading_rows)]


def _choose_headings(part: _Part, said: set[str]) -> tuple[list[int], list[int]]:
    """(the lines right above a table that head it, those that do not); what was said before heads nothing.

    The unit of all tables is said above the first.
    """
    rows = part.grid.rows
    lines = [(row, filled_cells(rows[row])) for row in part.table.above]
    fresh = [
        (row, cells)
        for row, cells in lines
        if cells
        and not (len(cells) == 1 and (strip_continued(cells[0]) in said or match_unit_line(cells[0])))
    ]
    headings: list[int] = []
    for row, cells in reversed(fresh):
        if len(cells) > 1 or not is_title(cells[0]) or len(headings) == _MOST_HEADINGS:
            break
        headings.insert(0, row)
    return headings, [row for row, _ in fresh if row not in headings]


def is_title(text: str) -> bool:
    """True for a line that may head a table: short, no sentence, no note, no legend."""
    is_short = len(text) <= _LONGEST_HEADING and not text.endswith("。")
    return is_short and not is_note(text) and len(parse_inline_legend(text)) < _FEWEST_MARKS


def strip_continued(text: str) -> str:
    """A text without spaces, and without （つづき） behind it."""
    return "".join(_GOES_ON.sub("", text).split())


def _drop_continued(rows: Sequence[list[Raw]]) -> None:
    """「1 福祉（つづき）」 in the first cell of a further table is the 「1 福祉」 above it."""
    above: dict[int, str] = {}
    for row in rows:
        for column, cell in enumerate(row[:_NAME_COLUMNS]):
            if not isinstance(cell, str) or not cell:
                continue
            bare = strip_continued(cell)
            if bare != "".join(cell.split()) and bare == above.get(column):
                row[column] = ""
            else:
                above[column] = bare


def _make_joined(parts: Sequence[_Part], rows: list[list[Raw]], lines: list[tuple[int, int]]) -> JoinedGrid:
    # A blank row has the place of the line below it, which comes later and counts.
    at = {line: row for row, line in enumerate(lines)}
    first = parts[0].grid
    merges = [
        Span(at[number, span.top], span.left, at[number, span.bottom], span.right)
        for number, part in enumerate(parts)
        for span in part.grid.merges
        if (number, span.top) in at and (number, span.bottom) in at
    ]
    names = [part.grid.name for part in parts]
    return JoinedGrid(
        file=first.file,
        outer=first.outer,
        name="、".join(names[:3]) + ("ほか" if len(names) > 3 else ""),
        rows=rows,
        merges=tuple(merges),
        hidden_rows=frozenset(
            at[number, row]
            for number, part in enumerate(parts)
            for row in part.grid.hidden_rows
            if (number, row) in at
        ),
        struck=frozenset(
            (at[number, row], column)
            for number, part in enumerate(parts)
            for row, column in part.grid.struck
            if (number, row) in at
        ),
        notes={
            (at[number, row], column): note
            for number, part in enumerate(parts)
            for (row, column), note in part.grid.notes.items()
            if (number, row) in at
        },
        lettered=False,
        sources=tuple(part.grid for part in parts),
        lines=tuple(lines),
    )
