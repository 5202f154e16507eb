"""What the page of one indicator shows: its facts, its course, each year with figures, grade and text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear, YearStyle
from shirube.core.graded_plan import GradedRow
from shirube.core.indicator import Revision, Status
from shirube.core.reading import Reading, Standing
from shirube.core.situation import number_of
from shirube.store.plans import DecisionRow
from shirube.web.charts import Chart, build_chart
from shirube.web.plan_rows import NO_TONE, Cell, find_unit, make_tones, render_figure
from shirube.web.prepared_plan import PreparedPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine:
    """One year: figures, grade, the sentence behind it, what was printed, revisions, text, decided grade."""

    year: FiscalYear
    label: str
    target: Cell
    actual: Cell
    standing: str
    mark: str
    tone: str
    computed: str
    sentence: str
    published: str
    differs: bool
    revisions: tuple[Revision, ...]
    earlier: tuple[Reading, ...]
    status: Status | None
    decision: DecisionRow | None
    target_version: int
    decision_version: int


@dataclass(frozen=True, slots=True)
class MarkGroup:
    """The marks that can be decided on in some years, since one rule judges them."""

    label: str
    years: tuple[int, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPage:
    """Everything the template of the indicator page draws."""

    pk: int
    key: str
    name: str
    measure: str
    unit: str
    path: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    chart: Chart | None
    lines: tuple[YearLine, ...]
    findings: tuple[Finding, ...]
    marks: tuple[MarkGroup, ...]


def build_indicator_page(prepared: PreparedPlan, row: GradedRow, owner: str) -> IndicatorPage:
    """The page of one row of a plan. ``owner`` is the post that answers for it, "" where nobody does."""
    indicator, unit = row.indicator, find_unit(row)
    years = indicator.years
    return IndicatorPage(
        pk=prepared.loaded.indicators[indicator.key].pk,
        key=indicator.key,
        name=row.activity,
        measure=indicator.name,
        unit=unit,
        path=tuple(node.name for node in row.path[:-1]),
        facts=tuple(_list_facts(row, owner, unit)),
        chart=_build_chart(row, years, unit),
        lines=tuple(_build_line(prepared, row, year, unit) for year in reversed(years)),
        findings=tuple(item for item in prepared.findings if item.place.indicator == row.name),
        marks=tuple(_group_marks(prepared, sorted(years, reverse=True))),
    )


def _group_marks(prepared: PreparedPlan, years: Iterable[FiscalYear]) -> Iterator[MarkGroup]:
    """The marks of each year, years with the same ones together; none for a plan without a rule."""
    for marks, found in groupby(
        years, lambda year: tuple(band.mark for band in prepared.scale_in(year).bands)
    ):
        group = sorted(found)
        words = group[0].render() if len(group) == 1 else f"{group[0].render()}～{group[-1].render()}"
        if marks:
            yield MarkGroup(words, tuple(year.start for year in group), marks)


def _list_facts(row: GradedRow, owner: str, unit: str) -> list[tuple[str, str]]:
    indicator = row.indicator
    baseline = indicator.baseline
    when = f"（{baseline.year.render()}）" if baseline and baseline.year else ""
    found = [
        ("指標", indicator.name),
        ("単位", unit),
        ("望ましい方向", indicator.direction.value),
        ("量の性質", indicator.accumulation.value),
        ("基準値", f"{render_figure(baseline.reading, '').text}{when}" if baseline else ""),
        ("目標とする姿", indicator.goal),
        ("実施主体", "・".join(indicator.bodies)),
        ("担当", owner or "決まっていません"),
        ("計画の頁", row.path[-1].page if row.path else ""),
        ("備考", "\n".join(indicator.notes)),
    ]
    return [(name, text) for name, text in found if text]


def _build_chart(row: GradedRow, years: tuple[FiscalYear, ...], unit: str) -> Chart | None:
    indicator = row.indicator
    before = indicator.baseline
    start = [before.year] if before and before.year and before.year not in years else []
    shown = sorted({*years, *start})
    targets = {item.year: number_of(item.reading) for item in indicator.targets}
    actuals = {item.year: number_of(item.reading) for item in indicator.actuals}
    if before and before.year:
        actuals.setdefault(before.year, number_of(before.reading))
    return build_chart(
        f"{row.name}の目標と実績",
        unit,
        [year.render(YearStyle.LETTER) for year in shown],
        [targets.get(year) for year in shown],
        [actuals.get(year) for year in shown],
    )


def _build_line(prepared: PreparedPlan, row: GradedRow, year: FiscalYear, unit: str) -> YearLine:
    indicator, loaded = row.indicator, prepared.loaded
    # Each year has the colours of the rule in force then.
    tones = make_tones(prepared.scale_in(year))
    target, actual = indicator.target(year), indicator.actual(year)
    evaluation, published = row.in_year(year), indicator.published_in(year)
    mark = row.mark(year)
    decision = loaded.decisions.get((indicator.key, year.start))
    standing = actual.reading.standing if actual else Standing.UNSTATED
    computed = evaluation.mark if evaluation else ""
    return YearLine(
        year=year,
        label=year.render(YearStyle.LETTER),
        target=render_figure(target.reading if target else None, unit),
        actual=render_figure(actual.reading if actual else None, unit),
        standing="" if standing is Standing.UNSTATED else standing.value,
        mark=mark,
        tone=tones.get(mark, NO_TONE),
        computed=computed,
        sentence=evaluation.explanation if evaluation else "",
        published=published.mark if published else "",
        differs=bool(published and published.mark and computed and published.mark != computed),
        revisions=target.revisions if target else (),
        earlier=actual.earlier if actual else (),
        status=next((item for item in indicator.statuses if item.year == year), None),
        decision=decision,
        target_version=loaded.version(indicator.key, "target", year.start),
        decision_version=decision.version if decision else 0,
    )
