"""The year that figures without one belong to, where the table does not say it of each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import Role
from shirube.readers.cell_years import find_cell_year
from shirube.readers.column_roles import ColumnRole, sample
from shirube.readers.table import Table


def find_evaluated_year(
    table: Table,
    yearly: Sequence[ColumnRole],
    context: FiscalYear | None,
    title_year: FiscalYear | None,
    below: Sequence[str],
) -> FiscalYear | None:
    """The year of the actuals, of a note below the table, of its title, or the only one that is named."""
    actuals = [item for item in yearly if item.role is Role.ACTUAL]
    named = {item.year for item in yearly if item.year and item.role is not Role.FINAL_TARGET}
    of_actuals = {item.year for item in actuals if item.year}
    if len(of_actuals) == 1:
        return of_actuals.pop()
    in_cells = Counter(
        year
        for item in actuals
        if not item.year
        for text in sample(table, item.index)
        if (year := find_cell_year(text, context))
    )
    if in_cells:
        return in_cells.most_common(1)[0][0]
    return _year_of_note(actuals, context, below) or title_year or (named.pop() if len(named) == 1 else None)


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
