"""Headings that mean a goal, or what was reached, by what stands beside them.

24年度計画 | 24年度実績 | 25年度計画 | 28年度見込み    what is expected behind the last plan is aimed at
策定時(R2) | 計画終了時(R7)                           where nothing else is, it is the goal
策定時(R2) | 目標値(R7) | 計画終了時(R7)              beside a goal it is what was reached
基準値 H26 | 参考値 H27 | 目標値 H28                  so is what has a year that no other column has
数値目標 | H27～H31 | H28実績値                       what stands below the years of the plan is aimed at
27年度(実績) | 28年度(見込) | 29年度 | 30年度         so are figures of years behind the last that is known
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern
from shirube.core.reading import Standing
from shirube.readers.column_headings import find_roles, find_year, says_only_year
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import clean_heading, find_period, strip_years
from shirube.readers.records import heading_word
from shirube.readers.standing_columns import find_standing
from shirube.readers.table import Table

_END = late_pattern(
    r"(?:計画|事業|プラン|戦略|整備)(?:の|期間)?(?:の)?終了(?:時点?|後|年度?)(?:の)?(?:数?値)?"
)
_REFERRED = late_pattern(r"[【(<]?参考[】)>]?(?:値|データ|数値)?")
# A table that looks back on a plan that has ended.
_LOOKS_BACK = late_pattern(r"事後評価|最終評価|実績|結果|達成状況|報告")
# A table that looks ahead.
_PLANS = late_pattern(r"(?:数値|経営|達成|年次|年度別)目標|収支計画|(?:収支|事業)見通し")
# A year after the last actual is under way: of that a figure is expected, not aimed at.
_UNDER_WAY = 1


class _Meant(NamedTuple):
    """What a column holds, and why."""

    role: Role
    why: str


def say_goals_in_headings(table: Table) -> tuple[Table, tuple[Finding, ...]] | None:
    """The table with such headings written out, and that said; None where there is none."""
    roles = find_roles(table.headings)
    meant = {
        **dict(_find_referred(table, roles)),
        **dict(_find_periods(table, roles)),
        **dict(_find_years_to_come(table, roles)),
        **(dict(_find_expected(table, roles)) or dict(_find_ends(table, roles))),
    }
    if not meant:
        return None
    headings = [
        _write(texts, meant[place].role) if place in meant else texts
        for place, texts in enumerate(table.headings)
    ]
    return replace(table, headings=tuple(headings)), tuple(
        _describe(table, place, one) for place, one in meant.items()
    )


def _find_expected(table: Table, roles: Mapping[int, Role]) -> Iterator[tuple[int, _Meant]]:
    """Figures expected in years behind all that is planned and reached."""
    expected = {
        place
        for place, role in roles.items()
        if role is Role.ACTUAL and find_standing(" ".join(table.headings[place])) is Standing.EXPECTED
    }
    years = {place: year for place in roles if (year := find_year(table.headings[place]))}
    planned = [years[place] for place, role in roles.items() if role is Role.TARGET and place in years]
    reached = [
        years[place]
        for place, role in roles.items()
        if role is Role.ACTUAL and place in years and place not in expected
    ]
    if not planned or not reached:
        return
    for place in expected - table.stated.keys():
        year = years.get(place)
        if year and year > max(planned) and year > max(reached) + _UNDER_WAY:
            yield place, _Meant(Role.TARGET, "計画と実績のあるどの年度よりも後の年度の見込みである")


def _find_years_to_come(table: Table, roles: Mapping[int, Role]) -> Iterator[tuple[int, _Meant]]:
    """Years alone, all of them later than those of which is said that they are known or expected."""
    if not set(roles.values()).isdisjoint((*AIMS, Role.RATE, Role.MARK)):
        return
    years = {place: year for place, texts in enumerate(table.headings) if (year := find_year(texts))}
    known = {place: year for place, year in years.items() if roles.get(place) is Role.ACTUAL}
    bare = {place for place in years.keys() - roles.keys() if says_only_year(table.headings[place])}
    last = max(known.values(), default=None)
    if last is None or not bare or bare & table.stated.keys() or min(years[place] for place in bare) <= last:
        return
    expected = [find_standing(" ".join(table.headings[place])) is Standing.EXPECTED for place in known]
    titles = [text for row in table.above for text in filled_cells(table.grid.rows[row])]
    if any(expected) or any(map(_PLANS.search, [*titles, *table.headings[0]])):
        for place in sorted(bare):
            yield place, _Meant(Role.TARGET, "実績と見込のあるどの年度よりも後の年度である")


def _find_referred(table: Table, roles: Mapping[int, Role]) -> Iterator[tuple[int, _Meant]]:
    """参考値 2015(H27) between 基準値 2014 and 目標値 2016: a figure of a year that nothing else is of."""
    others = [(role, find_year(table.headings[place])) for place, role in roles.items()]
    if not any(role in AIMS for role, _ in others):
        return
    for place, role in roles.items():
        year = find_year(table.headings[place])
        is_told = role is Role.EXTRA and place not in table.stated and year is not None
        if not is_told or any(one in (Role.ACTUAL, Role.BASELINE) and of == year for one, of in others):
            continue
        words = [word for text in table.headings[place] if (word := clean_heading(text))]
        if words and all(map(_REFERRED.fullmatch, words)):
            yield place, _Meant(Role.ACTUAL, "年度があり、その年度の実績値がほかにない")


def _find_periods(table: Table, roles: Mapping[int, Role]) -> Iterator[tuple[int, _Meant]]:
    """H27～H31 alone beside the names of goals and what was reached, where nothing else is aimed at."""
    others = set(roles.values())
    if not others.isdisjoint(AIMS) or Role.ACTUAL not in others:
        return
    said = "".join(text for place in roles for text in table.headings[place])
    periods = [
        place
        for place, texts in enumerate(table.headings)
        if place not in roles and place not in table.stated and _find_end_alone(texts)
    ]
    if len(periods) == 1 and "目標" in said:
        yield periods[0], _Meant(Role.TARGET, "計画期間だけが書かれていて、目標値の列がほかにない")


def _find_end_alone(headings: Sequence[str]) -> FiscalYear | None:
    """The last year of a heading that is a period and nothing else."""
    texts = [text for text in headings if text.strip()]
    period = find_period(texts[0]) if len(texts) == 1 else None
    return period[1] if period and not strip_years(fold_width(texts[0])).strip(" ()~年度末") else None


def _find_ends(table: Table, roles: Mapping[int, Role]) -> Iterator[tuple[int, _Meant]]:
    ends = [
        place
        for place, texts in enumerate(table.headings)
        if place not in table.stated and any(_END.fullmatch(clean_heading(text)) for text in texts if text)
    ]
    if len(ends) != 1 or Role.BASELINE not in roles.values():
        return
    titles = (text for row in table.above for text in filled_cells(table.grid.rows[row]))
    others = {role for place, role in roles.items() if place not in ends}
    if not others.isdisjoint(AIMS):
        if Role.ACTUAL not in others:
            yield ends[0], _Meant(Role.ACTUAL, "目標値が別の列にある")
    elif any(map(_LOOKS_BACK.search, titles)):
        if Role.ACTUAL not in others:
            yield ends[0], _Meant(Role.ACTUAL, "表題から、終了した計画の結果と考えられる")
    else:
        yield ends[0], _Meant(Role.FINAL_TARGET, "目標値の列がほかにない")


def _write(headings: tuple[str, ...], role: Role) -> tuple[str, ...]:
    """The headings with the word for a role behind the year of the lowest, in place of what they said."""
    year = find_year(headings) or _find_end_alone(headings)
    last = max(place for place, text in enumerate(headings) if text.strip())
    said = f"{year.render() if year else ''}{heading_word(role)}"
    return (*("" for _ in headings[:last]), said, *headings[last + 1 :])


def _describe(table: Table, place: int, meant: _Meant) -> Finding:
    title = " ".join(" ".join(filter(None, table.headings[place])).split())
    return Finding(
        code="heading-by-place",
        level=Level.INFORMATION,
        place=table.grid.place(table.top, place),
        message=f"「{title}」は、{meant.why}ため、{meant.role.value}とみなしました。",
        remedy="違う場合は、見出しを「目標値」「実績値」のようにするか、読み取り設定（--layout）の [columns] "
        f'に "{title}" の内容を書いてください。',
    )
