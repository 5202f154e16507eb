"""A single actual before the first goal: where the plan began, or what was reached last?

    指標      R5実績  目標(R10)
    相談件数  120     200

The rest of the table tells where it can: the plan's period, goals from the next year on, what the title calls
itself, words on what was done. Where nothing does, one of the two is taken and a person is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_only_period
from shirube.readers.result import STATED, UnderstoodColumn
from shirube.readers.table import Table

# How sure it is of a figure of which a person is asked what it is; nothing else is this sure.
ASKED = 50
_SETTLED = 90
# What a table calls itself that tells how far a plan has come, and one that sets a plan up.
_REPORTS = late_pattern(
    r"進捗|進ちょく|実績(?:報告|一覧|評価|状況)|(?:達成|実施|取組|取り組み)状況|事後評価|検証|点検"
)
_SETS_UP = late_pattern(r"策定|改[訂定]")
_BESIDE_LAST = late_pattern(r"対?前年度?(?:実績)?(?:から|より|と|との|に対する)?の?(?:比|差|増減|変化)")
_DONE = late_pattern(r"(?:取組|取り組み|実施|進捗|事業|達成)(?:の)?(?:内容|状況|実績|結果)|成果")


class _Meaning(Struct, frozen=True):
    """What the figure is taken for, why, and whether something says so."""

    role: Role
    why: str
    is_known: bool = True


def settle_lone_actual(
    found: list[UnderstoodColumn], table: Table, default: FiscalYear | None
) -> list[UnderstoodColumn]:
    """The columns, the only actual before the first goal as baseline unless something says that it is none.

    ``default`` is the year that the table reports on: what was measured in it is no baseline.
    """
    item = _find_lone(found)
    if item is None or item.column.year is None:
        return found
    years = {role: _years(found, role) for role in AIMS}
    titles = [text for row in table.above for text in filled_cells(table.grid.rows[row])]
    sets_up = any(map(_SETS_UP.search, titles)) and not any(map(_REPORTS.search, titles))
    # Nor is a year that was judged, even where the only target is a final one.
    judged = {*_years(found, Role.RATE), *_years(found, Role.MARK)}
    if item.column.year in judged or (item.column.year == default and not sets_up):
        return found
    meaning = _say_start(item, found, years[Role.TARGET]) or _find_meaning(item, found, titles)
    if meaning is None:
        meaning = _guess(item, found, has_targets=bool(years[Role.TARGET]))
    settled = UnderstoodColumn(
        item.index,
        replace(item.column, role=meaning.role),
        f"{item.why}。{meaning.why}",
        (_SETTLED if meaning.role is Role.BASELINE else item.confidence) if meaning.is_known else ASKED,
    )
    return [settled if one is item else one for one in found]


def _find_lone(found: Sequence[UnderstoodColumn]) -> UnderstoodColumn | None:
    """The only actual that is older than all goals, in a table that has no baseline."""
    if any(item.column.role is Role.BASELINE for item in found):
        return None
    goals = _years(found, Role.TARGET) or _years(found, Role.FINAL_TARGET)
    before = [
        item
        for item in found
        if item.column.role is Role.ACTUAL
        and item.confidence < STATED
        and item.column.year
        and goals
        and item.column.year < min(goals)
    ]
    return before[0] if len(before) == 1 else None


def _years(found: Sequence[UnderstoodColumn], role: Role) -> list[FiscalYear]:
    return [item.column.year for item in found if item.column.role is role and item.column.year]


def _say_start(
    item: UnderstoodColumn, found: Sequence[UnderstoodColumn], targets: Sequence[FiscalYear]
) -> _Meaning | None:
    """Goals from the next year on, or actuals beside them, leave an older actual only one meaning."""
    year = item.column.year
    if year is None or not targets:
        return None
    reached = set(_years(found, Role.ACTUAL))
    is_lone = len(reached) == 1
    # 前年度実績 | 今年度目標 | 今年度実績, and perhaps 次年度目標: a report that rolls on from year to year.
    if reached == {year, year + 1} and year + 1 in targets and max(targets) <= year + 2:
        return _Meaning(Role.ACTUAL, "目標と実績のある年度の前年度のため、実績値とみなしました")
    if reached == {year, year + 1} and any(_BESIDE_LAST.search(item.column.title) for item in found):
        return _Meaning(Role.ACTUAL, "前年度と比べる列があるため、実績値とみなしました")
    if is_lone and min(targets) != year + 1:
        return None
    return _Meaning(Role.BASELINE, "目標値のある最初の年度より前の実績のため、基準値とみなしました")


def _find_meaning(
    item: UnderstoodColumn, found: Sequence[UnderstoodColumn], titles: Sequence[str]
) -> _Meaning | None:
    """What the plan's period, a column on what was done or the title says of the figure."""
    year = item.column.year
    goals = [*_years(found, Role.TARGET), *_years(found, Role.FINAL_TARGET)]
    period = find_only_period(titles)
    if period is not None and year is not None:
        first, last = period
        if first <= max(goals) <= last + 1:
            said = f"計画の期間（{first.render()}～{last.render()}）"
            if year < first:
                return _Meaning(Role.BASELINE, f"{said}より前の年度のため、基準値とみなしました")
            return _Meaning(Role.ACTUAL, f"{said}の中の年度のため、実績値とみなしました")
    done = next(
        (one for one in found if one.column.role is Role.STATUS and _DONE.search(one.column.title)), None
    )
    if done is not None:
        title = " ".join(done.column.title.split())
        return _Meaning(Role.ACTUAL, f"「{title}」の列がある表のため、実績値とみなしました")
    report = next(
        (match for text in titles if not text.endswith("。") and (match := _REPORTS.search(text))), None
    )
    if report is not None:
        return _Meaning(Role.ACTUAL, f"表題に「{report.group()}」とあるため、実績値とみなしました")
    return None


def _guess(item: UnderstoodColumn, found: Sequence[UnderstoodColumn], *, has_targets: bool) -> _Meaning:
    """Plans give what was before their goals; what stands behind these was rather measured on the way."""
    goals = [one.index for one in found if one.column.role in AIMS]
    if has_targets and item.index < min(goals):
        why = "目標値のある最初の年度より前の実績のため、基準値とみなしましたが、最新の実績値かもしれません"
        return _Meaning(Role.BASELINE, why, is_known=False)
    why = "実績値とみなしましたが、計画の始めの値（基準値）かもしれません"
    return _Meaning(Role.ACTUAL, why, is_known=False)


def describe_lone_actual(table: Table, columns: Sequence[UnderstoodColumn]) -> Iterator[Finding]:
    """That nobody says whether a figure is the baseline or the newest actual."""
    for item in columns:
        if item.confidence != ASKED or item.column.role not in (Role.BASELINE, Role.ACTUAL):
            continue
        title = " ".join(item.column.title.split())
        year = item.column.year.render() if item.column.year else "年度"
        yield Finding(
            code="baseline-or-actual",
            level=Level.ODD,
            place=table.grid.place(table.top, item.index),
            message=f"「{title}」が計画の始めの値（基準値）か、最新の実績値か、表に書かれていません。"
            f"{item.column.role.value}とみなしました。",
            remedy=f"基準値であれば、見出しを「基準値({year})」としてください。"
            "実績値であれば、表題に「進捗状況」や計画の期間を書くか、"
            f'読み取り設定（--layout）の [columns] に "{title}" = "実績値" と書いてください。',
        )
