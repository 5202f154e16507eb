"""Entering targets and baselines: freely while a plan is drawn up, with a reason once it is in force.

Writing a cell and keeping what it replaced belongs to figures.py, which this decides between.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from shirube.actions.figures import clear_figure, enter_figure, revise_target
from shirube.actions.outcome import NotFound, Refused, require_reason
from shirube.core.fiscal_year import compute_fiscal_year
from shirube.core.reading import Missing
from shirube.store.access import Access, load_access
from shirube.store.people import Person
from shirube.store.plans import FigureRow, IndicatorRow, PlanRow

Kind = FigureRow.Kind
# What an import writes where a table has an empty cell, and what says that there is no target yet.
NOTHING_YET = frozenset(
    reason.name.lower()
    for reason in (
        Missing.NOT_ENTERED,
        Missing.NOT_DUE,
        Missing.UNSTATED,
        Missing.NO_TARGET,
        Missing.NO_BASELINE,
    )
)


@transaction.atomic
def enter_target(
    *, indicator: int, kind: str, year: int | None, text: str, version: int, reason: str, by: Person
) -> FigureRow | None:
    """Puts a target or the baseline into its cell; empty text empties it again (None).

    A target in force is revised, which keeps the old one and needs a reason; so does a baseline, whose reason
    becomes its note. Raises Refused where that reason is lacking or a cell in force would be emptied.
    """
    access = load_access(by)
    row = access.find_indicators().select_related("plan").filter(pk=indicator).first()
    if row is None or kind not in (Kind.TARGET, Kind.BASELINE):
        raise NotFound
    access.require("enter_target")
    current = _find_cell(access, row, kind, year)
    if not is_in_force(row.plan, current):
        return _enter_freely(row, current, kind=kind, year=year, text=text, version=version, by=by)
    if not text.strip():
        raise Refused(
            "定められている値は空欄にできません。値がなくなったときは「対象なし」などの理由を入力してください。"
        )
    require_reason(reason, "定められている値を変えるには、改定の理由を入力してください。")
    if kind == Kind.TARGET and year is not None:
        return revise_target(indicator=indicator, year=year, text=text, version=version, reason=reason, by=by)
    return enter_figure(
        indicator=indicator, kind=kind, year=year, text=text, version=version, note=reason, by=by
    )


def is_in_force(plan: PlanRow, cell: FigureRow | None) -> bool:
    """Whether a target or baseline has been promised: it says something, and its plan has begun.

    A plan begins with its first year; one that does not state its years, with its first actual.
    """
    if cell is None or cell.missing in NOTHING_YET:
        return False
    if plan.first_year is not None:
        return plan.first_year <= find_this_year()
    actuals = FigureRow.objects.of(plan.municipality_id).filter(plan=plan, kind=Kind.ACTUAL)
    return actuals.exclude(missing__in=NOTHING_YET).exists()


def find_this_year() -> int:
    """The fiscal year of today."""
    return compute_fiscal_year(timezone.localdate()).start


def _enter_freely(
    row: IndicatorRow,
    current: FigureRow | None,
    *,
    kind: str,
    year: int | None,
    text: str,
    version: int,
    by: Person,
) -> FigureRow | None:
    if text.strip():
        return enter_figure(indicator=row.pk, kind=kind, year=year, text=text, version=version, by=by)
    if current is not None:
        clear_figure(
            indicator=row.pk, kind=kind, year=year, version=version, reason="策定中の値の取消し", by=by
        )
    return None


def _find_cell(access: Access, row: IndicatorRow, kind: str, year: int | None) -> FigureRow | None:
    rows = FigureRow.objects.of(access.municipality).filter(indicator=row, kind=kind)
    return rows.first() if kind == Kind.BASELINE else rows.filter(year=year).first()
