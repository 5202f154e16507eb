"""Table of the calendar: by which day the figures of a year are to be entered, for each plan."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shirube.store.access import Access
from shirube.store.people import Municipality
from shirube.store.plans import PlanRow
from shirube.store.scoping import ScopedManager


class Deadline(models.Model):
    """The last day (期限) for entering one year of a plan. ``due_on`` None: it was set and taken back."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="deadlines")
    year = models.SmallIntegerField()
    due_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "year"], name="deadline_cell")]


def find_deadlines(access: Access, years: range) -> dict[tuple[int, int], Deadline]:
    """The deadlines of the plans in sight by plan and year: one statement."""
    rows = Deadline.objects.of(access.municipality).filter(plan__in=access.find_plans())
    found = rows.filter(year__gte=years.start, year__lt=years.stop)
    return {(row.plan_id, row.year): row for row in found}
