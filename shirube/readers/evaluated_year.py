"""The year that figures without one belong to, where the table does not say it of each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import sample
from shirube.readers.cell_years import find_cell_year
from shirube.readers.column_role import ColumnRole
from shirube.readers.grid_rows import filled_cells
from shirube.readers.line_words import parse_year_cell
from shirube.readers.row_dates import RowDates
from shirube.readers.surroundings import is_note
from shirube.readers.table import Table

_REACHED = (Role.ACTUAL, Role.RATE, Role.MARK)
# What follows the year and month of such a day.
_STATED_DAY = late_pattern(
    r"[年.]?\s*+(?:\d{1,2}\s*+[月.]\s*+)?(?:\d{1,2}日?|末日?)?\s*+(?:現在|時点)(?:の(?:実績|数値|値|状況).{0,6})?"
)

# A form that says when it was judged: 事後評価実施時期 | 平成28年度.
_JUDGED_AT = late_pattern(r"(?:事後|中間|最終|内部)?評価の?(?:実施)?(?:時期|年度|時点)")


def find_evaluated_year(
    table: Table,
    yearly: Sequence[ColumnRole],
    context: FiscalYear | None,
    title_year: FiscalYear | None,
    below: Sequence[str],
    *,
    dates: RowDates,
) -> FiscalYear | None:
    """The year of the actuals, of a note below the table, of its title, or the only one that is named."""
    actuals = [item for item in yearly if item.role is Role.ACTUAL]
    named = {item.year for item in yearly if item.year and item.role is not Role.FINAL_TARGET}
    of_actuals = {item.year for item in actuals if item.year}
    # 直近値 beside 中間評価(H19) is newer than that: it has a year of its own, which may be said elsewhere.
    is_newer = any(item.latest and item.year is None for item in actuals)
    if len(of_actuals) == 1 and not is_newer:
        return of_actuals.pop()
    if title_year and _is_of_paper(title_year, yearly, actuals):
        # 令和6年度 評価シート over figures that end with R5 says when they were judged.
        title_year = max(of_actuals)
    open_ = [text for item in actuals if not item.year for text in sample(table, item.index)]
    in_cells = Counter(year for text in open_ if (year := find_cell_year(text, context)))
    # 75(H25) among figures without a year says that it alone is not of the year of the title.
    if in_cells and (title_year is None or in_cells.total() * 2 > len(open_)):
        return in_cells.most_common(1)[0][0]
    notes = _find_notes(table)
    found = _year_of_note(actuals, context, [*notes, *below]) or title_year or _year_of_judging(table)
    return (
        found
        or (named.pop() if len(named) == 1 and not is_newer else None)
        or _year_of_day(actuals, [*_last_lines(table), *below])
        or (None if named or is_newer else dates.end_of_project)
    )


def _is_of_paper(year: FiscalYear, yearly: Sequence[ColumnRole], actuals: Sequence[ColumnRole]) -> bool:
    """True for a year behind that of every actual, of which the table holds no figure."""
    return (
        bool(actuals)
        and all(item.year is not None and item.year < year for item in actuals)
        and all(item.year != year for item in yearly)
    )


def find_noted_year(table: Table, yearly: Sequence[ColumnRole]) -> FiscalYear | None:
    """The year that nothing but a note says, and of the actuals alone: ※最終評価時は平成24年の調査."""
    actuals = [item for item in yearly if item.role is Role.ACTUAL]
    below = [" ".join(filled_cells(table.grid.rows[row])) for row in table.below]
    return _year_of_note(actuals, None, [*_find_notes(table), *_last_lines(table), *below])


def _find_notes(table: Table) -> list[str]:
    above = [" ".join(filled_cells(table.grid.rows[row])) for row in table.above]
    return [line for line in above if is_note(line)]


def describe_year_of_goal(
    table: Table,
    yearly: Sequence[ColumnRole],
    year: FiscalYear | None,
    title_year: FiscalYear | None,
    dates: RowDates,
) -> Iterator[Finding]:
    """That figures without a year were given that of the only goal: 目標値(R12) | 実績値 | 評価.

    It may be the last year of the plan, and they those of today.
    """
    named = [item for item in yearly if item.year]
    open_ = [item for item in yearly if item.role in _REACHED and not item.year]
    # Rows may date their figures, and so their marks, in a column of their own.
    open_ = [item for item in open_ if not any(dates.own_year(item, row) for row in table.body)]
    is_of_goal = bool(named) or year == dates.end_of_project
    if not open_ or not is_of_goal or year is None or year == title_year:
        return
    if any(item.role is not Role.TARGET or item.year != year for item in named):
        return
    if any(find_cell_year(text) for item in open_ for text in sample(table, item.index)):
        return
    titles = "、".join(f"「{item.title}」" for item in open_[:3])
    yield Finding(
        code="year-of-goal",
        level=Level.ODD,
        place=table.grid.place(table.top, open_[0].index),
        message=f"{titles}に年度がないため、目標値の年度（{year.render()}）の値とみなしました。",
        remedy="違う場合は、見出しか表題に「実績値(令和5年度)」のように年度を記入するか、"
        "読み取り設定（--layout）の year に年度を指定してください。",
    )


def _year_of_judging(table: Table) -> FiscalYear | None:
    """The year beside a label above the table that says when all was judged."""
    lines = [filled_cells(table.grid.rows[row]) for row in table.above]
    years = {
        parse_year_cell(value)
        for cells in lines
        for label, value in pairwise(cells)
        if _JUDGED_AT.fullmatch("".join(label.split()))
    }
    return years.pop() if len(years) == 1 else None


def _last_lines(table: Table) -> list[str]:
    """Lines of one cell at the end of the rows, of which a text file does not say that they stand below."""
    lines = [filled_cells(table.grid.rows[row]) for row in table.body[-2:]]
    return [cells[0] for cells in lines if len(cells) == 1]


def _year_of_day(actuals: Sequence[ColumnRole], below: Sequence[str]) -> FiscalYear | None:
    """The year of the day that a line below states for all figures: (平成28年3月末時点), ※R7.3.31現在."""
    if not actuals:
        return None
    years = set()
    for text in below:
        body = fold_width(text).strip("※*注 ()[]【】。")
        mention = next(iter(find_fiscal_years(body)), None)
        if mention and mention.start == 0 and _STATED_DAY.fullmatch(body[mention.end :]):
            years.add(mention.year)
    return years.pop() if len(years) == 1 else None


def _year_of_note(
    actuals: Sequence[ColumnRole], context: FiscalYear | None, below: Sequence[str]
) -> FiscalYear | None:
    """The year that a note below names for the column of actuals: ※最終評価時は平成24年の調査."""
    for item in actuals:
        for text in below:
            body = fold_width(text).lstrip("※*注0123456789) ")
            if item.title and body.startswith(fold_width(item.title)):
                years = {mention.year for mention in find_fiscal_years(text, context)}
                if len(years) == 1:
                    return years.pop()
    return None
