"""Tables that promise nothing beside plans that do: finances, and statistics on sheets of their own.

    科目      R4決算  R5決算  R6予算       路線    4月  5月  …  計       区分      R3   R4   R5
    経常収益  131     140     141          東部線  100  101      1,266    料金収入  820  815  812

Where nothing else in the file has a goal, such a table may be the plan itself and stays; so does one that is
headed like those with goals, or whose sheet stands in one series with theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import fold_width
from shirube.core.form import AIMS, Role
from shirube.readers.column_headings import BARE_YEAR
from shirube.readers.cost_rows import list_of_sheet
from shirube.readers.result import ReadPlan
from shirube.readers.sheet_series import find_series
from shirube.readers.table_pair import fold_name

# What is said of indicators alone; and what says which they are.
_PROMISED = (*AIMS, Role.BASELINE, Role.RATE, Role.MARK, Role.GOAL, Role.DIRECTION)
_NAMING = (Role.LEVEL, Role.INDICATOR, Role.UNIT, Role.BODY)
_WATCHED = ("指標", "モニタリング", "KPI", "成果")
_BUDGETED = ("決算", "予算")
_MOST_NAMED = 5


def may_be_goalless(found: Sequence[ReadPlan]) -> bool:
    """True where some plans have goals and others have none."""
    return len({_has_goals(read) for read in found}) > 1


def set_goalless_apart(found: Sequence[ReadPlan]) -> list[ReadPlan]:
    """The plans without such tables, whose rows are kept beside the plan before them, as totals are."""
    goals = [read for read in found if _has_goals(read)]
    promised = {fold_name(item.name) for read in goals for item in read.plan.indicators}
    alike = {read.grid.name for read in goals} | {find_series(read.grid) for read in goals}
    headed = {_list_headings(read) for read in goals}
    apart = {
        number
        for number, read in enumerate(found)
        if _holds_actuals_alone(read)
        and not any(fold_name(item.name) in promised for item in read.plan.indicators)
        and not _speaks_of_indicators(read)
        and (_is_of_budgets(read) or (_is_apart(read, alike, headed) and _is_of_statistics(read)))
    }
    result: list[ReadPlan] = []
    waiting: list[ReadPlan] = []
    for number, read in enumerate(found):
        if number not in apart:
            result.append(read)
            while waiting:
                result[-1] = _keep_beside(result[-1], waiting.pop(0))
        elif result:
            result[-1] = _keep_beside(result[-1], read)
        else:
            waiting.append(read)
    return result


def _has_goals(read: ReadPlan) -> bool:
    return any(item.targets for item in read.plan.indicators)


def _holds_actuals_alone(read: ReadPlan) -> bool:
    # A goal of which nobody says the year is one all the same.
    if any(item.column.role in _PROMISED for item in read.columns):
        return False
    return not any(item.targets or item.baseline or item.published for item in read.plan.indicators)


def _is_of_budgets(read: ReadPlan) -> bool:
    """True where each figure is that of an account or a budget."""
    titles = ["".join(item.column.headings) for item in read.columns if item.column.role is Role.ACTUAL]
    return bool(titles) and all(any(word in title for word in _BUDGETED) for title in titles)


def _is_apart(read: ReadPlan, alike: set[str], headed: set[frozenset[str]]) -> bool:
    """True on a sheet that has nothing in common with those that have goals."""
    if not read.grid.lettered or not alike.isdisjoint((read.grid.name, find_series(read.grid))):
        return False
    return _list_headings(read) not in headed


def _list_headings(read: ReadPlan) -> frozenset[str]:
    """The headings of the columns that say what the rows are about."""
    said = [(item.column.title, item.column.role) for item in read.columns]
    return frozenset(fold_name(title) for title, role in read.source_roles or said if role in _NAMING)


def _is_of_statistics(read: ReadPlan) -> bool:
    """True where only years or months say what the figures are."""
    if any(finding.code == "months-summed" for finding in read.findings):
        return True
    sure = [item.confidence for item in read.columns if item.column.role is Role.ACTUAL]
    return bool(sure) and max(sure) <= BARE_YEAR


def _speaks_of_indicators(read: ReadPlan) -> bool:
    """True for 参考指標: figures that a plan watches without a goal."""
    headings = [text for item in read.columns for text in item.column.headings]
    if read.source_roles:  # what was rewritten has our headings
        headings = [title for title, _ in read.source_roles]
    texts = [fold_width(text) for text in (read.grid.name, read.plan.title, *headings)]
    return any(word in text for text in texts for word in _WATCHED)


def _keep_beside(read: ReadPlan, other: ReadPlan) -> ReadPlan:
    items = other.plan.indicators
    names = "」「".join(" ".join(item.name.split()) for item in items[:_MOST_NAMED])
    more = "など" if len(items) > _MOST_NAMED else ""
    finding = Finding(
        code="goalless-apart",
        level=Level.INFORMATION,
        place=Place(file=other.grid.file, sheet=other.grid.name),
        message=f"目標値も評価もない表（「{names}」{more}の{len(items)}行）は、決算や統計の表とみなし、"
        "指標として数えず、別に残しました。",
        remedy="指標の表であるときは、目標値の列を設けるか、--sheet でシートの名前を指定してください。",
    )
    findings = (*list_of_sheet(other), *read.findings, finding)
    return replace(read, totals=(*read.totals, *items), findings=findings)
