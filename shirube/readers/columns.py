"""What each column of a table holds: role, year and level, with the reason and how sure it is.

Single words are told by headings.py; here the columns are looked at together: which 実績値 is the baseline,
which year a column without one belongs to, and which column is the lowest level.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Column, Role
from shirube.readers.amount_columns import find_amounts_beside
from shirube.readers.blank_columns import find_used_columns
from shirube.readers.cell_rules import EARLY_RULES, LATE_RULES, CellRule, find_rule
from shirube.readers.column_headings import BARE_YEAR, find_meaning, find_year
from shirube.readers.column_years import give_neighbour_years, give_years
from shirube.readers.heading_parts import HeadingPart, find_parts
from shirube.readers.headings import (
    ORIGINAL,
    find_group_headings,
    find_period_end,
    is_original_target,
    rank_level,
)
from shirube.readers.judging_stages import Judged, find_lesser_stages
from shirube.readers.lone_actuals import settle_lone_actual
from shirube.readers.name_cells import holds_names
from shirube.readers.present_columns import PresentColumn, find_began
from shirube.readers.projected_columns import find_projected
from shirube.readers.repeated_columns import leave_repeated
from shirube.readers.result import STATED, UnderstoodColumn
from shirube.readers.standing_columns import find_year_part, settle_standings
from shirube.readers.table import Table
from shirube.readers.target_groups import GroupedColumn, find_group, find_unpaired_targets, read_cells
from shirube.readers.unsaid_years import YearColumn, find_unsaid_years

# How sure it is that a column beside others is none of the figures that count.
_APART = 90
# Plans have two to six levels. A sheet of hundreds is no plan, and too deep a tree to walk.
MOST_LEVELS = 20
# What a column of levels says of a row that stands in none; a blank cell goes on with the one above.
NO_LEVEL = "－"


def understand_columns(table: Table, default_year: FiscalYear | None = None) -> list[UnderstoodColumn]:
    """The columns of a table with their roles, blank ones left out. ``default_year``: that of the title."""
    groups = find_group_headings(table.headings)
    parts = find_parts(table.headings)
    found = [
        _take_stated(index, table.headings[index], *table.stated[index])
        if index in table.stated
        else _understand_part(index, table.headings[index], parts[index], groups)
        if index in parts
        else _understand(index, table.headings[index], groups)
        for index in find_used_columns(table)
    ]
    found = _leave_unpaired(_leave_unsaid_years(found), table)
    found = _find_names([_ask_cells(EARLY_RULES, item, table) for item in found], table)
    found = _name_parts(_keep_amounts(found))
    found = _name_levels(found)
    found = [_ask_cells(LATE_RULES, item, table) for item in _keep_numbers(found, table)]
    found = _tell_present(_keep_first_baseline(found), table)
    found = found if table.is_baseline_settled else settle_lone_actual(found, table, default_year)
    found = _keep_projected(give_years(give_neighbour_years(found), default_year))
    return leave_repeated(_keep_last_stage(settle_standings(found, table)))


def _keep_last_stage(found: list[UnderstoodColumn]) -> list[UnderstoodColumn]:
    """一次評価 beside 二次評価: what was decided in the end is the mark, the other is kept."""
    columns = [Judged(item.column.role, item.column.year, item.column.title) for item in found]
    why = "同じ年度に後の段階の評価があるため、そのまま残しました"
    return _keep_apart(found, find_lesser_stages(columns), why)


def _keep_projected(found: list[UnderstoodColumn]) -> list[UnderstoodColumn]:
    """推計値 of the year of the goal is what would come of itself."""
    columns = [(item.column.role, item.column.year, item.column.title) for item in found]
    why = "目標値と同じ年度の推計値で、実績値ではないため、そのまま残しました"
    return _keep_apart(found, find_projected(columns), why)


def _tell_present(found: list[UnderstoodColumn], table: Table) -> list[UnderstoodColumn]:
    """H14 | 現況値(H17) | 目標値 | 評価: where things began, and what was reached."""
    columns = [
        PresentColumn(
            item.column.role,
            item.column.year,
            item.confidence == BARE_YEAR,
            item.confidence < STATED and "現" in item.column.title,
        )
        for item in found
    ]
    began = find_began(columns, table)
    if began is None:
        return found
    said = (
        (Role.BASELINE, "現況より前の年度で、評価のある表のため、基準値とみなしました"),
        (Role.ACTUAL, "前の年度の値がほかにあり、評価のある表のため、実績値とみなしました"),
    )
    changed = {
        place: UnderstoodColumn(
            found[place].index, replace(found[place].column, role=role), f"{found[place].why}。{why}", 80
        )
        for place, (role, why) in zip(began, said, strict=True)
    }
    return [changed.get(place, item) for place, item in enumerate(found)]


def _keep_apart(found: list[UnderstoodColumn], places: Container[int], why: str) -> list[UnderstoodColumn]:
    """The columns, those at ``places`` as they are in the file, unless a person said what they hold."""
    return [
        UnderstoodColumn(item.index, replace(item.column, role=Role.EXTRA), f"{item.why}。{why}", _APART)
        if place in places and item.confidence < STATED
        else item
        for place, item in enumerate(found)
    ]


def _understand(
    index: int, headings: tuple[str, ...], groups: frozenset[str] = frozenset()
) -> UnderstoodColumn:
    meaning = find_meaning(headings, groups)
    if meaning.of_last_year:
        return _keep_last_year(index, headings, meaning.of_last_year)
    if meaning.is_bare:
        why = "見出しが年度だけのため、実績値とみなしました"
    elif meaning.role and not meaning.stack:
        why = f"見出し「{_flat(meaning.text)}」による"
    else:
        title = _flat(" ".join(text for text in headings if text))
        why = f"見出し「{title}」の意味が分かりません" if title else "見出しがありません"
        return UnderstoodColumn(index, Column(Role.EXTRA, headings, meaning.year), why, 0)
    return UnderstoodColumn(
        index, Column(meaning.role or Role.EXTRA, headings, meaning.year), why, meaning.confidence
    )


def _understand_part(
    index: int, headings: tuple[str, ...], part: HeadingPart, groups: frozenset[str]
) -> UnderstoodColumn:
    """計 below R5実績 is the actual; 男 and 女 beside it are its parts."""
    base = _understand(index, part.base, groups)
    column = replace(base.column, headings=headings)
    if part.is_whole:
        return UnderstoodColumn(index, column, f"{base.why}。{part.why}", base.confidence)
    column = replace(column, role=Role.EXTRA, part=part.name)
    why = f"見出し「{_flat(column.title)}」による。{part.why}"
    return UnderstoodColumn(index, column, why, 90 if part.whole else 0)


def _leave_unsaid_years(found: list[UnderstoodColumn]) -> list[UnderstoodColumn]:
    """27年度 | 28年度 beside 28年度実績: no actuals, though their headings are years."""
    columns = [(item.column, item.confidence == BARE_YEAR) for item in found]
    unsaid = find_unsaid_years(
        [YearColumn(one.role, one.year, is_bare, one.title) for one, is_bare in columns]
    )
    why = "見出しが年度だけで、同じ年度の実績の列がほかにあるため、何の値か分かりません"
    return [
        UnderstoodColumn(item.index, replace(item.column, role=Role.EXTRA), why, 0)
        if place in unsaid
        else item
        for place, item in enumerate(found)
    ]


def _leave_unpaired(found: list[UnderstoodColumn], table: Table) -> list[UnderstoodColumn]:
    """年次計画 in words beside the target and the actual of 効果額: the actual is not of the words."""
    columns = [(item.column, find_group(item.column.headings)) for item in found]
    unpaired = find_unpaired_targets(
        [GroupedColumn(one.role, one.year, group) for one, group in columns],
        lambda place: read_cells(table, found[place].index),
    )
    why = "同じ年度の目標と実績の組がほかの見出しの下にあるため、目標値とはみなしませんでした"
    return _keep_apart(found, unpaired, why)


def _keep_last_year(index: int, headings: tuple[str, ...], role: Role) -> UnderstoodColumn:
    """前年度 above 評価 is the mark of last year; figures below 前年度 belong to a year that nobody names."""
    why = f"見出し「{_flat(' '.join(headings))}」による。前年度の欄のため、今の{role.value}とはみなしません"
    if role is Role.MARK:
        return UnderstoodColumn(index, Column(Role.PREVIOUS_MARK, headings), why, 90)
    return UnderstoodColumn(index, Column(Role.EXTRA, headings), why, 0)


def _take_stated(
    index: int, headings: tuple[str, ...], role: Role, year: FiscalYear | None
) -> UnderstoodColumn:
    """What a person said about a column counts; its year is that of its headings unless they said it too."""
    column = Column(role, headings, year or find_year(headings) or find_period_end(headings))
    return UnderstoodColumn(index, column, "読み取り設定による", STATED)


def _ask_cells(rules: Sequence[CellRule], item: UnderstoodColumn, table: Table) -> UnderstoodColumn:
    """方向性 may head a level or the way that is good, 達成度 marks or rates: the cells tell."""
    if item.confidence == STATED:
        return item
    role = item.column.role
    rule = find_rule(rules, role, table, item.index, is_unknown=not item.confidence)
    if rule is None:
        return item
    why = rule.why.format(why=item.why, title=_flat(item.column.title))
    return UnderstoodColumn(item.index, replace(item.column, role=rule.role), why, rule.confidence)


def _keep_amounts(found: list[UnderstoodColumn]) -> list[UnderstoodColumn]:
    """実績額 beside 実績値 is what was spent, not what was reached."""
    amounts = find_amounts_beside([(item.column.role, item.column.title) for item in found])
    return _keep_apart(found, amounts, "ほかに金額でない列があるため、金額はそのまま残しました")


def _find_names(found: list[UnderstoodColumn], table: Table) -> list[UnderstoodColumn]:
    """Where no heading names the indicators, the first column holds the names if it holds words."""
    if not found or any(item.column.role in (Role.INDICATOR, Role.LEVEL) for item in found):
        return found
    first = next((item for item in found if item.column.role is not Role.NUMBER), found[0])
    if first.confidence or first.column.role is not Role.EXTRA or not holds_names(table, first.index):
        return found
    why = f"{first.why}。指標名の列がほかになく、言葉だけの左端の列のため、指標名とみなしました"
    named = UnderstoodColumn(first.index, replace(first.column, role=Role.INDICATOR), why, 60)
    return [named if item is first else item for item in found]


def _name_parts(found: list[UnderstoodColumn]) -> list[UnderstoodColumn]:
    """Half-years beside a whole year are kept as they are; targets as first set belong to their revision."""
    actuals = [item for item in found if item.column.role is Role.ACTUAL]
    whole = {item.column.year for item in actuals if not find_year_part(item.column.title)}
    found = _keep_parts_apart(found, whole)
    result = []
    for item in found:
        title = _flat(item.column.title)
        # One that was kept apart, or that a person speaks about, has its reason already.
        settled = item.column.part or item.confidence == STATED
        part = "" if settled else find_year_part(title)
        is_beside = item.column.year in whole or (item.column.year is None and bool(whole))
        if part and is_beside and item.column.role in (Role.ACTUAL, Role.EXTRA):
            column = replace(item.column, role=Role.EXTRA, part=part)
            result.append(
                UnderstoodColumn(item.index, column, f"見出し「{title}」による。年度の途中の値のため参考", 90)
            )
        elif is_original_target(title) and _has_other_target(item, found):
            column = replace(item.column, role=Role.TARGET, part=ORIGINAL)
            result.append(UnderstoodColumn(item.index, column, f"見出し「{title}」による", 90))
        else:
            result.append(item)
    return result


def _has_other_target(item: UnderstoodColumn, found: Sequence[UnderstoodColumn]) -> bool:
    """True where the same year also has the target that counts; a lone 当初目標 is the target."""
    return any(
        other.column.role is Role.TARGET
        and other.column.year == item.column.year
        and not is_original_target(_flat(other.column.title))
        for other in found
    )


def _keep_parts_apart(found: list[UnderstoodColumn], whole: set[FiscalYear | None]) -> list[UnderstoodColumn]:
    """Several half-years of one year without the year itself: none of them is the year's figure."""
    parts: dict[FiscalYear | None, dict[int, str]] = {}
    for item in found:
        part = find_year_part(item.column.title)
        counts = item.column.role is Role.ACTUAL and item.confidence < STATED
        # A half-year without a year of its own belongs to the year that the table is about.
        is_beside = item.column.year in whole or (item.column.year is None and bool(whole))
        if part and counts and not is_beside:
            parts.setdefault(item.column.year, {})[item.index] = part
    several = {
        index: part
        for group in parts.values()
        if len(set(group.values())) > 1
        for index, part in group.items()
    }
    why = "年度の途中の値だけで、年度全体の実績の列がないため、実績値とはみなしませんでした"
    return [
        UnderstoodColumn(item.index, replace(item.column, role=Role.EXTRA, part=several[item.index]), why, 0)
        if item.index in several
        else item
        for item in found
    ]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _name_levels(found: list[UnderstoodColumn]) -> list[UnderstoodColumn]:
    """Levels are counted by what their names mean (方向性 above 施策 above 事業), else from left to right."""
    levels = [item for item in found if item.column.role is Role.LEVEL]
    ranks = {item.index: rank_level(item.column.title) for item in levels}
    known = [rank for rank in ranks.values() if rank is not None]
    by_meaning = len(known) == len(levels) and len(set(known)) == len(known)
    ordered = sorted(levels, key=lambda item: (ranks[item.index] if by_meaning else 0, item.index))
    depth = {item.index: place for place, item in enumerate(ordered)}
    return [_give_level(item, depth[item.index]) if item.index in depth else item for item in found]


