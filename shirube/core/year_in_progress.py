"""Which year a plan leads with (最新の年度), and which later one is still being entered (入力中の年度).

The first figure typed for a year must not turn the pages over to it: one indicator of fourteen says nothing
about the plan. When the year is over is not asked here; that would need a clock.
"""

from __future__ import annotations

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Indicator
from shirube.core.plan import Plan
from shirube.core.reading import Missing

# Cells that nobody has filled in yet. Every other word for a missing figure is an answer.
EMPTY = (Missing.NOT_ENTERED, Missing.NOT_DUE)
_OVER = (Missing.STOPPED, Missing.ENDED)


class EntryProgress(Struct, frozen=True):
    """How many of the indicators that owe an actual of a year have one, or a reason for having none."""

    year: FiscalYear
    entered: int
    due: int

    @property
    def has_most(self) -> bool:
        """Whether at least half is there; so is it where nothing is due."""
        return self.entered * 2 >= self.due

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return self.entered == self.due


def is_entered(indicator: Indicator, year: FiscalYear) -> bool:
    """Whether an actual is there, or a reason why there is none: an empty cell is neither."""
    actual = indicator.actual(year)
    return actual is not None and actual.reading.missing not in EMPTY


def compute_entry_progress(plan: Plan, year: FiscalYear) -> EntryProgress:
    """The progress of one year. A printed mark counts as an actual: some tables print nothing else."""
    due = [indicator for indicator in plan.indicators if _is_due(indicator, year)]
    entered = [one for one in due if is_entered(one, year) or _has_mark(one, year)]
    return EntryProgress(year, len(entered), len(due))


def find_leading_year(plan: Plan) -> FiscalYear | None:
    """The latest year with figures of which most are in; the latest with any where no year has most.

    None where nothing has been reported yet.
    """
    latest = plan.current_year
    if latest is None:
        return None
    reported = sorted((year for year in plan.years if year <= latest), reverse=True)
    return next((year for year in reported if _has_most(plan, year)), latest)


def find_year_in_progress(plan: Plan) -> EntryProgress | None:
    """The latest year with figures while less than half of them are in; else None."""
    latest = plan.current_year
    progress = compute_entry_progress(plan, latest) if latest else None
    return None if progress is None or progress.has_most else progress


def _has_most(plan: Plan, year: FiscalYear) -> bool:
    progress = compute_entry_progress(plan, year)
    return progress.entered > 0 and progress.has_most


def _is_due(indicator: Indicator, year: FiscalYear) -> bool:
    """Whether an actual is expected: a target or an earlier figure speaks for it, an end against it."""
    earlier = [item.reading for item in indicator.actuals if item.year < year]
    if any(reading.missing in _OVER for reading in earlier):
        return False
    target = indicator.target(year)
    return (target is not None and not target.reading.is_missing) or any(
        not reading.is_missing for reading in earlier
    )


def _has_mark(indicator: Indicator, year: FiscalYear) -> bool:
    published = indicator.published_in(year)
    return published is not None and bool(published.mark)
