"""Rows a committee will ask about that have no answer yet: low, fallen, or far above, without any text."""

from __future__ import annotations

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedPlan, GradedRow, compute_rank, find_reached_band
from shirube.core.movers import Movers
from shirube.core.tags import find_status


class Unexplained(Struct, frozen=True):
    """One row and why a reason will be asked for: 評価が下がった, 目標に届いていない, 目標を大きく上回る."""

    row: GradedRow
    mark: str
    reasons: tuple[str, ...]


def compute_unexplained(
    graded: GradedPlan, year: FiscalYear, movers: Movers | None
) -> tuple[Unexplained, ...]:
    """Rows of a year that call for a reason and have no text on status or issues."""
    fallen = {id(move.row) for move in movers.worse} if movers else set()
    found = []
    for row in graded.rows:
        reasons = _find_reasons(graded, row, year, is_fallen=id(row) in fallen)
        if reasons and not _has_text(row, year):
            found.append(Unexplained(row, row.mark(year), reasons))
    return tuple(found)


def _find_reasons(
    graded: GradedPlan, row: GradedRow, year: FiscalYear, *, is_fallen: bool
) -> tuple[str, ...]:
    rank, reached = compute_rank(graded.scale, row.mark(year)), find_reached_band(graded.scale)
    line = compute_rank(graded.scale, reached.mark) if reached else None
    reasons = ["評価が下がった"] if is_fallen else []
    if rank is not None and line is not None and rank > line:
        reasons.append("目標に届いていない")
    # Committees ask for the cause of a large success, too; only where a band lies above that of 100 %.
    if rank is not None and line is not None and rank < line:
        reasons.append("目標を大きく上回る")
    return tuple(reasons)


def _has_text(row: GradedRow, year: FiscalYear) -> bool:
    status = find_status(row, year)
    return status is not None and bool(status.narrative.strip() or status.issues)
