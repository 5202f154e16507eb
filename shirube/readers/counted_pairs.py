"""Forms whose headings count a goal and what was reached of it, above one row without a name.

    Ⅱ 担い手への農地の利用集積
    2 平成30年度の目標及び実績
    集積目標①  集積実績②  達成状況(②/①×100)
    220 ha      210 ha      95.5%

Such a row becomes one of an ordinary table: its name is what both headings share, below the section it
stands in, and its year that of the line above.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import CIRCLED, FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.grid import Grid, Raw
from shirube.readers.grid_rows import filled_cells
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.values import cell_text

_GOAL = late_pattern(r"(?P<what>[^①-⑳]{0,20}?)\s*目\s*標(?P<rest>[^①-⑳\s]{0,6})\s*[①-⑳]")
_REACHED = late_pattern(r"(?P<what>[^①-⑳]{0,20}?)\s*実\s*績(?P<rest>[^①-⑳\s]{0,6})\s*[①-⑳]")
_COUNTED = frozenset(CIRCLED)
# The number of a section; its words.
_SECTION = late_pattern(r"(?:\(\d{1,2}\)|\d{1,2}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨ]|[IVX]{1,4})[.、．\s]\s*(?P<title>\S.{2,40})")
# What is said in a section, and not what it is about.
_PARTS = late_pattern(r"目標|現状|課題|活動|実績")
# Sections are named by lines near to the figures.
_LOOKED_BACK = 40


class _Pair(Struct, frozen=True):
    """Such a row: that of the headings, their columns, and what is said of its one indicator."""

    row: int
    columns: tuple[int, ...]
    goal: int
    reached: int
    name: str
    section: str
    year: FiscalYear | None


def write_out_counted_pairs(grid: Grid) -> tuple[RewrittenGrid, Finding] | None:
    """The grid with such rows named, and what is said of it; None for one without any."""
    pairs = {
        pair.row: pair
        for row, line in enumerate(grid.rows[:-1])
        if _counts_two(line) and (pair := _find_pair(grid, row))
    }
    if not pairs:
        return None
    rows: list[Sequence[Cell | str]] = []
    for row in range(grid.height):
        if pair := pairs.get(row):
            rows.append(_write_headings(pair))
        elif pair := pairs.get(row - 1):
            cells = [Cell(row, column) for column in pair.columns]
            rows.append([pair.section, Cell(pair.row, pair.goal, pair.name), *cells])
        else:
            rows.append([Cell(row, column) for column in range(grid.width)])
    return rewrite_grid(grid, rows), _say(grid, next(iter(pairs.values())), len(pairs))


def _counts_two(line: Sequence[Raw]) -> bool:
    """True where two cells of a row end in a number of their own: of a long table none is looked at twice."""
    return sum(isinstance(cell, str) and cell.rstrip()[-1:] in _COUNTED for cell in line) > 1


def _find_pair(grid: Grid, row: int) -> _Pair | None:
    texts = [cell_text(grid, row, column) for column in range(grid.width)]
    goals = {column: match for column, text in enumerate(texts) if text and (match := _GOAL.fullmatch(text))}
    reached = {
        column: match for column, text in enumerate(texts) if text and (match := _REACHED.fullmatch(text))
    }
    if len(goals) != 1 or len(reached) != 1:
        return None
    (goal, aimed), (actual, came) = next(iter(goals.items())), next(iter(reached.items()))
    if came["what"].strip() not in ("", aimed["what"].strip()) or came["rest"] not in ("", aimed["rest"]):
        return None
    columns = tuple(column for column, text in enumerate(texts) if text)
    if min(columns) != goal or not _holds_one_row(grid, row, columns, (goal, actual)):
        return None
    section, year = _look_back(grid, row)
    name = "".join(f"{aimed['what']}{aimed['rest']}".split()) or section
    return _Pair(row, columns, goal, actual, name, section if section != name else "", year) if name else None


def _holds_one_row(grid: Grid, row: int, columns: Sequence[int], figures: Sequence[int]) -> bool:
    """True where the row below has figures and no name, and the next one no figures in these columns."""
    below = [cell_text(grid, row + 1, column) for column in range(grid.width)]
    if any(text and column not in columns for column, text in enumerate(below)):
        return False
    readings = [parse_reading(below[column]) for column in figures]
    if not any(reading.quantity for reading in readings) or any(
        reading.missing is Missing.UNREADABLE for reading in readings
    ):
        return False
    following = [cell_text(grid, row + 2, column) for column in figures] if row + 2 < grid.height else []
    return not any(text and parse_reading(text).quantity for text in following)


def _look_back(grid: Grid, row: int) -> tuple[str, FiscalYear | None]:
    """The section that a row stands in, and the one year that a line between them names."""
    year: FiscalYear | None = None
    for index in range(row - 1, max(row - _LOOKED_BACK, -1), -1):
        cells = filled_cells(grid.rows[index])
        if len(cells) != 1:
            continue
        line = fold_width(cells[0]).strip()
        years = {mention.year for mention in find_fiscal_years(line)}
        is_part = _PARTS.search(line) is not None
        if year is None and is_part and len(years) == 1:
            year = years.pop()
        if not is_part and (match := _SECTION.fullmatch(line)):
            return match["title"].strip(), year
    return "", year


def _write_headings(pair: _Pair) -> list[Cell | str]:
    year = pair.year.render() if pair.year else ""
    titles: list[Cell | str] = [heading_word(Role.LEVEL), heading_word(Role.INDICATOR)]
    for column in pair.columns:
        role = {pair.goal: Role.TARGET, pair.reached: Role.ACTUAL}.get(column)
        text = f"{year}{heading_word(role)}" if role else None
        titles.append(Cell(pair.row, column, text))
    return titles


def _say(grid: Grid, pair: _Pair, count: int) -> Finding:
    goal, reached = (cell_text(grid, pair.row, column) for column in (pair.goal, pair.reached))
    return Finding(
        code="pairs-counted",
        level=Level.INFORMATION,
        place=grid.place(pair.row, pair.goal),
        message=(
            f"「{goal}」「{reached}」のような見出しの組（{count}組）を、「{pair.name}」などの指標の"
            "目標値と実績値として読み取りました。"
        ),
        remedy="違う場合は、表に「指標」の列を設けて指標名を記入してください。",
    )
