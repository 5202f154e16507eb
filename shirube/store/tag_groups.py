"""Issue tags that a plan counts together (課題のまとめ), as its officers put them together.

A plan without groups of its own uses those shipped with the package; what a group counts is left to
core/tags.py.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from typing import ClassVar

from django.db import models

from shirube.core.tags import TagGroup
from shirube.store.people import Municipality
from shirube.store.plans import PlanRow
from shirube.store.scoping import ScopedManager


class TagGroupRow(models.Model):
    """One group of a plan; ``tags`` are a JSON list, word for word as they stand in the texts."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="tag_groups")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    tags = models.TextField()

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "name"], name="tag_group_name")]


def load_tag_groups_of(municipality: int, plans: Collection[int]) -> dict[int, tuple[TagGroup, ...]]:
    """The groups of some plans, in their order, with one statement; plans without any are left out."""
    found: dict[int, list[TagGroup]] = defaultdict(list)
    for row in TagGroupRow.objects.of(municipality).filter(plan__in=list(plans)).order_by("position"):
        found[row.plan_id].append(TagGroup(name=row.name, tags=tuple(json.loads(row.tags))))
    return {plan: tuple(groups) for plan, groups in found.items()}


def save_tag_groups(row: PlanRow, groups: Collection[TagGroup]) -> None:
    """Makes these the groups of a plan, in this order; none leaves the plan with the shipped ones."""
    TagGroupRow.objects.of(row.municipality_id).filter(plan=row).delete()
    TagGroupRow.objects.bulk_create(
        TagGroupRow(
            municipality_id=row.municipality_id,
            plan=row,
            position=position,
            name=group.name,
            tags=json.dumps(list(group.tags), ensure_ascii=False),
        )
        for position, group in enumerate(groups)
    )
