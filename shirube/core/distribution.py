"""How the grades of one year are spread (分布), always with the number behind it, and how the rates lie.

Grouping the rows first belongs to grouping.py; condensing them to one grade to rollup.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from statistics import median

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.formulas import FORMULAS, Measure
from shirube.core.graded_plan import GradedPlan, GradedRow, compute_rank, find_reached_band
from shirube.core.reading import Missing
from shirube.core.scale import Scale
from shirube.core.shares import Shares, compute_shares

# Shares of the target of the year, 100 % being reached in all of them: these may be averaged together.
SHARES_OF_TARGET = frozenset({"ratio", "inverse_ratio", "difference_ratio", "signed_ratio"})


class Distribution(Struct, frozen=True, kw_only=True):
    """Counts of one year. ``grades`` are the bands from the best down, zeros kept; ``others`` codes.

    ``without`` counts rows that have no mark, by the reason in words. Every row is counted exactly once.
    """

    year: FiscalYear
    grades: tuple[tuple[str, int], ...]
    others: tuple[tuple[str, int], ...] = ()
    without: tuple[tuple[str, int], ...] = ()

    @property
    def graded(self) -> int:
        """評価対象: rows with a grade of the rule."""
        return sum(count for _, count in self.grades)

    @property
    def total(self) -> int:
        """Every row there is, graded or not."""
        return self.graded + sum(count for _, count in (*self.others, *self.without))

    @property
    def shares(self) -> Shares | None:
        """Shares of the grades in the graded rows, adding to 100.0; None where nothing is graded."""
        return compute_shares([count for _, count in self.grades])

    def count(self, mark: str) -> int:
        """Rows with one grade."""
        return dict(self.grades).get(mark, 0)

    def count_from(self, mark: str) -> int:
        """Rows with this grade or a better one."""
        marks = [known for known, _ in self.grades]
        return sum(count for _, count in self.grades[: marks.index(mark) + 1]) if mark in marks else 0

    def render(self) -> str:
        """「S 1、A 2、B 6、C 5（評価対象 14 / 全 14）」; reasons for the rest follow where there are any."""
        counts = "、".join(f"{mark} {count}" for mark, count in (*self.grades, *self.others))
        reasons = "、".join(f"{reason} {count}" for reason, count in self.without)
        rest = f"。評価なし：{reasons}" if reasons else ""
        return f"{counts}（評価対象 {self.graded} / 全 {self.total}{rest}）"


class RateSummary(Struct, frozen=True, kw_only=True):
    """The rates of one year: exact mean and median, how many rows have one, how many met their target.

    ``reached`` is asked of target and actual themselves and not of the rate, so that it holds for every
    formula. Mean and median are None where no row has a rate, or where ``refusal`` says why not.
    """

    year: FiscalYear
    known: int
    total: int
    mean: Fraction | None
    median: Fraction | None
    reached: int
    refusal: str = ""


def compute_distribution(rows: Sequence[GradedRow], scale: Scale, year: FiscalYear) -> Distribution:
    """Count the grades of some rows in one year."""
    marks = Counter(row.mark(year) for row in rows)
    # Without a rule of bands the grades are those that were published, in the order met.
    bands = [band.mark for band in scale.bands] or [mark for mark in marks if mark]
    reasons = Counter(render_reason(row, year) for row in rows if not row.mark(year))
    return Distribution(
        year=year,
        grades=tuple((mark, marks[mark]) for mark in bands),
        others=tuple((mark, count) for mark, count in marks.items() if mark and mark not in bands),
        without=tuple(reasons.most_common()),
    )


def compute_history(graded: GradedPlan, years: Iterable[FiscalYear]) -> tuple[Distribution, ...]:
    """The distribution of the whole plan in each of several years."""
    return tuple(compute_distribution(graded.rows, graded.scale, year) for year in years)


def render_reason(row: GradedRow, year: FiscalYear) -> str:
    """Why a row has no mark in a year, as a short word for counting: 未公表, 目標設定なし, 計算不能."""
    evaluation = row.in_year(year)
    if evaluation is None:
        return Missing.NO_TARGET.value
    if evaluation.missing:
        return evaluation.missing.value
    return "計算不能" if evaluation.undefined else "当てはまる評価区分なし"


def compute_rate_summary(rows: Sequence[GradedRow], year: FiscalYear) -> RateSummary:
    """Mean, median and the number of reached targets of some rows in one year."""
    known = [(row, rate) for row in rows if (rate := row.rate(year)) is not None]
    rates = [rate for _, rate in known]
    refusal = find_no_common_meaning([row for row, _ in known], year)
    usable = bool(rates) and not refusal
    return RateSummary(
        year=year,
        known=len(rates),
        total=len(rows),
        mean=sum(rates, Fraction(0)) / len(rates) if usable else None,
        median=Fraction(median(rates)) if usable else None,
        reached=sum(row.met(year) is True for row in rows),
        refusal=refusal,
    )


def find_no_common_meaning(rows: Sequence[GradedRow], year: FiscalYear) -> str:
    """Why the rates of some rows must not be averaged, as a Japanese sentence; "" where they may be.

    A share of the way from the baseline and a share of the target are different things with one unit.
    """
    found = {evaluation.formula for row in rows if (evaluation := row.in_year(year))}
    if any(FORMULAS[name].measure is Measure.NUMBER for name in found if name):
        return "目標との差は指標ごとに単位が異なり、平均しても意味がないため、計算しません。"
    if len(found) <= 1 or found <= SHARES_OF_TARGET:
        return ""
    return "達成率の計算式が指標によって異なり、平均しても意味がないため、計算しません。"


def find_always_best(graded: GradedPlan, years: Sequence[FiscalYear]) -> tuple[GradedRow, ...]:
    """Rows with the best grade in every year: one can lift a mean by itself, so both means are shown."""
    return tuple(
        row
        for row in graded.rows
        if years and all(compute_rank(graded.scale, row.mark(year)) == 0 for year in years)
    )


def count_reached(distribution: Distribution, scale: Scale) -> tuple[str, int] | None:
    """「A以上」and its count: the band that holds 100 % and all better ones; None without such a band."""
    band = find_reached_band(scale)
    return (band.mark, distribution.count_from(band.mark)) if band else None
