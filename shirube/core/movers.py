"""Which rows rose or fell since an earlier year, and how much of it the target and the actual each explain.

Arithmetic only: a cause that nobody wrote down is never named.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.distribution import Distribution
from shirube.core.evaluation import Evaluation, evaluate_situation
from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedPlan, GradedRow, compute_rank


class Move(Struct, frozen=True, kw_only=True):
    """One row in two years. ``before`` and ``after`` are the marks, "" where there is none.

    ``between`` is the grade that the later actual would have had against the earlier target. The change of
    the rate is exactly ``by_actual`` + ``by_target``; all three are None where one of the rates is missing.
    """

    row: GradedRow
    before: str
    after: str
    rate_before: Fraction | None
    rate_after: Fraction | None
    between: str = ""
    by_actual: Fraction | None = None
    by_target: Fraction | None = None

    @property
    def change(self) -> Fraction | None:
        """Change of the rate; None where one of the two is missing."""
        if self.rate_before is None or self.rate_after is None:
            return None
        return self.rate_after - self.rate_before


class Movers(Struct, frozen=True, kw_only=True):
    """All rows between two years: each in exactly one of the four lists.

    ``incomparable`` holds rows with a code or without a grade in one of the years.
    """

    since: FiscalYear
    year: FiscalYear
    better: tuple[Move, ...]
    same: tuple[Move, ...]
    worse: tuple[Move, ...]
    incomparable: tuple[Move, ...]

    @property
    def total(self) -> int:
        """Every row."""
        return len(self.better) + len(self.same) + len(self.worse) + len(self.incomparable)


def compute_movers(graded: GradedPlan, since: FiscalYear, year: FiscalYear) -> Movers:
    """Sort all rows by whether their grade became better or worse, the largest change of rate first."""
    lists: dict[str, list[Move]] = {"better": [], "same": [], "worse": [], "incomparable": []}
    for row in graded.rows:
        move = compute_move(row, since, year)
        before, after = compute_rank(graded.scale, move.before), compute_rank(graded.scale, move.after)
        if before is None or after is None:
            lists["incomparable"].append(move)
        else:
            lists["better" if after < before else "worse" if after > before else "same"].append(move)
    return Movers(
        since=since,
        year=year,
        better=tuple(sorted(lists["better"], key=_by_change, reverse=True)),
        same=tuple(lists["same"]),
        worse=tuple(sorted(lists["worse"], key=_by_change)),
        incomparable=tuple(lists["incomparable"]),
    )


def compute_move(row: GradedRow, since: FiscalYear, year: FiscalYear) -> Move:
    """One row between two years, its change split into the part of the actual and the part of the target."""
    then, now = row.in_year(since), row.in_year(year)
    move = Move(
        row=row,
        before=row.mark(since),
        after=row.mark(year),
        rate_before=row.rate(since),
        rate_after=row.rate(year),
    )
    if then is None or now is None or then.rate is None or now.rate is None:
        return move
    between = evaluate_against_target_of(now, then)
    if between.rate is None:
        return move
    return replace(
        move,
        between=between.mark,
        by_actual=between.rate - then.rate,
        by_target=now.rate - between.rate,
    )


def evaluate_against_target_of(now: Evaluation, then: Evaluation) -> Evaluation:
    """The later actual graded against the earlier target, all else being as it is now."""
    situation = replace(now.situation, target=then.situation.target, total_target=then.situation.total_target)
    return evaluate_situation(situation, now.scale)


def compute_against_targets_of(graded: GradedPlan, since: FiscalYear, year: FiscalYear) -> Distribution:
    """The distribution that one year's actuals would have against the targets of an earlier year."""
    marks: list[str] = []
    for row in graded.rows:
        then, now = row.in_year(since), row.in_year(year)
        marks.append(evaluate_against_target_of(now, then).mark if then and now else "")
    bands = [band.mark for band in graded.scale.bands]
    codes = dict.fromkeys(mark for mark in marks if mark and mark not in bands)
    return Distribution(
        year=year,
        grades=tuple((mark, marks.count(mark)) for mark in bands),
        others=tuple((mark, marks.count(mark)) for mark in codes),
        without=(("比べられない", marks.count("")),) if "" in marks else (),
    )


def _by_change(move: Move) -> Fraction:
    return move.change if move.change is not None else Fraction(0)
