"""An actual for a year in which the indicator has no target, although the plan sets targets for that year."""

from __future__ import annotations

from collections.abc import Iterator

from shirube.checks.context import CheckContext, Row, render_years
from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Direction
from shirube.core.reading import Missing

CODE = "actual-without-target"
LEVELS = (Level.ODD, Level.INFORMATION)

# An empty cell may have been forgotten; a word or a dash was put there on purpose.
_FORGOTTEN = (None, Missing.NOT_ENTERED)


def check_actual_without_target(context: CheckContext) -> Iterator[Finding]:
    """One finding for each indicator, naming its years.

    Silent for reference indicators (参考), for years in which the plan sets no target at all (a column of
    earlier years), and where the cell says in words that no target was set, unless a grade was given.
    """
    for row in context.rows:
        if row.indicator.direction is Direction.REFERENCE:
            continue
        years = [item.year for item in row.indicator.actuals if _lacks_target(context, row, item.year)]
        if years:
            yield _report(row, years)


def _lacks_target(context: CheckContext, row: Row, year: FiscalYear) -> bool:
    actual, target = row.indicator.actual(year), row.indicator.target(year)
    if actual is None or actual.reading.is_missing or year not in context.target_years:
        return False
    if target and not target.reading.is_missing:
        return False
    published = row.indicator.published_in(year)
    graded = published is not None and context.find_band(published.mark) is not None
    return (target.reading.missing if target else None) in _FORGOTTEN or graded


def _report(row: Row, years: list[FiscalYear]) -> Finding:
    later = [item for item in row.indicator.targets if item.year > years[-1] and not item.reading.is_missing]
    final_only = len(later) == 1 and len(later) == len(row.indicator.targets)
    actuals = "、".join(
        f"{year.render()} {item.reading.render()}" for year in years if (item := row.indicator.actual(year))
    )
    message = f"実績値はありますが、目標値がありません（{actuals}）。達成率と評価を計算できません。"
    if final_only:
        message = (
            f"目標値が{later[0].year.render()}だけに設定されているため、"
            f"{render_years(years)}の達成率と評価を計算できません。"
        )
    return Finding(
        code=CODE,
        level=Level.INFORMATION if final_only else Level.ODD,
        place=row.place(years[0]),
        message=message,
        remedy="目標値の記入漏れであれば記入し、設定していない場合は「設定なし」と記入してください。",
    )
