"""What the final year still needs (必要ペース): absolutely, against the last year and against the best year.

A total promised in words is in promise.py; what may come of it in projection.py.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedPlan, GradedRow
from shirube.core.indicator import Direction
from shirube.core.yearly_figures import adds_up, collect_steps, compute_final_goal, compute_total


class Pace(Struct, frozen=True, kw_only=True):
    """What one row needs in its final year.

    ``needed`` is the final target itself; where years count together, what each remaining year must add.
    ``last`` and ``best`` are the figures of single years it is held against.
    The ratios are None where that figure is zero or below: no multiple of it gets anywhere.
    ``is_reached`` says that the last figure already meets the final target.
    """

    row: GradedRow
    final_year: FiscalYear
    final_target: Fraction
    last_year: FiscalYear
    needed: Fraction
    last: Fraction
    best: Fraction
    is_reached: bool

    @property
    def gap(self) -> Fraction:
        """Needed minus last, in the unit of the indicator."""
        return self.needed - self.last

    @property
    def ratio_to_last(self) -> Fraction | None:
        """Needed ÷ last: ×2 means twice the last year."""
        return self.needed / self.last if self.last > 0 else None

    @property
    def ratio_to_best(self) -> Fraction | None:
        """Needed ÷ best: above 1, more than has ever been reached under the plan."""
        return self.needed / self.best if self.best > 0 else None


def compute_paces(graded: GradedPlan, year: FiscalYear) -> tuple[Pace, ...]:
    """The pace of every row with a numeric target after ``year`` and an actual by then; hardest first.

    Left out are rows that are over, that have no figures, or that are neither to rise, fall nor keep.
    """
    found = [pace for row in graded.rows if (pace := _compute_pace(row, year))]
    return tuple(sorted(found, key=_hardness, reverse=True))


def _compute_pace(row: GradedRow, year: FiscalYear) -> Pace | None:
    indicator = row.indicator
    if indicator.direction not in (Direction.UP, Direction.DOWN, Direction.KEEP) or not indicator.targets:
        return None
    final_year, goal = indicator.targets[-1].year, compute_final_goal(row)
    steps = collect_steps(row, year)
    if goal is None or not steps or final_year <= year:
        return None
    last_year, last = steps[-1]
    down = indicator.direction is Direction.DOWN
    so_far, needed = last, goal
    if adds_up(indicator):
        so_far = compute_total(row, year)
        needed = (goal - so_far) / (final_year.start - last_year.start)
    values = [value for _, value in steps]
    return Pace(
        row=row,
        final_year=final_year,
        final_target=goal,
        last_year=last_year,
        needed=needed,
        last=last,
        best=min(values) if down else max(values),
        is_reached=so_far <= goal if down else so_far >= goal,
    )


def _hardness(pace: Pace) -> tuple[bool, Fraction]:
    """Rows with nothing so far are the hardest, then the largest multiple; a fall is turned round."""
    ratio = pace.ratio_to_last
    if ratio is None:
        return (not pace.is_reached, Fraction(0))
    if pace.row.indicator.direction is Direction.DOWN and ratio > 0:
        ratio = 1 / ratio
    return (False, ratio)
