"""Tables of one sheet with the same headings, each below a line that names it: one plan, the lines its level.

    1 財源の確保                   2 情報化の推進
    18年度目標  18年度実績  評価    18年度目標    18年度実績  評価
    税収 93.1%  90.9%       A       加入 4,900世帯 4,885世帯  A

Where nothing but such a line stands between them, they are one table from the start (table.py); here notes
and further lines may stand there too. Tables of Word, PDF and the web are joined_tables.py's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from shirube.core.finding import Finding
from shirube.core.form import Role
from shirube.readers.found_plans import FoundPlan, fold_name
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import is_only_year
from shirube.readers.line_words import match_kind
from shirube.readers.result import ReadPlan
from shirube.readers.surroundings import is_note
from shirube.readers.table_pair import add_level, join_pair, say_joined

_HEADING = "区分"
_CODE = "tables-alike"
_LONGEST_NAME = 40
_MOST_TABLES = 60
_ENDS = ("。", "：", ":", "、")


def may_be_alike(found: Sequence[ReadPlan]) -> bool:
    """True where two tables that follow one another have the same headings: a quick look."""
    return any(one == other for one, other in pairwise(map(_list_headings, found)))


def join_alike(plans: Sequence[FoundPlan]) -> list[FoundPlan]:
    """The plans of one sheet, tables with the same headings that follow one another as one."""
    result: list[FoundPlan] = []
    names: list[str] = []
    for plan in plans:
        joined = _join(result[-1], plan, names) if names and len(names) < _MOST_TABLES else None
        if joined is not None:
            result[-1] = joined
            names.append(find_name(plan.read))
        else:
            result.append(plan)
            # The first line of a sheet is its title, not that of one table.
            names = [name] if (name := find_name(plan.read)) and name != plan.read.plan.title else []
    return result


def _list_headings(read: ReadPlan) -> list[tuple[object, ...]]:
    columns = [item.column for item in read.columns]
    return [
        (one.role, one.year, one.part, fold_name(one.title)) for one in columns if one.role is not Role.LEVEL
    ]


def find_name(read: ReadPlan) -> str:
    """The line above a table that names it, "" where there is none."""
    rows = read.grid.rows[: read.header[0]]
    lines = [cells for row in rows if (cells := filled_cells(row))]
    lines = [cells for cells in lines if not is_only_year(cells) and not is_note(cells[0])]
    lines = [cells for cells in lines if not _tells_figure(cells[0])]
    if not lines or len(lines[-1]) > 1:
        return ""
    name = lines[-1][0].strip()
    return name if len(name) <= _LONGEST_NAME and not name.endswith(_ENDS) else ""


def _tells_figure(text: str) -> bool:
    """True for 達成率 100% between the line that names a table and its headings."""
    kind, *figures = text.replace("：", " ").replace(":", " ").split()
    return len(figures) == 1 and figures[0][0].isdecimal() and match_kind(kind) is not None


def _join(first: FoundPlan, second: FoundPlan, names: Sequence[str]) -> FoundPlan | None:
    """Both as one, each below its line; None where their headings differ or one has no name."""
    name = find_name(second.read)
    if not name or name in names or _list_headings(first.read) != _list_headings(second.read):
        return None
    left = first if len(names) > 1 else add_level(first, _HEADING, names[0])
    right = add_level(second, _HEADING, name)
    return join_pair(left, right, {}, _say_joined(left.read, [*names, name])) if left and right else None


def _say_joined(read: ReadPlan, names: Sequence[str]) -> Finding:
    shown = "、".join(f"「{name}」" for name in names[:5]) + ("ほか" if len(names) > 5 else "")
    return say_joined(
        read,
        _CODE,
        f"見出しが同じ{len(names)}つの表（{shown}）を、一つの計画として読み取りました。表の名前は階層にしました。",
    )
