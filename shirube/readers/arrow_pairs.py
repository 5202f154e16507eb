"""Lists of two figures with an arrow between them, below a line of goals: asked when nothing else is.

    歯科口腔保健の目標（平成34年度）
    むし歯のない3歳児の増加
    77.1%→90%
    むし歯のない12歳児の増加 54.6%→65%
    (1) 相談
    ① 相談件数: ― → 50件

The first figure is where it began, the second what shall be reached. Numbered lines between are groups.
Chains with labels or years are read by chain_layout.py and told_chains.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from shirube.core.fiscal_year import CIRCLED, FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.chain_parts import ARROWS, has_arrow
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell, rewrite_grid
from shirube.readers.rewritten_table import Line, line_of
from shirube.readers.table import Table, find_tables

_UNIT = rf"[^\s\d{ARROWS}、。:：()（）]"
_FIGURE = rf"約?[▲△-]?(?:\d{{1,4}}億)?\d[\d,.]{{0,15}}\s?{_UNIT}{{0,8}}"
_DASHES = "-‐－―—–ー"
# ― 件/年
_NONE = rf"[{_DASHES}](?:\s?{_UNIT}{{1,8}})?"
_PAIR = late_pattern(
    rf"(?:(?P<name>[^{ARROWS}]{{2,80}}?)[\s:：]+)?(?P<first>{_FIGURE}|{_NONE})\s?[{ARROWS}]\s?(?P<last>{_FIGURE})"
)
_FEWEST_PAIRS = 2
_LONGEST, _LONGEST_NAME = 120, 60
# What a paragraph of the list begins with; the minus of -5% is none.
_BULLETS = f"・○●■□◆◇▪- 　{CIRCLED}"
_BULLET = late_pattern(rf"(?:-(?!\d)|[{_BULLETS.replace('-', '')}])*")
_GROUP = late_pattern(r"(?:第?\d{1,2}(?:\.(?!\d)|、|\s|[章節])|\(\d{1,2}\)|[ⅠⅡⅢⅣⅤⅥ]).{1,60}(?<!。)")


class _Pair(Struct, frozen=True):
    """A name, two figures, and where both stand."""

    row: int
    column: int
    name: str
    first: str
    last: str

    def write(self) -> Line:
        """Its row in the table."""
        return [Cell(self.row, self.column, text) for text in (self.name, self.first, self.last)]


def find_arrow_pairs(grid: Grid) -> list[Table]:
    """The table of such a list; none where anything else has an arrow, or where nobody speaks of goals."""
    lines = [filled_cells(row) for row in grid.rows]
    found = _find_pairs(grid, lines)
    if found is None or len(found[0]) < _FEWEST_PAIRS:
        return []
    pairs, taken = found
    above = [row for row in range(min(taken)) if lines[row]]
    told = [cell for row in above for cell in lines[row] if "目標" in cell]
    if not told:
        return []
    rest = [row for row in range(min(taken), grid.height) if lines[row] and row not in taken]
    groups = {row for row in rest if row < pairs[-1].row and _is_group(lines[row])}
    if groups and above and _is_group(lines[above[-1]]):
        groups.add(above.pop())
    year = _find_year(told)
    heading = f"{year.render() if year else ''}{heading_word(Role.TARGET)}"
    rows: list[Line] = [line_of(grid, row) for row in above]
    rows.append([heading_word(Role.INDICATOR), heading_word(Role.BASELINE), heading])
    body = {one.row: one.write() for one in pairs}
    rows += [body[row] if row in body else line_of(grid, row) for row in sorted({*body, *groups})]
    rows.append([])
    rows += [line_of(grid, row) for row in rest if row not in groups]
    return find_tables(rewrite_grid(grid, rows))


def _find_pairs(grid: Grid, lines: Sequence[Sequence[str]]) -> tuple[list[_Pair], set[int]] | None:
    """The pairs, and the rows that they and their names stand in; None where an arrow means another thing."""
    pairs: list[_Pair] = []
    before: tuple[int, str] | None = None
    taken: set[int] = set()
    for row, cells in enumerate(lines):
        text = fold_width(_BULLET.sub("", cells[0], count=1)).strip() if len(cells) == 1 else ""
        if not any(map(has_arrow, cells)):
            before = (row, cells[0].strip(_BULLETS)) if text and _may_name(text) else None
            continue
        match = _PAIR.fullmatch(text) if text and len(text) <= _LONGEST else None
        if match is None or not _is_read(match):
            return None
        name = (match["name"] or "").strip(_BULLETS) or (before[1] if before else "")
        if not name or find_heading_year(name) or match_heading(name):
            return None
        taken |= {row} if match["name"] or not before else {row, before[0]}
        column = next(place for place, cell in enumerate(grid.rows[row]) if cell != "")
        pairs.append(_Pair(row, column, name, _without_unit(match["first"]), match["last"]))
        before = None
    return pairs, taken


def _without_unit(first: str) -> str:
    """― of ― 件/年: nothing was measured there. -5% is a figure."""
    return first if parse_reading(first).quantity else first[0]


def _is_read(match: re.Match[str]) -> bool:
    """True for two figures, or for one that began with none."""
    first, last = parse_reading(match["first"]), parse_reading(match["last"])
    return last.quantity is not None and (first.quantity is not None or match["first"][0] in _DASHES)


def _is_group(cells: Sequence[str]) -> bool:
    return len(cells) == 1 and _GROUP.fullmatch(fold_width(cells[0]).strip()) is not None


def _may_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and not text.endswith("。") and parse_reading(text).quantity is None


def _find_year(told: Sequence[str]) -> FiscalYear | None:
    """The only year of the lines that speak of goals."""
    years = {mention.year for text in told for mention in find_fiscal_years(fold_width(text))}
    return years.pop() if len(years) == 1 else None
