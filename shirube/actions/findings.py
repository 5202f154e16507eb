"""Accepting a finding with a reason (確認済み), and taking that back."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils import timezone

from shirube.actions import audit, reach
from shirube.actions.outcome import NotFound, require_reason
from shirube.core.finding import Finding
from shirube.store.access import load_access
from shirube.store.people import Person
from shirube.store.records import FindingAcceptance


def fingerprint(finding: Finding) -> str:
    """Tells findings apart by all they say: a figure that changes makes another finding of it."""
    year = finding.place.year.start if finding.place.year else ""
    text = "\0".join((finding.code, finding.place.indicator, str(year), finding.message))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def accept_finding(
    *, plan: int, finding: Finding, reason: str, by: Person, indicator: int | None = None
) -> FindingAcceptance:
    """Marks a finding of a plan as known and accepted; it then stands among the accepted ones.

    ``indicator`` is the one that the finding is about: those who reach only rows of their own must name it.
    """
    access = load_access(by)
    # Held: nobody removes the plan meanwhile, and this with it.
    row = access.find_plans().select_for_update(of=("self",)).filter(pk=plan).first()
    if row is None:
        raise NotFound
    about = None
    if indicator is not None:
        about = access.find_indicators().select_related("owner").filter(plan=row, pk=indicator).first()
        if about is None:
            raise NotFound
    access.require("accept_finding", about.owner.body_id if about and about.owner else None)
    require_reason(reason, "確認済みとする理由を入力してください。")
    made, created = FindingAcceptance.objects.of(access.municipality).get_or_create(
        plan=row,
        fingerprint=fingerprint(finding),
        defaults={
            "municipality": access.municipality,
            "code": finding.code,
            "message": finding.message,
            "reason": reason,
            "person": by,
            "at": timezone.now(),
        },
    )
    if created:
        audit.record(
            verb="finding.accepted",
            by=by,
            municipality=access.municipality,
            place=finding.place.render(),
            plan=row.pk,
            indicator=about.pk if about else None,
            after={"点検": finding.code, "指摘": finding.message},
            reason=reason,
        )
    return made


@transaction.atomic
def withdraw_acceptance(*, acceptance: int, by: Person) -> None:
    """Shows an accepted finding among the open ones again."""
    access = load_access(by)
    access.require("accept_finding")
    rows = FindingAcceptance.objects.of(access.municipality)
    # Held once the plan is: of two who withdraw it at the same time the second finds nothing any more.
    plan = rows.filter(pk=acceptance).values_list("plan", flat=True).first()
    row = reach.lock_plan(access, plan or 0, "accept_finding")
    found = rows.filter(pk=acceptance).first()
    if found is None:
        raise NotFound
    before = {"点検": found.code, "指摘": found.message, "理由": found.reason}
    found.delete()
    audit.record(
        verb="acceptance.withdrawn",
        by=by,
        municipality=access.municipality,
        place=row.name,
        plan=row.pk,
        before=before,
    )
