"""目標 over アップ and ダウン alone, with the figure to reach below a heading of its own beside it.

    指標      現状値   目標     平成32年   23年度
    組織率    57.1%    アップ   93.0       62.0

Such a column says which way is good; the goal is the figure. Where no figure stands beside it, 増加 and 減少
are all that was promised, and stay the target.
"""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.form import AIMS
from shirube.core.indicator import Direction
from shirube.readers.cell_kinds import sample
from shirube.readers.column_headings import find_roles, find_year, says_only_year
from shirube.readers.direction_words import parse_direction
from shirube.readers.goal_titles import say_goal
from shirube.readers.name_columns import are_mostly_figures
from shirube.readers.table import Table

_WAYS = (Direction.UP, Direction.DOWN)
_HEADING = "方向"


def tell_directions_from_goals(table: Table) -> tuple[Table, tuple[Finding, ...]]:
    """The table with such a column headed 方向, and what was said; as it was where there is none."""
    roles = find_roles(table.headings)
    goals = [place for place, role in roles.items() if role in AIMS and place not in table.stated]
    ways = [place for place in goals if find_year(table.headings[place]) is None and _says_way(table, place)]
    if len(ways) != 1:
        return table, ()
    (way,) = ways
    told = any(are_mostly_figures(sample(table, place)) for place in goals if place != way)
    year = None if told else _find_figures_beside(table, way)
    if not told and year is None:
        return table, ()
    last = max(place for place, text in enumerate(table.headings[way]) if text.strip())
    named = tuple(_HEADING if place == last else "" for place in range(len(table.headings[way])))
    headings = [
        named if place == way else say_goal(texts) if place == year else texts
        for place, texts in enumerate(table.headings)
    ]
    finding = Finding(
        code="goals-are-directions",
        level=Level.INFORMATION,
        place=table.grid.place(table.top, way),
        message="「目標」の列が増減の言葉だけのため、望ましい方向とみなし、目標値は"
        + ("ほかの目標の列" if year is None else "すぐ右の年度の列")
        + "から読み取りました。",
        remedy="違う場合は、見出しを「方向」「令和6年度目標値」のようにしてください。",
    )
    return replace(table, headings=tuple(headings)), (finding,)


def _says_way(table: Table, column: int) -> bool:
    ways = [parse_direction(text) for text in sample(table, column)]
    return bool(ways) and None not in ways and any(way in _WAYS for way in ways)


def _find_figures_beside(table: Table, column: int) -> int | None:
    """The column to the right where it is headed with a year alone, the latest of all such."""
    right = column + 1
    if right >= len(table.headings) or right in table.stated or not says_only_year(table.headings[right]):
        return None
    years = [year for texts in table.headings if says_only_year(texts) and (year := find_year(texts))]
    is_latest = years.count(max(years)) == 1 and find_year(table.headings[right]) == max(years)
    return right if is_latest and are_mostly_figures(sample(table, right)) else None
