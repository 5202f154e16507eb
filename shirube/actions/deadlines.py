"""Setting by which day the figures of a year are to be entered (期限)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shirube.actions import audit, reach
from shirube.actions.outcome import Conflict, Refused, Side
from shirube.core.fiscal_year import FiscalYear
from shirube.store.access import load_access
from shirube.store.deadlines import Deadline
from shirube.store.people import Person
from shirube.store.plans import PlanRow

NONE = "（なし）"


@dataclass(frozen=True, slots=True)
class Wish:
    """One cell of the calendar as it was sent: ``version`` is what the sender saw, 0 for none."""

    plan: int
    year: int
    due_on: date | None
    version: int


@transaction.atomic
def set_deadlines(wishes: Iterable[Wish], *, by: Person) -> int:
    """Sets or takes back deadlines, all or none; how many were changed. What already stands is no change.

    Raises Refused for a day that cannot belong to the year, Conflict when somebody was faster.
    """
    access = load_access(by)
    changed = 0
    for wish in sorted(wishes, key=lambda wish: (wish.plan, wish.year)):
        row = reach.lock_plan(access, wish.plan, "set_calendar")
        cells = Deadline.objects.of(access.municipality)
        current = cells.filter(plan=row, year=wish.year).first()
        if (current.due_on if current else None) == wish.due_on:
            continue
        place = _render_place(row, wish.year)
        if reach.has_changed(current, wish.version):
            now = Side(
                _render(current.due_on if current else None), version=current.version if current else 0
            )
            raise Conflict(place=place, current=now, typed=_render(wish.due_on))
        _require_sensible(wish)
        if current is None:
            cells.create(municipality=access.municipality, plan=row, year=wish.year, due_on=wish.due_on)
        else:
            reach.update_if_unchanged(cells, current.pk, wish.version, due_on=wish.due_on)
        audit.record(
            verb="deadline.set",
            by=by,
            municipality=access.municipality,
            place=place,
            plan=row.pk,
            before={"期限": _render(current.due_on if current else None)},
            after={"期限": _render(wish.due_on)},
        )
        changed += 1
    return changed


def _require_sensible(wish: Wish) -> None:
    """Entry of a year may begin within it and must end some day: another day is a slip of the year."""
    if wish.due_on is None:
        return
    first, last = date(wish.year, 4, 1), date(wish.year + 3, 3, 31)
    if not first <= wish.due_on <= last:
        raise Refused(
            f"{FiscalYear(wish.year).render()}の入力の期限は、{first.year}年{first.month}月から{last.year}年"
            f"{last.month}月までの日にしてください。"
        )


def _render_place(row: PlanRow, year: int) -> str:
    return f"{row.name} {FiscalYear(year).render()} 入力の期限"


def _render(due_on: date | None) -> str:
    return due_on.isoformat() if due_on else NONE
