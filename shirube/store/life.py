"""Table of the turns in the life of indicators (指標の経過): ended, moved, split, renamed, carried over.

What a turn did to figures and tree stands in their own tables; here is that it happened, from which year,
why, and what taking it back needs. Doing and undoing belong to actions/life.py.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shirube.store.people import Municipality, Person
from shirube.store.plans import IndicatorRow, PlanRow
from shirube.store.scoping import ScopedManager


class LifeRow(models.Model):
    """One turn. ``year`` is the fiscal year it counts from; ``before`` and ``after`` are names or places.

    ``other`` is the indicator this one came from, ``kept`` JSON for taking the turn back. A turn taken back
    stays on record with its time, and no longer counts.
    """

    class Kind(models.TextChoices):
        """What happened."""

        ENDED = "ended", "終了"
        MOVED = "moved", "移動"
        SPLIT = "split", "分割"
        SPLIT_FROM = "split_from", "分割元"
        RENAMED = "renamed", "名称変更"
        CARRIED = "carried", "前期計画から"

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(IndicatorRow, on_delete=models.CASCADE, related_name="life")
    kind = models.CharField(max_length=12, choices=Kind)
    year = models.SmallIntegerField()
    before = models.TextField(blank=True, default="")
    after = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    other = models.ForeignKey(IndicatorRow, on_delete=models.SET_NULL, null=True, related_name="+")
    kept = models.TextField(blank=True, default="{}")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["plan"], name="life_plan")]
