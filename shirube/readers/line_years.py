"""Years of figures that stand beside the years of lines: 基準年度 | 従前値 | R5 | R6 | 目標値 | 目標年度.

Each belongs to the baseline or the goal of its line. Marks without a year are those of the newest figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.line_words import parse_year_cell
from shirube.readers.records import Record
from shirube.readers.stacked_cells import is_nothing

_DATES = (
    (Role.TARGET, late_pattern(r"(?:目標値?|達成)の?(?:年度?|年次|時期)")),
    (
        Role.BASELINE,
        late_pattern(r"(?:数値の)?(?:基準値?|現状値?|当初|従前値?|策定時?)の?(?:年度?|年次|時点)"),
    ),
)


class YearsBeside:
    """Asked for the year of a baseline or a goal by its role and its row; ``labels`` head the columns."""

    def __init__(
        self, texts: Sequence[Sequence[str]], lines: Sequence[int], labels: Mapping[int, str]
    ) -> None:
        self._texts = texts
        self._columns = {
            role: column
            for role, pattern in _DATES
            for column, text in labels.items()
            if pattern.fullmatch("".join(text.split())) and _hold_years(texts, lines, column)
        }

    def holds(self, column: int) -> bool:
        """True for a column of such years, which are no figures themselves."""
        return column in self._columns.values()

    def find(self, role: Role, row: int) -> FiscalYear | None:
        """The year in the row for the figures of a role; None where no column says it."""
        column = self._columns.get(Role.TARGET if role is Role.FINAL_TARGET else role)
        return parse_year_cell(self._texts[row][column]) if column is not None else None


def _hold_years(texts: Sequence[Sequence[str]], lines: Sequence[int], column: int) -> bool:
    cells = [text for row in lines if (text := texts[row][column])]
    return bool(cells) and all(map(parse_year_cell, cells))


def find_latest(texts: Sequence[Sequence[str]], records: Iterable[Record]) -> FiscalYear | None:
    """The newest year with an actual; of years to come forms say 「-」. None where no year has one."""
    years = [
        (slot.year, is_nothing(cell.text if cell.text is not None else texts[cell.row][cell.column]))
        for record in records
        for (role, slot), cell in record.yearly.items()
        if role is Role.ACTUAL and slot.year
    ]
    reached = [year for year, is_blank in years if not is_blank]
    return max(reached or [year for year, _ in years], default=None)
