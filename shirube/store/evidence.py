"""Tables of what people say about an indicator and what they lay before others: comments and attachments.

The files themselves lie beside the database (attachment_files.py). Both hold their indicator: what was said
or proven about it never goes by a side door.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shirube.store.people import Municipality, Person
from shirube.store.plans import IndicatorRow, PlanRow
from shirube.store.scoping import ScopedManager


class Comment(models.Model):
    """One comment on one year of an indicator. ``thread`` is the comment it answers, None for a first one.

    Only first ones are resolved. ``form_key`` names one rendering of the form: sending it twice says it once.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(IndicatorRow, on_delete=models.PROTECT, related_name="comments")
    year = models.SmallIntegerField()
    thread = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    form_key = models.CharField(max_length=64, null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "form_key"], name="comment_once")
        ]


class Attachment(models.Model):
    """A file that proves a figure of one year. ``sha256`` is its content's hash and its name on the disk.

    ``name`` is only shown. A withdrawn one stays on record with the reason and is served to nobody; where
    ``is_erased``, its content is gone as well.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(IndicatorRow, on_delete=models.PROTECT, related_name="attachments")
    year = models.SmallIntegerField()
    name = models.TextField()
    kind = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True, default="")
    is_erased = models.BooleanField(default=False)
    form_key = models.CharField(max_length=64, null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "form_key"], name="attachment_once")
        ]
