"""Columns of years later than the year that the title reports on, read as actuals: most likely plans.

    平成27年度 経営発達支援計画評価報告書
    項目      現状  27年度  28年度  29年度
    巡回件数  639   800     800     800

Nobody reports in 平成27年度 what will have been reached in 平成29年度. A lone year halfway between
(現況値)平成24年 and (目標値)平成52年 may be a goal on the way, where nothing tells what was reached.
"""

from __future__ import annotations

from collections.abc import Iterator

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import BARE_YEAR
from shirube.readers.document_dates import strip_document_dates
from shirube.readers.result import ReadPlan

_REPORTS = late_pattern(r"報告|評価|実績|進捗|進ちょく|検証|点検|(?:達成|実施|取組)状況")

# What speaks of figures that are known: of 評価指標 and 達成目標 a plan speaks before anything is.
_TOLD = late_pattern(
    r"報告|実績|進捗|進ちょく|推移|結果|現在|最新|直近|状況|評価(?!指標|項目|方法)|達成(?!目標|基準|年)"
)
# Of a goal so near the year before may well be known.
_YEARS_BEFORE_GOAL = 4
_FIGURES = (*AIMS, Role.BASELINE, Role.ACTUAL, Role.RATE, Role.MARK, Role.DIFFERENCE)
# The present, the year between, and the goal.
_HALFWAY = 3


def check_years_ahead(read: ReadPlan) -> Iterator[Finding]:
    """That figures below years alone lie after the year of a report without any goal."""
    columns = [item.column for item in read.columns]
    yield from _check_halfway(read)
    bare = [
        item.column.year
        for item in read.columns
        if item.column.role is Role.ACTUAL and item.column.year and item.confidence <= BARE_YEAR
    ]
    reported = _find_reported(read.plan.title)
    if not bare or reported is None or any(one.role is Role.TARGET for one in columns):
        return
    told = {
        actual.year
        for item in read.plan.indicators
        for actual in item.actuals
        if actual.reading.quantity is not None
    }
    ahead = sorted(year for year in bare if year > reported and year in told)
    if ahead:
        yield Finding(
            code="years-ahead",
            level=Level.GRAVE,
            place=Place(file=read.grid.file, sheet=read.grid.name),
            message=f"見出しが年度だけの列を実績値として読み取りましたが、表題の年度（{reported.render()}）より後の"
            f"年度（{'、'.join(year.render() for year in ahead[:3])}など）の値があります。"
            "計画の値の可能性があります。",
            remedy="計画の値であれば、見出しを「平成28年度目標」のようにするか、"
            "読み取り設定（--layout）で列の内容を指定してください。",
        )


def _check_halfway(read: ReadPlan) -> Iterator[Finding]:
    """That a year alone between the present and the goal may be a goal on the way."""
    figures = [item for item in read.columns if item.column.role in _FIGURES]
    actuals = [item for item in figures if item.column.role is Role.ACTUAL]
    by_role = {item.column.role: item.column.year for item in figures}
    begun, aim = by_role.get(Role.BASELINE), by_role.get(Role.TARGET)
    if len(figures) != _HALFWAY or len(actuals) != 1 or begun is None or aim is None:
        return
    year, title = actuals[0].column.year, actuals[0].column.title
    if actuals[0].confidence > BARE_YEAR or year is None:
        return
    if not begun < year or year.start > aim.start - _YEARS_BEFORE_GOAL:
        return
    said = [read.plan.title, *read.plan.remarks, *(item.column.title for item in read.columns)]
    if any(_TOLD.search(fold_width(text)) for text in said):
        return
    yield Finding(
        code="year-halfway",
        level=Level.ODD,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"見出しが年度だけの「{title}」の列を実績値として読み取りました。現状値と目標値の間の年度のため、"
        "中間の目標値の可能性があります。",
        remedy="目標値であれば、見出しを「中間目標値」のようにするか、読み取り設定（--layout）で列の内容を指定してください。",
    )


def _find_reported(title: str) -> FiscalYear | None:
    """The only year of a title that goes on to say that it reports; None for any other title."""
    text = fold_width(strip_document_dates(title))
    mentions = list(find_fiscal_years(text))
    if len({mention.year for mention in mentions}) != 1 or not _REPORTS.search(text, mentions[0].end):
        return None
    return mentions[0].year
