"""Finding the row that an action is about, within what the person may reach, and holding it until done.

Rows are locked in one order, so that two actions never wait for each other: plan, body, posts by their ids,
people by their ids, municipality, cell, audit head.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import F, QuerySet
from django.utils import timezone

from shirube.actions.outcome import NotFound
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Indicator
from shirube.core.plan import Node, render_indicator_name
from shirube.store.access import Access
from shirube.store.people import Body, Municipality, Person, Post
from shirube.store.plans import IndicatorRow, PlanRow

Row = TypeVar("Row")


def lock_plan(access: Access, plan: int, action: str) -> PlanRow:
    """The plan for an action on the whole of it, locked. Raises NotFound or NotAllowed."""
    row = _require(access.find_plans().select_for_update(of=("self",)).filter(pk=plan).first())
    access.require(action)
    return row


def lock_plans(access: Access, indicators: QuerySet[IndicatorRow]) -> None:
    """Holds the plans of several indicators, in one order."""
    rows = PlanRow.objects.of(access.municipality).select_for_update()
    list(rows.filter(pk__in=indicators.values("plan")).order_by("pk"))


def lock_indicator(access: Access, indicator: int, action: str) -> IndicatorRow:
    """An indicator for an action on one of its cells; its plan is locked and its version raised.

    What the person cannot see is not found; what can be seen but not changed is not allowed.
    """
    seen = access.find_indicators().filter(pk=indicator)
    # First held, then looked at: while one waits, the row may go to another body or be gone.
    _raise_versions(access, pk__in=seen.values("plan"))
    row = _require(seen.select_related("owner", "node").first())
    access.require(action, row.owner.body_id if row.owner else None)
    return row


def lock_body(access: Access, body: int) -> Body:
    """A body in force, locked. Raises NotFound."""
    rows = Body.objects.of(access.municipality).select_for_update()
    return _require(rows.filter(pk=body, is_active=True).first())


def lock_post(access: Access, post: int) -> Post:
    """A post in force, locked: it does not end while it is given something. Raises NotFound."""
    rows = Post.objects.of(access.municipality).select_for_update(of=("self",)).select_related("body")
    return _require(rows.filter(pk=post, is_active=True).first())


def lock_post_among(access: Access, post: int) -> Post:
    """A post in force, locked after its body: meanwhile no other post there gets a name. Raises NotFound."""
    body = Post.objects.of(access.municipality).filter(pk=post).values_list("body", flat=True).first()
    lock_body(access, _require(body))
    return lock_post(access, post)


def lock_person(access: Access, person: int) -> Person:
    """A person of the municipality, disabled ones too, locked. Raises NotFound."""
    rows = Person.objects.of(access.municipality).select_for_update()
    return _require(rows.filter(pk=person).first())


def lock_municipality(access: Access) -> None:
    """Holds what no single row can: that an administrator is left, that a new name is not there yet."""
    # Without the key: whatever names the municipality, which is every other change, does not wait.
    list(Municipality.objects.select_for_update(no_key=True).filter(pk=access.municipality.pk))


def _require(found: Row | None) -> Row:
    if found is None:
        raise NotFound
    return found


def raise_version(plan: int, access: Access) -> None:
    """Marks a plan as changed, which also makes other changes of it wait for the end of this one."""
    _raise_versions(access, pk=plan)


def _raise_versions(access: Access, **which: Any) -> None:
    rows = PlanRow.objects.of(access.municipality).filter(**which)
    rows.update(version=F("version") + 1, changed_at=timezone.now())


def has_changed(current: Any, version: int) -> bool:
    """Whether a cell is no longer as the editor saw it; version 0 means that there was none."""
    found: int = current.version if current else 0
    return found != version


def update_if_unchanged(rows: QuerySet[Any], pk: int, version: int, **values: Any) -> bool:
    """Writes a row only where it still has the version that the editor saw; False where it has not."""
    return bool(rows.filter(pk=pk, version=version).update(version=version + 1, **values))


def render_place(row: IndicatorRow, what: str = "", year: int | None = None) -> str:
    """How the audit record and messages name a cell: 「創業塾（参加者数） 令和6年度 実績値」."""
    name = render_indicator_name((Node(name=row.node.name),), Indicator(key=row.key, name=row.name))
    return " ".join(part for part in (name, FiscalYear(year).render() if year else "", what) if part)
