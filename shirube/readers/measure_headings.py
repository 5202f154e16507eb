"""Names below a heading that says what was counted of them: of each the indicator is both together.

    入所定員数    平成21年度  平成22年度        [う歯のない幼児の割合(3歳)]  現状   2010年
    公立保育所    820         820               全国平均                     59.5%  80%以上
    民間保育所    830         860

The heading becomes the group of its rows; a heading that only says that names stand below it stays one.
"""

from __future__ import annotations

from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, lone_heading, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# What figures are called by their last letters; brackets behind say of whom, or the unit.
_MEASURE = late_pattern(
    r"[\[【「(]?(?P<name>[^\s\[\]【】「」()（）|].{0,40}?(?:[^番号項目指標]数|割合|率|[金総残]額|人口|面積|延長|[^番分]量))"
    r"(?:\s*[(（][^()（）]{1,12}[)）])?[\]】」)]?"
)
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


def _may_be_measure(text: str) -> bool:
    """True for 入所定員数 and 【受診率（40歳以上）】: by their last letters they are what figures are of."""
    return _MEASURE.fullmatch(text.strip()) is not None
