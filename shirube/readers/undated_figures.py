"""Years of figures that stand without one beside actuals of several years, and which of them are a guess.

    項目      目標値  H24    H25    達成度
    貸出冊数  7.5冊   6.9冊  7.6冊  ★★★

The mark is that of the newest actual, and so is the goal it was judged by; a goal of a plan whose title names
its period is that of the period's last year. What a heading, a cell or a row says counts before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import sample
from shirube.readers.cell_years import find_cell_year
from shirube.readers.column_role import ColumnRole
from shirube.readers.evaluated_year import find_noted_year
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_only_period
from shirube.readers.table import Table

_JUDGED = (Role.RATE, Role.MARK)
# 第10次目標: the goal of one edition of a plan that is made anew every few years.
_EDITION = late_pattern(r"第\s?(\d{1,2})\s?[次期]")
_EACH = ("毎年", "各年")


class UndatedFigures:
    """What year a rate, a mark or a goal without one belongs to; remembers what it gave."""

    def __init__(
        self,
        table: Table,
        yearly: Sequence[ColumnRole],
        above: Sequence[str],
        title_year: FiscalYear | None = None,
    ) -> None:
        self.table = table
        self._title_year = title_year
        # Goals by column that are taken for those of the year in which everything was judged.
        self._of_evaluated: dict[int, FiscalYear] = {}
        self.yearly = yearly
        self._every = years = {item.year for item in yearly if item.role is Role.ACTUAL and item.year}
        # ※最終評価時は平成24年の調査 says of the actuals alone when they were: a goal beside them is a guess.
        self._noted = None if years else find_noted_year(table, yearly)
        if self._noted:
            self._every = years = {self._noted}
        # 直近値 alone is newer than 中間評価(H19): what was judged is that, and nobody says when it was.
        is_newer = any(item.role is Role.ACTUAL and item.latest and item.year is None for item in yearly)
        self.latest = None if is_newer else max(years, default=None)
        self._measured: FiscalYear | None = None
        self.assumed: dict[tuple[Role, FiscalYear], None] = {}
        self.goals: dict[int, FiscalYear] = {}
        self._shared: dict[int, FiscalYear | None] = {}
        # The years that the cells of a column state: asked for each of its rows, found once.
        self._stated: dict[int, list[FiscalYear]] = {}
        period = find_only_period(above) if years else None
        # 計画期間 平成28年度～平成32年度: no goal is of 平成27年度, whatever was reached then.
        self._begins = period[0] if period and self.latest and self.latest < period[0] else None
        self._newest = self._find_newest_edition() if self._begins else None
        is_dated = len(years) > 1 or self._begins or self._noted
        self.period_end = self._find_period_end(period) if is_dated else None
        self._told = self._find_told(above)

    def _find_period_end(self, period: tuple[FiscalYear, FiscalYear] | None) -> FiscalYear | None:
        """The last year of the only period that the lines above name, unless actuals are newer."""
        return period[1] if period and self.latest and period[1] >= self.latest else None

    def _find_told(self, above: Sequence[str]) -> tuple[int, FiscalYear] | None:
        """The only goal without a year, and the year that a line gives to all goals: 目標年度：令和7年度."""
        aims = [item for item in self.yearly if item.role in AIMS]
        open_ = [item for item in aims if item.year is None and not item.undated]
        grid, below = self.table.grid, self.table.below
        lines = (
            [*above, *(" ".join(filled_cells(grid.rows[row])) for row in below)] if len(open_) == 1 else []
        )
        if not any("目標" in line and any(map(str.isdigit, line)) for line in lines):
            return None
        from shirube.readers.goal_sentences import find_told_goal_year

        year = find_told_goal_year(lines)
        return (open_[0].index, year) if year and year not in {item.year for item in aims} else None

    def give(self, role: Role) -> FiscalYear | None:
        """The year of a rate, mark or difference: that of the newest actual, years yet to come left out."""
        year = self._find_measured() if self.latest is not None else None
        if year is not None:
            self.assumed[role, year] = None
        return year

    def _find_measured(self) -> FiscalYear | None:
        """The newest year of which some row has an actual; that of the last column where none has."""
        if self._measured is None:
            years = sorted(self._every, reverse=True)
            self._measured = next(filter(self._is_measured, years), self.latest)
        return self._measured

    def _is_measured(self, year: FiscalYear) -> bool:
        return any(
            parse_reading(text).missing is None
            for item in self.yearly
            if item.role is Role.ACTUAL and item.year == year
            for text in sample(self.table, item.index)
        )

    def give_goal(self, item: ColumnRole, of_actual: FiscalYear | None = None) -> FiscalYear | None:
        """The year of a goal, None where nothing speaks for one; other goals with years leave it open.

        ``of_actual`` is the year that a column beside the figures of its row states for the actual.
        """
        if self._told and item.index == self._told[0]:
            return self._told[1]
        is_lone = sum(one.role in AIMS for one in self.yearly) == 1 or item.index == self._newest
        if item.role not in AIMS or not is_lone:
            return None
        is_judged = item.role is Role.TARGET and any(one.role in _JUDGED for one in self.yearly)
        latest = of_actual or self.latest
        year = self._find_shared(item) or self.period_end or (latest if is_judged else None)
        if year is not None:
            self.assumed[Role.TARGET, year] = None
            self.goals[item.index] = year
        return year

    def of_evaluated(self, item: ColumnRole, year: FiscalYear | None) -> FiscalYear | None:
        """The year of the actuals for a figure without one; None for a goal that must be of another."""
        if self.is_taken(item, year):
            return None
        if year and item.role in AIMS and year != self._title_year:
            self._of_evaluated[item.index] = year
        return year

    def is_taken(self, item: ColumnRole, year: FiscalYear | None) -> bool:
        """True for a goal without a year beside that of the year: 最終目標値 | 令和6年度目標."""
        if item.role not in AIMS:
            return False
        if (self._begins and year and year < self._begins) or (self._told and item.index == self._told[0]):
            return True
        if self._noted and self._noted == year:
            return True
        others = [one for one in self.yearly if one.index != item.index and one.role in AIMS]
        return any(one.year == year and not one.part for one in others if one.year) or self._is_sooner(
            item, year
        )

    def _find_newest_edition(self) -> int | None:
        """The column of 第10次目標 beside 第9次目標, of the period yet to come; None for other goals."""
        aims = [one for one in self.yearly if one.role in AIMS and one.year is None]
        editions = {
            int(match[1]): one.index for one in aims if (match := _EDITION.search(fold_width(one.title)))
        }
        return editions[max(editions)] if editions and len(editions) == len(aims) else None

    def _is_sooner(self, item: ColumnRole, year: FiscalYear | None) -> bool:
        """True where every goal of the column that states its year is of a later one: 30%(R2)."""
        own = self._years_in(item)
        return year is not None and bool(own) and min(own) > year

    def _years_in(self, item: ColumnRole) -> list[FiscalYear]:
        if item.index not in self._stated:
            texts = sample(self.table, item.index)
            self._stated[item.index] = [year for text in texts if (year := find_cell_year(text))]
        return self._stated[item.index]

    def _find_shared(self, item: ColumnRole) -> FiscalYear | None:
        """The year that other cells of the column state, where all of them state the same: 95%(R7)."""
        if item.index not in self._shared:
            years = self._years_in(item)
            self._shared[item.index] = years[0] if len(years) > 1 and len(set(years)) == 1 else None
        return self._shared[item.index]

    def every_year(
        self, item: ColumnRole, text: str, each: tuple[FiscalYear, ...] | None = None
    ) -> tuple[FiscalYear, ...]:
        """The years of the actuals for 「毎年30回」, which is promised in each; none for any other cell.

        ``each`` is not None where another column says so (目標年度 毎年度): the years of the row alone.
        """
        is_open = item.role in AIMS and item.year is None and not item.part
        says_so = each is not None or text.startswith(_EACH)
        if not is_open or not says_so or parse_reading(text).quantity is None:
            return ()
        return tuple(sorted(self._every - self._find_start(item))) or each or ()

    def _find_start(self, item: ColumnRole) -> set[FiscalYear]:
        """The year of the one actual left of a goal, of 24年度実績 | 目標 | 25年度 | 26年度."""
        actuals = [one for one in self.yearly if one.role is Role.ACTUAL and one.year]
        before = {one.year for one in actuals if one.index < item.index and one.year}
        behind = {one.year for one in actuals if one.index > item.index and one.year}
        is_start = len(before) == 1 and len(behind) > 1 and max(before) < min(behind)
        return before if is_start else set()

    def settles_baseline(self) -> bool:
        """True where no actual is the baseline: a goal was dated by them, or a person says what they are."""
        stated = self.table.stated
        dated = [item for item in self.yearly if item.index in self.goals]
        return any(not self._find_start(item) for item in dated) or any(
            item.role is Role.ACTUAL and item.year and item.index in stated for item in self.yearly
        )

    def describe(self) -> Iterator[Finding]:
        """That a goal was dated, which is to be looked at where nobody judged the actuals by it."""
        is_judged = any(item.role in _JUDGED for item in self.yearly)
        for index, year in self._of_evaluated.items():
            title = next(item.title for item in self.yearly if item.index == index)
            yield Finding(
                code="goal-of-evaluated-year",
                level=Level.INFORMATION if is_judged else Level.ODD,
                place=self.table.grid.place(self.table.top, index),
                message=f"「{title}」に年度がないため、実績値と同じ{year.render()}の目標値とみなしました。",
                remedy="計画の最終年度などの目標値であれば、見出しに「目標値(令和8年度)」のように年度を記入してください。",
            )
        for index, year in self.goals.items():
            title = next(item.title for item in self.yearly if item.index == index)
            reason = "表題の期間の最後の年度" if year == self.period_end else "最も新しい実績の年度"
            reason = "同じ列のほかの値に書かれた年度" if year == self._shared.get(index) else reason
            yield Finding(
                code="goal-dated",
                level=Level.ODD,
                place=self.table.grid.place(self.table.top, index),
                message=f"「{title}」に年度がないため、{reason}（{year.render()}）の目標値とみなしました。",
                remedy="違う場合は、見出しに「目標値(令和8年度)」のように年度を記入してください。",
            )
