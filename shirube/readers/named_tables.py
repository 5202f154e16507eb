"""Tables of one sheet or document that a name tells apart: one plan, the names its level.

The sheets on which a city judges its 事務事業 have the kinds of indicators below one another, and not all
with the same columns:

    活動指標名  単位  H29  H30        成果指標名  単位  H29  H30  目標値（R10）
    相談の回数  回    147  119        解決の割合  %    94.9  95.5      100

Others have the same headings again, below a line for each table:

    1 財源の確保                   2 情報化の推進
    18年度目標  18年度実績  評価    18年度目標    18年度実績  評価
    税収 93.1%  90.9%       A       加入 4,900世帯 4,885世帯  A

Or the corner names each of them, 1)収支改善に係るもの and 2)経費削減に係るもの above the names.

Where nothing but such a line stands between them, they are one table from the start (heading_blocks.py);
here notes and further lines may stand there too. Tables of Word, PDF and the web are joined_tables.py's,
those of the same indicators in several years yearly_tables.py's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

from shirube.core.fiscal_year import fold_width
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import is_only_year, match_heading
from shirube.readers.line_words import match_kind
from shirube.readers.result import ReadPlan
from shirube.readers.surroundings import is_note
from shirube.readers.table_pair import FoundPlan, add_level, fold_name, join_pair, list_years, say_joined

_KIND = late_pattern(
    r"[^\w]*(?:[(（]?\w{1,2}[)）.．、]\s*)?"
    r"(?P<kind>(?:対象|活動|成果|投入|結果|効果|参考|補助|補足|事業|アウトプット|アウトカム|インプット)指標)"
    r"(?:の?名称?)?[^\w]*"
)
_NAMES = "指標名"
_NUMBERED = late_pattern(r"\(?\d{1,2}\s?[).、]\s?\D|[①-⑳]\s?\D")
# A form has so many kinds at most, and a measure so few indicators.
_MOST_KINDS, _MOST_OF_KIND = 8, 60
_MOST_TABLES = 60
_LONGEST_LINE = 40
_ENDS = ("。", "：", ":", "、")


class _Way(Struct, frozen=True):
    """A way to tell tables apart: what names one, which two go together, and what their level is called.

    ``rename`` is asked for the headings of each table, ``say`` for the message to the officer.
    """

    code: str
    heading: str
    find_name: Callable[[ReadPlan], str]
    go_together: Callable[[ReadPlan, ReadPlan], bool]
    rename: Callable[[str], str]
    say: Callable[[Sequence[str]], str]
    most: int


class _Part(Struct, frozen=True):
    """Tables that follow one another as one plan with their names as its level, or one as it was."""

    plan: FoundPlan
    names: tuple[str, ...]
    levelled: FoundPlan | None


def may_be_named(found: Sequence[ReadPlan]) -> bool:
    """True where two tables are of different kinds, or follow one another with the same headings."""
    if len(set(filter(None, map(_find_kind, found)))) > 1:
        return True
    if any(one == other for one, other in pairwise(map(_list_headings, found))):
        return True
    return any(_have_same_figures(one, other) for one, other in pairwise(found) if _find_corner(other))


def join_named(plans: Sequence[FoundPlan]) -> list[FoundPlan]:
    """The plans of one sheet or document, tables that follow one another and are told apart so as one."""
    result = list(plans)
    for way in _WAYS:
        result = [part.plan for run in _find_runs(result, way) for part in _join_run(run, way)]
    return result


def _find_runs(plans: Sequence[FoundPlan], way: _Way) -> list[list[_Part]]:
    """The plans in runs of those that go together, each of another name."""
    runs: list[list[_Part]] = []
    names: set[str] = set()
    for plan in plans:
        name = way.find_name(plan.read)
        goes_on = bool(name and names) and name not in names and len(names) < way.most
        if goes_on and way.go_together(runs[-1][-1].plan.read, plan.read):
            names.add(name)
            runs[-1].append(_Part(plan, (name,), None))
        else:
            # The first line of a sheet is its title, not that of one table.
            names = {name} - {"", plan.read.plan.title}
            runs.append([_Part(plan, (name,), None)])
    return [[_add_name(part, way) for part in run] if len(run) > 1 else run for run in runs]


def _add_name(part: _Part, way: _Way) -> _Part:
    if any(item.name == part.names[0] for item in part.plan.read.plan.indicators):
        # A line that is the name of what stands below it is no level above that.
        return _Part(part.plan, part.names, part.plan)
    return _Part(part.plan, part.names, add_level(part.plan, way.heading, part.names[0], way.rename))


def _join_run(parts: Sequence[_Part], way: _Way) -> list[_Part]:
    """The parts as one, or as few as may be.

    Joined by halves: one by one, a growing table would be read again for each table of a long sheet.
    """
    if len(parts) == 1:
        return list(parts)
    middle = len(parts) // 2
    left, right = _join_run(parts[:middle], way), _join_run(parts[middle:], way)
    joined = _join(left[-1], right[0], way)
    return [*left[:-1], joined, *right[1:]] if joined else [*left, *right]


def _join(first: _Part, second: _Part, way: _Way) -> _Part | None:
    """Both as one; None where one has a tree of its own, or something would be lost."""
    if first.levelled is None or second.levelled is None:
        return None
    names = (*first.names, *second.names)
    said = say_joined(first.levelled.read, way.code, way.say(names))
    plan = join_pair(first.levelled, second.levelled, {}, said)
    return _Part(plan, names, plan) if plan else None


def _find_kind(read: ReadPlan) -> str:
    """The kind that the heading of the names says, or else the line right above the table; "" for none."""
    written = [title for title, role in read.source_roles if role is Role.INDICATOR]
    titles = [item.column.title for item in read.columns if item.column.role is Role.INDICATOR]
    above = filled_cells(read.grid.rows[read.header[0] - 1])[:1] if read.header[0] else []
    for text in (*written, *titles, *above):
        if match := _KIND.fullmatch(fold_width(text)):
            return match["kind"]
    return ""


def _may_be_of_one_form(first: ReadPlan, second: ReadPlan) -> bool:
    """True for short tables that have a year in common."""
    is_short = len(second.plan.indicators) <= _MOST_OF_KIND
    return is_short and not list_years(first).isdisjoint(list_years(second))


def _leave_kind_out(heading: str) -> str:
    """指標名 for 活動指標名: the kind stands in a column of its own."""
    return _NAMES if _KIND.fullmatch(fold_width(heading)) else heading


def _say_kinds(names: Sequence[str]) -> str:
    return f"{'、'.join(names)}の表を、一つの計画として読み取りました。指標の種類は階層にしました。"


def find_line_above(read: ReadPlan) -> str:
    """The line above a table that names it, "" where there is none."""
    rows = read.grid.rows[: read.header[0]]
    lines = (cells for row in reversed(rows) if (cells := filled_cells(row)))
    line = next((cells for cells in lines if not _says_nothing_of_it(cells)), [])
    name = line[0].strip() if len(line) == 1 else ""
    return name if len(name) <= _LONGEST_LINE and not name.endswith(_ENDS) else ""


def _says_nothing_of_it(line: Sequence[str]) -> bool:
    """True for a year, a note, a goal and 達成率 100% between the name of a table and its headings."""
    if is_only_year(line) or is_note(line[0]) or _is_goal(line[0]):
        return True
    kind, *figures = line[0].replace("：", " ").replace(":", " ").split() or [""]
    return len(figures) == 1 and figures[0][0].isdecimal() and match_kind(kind) is not None


def _is_goal(line: str) -> bool:
    """True for 数値目標：転入者数 812人 → 950人, which belongs to the measure named above it."""
    label, colon, goal = fold_width(line).partition(":")
    return bool(colon) and label.endswith(("目標", "目標値")) and any(map(str.isdecimal, goal))


def _list_headings(read: ReadPlan) -> list[tuple[object, ...]]:
    columns = [item.column for item in read.columns]
    return [
        (one.role, one.year, one.part, fold_name(one.title)) for one in columns if one.role is not Role.LEVEL
    ]


def _have_same_headings(first: ReadPlan, second: ReadPlan) -> bool:
    return _list_headings(first) == _list_headings(second)


def _find_corner(read: ReadPlan) -> str:
    """2)経費削減に係るもの above the names: numbered, and no word of headings; "" for any other."""
    titles = [item.column.title for item in read.columns if item.column.role is Role.INDICATOR]
    text = titles[0].strip() if len(titles) == 1 else ""
    is_numbered = _NUMBERED.match(fold_width(text)) is not None and len(text) <= _LONGEST_LINE
    return text if is_numbered and match_heading(text) is None else ""


def _have_same_figures(first: ReadPlan, second: ReadPlan) -> bool:
    """True for tables whose headings are the same but for the corner."""
    columns = [
        [one for one in _list_headings(read) if one[0] is not Role.INDICATOR] for read in (first, second)
    ]
    return columns[0] == columns[1] and bool(_find_corner(first))


def _name_of_corner(heading: str) -> str:
    """指標名 for the corner, which stands in a column of its own."""
    return _NAMES if _NUMBERED.match(fold_width(heading)) else heading


def _say_lines(names: Sequence[str]) -> str:
    shown = "、".join(f"「{name}」" for name in names[:5]) + ("ほか" if len(names) > 5 else "")
    return (
        f"見出しが同じ{len(names)}つの表（{shown}）を、一つの計画として読み取りました。"
        "表の名前は階層にしました。"
    )


_WAYS = (
    _Way(
        code="tables-of-kinds",
        heading="指標の種類",
        find_name=_find_kind,
        go_together=_may_be_of_one_form,
        rename=_leave_kind_out,
        say=_say_kinds,
        most=_MOST_KINDS,
    ),
    _Way(
        code="tables-alike",
        heading="区分",
        find_name=find_line_above,
        go_together=_have_same_headings,
        rename=str,
        say=_say_lines,
        most=_MOST_TABLES,
    ),
    _Way(
        code="tables-alike",
        heading="区分",
        find_name=_find_corner,
        go_together=_have_same_figures,
        rename=_name_of_corner,
        say=_say_lines,
        most=_MOST_TABLES,
    ),
)
