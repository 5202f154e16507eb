"""The versions of a plan's rule as they were set: which, when, by whom and why.

Which version judges which year is left to core/scale_versions.py.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from shirube.core.scale import Scale
from shirube.store.access import Access
from shirube.store.plans import ScaleRow
from shirube.store.records import AuditRecord
from shirube.store.remainder import decode_value


@dataclass(frozen=True, slots=True)
class ScaleVersion:
    """One version. ``number`` counts from 1; ``by`` and ``reason`` are "" where a table brought the rule."""

    number: int
    scale: Scale
    at: datetime
    by: str = ""
    reason: str = ""


def list_scale_versions(access: Access, plan: int) -> list[ScaleVersion]:
    """Every version of the rule of a plan in sight, newest first: two statements."""
    rows = ScaleRow.objects.of(access.municipality).filter(plan__in=access.find_plans(), plan=plan)
    records = AuditRecord.objects.of(access.municipality).filter(plan_id=plan, verb="scale.set")
    told = [(json.loads(item.after).get("評価基準"), item) for item in records.order_by("number")]
    found = []
    for number, row in enumerate(rows.order_by("position"), start=1):
        version = ScaleVersion(number, decode_value(Scale, row.scale), row.created_at)
        held = json.loads(row.scale)
        at = next((place for place, (scale, _) in enumerate(told) if scale == held), None)
        if at is not None:
            # One version may be set again later: each record tells of one row only.
            record = told.pop(at)[1]
            version = ScaleVersion(number, version.scale, record.at, record.actor_name, record.reason)
        found.append(version)
    return found[::-1]
