"""A year that is reported, with a target but without an actual, and without a word that says why."""

from __future__ import annotations

from collections.abc import Iterator

from shirube.checks.context import CheckContext, Row
from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Direction
from shirube.core.reading import Missing, Reading
from shirube.core.year_in_progress import EntryProgress, find_year_in_progress

CODE = "actual-missing"
LEVELS = (Level.ODD, Level.INFORMATION)

# Nothing was written, or a dash that may mean anything. Every other reason is an answer.
_NO_REASON = (Missing.NOT_ENTERED, Missing.NOT_DUE, Missing.UNSTATED)
_OVER = (Missing.STOPPED, Missing.ENDED)


def check_actual_missing(context: CheckContext) -> Iterator[Finding]:
    """One finding for each indicator and year up to the latest year that the plan reports.

    Silent where a reason is written (未公表, 集計中, 中止 …), where the mark is one of the rule's codes for
    missing figures, and after a year that says the activity has stopped or ended. A latest year of which
    less than half is there is still being entered: one finding for the whole plan says so.
    """
    current = context.plan.current_year
    if current is None:
        return
    progress = find_year_in_progress(context.plan)
    if progress:
        yield _report_progress(progress)
    for row in context.rows:
        if row.indicator.direction is Direction.REFERENCE:
            continue
        for target in row.indicator.targets:
            if (
                target.year <= current
                and (progress is None or target.year != progress.year)
                and not target.reading.is_missing
                and _is_due(context, row, target.year)
            ):
                yield _report(context, row, target.year, target.reading)


def _report_progress(progress: EntryProgress) -> Finding:
    return Finding(
        code=CODE,
        level=Level.INFORMATION,
        place=Place(year=progress.year),
        message=f"{progress.year}の実績値は、{progress.due}指標のうち{progress.entered}指標に記入されています。"
        "記入の途中とみて、残りの空欄は一つずつお知らせしません。",
        remedy="残りの実績値を記入してください。まだない場合は、その理由（未公表、集計中、未実施など）を記入してください。",
    )


def _is_due(context: CheckContext, row: Row, year: FiscalYear) -> bool:
    actual = row.indicator.actual(year)
    if actual and actual.reading.missing not in _NO_REASON:
        return False
    published = row.indicator.published_in(year)
    codes = {code.mark for code in context.scale.codes} if context.scale else set()
    if published and published.mark in codes:
        return False
    return not any(item.reading.missing in _OVER for item in row.indicator.actuals if item.year < year)


def _report(context: CheckContext, row: Row, year: FiscalYear, target: Reading) -> Finding:
    actual, published = row.indicator.actual(year), row.indicator.published_in(year)
    written = actual.reading.text if actual else ""
    state = f"実績値が「{written}」で、理由がありません" if written else "実績値が記入されていません"
    # Whether the year is over is not known here: somebody may have begun with its first figures.
    message = (
        f"{state}（目標値は{target.render()}）。この計画には{context.plan.current_year}の実績値があるため、"
        "この年度も報告の対象とみられます。評価を計算できません。"
    )
    if published and context.find_band(published.mark):
        message += f"評価「{published.mark}」の根拠も確かめられません。"
    return Finding(
        code=CODE,
        level=Level.ODD,
        place=row.place(year),
        message=message,
        remedy="実績値を記入してください。まだない場合は、その理由（未公表、集計中、未実施など）を記入してください。",
    )
