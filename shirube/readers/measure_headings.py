"""Names below a heading that says what was counted of them: of each the indicator is both together.

    入所定員数    平成21年度  平成22年度        [う歯のない幼児の割合(3歳)]  現状   2010年
    公立保育所    820         820               全国平均                     59.5%  80%以上
    民間保育所    830         860

The heading becomes the group of its rows; a heading that only says that names stand below it stays one.
So does a line right above the headings that ends with a unit, which is that of all rows:

    国家試験の合格率(%)
    試験名  H31目標
    看護師  100
"""

from __future__ import annotations

from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.name_units import find_name_unit
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, line_of, lone_heading, replace_rows, rewrite_table
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# What figures are called by their last letters; brackets behind say of whom, or the unit.
_MEASURE = late_pattern(
    r"[\[【「(]?(?P<name>[^\s\[\]【】「」()（）|].{0,40}?(?:[^番号項目指標]数|割合|率|[金総残]額|人口|面積|延長|[^番分]量))"
    r"(?:\s*[(（][^()（）]{1,12}[)）])?[\]】」)]?"
)
_BULLETS = "・･○●◎■□◆◇▼▽▲△▶▷★☆*＊-－ 　"
_NAMES = (Role.INDICATOR, Role.LEVEL)


def group_by_heading(table: Table) -> Table | None:
    """The table with the first heading as the group of its rows; None where it is an ordinary heading."""
    texts = [text for text in table.headings[0] if text.strip()]
    if len(texts) != 1 or 0 in table.stated or not _may_be_measure(texts[0]):
        return None
    if match_heading(texts[0]) or find_heading_year(texts[0]):
        return None
    if not set(_NAMES).isdisjoint(find_roles(table.headings).values()):
        return None
    names = [cell_text(table.grid, row, 0) for row in table.body]
    match = _MEASURE.fullmatch(texts[0].strip())
    is_said = match is not None and any(match["name"] in name for name in names)
    if not names or not all(names) or is_said or any(parse_reading(name).quantity for name in names):
        return None
    at = table.top + next(place for place, text in enumerate(table.headings[0]) if text.strip())
    name = texts[0].strip().strip("[]【】")
    headings = [lone_heading(table, "区分"), lone_heading(table, "指標名"), *table.headings[1:]]
    body: list[Line] = [
        [Cell(at, 0, name), *(Cell(row, column) for column in range(table.grid.width))] for row in table.body
    ]
    return replace_rows(table, headings, body)


def group_by_line(table: Table) -> Table | None:
    """The table with the line above it as the group of its rows, and its unit; None for other lines."""
    row = table.top - 1
    texts = filled_cells(table.grid.rows[row]) if row in table.above[-1:] else []
    line = texts[0].strip().lstrip(_BULLETS).strip() if len(texts) == 1 else ""
    unit = find_name_unit(line)
    match = _MEASURE.fullmatch(line) if unit else None
    roles = find_roles(table.headings)
    if match is None or Role.UNIT in roles.values() or roles.get(0, Role.LEVEL) not in _NAMES:
        return None
    names = [cell_text(table.grid, row, 0) for row in table.body]
    if not all(map(_may_be_part, names)) or any(match["name"] in name for name in names):
        return None
    at = next(place for place, cell in enumerate(table.grid.rows[row]) if cell)
    own = lone_heading(table, heading_word(Role.INDICATOR))
    measured = lone_heading(table, heading_word(Role.UNIT))
    headings = [lone_heading(table, "区分"), own, measured, *table.headings[1:]]
    body: list[Line] = [
        [Cell(row, at, line), Cell(below, 0), Cell(row, at, unit), *_cells(table, below, 1)]
        for below in table.body
    ]
    above = [line_of(table.grid, line) for line in table.above[:-1]]
    below = [line_of(table.grid, line) for line in table.below]
    return rewrite_table(table.grid, headings, body, above=above, below=below)


def _cells(table: Table, row: int, since: int) -> Line:
    return [Cell(row, column) for column in range(since, table.grid.width)]


def _may_be_part(name: str) -> bool:
    """True for 看護師; a name with a unit or a measure of its own is measured otherwise."""
    is_own = find_name_unit(name) or _may_be_measure(name)
    return bool(name) and not is_own and not parse_reading(name).quantity


def _may_be_measure(text: str) -> bool:
    """True for 入所定員数 and 【受診率（40歳以上）】: by their last letters they are what figures are of."""
    return _MEASURE.fullmatch(text.strip()) is not None
