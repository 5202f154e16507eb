"""Ranking the rows by how far they are from the target (乖離の順位): worst first, or best first."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedPlan, GradedRow


class Ranked(Struct, frozen=True):
    """One row with its place; rows with the same rate share a place, as in a sports table."""

    place: int
    row: GradedRow
    rate: Fraction
    mark: str


def compute_ranking(graded: GradedPlan, year: FiscalYear, *, best_first: bool = False) -> tuple[Ranked, ...]:
    """Every row with a rate in a year, by exact rate; equal ones in printed order."""
    rated = [(rate, row) for row in graded.rows if (rate := row.rate(year)) is not None]
    rated.sort(key=lambda item: item[0], reverse=best_first)
    ranked: list[Ranked] = []
    for position, (rate, row) in enumerate(rated, start=1):
        place = ranked[-1].place if ranked and ranked[-1].rate == rate else position
        ranked.append(Ranked(place, row, rate, row.mark(year)))
    return tuple(ranked)
