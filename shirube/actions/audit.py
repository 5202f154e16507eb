"""Adding to the audit record, inside the transaction of the change itself.

Checking the record belongs to store/audit_chain.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from shirube.core.fiscal_year import FiscalYear
from shirube.store.access import Access
from shirube.store.audit_chain import Anchor, compute_mac, make_key, write_anchor
from shirube.store.people import Municipality, Person
from shirube.store.plans import IndicatorRow
from shirube.store.records import AuditHead, AuditRecord

Values = Mapping[str, Any]

SYSTEM = "システム"


def record(
    *,
    verb: str,
    by: Person | None,
    municipality: Municipality,
    place: str = "",
    plan: int | None = None,
    indicator: int | None = None,
    person: int | None = None,
    before: Values | None = None,
    after: Values | None = None,
    reason: str = "",
) -> AuditRecord:
    """Adds one record to the municipality's chain; ``by`` is None for the system itself.

    The last thing an action does: the head of the chain stays locked until the transaction ends.
    """
    head = _lock_head(municipality)
    added = AuditRecord(
        municipality=municipality,
        number=head.count + 1,
        at=timezone.now(),
        actor_id=by.pk if by else None,
        actor_name=by.name if by else SYSTEM,
        verb=verb,
        plan_id=plan,
        indicator_id=indicator,
        person_id=person,
        place=place,
        before=_render(before),
        after=_render(after),
        reason=reason,
    )
    added.mac = compute_mac(make_key(settings.SECRET_KEY), head.mac, added)
    added.save(force_insert=True)
    head.count, head.mac = added.number, added.mac
    head.save(update_fields=["count", "mac"])
    anchor = Anchor(municipality.code, added.number, added.mac)

    def note_outside() -> None:
        write_anchor(settings.AUDIT_ANCHOR, anchor)

    # Robust: the change is saved by then. A full disk beside the database is for the log, and no reason to
    # tell a person that nothing was saved.
    transaction.on_commit(note_outside, robust=True)
    return added


def record_indicator(
    access: Access,
    row: IndicatorRow,
    *,
    verb: str,
    place: str,
    before: Values | None = None,
    after: Values | None = None,
    reason: str = "",
) -> AuditRecord:
    """Adds one record about an indicator, by the person who was let reach it."""
    return record(
        verb=verb,
        by=access.person,
        municipality=access.municipality,
        place=place,
        plan=row.plan_id,
        indicator=row.pk,
        before=before,
        after=after,
        reason=reason,
    )


def _lock_head(municipality: Municipality) -> AuditHead:
    heads = AuditHead.objects.select_for_update()
    found = heads.filter(municipality=municipality).first()
    if found is None:
        AuditHead.objects.get_or_create(municipality=municipality)
        found = heads.get(municipality=municipality)
    return found


def _render(values: Values | None) -> str:
    return json.dumps(values, ensure_ascii=False, default=_plain) if values else ""


def _plain(value: object) -> object:
    return value.start if isinstance(value, FiscalYear) else str(value)
