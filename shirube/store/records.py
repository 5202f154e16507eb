"""Tables of what happened: the audit record, imports, accepted findings, and drafts not yet sent.

Chaining the audit record belongs to audit_chain.py.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shirube.store.people import Municipality, Person
from shirube.store.plans import PlanRow
from shirube.store.scoping import ScopedManager


class AuditRecord(models.Model):
    """One change of state: who, when, what, from what to what, why. Never changed and never deleted.

    Plain numbers instead of foreign keys: the record outlives what it is about. ``before`` and ``after`` are
    JSON. ``mac`` chains the record to the one before it; triggers of the database refuse changes.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    verb = models.CharField(max_length=60)
    plan_id = models.BigIntegerField(null=True, db_index=True)
    indicator_id = models.BigIntegerField(null=True, db_index=True)
    person_id = models.BigIntegerField(null=True, db_index=True)
    place = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    mac = models.CharField(max_length=64)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "number"], name="audit_number")
        ]


class AuditHead(models.Model):
    """The end of a municipality's chain: how many records and the last code. Locked while one is added."""

    municipality = models.OneToOneField(
        Municipality, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    count = models.PositiveBigIntegerField(default=0)
    mac = models.CharField(max_length=64, default="")


class ImportBatch(models.Model):
    """One table taken in: what it changed, and the plan as it was, so that it can be undone.

    ``before`` is the plan in the exchange format, "" where the import made the plan. ``form_key`` names one
    rendering of the form: sending it twice imports once.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.SET_NULL, null=True, related_name="imports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    file_name = models.TextField()
    file_hash = models.CharField(max_length=64, blank=True)
    before = models.TextField(blank=True)
    changes = models.TextField()
    plan_version = models.PositiveIntegerField()
    undone_at = models.DateTimeField(null=True, blank=True)
    form_key = models.CharField(max_length=64, null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "form_key"], name="import_once")
        ]


class FindingAcceptance(models.Model):
    """A finding that people know and accept, with the reason. It holds for exactly this message:

    as soon as a figure changes the message, the finding is shown again.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="acceptances")
    code = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=64)
    message = models.TextField()
    reason = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "fingerprint"], name="acceptance_once")
        ]


class Draft(models.Model):
    """What a person has typed into one place and not yet sent: never lost by a closed window."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=120)
    text = models.TextField()
    base_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "place"], name="draft_place")]
