"""Tables of one form for 対象指標, 活動指標 and 成果指標: one plan, the kinds its level.

    活動指標名  単位  H29  H30        成果指標名  単位  H29  H30  目標値（R10）
    相談の回数  回    147  119        解決の割合  %    94.9  95.5      100

The sheets on which a city judges its 事務事業 have them below one another, and not all with the same columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.finding import Finding
from shirube.core.fiscal_year import fold_width
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.found_plans import FoundPlan
from shirube.readers.grid_rows import filled_cells
from shirube.readers.result import ReadPlan
from shirube.readers.table_pair import add_level, join_pair, list_years, say_joined

_KIND = late_pattern(
    r"[^\w]*(?:[(（]?\w{1,2}[)）.．、]\s*)?"
    r"(?P<kind>(?:対象|活動|成果|投入|結果|効果|参考|補助|補足|事業|アウトプット|アウトカム|インプット)指標)"
    r"(?:の?名称?)?[^\w]*"
)
_HEADING, _NAMES = "指標の種類", "指標名"
_CODE = "tables-of-kinds"
# A form has so many tables at most, and a measure so few indicators.
_MOST_TABLES, _MOST_INDICATORS = 8, 60


def may_be_of_kinds(found: Sequence[ReadPlan]) -> bool:
    """True where two tables are headed as different kinds of indicators: a quick look."""
    return len(set(filter(None, map(_find_kind, found)))) > 1


def join_kinds(plans: Sequence[FoundPlan]) -> list[FoundPlan]:
    """The plans of one sheet or document, tables of different kinds that follow one another as one."""
    result: list[FoundPlan] = []
    kinds: list[str] = []
    for plan in plans:
        kind = _find_kind(plan.read)
        joined = _join(result[-1], plan, kinds, kind) if kinds and kind and kind not in kinds else None
        if joined is not None:
            result[-1] = joined
            kinds.append(kind)
        else:
            result.append(plan)
            kinds = [kind] if kind else []
    return result


def _find_kind(read: ReadPlan) -> str:
    """The kind that the heading of the names says, or else the line right above the table; "" for none."""
    written = [title for title, role in read.source_roles if role is Role.INDICATOR]
    titles = [item.column.title for item in read.columns if item.column.role is Role.INDICATOR]
    above = filled_cells(read.grid.rows[read.header[0] - 1])[:1] if read.header[0] else []
    for text in (*written, *titles, *above):
        if match := _KIND.fullmatch(fold_width(text)):
            return match["kind"]
    return ""


def _join(first: FoundPlan, second: FoundPlan, kinds: Sequence[str], kind: str) -> FoundPlan | None:
    """Both as one, each below its kind; None where they are tables of different years, or long ones."""
    is_long = len(kinds) == _MOST_TABLES or len(second.read.plan.indicators) > _MOST_INDICATORS
    if is_long or not list_years(first.read) & list_years(second.read):
        return None
    left = first if len(kinds) > 1 else add_level(first, _HEADING, kinds[0], _say_name)
    right = add_level(second, _HEADING, kind, _say_name)
    return join_pair(left, right, {}, _say_joined(left.read, [*kinds, kind])) if left and right else None


def _say_name(heading: str) -> str:
    """指標名 for 活動指標名: the kind stands in a column of its own."""
    return _NAMES if _KIND.fullmatch(fold_width(heading)) else heading


def _say_joined(read: ReadPlan, kinds: Sequence[str]) -> Finding:
    message = f"{'、'.join(kinds)}の表を、一つの計画として読み取りました。指標の種類は階層にしました。"
    return say_joined(read, _CODE, message)
