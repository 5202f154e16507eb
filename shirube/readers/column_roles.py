"""What each column holds where one heading alone does not say: the columns looked at with their cells.

columns.py reads headings of the common family; here 結果 beside 実績 is the mark, 現況値 beside 設定時の値
the actual, (A) and (B) get their meaning from 達成率 (B)/(A), and a column without a heading beside the names
holds the rest of the names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile

from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import FIGURES, Role
from shirube.core.pattern import late_pattern
from shirube.core.reading import Standing
from shirube.readers.amount_columns import find_amounts_beside
from shirube.readers.blank_columns import find_used_columns
from shirube.readers.cell_kinds import sample
from shirube.readers.cell_rules import EARLY_RULES, LATE_RULES, find_rule
from shirube.readers.column_headings import LETTER, find_meaning
from shirube.readers.column_role import ColumnRole
from shirube.readers.date_columns import (
    Dated,
    find_date_columns,
    find_dates_in_groups,
    find_dates_of_stages,
    may_hold_dates,
)
from shirube.readers.heading_parts import HeadingPart, find_parts
from shirube.readers.headings import (
    ORIGINAL,
    clean_heading,
    find_group_headings,
    find_heading_year,
    find_period,
    has_unknown_year,
    is_original_target,
    match_heading,
)
from shirube.readers.judging_stages import Judged, find_lesser_results, find_lesser_stages
from shirube.readers.label_columns import set_labels_apart
from shirube.readers.name_columns import are_mostly_figures, are_mostly_named, find_names
from shirube.readers.neighbour_years import find_neighbour_years
from shirube.readers.present_columns import PresentColumn, find_began
from shirube.readers.projected_columns import find_projected
from shirube.readers.settled_columns import (
    date_states,
    find_rate,
    leave_unpaired,
    leave_unsaid_years,
    set_unjudged_apart,
    take_reported_values,
)
from shirube.readers.stacked_cells import are_stacked
from shirube.readers.standing_columns import STANDINGS, find_standing, find_year_part, rank_standings
from shirube.readers.sum_columns import find_sum_columns
from shirube.readers.table import Table

_FORMULA = late_pattern(r"\(?([A-Za-z])\)?\s*[/÷]\s*\(?([A-Za-z])\)?(?:\s*[×x*]\s*100)?\)?$")
_AT_EVALUATION = late_pattern(r"(?:最終|中間|今回)?評価時(?:の?(?:現状)?値)?|(?:最新|直近)の?(?:値|実績)?.*")
_LATEST = ("最新", "直近", "現在", "現状", "現況")
_BRACKETS = "()[]<>《》〈〉【】〔〕「」"
# What each of several indicators in one row has for itself.
_OF_ONE = (
    *(Role.UNIT, *FIGURES, Role.RATE),
    *(Role.DIFFERENCE, Role.DIRECTION),
)


def find_column_roles(table: Table) -> list[ColumnRole]:
    """The roles of all columns of a table, by headings, by one another and by their cells."""
    groups = find_group_headings(table.headings)
    parts = find_parts(table.headings)
    found = [
        _by_part(index, parts[index], groups)
        if index in parts
        else _by_heading(index, table.headings[index], groups)
        for index in find_used_columns(table)
    ]
    found = _keep_last_results(found, table)
    said = {
        item.index: replace(item, role=role, year=year or item.year, kept=role is Role.EXTRA, bare=False)
        for item in found
        if item.index in table.stated
        for role, year in [table.stated[item.index]]
    }
    found = [said.get(item.index, item) for item in found]
    found = set_labels_apart(found, table)
    found = _by_formula(_keep_amounts(leave_unpaired(leave_unsaid_years(found), table)))
    found = _give_neighbour_years(_split_pair(found, table))
    found = _give_neighbour_years([_ask_cells(item, table) for item in _settle_actuals(found, table)])
    found = _keep_parts_apart(found, table)
    found = _keep_last_stage(find_rate(set_unjudged_apart(take_reported_values(found, table), table), table))
    sums = find_sum_columns(found, table)
    found = [replace(item, role=Role.EXTRA, kept=True) if item.index in sums else item for item in found]
    found = _keep_projected(found)
    found = [said.get(item.index, item) for item in _mark_originals(found)]
    return find_names(_find_dates(found, table), table)


def _keep_last_results(found: list[ColumnRole], table: Table) -> list[ColumnRole]:
    """結果 | 評価 below 中間評価 and once more below 最終評価: those of the middle are only kept."""
    if not any("中" in text for texts in table.headings for text in texts):
        return found
    lesser = find_lesser_results([table.headings[item.index] for item in found])
    return [
        replace(item, role=Role.EXTRA, kept=True) if place in lesser else item
        for place, item in enumerate(found)
    ]


def _keep_last_stage(found: list[ColumnRole]) -> list[ColumnRole]:
    """一次評価 beside 二次評価: what was decided in the end is the mark, the other is kept."""
    lesser = find_lesser_stages([Judged(item.role, item.year, item.title) for item in found])
    return [
        replace(item, role=Role.EXTRA, kept=True) if place in lesser else item
        for place, item in enumerate(found)
    ]


def _keep_projected(found: list[ColumnRole]) -> list[ColumnRole]:
    """推計値 of the year of the goal is what would come of itself."""
    places = find_projected([(item.role, item.year, item.title) for item in found])
    return [
        replace(item, role=Role.EXTRA, kept=True) if place in places else item
        for place, item in enumerate(found)
    ]


def _keep_amounts(found: list[ColumnRole]) -> list[ColumnRole]:
    """実績額 beside 実績値 is what was spent, not what was reached."""
    amounts = find_amounts_beside([(item.role, item.title) for item in found])
    return [replace(item, role=Role.EXTRA) if place in amounts else item for place, item in enumerate(found)]


def _find_dates(found: list[ColumnRole], table: Table) -> list[ColumnRole]:
    """基準年度 and 目標年度 beside 基準値 and 目標値: no figures, but the years of these in each row."""
    kinds = []
    for item in found:
        headings = [text for text in table.headings[item.index] if text]
        group, title = tuple(headings[:-1]), headings[-1] if headings else ""
        kinds.append(Dated(item.role, title, item.year, may_hold_dates(table, item.index), group))
    if not any(kind.holds_years for kind in kinds):
        return found
    stages = find_dates_of_stages(kinds)
    dated_by = {**stages, **find_dates_in_groups(kinds)}
    dates = {place: found[at].role for at, place in dated_by.items()}
    dates |= {place: role for role, place in find_date_columns(kinds).items() if place not in dates}
    result = []
    for place, item in enumerate(found):
        if place in dates:
            result.append(replace(item, role=Role.EXTRA, dates=dates[place]))
        elif place in dated_by:
            dated = replace(item, dated_by=found[dated_by[place]].index)
            # 中間実績 of a whole year of its own is no half of another.
            is_aside = place in stages and item.role is Role.EXTRA
            result.append(replace(dated, role=Role.ACTUAL, part="", kept=False) if is_aside else dated)
        else:
            result.append(item)
    return result


def _mark_originals(found: list[ColumnRole]) -> list[ColumnRole]:
    """当初目標 beside 変更後目標 of one year: what stood before the revision, not the target that counts."""
    revised = {item.year for item in found if item.role is Role.TARGET and not is_original_target(item.title)}
    return [
        replace(item, part=ORIGINAL)
        if item.role is Role.TARGET and item.year in revised and is_original_target(item.title)
        else item
        for item in found
    ]


def find_further_indicators(columns: Sequence[ColumnRole]) -> dict[int, tuple[ColumnRole, ...]]:
    """Further indicators of the same rows (活動指標 … 成果指標 …): by the column of the name, its figures.

    The figures are the columns directly behind the name; a mark belongs to the whole row.
    """
    ordered = sorted(columns, key=lambda item: item.index)
    found: dict[int, tuple[ColumnRole, ...]] = {}
    for place, item in enumerate(ordered):
        names = [number for number, one in enumerate(ordered[:place]) if one.role is Role.INDICATOR]
        # The indicator before has figures of its own, else the two columns only name one together.
        between = ordered[names[-1] + 1 : place] if names else []
        has_own = any(one.role in (Role.TARGET, Role.ACTUAL) for one in between)
        if item.role is Role.INDICATOR and not item.name and has_own:
            own = tuple(takewhile(lambda one: one.role in _OF_ONE, ordered[place + 1 :]))
            if any(one.role in (Role.TARGET, Role.ACTUAL) for one in own):
                found[item.index] = own
    return found


def _by_heading(index: int, headings: tuple[str, ...], groups: frozenset[str]) -> ColumnRole:
    meaning = find_meaning(headings, groups)
    title = " ".join(dict.fromkeys(" ".join(text.split()) for text in headings if text))
    if meaning.is_of_others and meaning.text:
        title = " ".join(meaning.text.split())
    role, year, second = meaning.role or Role.EXTRA, meaning.year, None
    if meaning.role is None and not meaning.is_of_others and _AT_EVALUATION.fullmatch(title):
        role = Role.ACTUAL
    targets = [
        text for text in headings if text and (word := match_heading(text)) and word.role is Role.TARGET
    ]
    if len(set(targets)) == 2 and "年度" in targets[0] and find_heading_year(targets[1]):
        # 年度目標値 above, H22の目標値 below: each indicator fills two lines of this column.
        year, second = find_heading_year(targets[0]), find_heading_year(targets[1])
    return ColumnRole(
        index,
        role,
        year,
        title,
        latest=any(clean_heading(text).strip(_BRACKETS).startswith(_LATEST) for text in headings),
        second=second,
        stack=meaning.stack,
        bare=meaning.is_bare,
        undated=year is None and _has_unknown_year(role, headings),
    )


def _has_unknown_year(role: Role, headings: tuple[str, ...]) -> bool:
    """True for a year that nobody knows; a rate below the period of a plan is that of its newest actual."""
    is_of_period = role in (Role.RATE, Role.MARK) and any(map(find_period, headings))
    return not is_of_period and any(map(has_unknown_year, headings))


def _by_part(index: int, part: HeadingPart, groups: frozenset[str]) -> ColumnRole:
    """計 below R5実績 is the actual; 男 and 女 beside it are its parts, and called so."""
    item = _by_heading(index, part.base, groups)
    if part.is_whole:
        return item
    name = part.name.removeprefix("うち")
    title = f"{item.title}（うち{name}）" if part.whole else f"{item.title}（{name}）"
    return replace(item, role=Role.EXTRA, title=title, stack=(), bare=False)


def _by_formula(found: list[ColumnRole]) -> list[ColumnRole]:
    """達成率 b/a says which column is a (what was promised) and which b (what was reached)."""
    formula = next((match for item in found if (match := _FORMULA.search(fold_width(item.title)))), None)
    if formula is None:
        return found
    meaning = {formula[1].lower(): Role.ACTUAL, formula[2].lower(): Role.TARGET}
    lettered = [
        item for item in found if (at := LETTER.search(fold_width(item.title))) and at[1].lower() in meaning
    ]
    if len({item.year for item in lettered if item.year}) > 1:
        return found  # how a figure grew from one year to another, and no goal that was reached
    result = []
    for item in found:
        letter = LETTER.search(fold_width(item.title))
        known = _FORMULA.search(fold_width(item.title)) is None and letter is not None
        role = meaning.get(letter[1].lower()) if known and letter else None
        result.append(replace(item, role=role) if role else item)
    return result


def _split_pair(found: list[ColumnRole], table: Table) -> list[ColumnRole]:
    """Two columns of 名称と数値 with the same names: the later year is the target, the earlier the actual."""
    pair = [item for item in found if item.role is Role.INDICATOR and item.year is not None]
    if len(pair) != 2 or any(item.role in (Role.TARGET, Role.ACTUAL) for item in found):
        return found
    if not all(are_mostly_named(sample(table, item.index)) for item in pair):
        return found
    early, late = sorted(pair, key=lambda item: item.year or FiscalYear(2200))
    roles = {early.index: Role.ACTUAL, late.index: Role.TARGET}
    return [replace(item, role=roles.get(item.index, item.role)) for item in found]


def _give_neighbour_years(found: list[ColumnRole]) -> list[ColumnRole]:
    """R5 | 達成率 | R6 | 達成率: each rate is that of the year before it."""
    years = find_neighbour_years([(Role.EXTRA if item.undated else item.role, item.year) for item in found])
    return [replace(item, year=years.get(place, item.year)) for place, item in enumerate(found)]


def _settle_actuals(found: list[ColumnRole], table: Table) -> list[ColumnRole]:
    """Which of 実績, 結果, 現状値 and 現況値 is the actual, which the baseline, and which the mark."""
    result = _tell_present(date_states(found), table)
    for place, item in enumerate(result):
        others = [other for other in result if other is not item]
        if item.role is Role.ACTUAL and re.search("結果", item.title) and not item.year:
            figures = are_mostly_figures(sample(table, item.index))
            if not figures and any(other.role is Role.ACTUAL for other in others):
                result[place] = replace(item, role=Role.MARK)
        if item.role is Role.BASELINE and item.latest:
            has_baseline = any(other.role is Role.BASELINE and not other.latest for other in others)
            judged = any(other.role in (Role.MARK, Role.RATE) for other in others)
            has_actual = any(other.role is Role.ACTUAL for other in others)
            if has_baseline or (judged and not has_actual):
                result[place] = replace(item, role=Role.ACTUAL)
    return result


def _tell_present(found: list[ColumnRole], table: Table) -> list[ColumnRole]:
    """H14 | 現況値(H17) | 目標値 | 評価: where things began, and what was reached."""
    columns = [PresentColumn(item.role, item.year, item.bare, item.latest) for item in found]
    began = find_began(columns, table)
    roles = dict(zip(began or (), (Role.BASELINE, Role.ACTUAL), strict=False))
    return [
        replace(item, role=roles[place], latest=False) if place in roles else item
        for place, item in enumerate(found)
    ]


def _ask_cells(item: ColumnRole, table: Table) -> ColumnRole:
    """達成度 over percentages is the rate, 基準年度 over years no figure, 方向性 over ⇩ and ⇧ no level."""
    is_unknown = item.role is Role.EXTRA
    if rule := find_rule(EARLY_RULES, item.role, table, item.index, is_unknown=is_unknown):
        return replace(item, role=rule.role)
    if item.stack and not are_stacked(sample(table, item.index), len(item.stack)):
        return replace(item, role=Role.EXTRA, stack=())
    rule = find_rule(LATE_RULES, item.role, table, item.index, is_unknown=is_unknown)
    return replace(item, role=rule.role) if rule else item


def _keep_parts_apart(found: list[ColumnRole], table: Table) -> list[ColumnRole]:
    """Half-years are kept beside the year; of 見込 and 確定 the former is a part of the same figure."""
    groups: dict[tuple[Role, FiscalYear | None], list[ColumnRole]] = {}
    for item in found:
        if item.role in (Role.ACTUAL, Role.MARK, Role.RATE):
            groups.setdefault((item.role, item.year), []).append(item)
    changed: dict[int, ColumnRole] = {}
    for group in groups.values():
        parts = [item for item in group if find_year_part(item.title) and not _has_dates(item, table)]
        if len(group) > 1:
            changed.update({item.index: replace(item, role=Role.EXTRA) for item in parts})
        whole = [item for item in group if item not in parts]
        if len(whole) > 2:  # 計測時期 below 確定値 is no figure
            whole = [item for item in whole if not may_hold_dates(table, item.index)]
        standings = rank_standings([item.title for item in whole])
        if standings is None:
            changed.update({item.index: _keep_standing(item) for item in whole if item.role is Role.ACTUAL})
            continue
        last = max(standings, key=list(STANDINGS.values()).index)
        for item, standing in zip(whole, standings, strict=True):
            if standing is not last:
                role = Role.ACTUAL if item.role is Role.ACTUAL else Role.EXTRA
                changed[item.index] = replace(item, role=role, part=standing.value)
            elif item.role is Role.ACTUAL:
                changed[item.index] = _keep_standing(item)
    return [changed.get(item.index, item) for item in found]


def _has_dates(item: ColumnRole, table: Table) -> bool:
    """True for 中間値 over 年度 | 値: what was measured in a year that each row states is no part of one."""
    above = next(filter(None, table.headings[item.index]), "")
    beside = (place for place in (item.index - 1, item.index + 1) if 0 <= place < len(table.headings))
    return any(
        next(filter(None, table.headings[place]), "") == above and may_hold_dates(table, place)
        for place in beside
    )


def _keep_standing(item: ColumnRole) -> ColumnRole:
    """A column of figures that are expected only says so in the rewritten table too."""
    standing = find_standing(item.title)
    is_open = standing in (Standing.EXPECTED, Standing.PROVISIONAL)
    return replace(item, part=standing.value) if is_open else item


def leave_equal_undated(
    columns: Sequence[ColumnRole], further: Mapping[int, Sequence[ColumnRole]]
) -> list[ColumnRole]:
    """実績 | 実績 | 実績 without any year: none of them is that of the title. ``further`` have their own."""
    own = {item.index for columns_of_one in further.values() for item in columns_of_one}
    open_ = {
        item.index: (item.role, item.title)
        for item in columns
        if item.role in (Role.TARGET, Role.ACTUAL) and item.year is None and not item.part
        if item.index not in own
    }
    counts = Counter(open_.values())
    return [
        replace(item, undated=True) if item.index in open_ and counts[open_[item.index]] > 1 else item
        for item in columns
    ]