def _give_level(item: UnderstoodColumn, level: int) -> UnderstoodColumn:
    if level < MOST_LEVELS:
        return replace(item, column=replace(item.column, level=level))
    why = f"{item.why}。階層の列が{MOST_LEVELS}を超えるため、そのまま残します"
    return UnderstoodColumn(item.index, replace(item.column, role=Role.EXTRA), why, 0)


def _keep_numbers(found: list[UnderstoodColumn], table: Table) -> list[UnderstoodColumn]:
    """Numbers that count the indicators and not the activities: each row keeps its own."""
    levels = [item for item in found if item.column.role is Role.LEVEL]
    lowest = max(levels, key=lambda item: item.column.level or 0).index if levels else None
    activities = _count_filled(table, lowest) if lowest is not None else 1
    return [
        UnderstoodColumn(
            item.index,
            replace(item.column, role=Role.EXTRA),
            f"{item.why}。指標ごとの番号のため、そのまま残します",
            item.confidence,
        )
        if item.column.role is Role.NUMBER
        and item.confidence < STATED
        and _count_filled(table, item.index) > activities
        else item
        for item in found
    ]


def _count_filled(table: Table, column: int) -> int:
    return sum(table.grid.rows[row][column] != "" for row in table.body)


def _keep_first_baseline(found: list[UnderstoodColumn]) -> list[UnderstoodColumn]:
    """Of 基準値(H27) and 現状値(R3) one is the baseline; the other is a figure of its own year."""
    baselines = [item for item in found if item.column.role is Role.BASELINE and item.confidence < STATED]
    if len(baselines) < 2:
        return found
    # Of two that say it equally (現状値(H17), 現状値(H18)) the earlier year is where things began.
    surest = max(item.confidence for item in baselines)
    equal = [item for item in baselines if item.confidence == surest]
    dated = [item for item in equal if item.column.year is not None]
    chosen = min(dated, key=lambda item: item.column.year or FiscalYear(2200), default=equal[0])
    if len(dated) < len(equal):
        chosen = equal[0]
    measured = {item.column.year for item in found if item.column.role is Role.ACTUAL}
    changed = {}
    for item in baselines:
        if item is chosen:
            continue
        is_free = item.column.year is not None and item.column.year not in measured
        role, what = (
            (Role.ACTUAL, "その年度の実績値とみなしました") if is_free else (Role.EXTRA, "そのまま残しました")
        )
        why = f"{item.why}。基準値の列がほかにあるため、{what}"
        changed[item.index] = UnderstoodColumn(
            item.index, replace(item.column, role=role), why, 70 if is_free else 0
        )
        measured.add(item.column.year)
    return [changed.get(item.index, item) for item in found]
