"""A report (報告): all that one printed copy of a plan shows, in words and cells, before any file format.

The table belongs to table.py; pages, colours and files to the writers.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.evaluation import EvaluatedIndicator, Facts, evaluate_plan
from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.plan import Plan, render_indicator_name
from shirube.core.scale import Band, Scale
from shirube.core.scale_versions import find_scale_in_force
from shirube.core.table import PrintedTable, compute_table


class UnknownYearError(ValueError):
    """A report was asked for a year that the plan does not have. The message is in Japanese."""


class LegendLine(Struct, frozen=True):
    """One mark of the legend with its colour (see Cell.tone) and its words as printed."""

    mark: str
    tone: int | None
    words: str


class Report(Struct, frozen=True, kw_only=True):
    """One copy of a plan, ready to be written. ``notes`` are all lines under the table."""

    plan: Plan
    year: FiscalYear | None
    evaluated: tuple[EvaluatedIndicator, ...]
    table: PrintedTable
    legend_heading: tuple[str, str]
    legend: tuple[LegendLine, ...]
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def title(self) -> str:
        """The heading line; a plan without one is called by its name."""
        return self.plan.title or self.plan.name or "計画の進捗状況"


def compute_report(
    plan: Plan,
    *,
    year: FiscalYear | None = None,
    scales: Sequence[Scale] = (),
    facts: Facts | None = None,
) -> Report:
    """The report of a plan for one year, or for the latest year with figures.

    ``scales`` are versions of the rule, newest first, where there are several: each year is graded by the one
    in force then, and the legend is that of the year reported. ``facts`` are what people answered to its
    questions. Raises UnknownYearError for a year that the plan has no figures of.
    """
    check_year(plan, year)
    year = year or plan.current_year
    rules = tuple(scales) or ((plan.scale,) if plan.scale else ())
    plan = replace(plan, scale=find_scale_in_force(rules, year))
    evaluated = evaluate_plan(plan, rules, facts=facts) if rules else ()
    table = compute_table(plan, evaluated, year)
    numbered = tuple(f"※{number} {text}" for number, text in enumerate(table.notes, start=1))
    heading = plan.scale.legend_heading if plan.scale else ()
    return Report(
        plan=plan,
        year=year,
        evaluated=evaluated,
        table=table,
        legend_heading=(heading[0], "　".join(heading[1:])) if len(heading) > 1 else ("評価区分", "内容"),
        legend=compute_legend(plan.scale) if plan.scale else (),
        notes=numbered + plan.footnotes + plan.remarks,
        findings=tuple(_find_changed_marks(plan, evaluated)),
    )


def check_year(plan: Plan, year: FiscalYear | None) -> None:
    """Raises UnknownYearError for a year that the plan has no figures of; None is no year and always good."""
    if year is not None and plan.years and year not in plan.years:
        known = "、".join(item.render(plan.year_style) for item in plan.years)
        raise UnknownYearError(
            f"{year.render(plan.year_style)}は、この計画にありません。指定できる年度：{known}"
        )


def compute_legend(scale: Scale) -> tuple[LegendLine, ...]:
    """The legend of a scale: its bands from the best down, then its codes."""
    bands = [LegendLine(band.mark, scale.tone(band.mark), _render_band(band)) for band in scale.bands]
    codes = [LegendLine(code.mark, None, code.wording or code.name) for code in scale.codes]
    return (*bands, *codes)


def _render_band(band: Band) -> str:
    if band.wording or not band.rate:
        return band.wording or band.name
    return f"{band.name}（{band.rate.render()}）" if band.name else band.rate.render()


def _find_changed_marks(plan: Plan, evaluated: tuple[EvaluatedIndicator, ...]) -> list[Finding]:
    """Marks that come out otherwise than the table had them: never changed without a word."""
    paths = {indicator.key: path for path, indicator in plan.rows}
    found: list[Finding] = []
    for item in evaluated:
        for published in item.indicator.published:
            one = item.in_year(published.year)
            if not published.mark or one is None or not one.final_mark or one.decision or one.open_edge:
                continue
            if one.final_mark != published.mark:
                name = render_indicator_name(paths[item.indicator.key], item.indicator)
                found.append(
                    Finding(
                        code="printed-mark-changed",
                        level=Level.ODD,
                        place=Place(indicator=name, year=published.year),
                        message=f"元の表の評価は{published.mark}ですが、評価基準による{one.mark}を印刷しました。",
                        remedy="元の評価を残すときは、決定評価とその理由を登録してください。",
                    )
                )
    return found
