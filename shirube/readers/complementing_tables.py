"""Targets in one table of a file and actuals in another: one plan, put together by the names of indicators.

    目標のシート：指標 | R5目標 | R6目標      実績のシート：指標 | R5実績 | 評価

The columns of the second come to the right of the first (table_pair.py). Tables with targets and actuals of
their own are the matter of yearly_tables.py and named_tables.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.form import AIMS, Role
from shirube.core.matching import match_indicators
from shirube.core.pattern import late_pattern
from shirube.core.plan import render_indicator_name
from shirube.readers.result import ReadPlan
from shirube.readers.table_pair import FoundPlan, fold_name, join_pair

_REACHED = frozenset((Role.ACTUAL, Role.RATE, Role.MARK, Role.DIFFERENCE))
_YEARLY = _REACHED.union(AIMS)
# Sheets of so many years; each is held against each table of targets.
_MOST_TABLES = 40
# So much of the shorter table must be found again in the other.
_ENOUGH = (2, 3)
_IN_BRACKETS = late_pattern(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]$")


def may_complement(found: Sequence[ReadPlan]) -> bool:
    """True where one table has targets and no actuals, and another the reverse."""
    kinds = [_roles(read) for read in found]
    return any(map(_is_of_aims, kinds)) and any(map(_is_of_actuals, kinds))


def join_complements(plans: Sequence[FoundPlan]) -> list[ReadPlan]:
    """The plans, those of actuals put beside that of their targets where names and years agree."""
    result = dict(enumerate(plans))
    kinds = [_roles(item.read) for item in plans]
    goals = [number for number, roles in enumerate(kinds) if _is_of_aims(roles)]
    reached = [number for number, roles in enumerate(kinds) if _is_of_actuals(roles)]
    for number in reached[:_MOST_TABLES]:
        other = plans[number]
        tries = [(_match(result[goal].read, other.read), goal) for goal in goals[:_MOST_TABLES]]
        matches, goal = max(tries, key=lambda one: len(one[0]))
        if joined := _join(result[goal], other, matches):
            result[goal] = joined
            del result[number]
        else:
            read = _say_apart(result[goal].read, other.read, matches)
            result[goal] = replace(result[goal], read=read)
    return [item.read for item in result.values()]


def _roles(read: ReadPlan) -> frozenset[Role]:
    return frozenset(item.column.role for item in read.columns)


def _is_of_aims(roles: frozenset[Role]) -> bool:
    return not roles.isdisjoint(AIMS) and roles.isdisjoint(_REACHED)


def _is_of_actuals(roles: frozenset[Role]) -> bool:
    return not roles.isdisjoint((Role.ACTUAL, Role.MARK)) and roles.isdisjoint(AIMS)


def _match(base: ReadPlan, other: ReadPlan) -> dict[str, str]:
    """The keys of the indicators of the base, by those of the other table."""
    found = match_indicators(base.plan, other.plan)
    # 講座参加者数（延べ） beside 講座参加者数, where neither name stands elsewhere.
    open_ = [_bare_names(base, set(found.values())), _bare_names(other, set(found))]
    found |= {key: open_[0][name] for name, key in open_[1].items() if name in open_[0]}
    return {other_key: key for other_key, key in found.items() if key in base.rows}


def _bare_names(read: ReadPlan, taken: set[str]) -> dict[str, str]:
    """The key by the name without brackets of each indicator that no other row is called like."""
    names: dict[str, list[str]] = {}
    for path, item in read.plan.rows:
        name = fold_name(item.name or path[-1].name)
        names.setdefault(_IN_BRACKETS.sub("", name) or name, []).append(item.key)
    return {name: keys[0] for name, keys in names.items() if len(keys) == 1 and keys[0] not in taken}


def _join(base: FoundPlan, other: FoundPlan, matches: dict[str, str]) -> FoundPlan | None:
    """Both tables as one plan; None where they do not agree enough, or something would be lost."""
    fewest = min(len(base.read.plan.indicators), len(other.read.plan.indicators))
    if len(matches) * _ENOUGH[1] < fewest * _ENOUGH[0] or not _may_share_years(base.read, other.read):
        return None
    return join_pair(base, other, matches, _say_joined(base.read, other.read, matches))


def _may_share_years(base: ReadPlan, other: ReadPlan) -> bool:
    """True where every figure has its year, and what was reached was reached on the way to the goals."""
    columns = [*base.columns, *other.columns]
    if any(item.column.year is None for item in columns if item.column.role in _YEARLY):
        return False
    aims = [item.column.year for item in base.columns if item.column.role in AIMS and item.column.year]
    reached = [
        item.column.year for item in other.columns if item.column.role in _REACHED and item.column.year
    ]
    start = [item.column.year for item in base.columns if item.column.role is Role.BASELINE]
    known = {(item.column.role, item.column.year) for item in base.columns if item.column.role in _REACHED}
    if any((item.column.role, item.column.year) in known for item in other.columns):
        return False
    first = next(filter(None, start), None) or min(aims) - 1
    return bool(set(aims) & set(reached)) or (min(reached) >= first and max(reached) <= max(aims))


def _name(read: ReadPlan) -> str:
    return f"「{read.grid.name or read.plan.title or '表'}」"


def _say_joined(base: ReadPlan, other: ReadPlan, matches: Mapping[str, str]) -> Finding:
    names = [render_indicator_name(path, item) for path, item in other.plan.rows if item.key not in matches]
    more = f"目標のない指標が{len(names)}つあります（{'、'.join(names[:5])}）。" if names else ""
    return Finding(
        code="tables-complement",
        level=Level.ODD if names else Level.INFORMATION,
        place=Place(file=base.grid.file, sheet=base.grid.name),
        message=f"目標の表{_name(base)}と実績の表{_name(other)}を、指標名で合わせて一つの計画として読み取りました。{more}",
        remedy="別々の計画であれば、ファイルを分けるか、--sheet でシートを指定してください。",
    )


def _say_apart(base: ReadPlan, other: ReadPlan, matches: dict[str, str]) -> ReadPlan:
    fewest = min(len(base.plan.indicators), len(other.plan.indicators))
    if len(matches) * _ENOUGH[1] >= fewest * _ENOUGH[0]:
        count = "年度が書かれていないか、合わない"
    else:
        count = f"一致する指標が{len(matches)}つだけの" if matches else "指標名か年度が合わない"
    finding = Finding(
        code="tables-apart",
        level=Level.ODD if matches else Level.INFORMATION,
        place=Place(file=base.grid.file, sheet=base.grid.name),
        message=f"目標だけの表{_name(base)}と実績だけの表{_name(other)}がありますが、{count}ため、別の計画として読み取りました。",
        remedy="同じ計画であれば、指標名をそろえ、見出しに年度を記入してください。",
    )
    return replace(base, findings=(*base.findings, finding))
