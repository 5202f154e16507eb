"""What the page for making the next plan shows: which indicators go on, and the baseline of each.

The baselines are computed by core/successor.py; making the plan belongs to successor.py and the actions.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedRow
from shirube.core.reading import Standing
from shirube.core.successor import NewBaseline, find_new_baseline, goes_on
from shirube.web.plan import render_plan_name
from shirube.web.plan_rows import NOTHING, find_group, find_unit, render_figure, render_measure
from shirube.web.prepared_plan import PreparedPlan

# How far beyond the end of a plan the next one may begin and end, as the page offers it.
_LATEST_FIRST, _LATEST_LAST = 5, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """One indicator: whether it goes on, and its baseline. ``tag`` and ``words`` say what is odd."""

    pk: int
    key: str
    name: str
    what: str
    group: str
    is_chosen: bool
    figure: str
    year: str
    standing: str
    tag: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessorPage:
    """Everything the page draws; the counts are of the indicators that are chosen at first."""

    rows: tuple[CopyRow, ...]
    final: int
    not_final: int
    without: int
    name: str
    first: int
    last: int
    first_years: tuple[tuple[int, str], ...]
    last_years: tuple[tuple[int, str], ...]


def build_successor_page(prepared: PreparedPlan, chosen: Collection[int] | None = None) -> SuccessorPage:
    """The page; ``chosen`` are the indicators ticked in a form that came back, None for the first time."""
    rows = tuple(_build_row(prepared, row, chosen) for row in prepared.graded.rows)
    found = [find_new_baseline(row.indicator) for row in prepared.graded.rows]
    counted = [item for item, row in zip(found, rows, strict=True) if row.is_chosen]
    first, last = _find_period(prepared)
    start = last.start + 1
    return SuccessorPage(
        rows=rows,
        final=sum(item.is_final for item in counted),
        not_final=sum(item.actual is not None and not item.is_final for item in counted),
        without=sum(item.actual is None for item in counted),
        name=f"{render_plan_name(prepared)}（次期）",
        first=start,
        last=start + (last.start - first.start),
        first_years=_list_years(first.start + 1, last.start + _LATEST_FIRST),
        last_years=_list_years(first.start + 1, last.start + _LATEST_LAST),
    )


def _find_period(prepared: PreparedPlan) -> tuple[FiscalYear, FiscalYear]:
    plan = prepared.plan
    if plan.period:
        return plan.period
    if plan.years:
        return plan.years[0], plan.years[-1]
    begun = FiscalYear(prepared.row.created_at.year)
    return begun, begun


def _list_years(first: int, last: int) -> tuple[tuple[int, str], ...]:
    return tuple((start, FiscalYear(start).render()) for start in range(first, last + 1))


def _build_row(prepared: PreparedPlan, row: GradedRow, chosen: Collection[int] | None) -> CopyRow:
    indicator, unit = row.indicator, find_unit(row)
    pk = prepared.loaded.indicators[indicator.key].pk
    found = find_new_baseline(indicator)
    actual = found.actual
    tag, words = _describe(found, unit)
    standing = actual.reading.standing if actual else Standing.UNSTATED
    return CopyRow(
        pk=pk,
        key=indicator.key,
        name=row.activity,
        what=render_measure(row),
        group=find_group(row),
        is_chosen=goes_on(indicator) if chosen is None else pk in chosen,
        figure=render_figure(actual.reading, unit).text if actual else NOTHING,
        year=actual.year.render() if actual else "",
        standing="" if standing is Standing.UNSTATED else standing.value,
        tag=tag,
        words=words if goes_on(indicator) else f"この指標は終了しています。{words}",
    )


def _describe(found: NewBaseline, unit: str) -> tuple[str, str]:
    """What the office should know about a baseline: a tag and a sentence, "" where nothing is odd."""
    if found.actual is None:
        return "基準値なし", "実績の値がないため、基準値は空欄になります。"
    if not found.is_final:
        standing = found.actual.reading.standing.value
        return f"{standing}のみ", f"確定した値がないため、{standing}の値を使います。"
    if found.newer is not None:
        newer = found.newer
        text = render_figure(newer.reading, unit).text
        return "", f"{newer.year.render()}は{newer.reading.standing.value}（{text}）のため、使いません。"
    return "", ""
