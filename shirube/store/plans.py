"""Tables of plans: tree, indicators, figures, printed marks, texts, decided grades, rules.

A row's columns hold what is searched, compared or edited; ``rest`` holds every other field of the core value
in the exchange format, so that a plan saved and loaded is equal. docs/adr/0009 says how figures are kept.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shirube.core.workflow import DecisionState
from shirube.store.people import Municipality, Person, Post
from shirube.store.scoping import ScopedManager


class PlanRow(models.Model):
    """A plan. ``version`` rises with every change of anything in it."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="plans")
    name = models.TextField()
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="plans")
    first_year = models.SmallIntegerField(null=True, blank=True)
    last_year = models.SmallIntegerField(null=True, blank=True)
    # The plan that this one succeeds (前期計画).
    predecessor = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors"
    )
    rest = models.TextField()
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name


class NodeRow(models.Model):
    """A node of a plan's tree, in its place among the children of its parent."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="nodes")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    position = models.PositiveIntegerField()
    name = models.TextField()
    rest = models.TextField(default="{}")

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["position"]


class IndicatorRow(models.Model):
    """An indicator; ``key`` names it within its plan for good, ``owner`` is the post that answers for it."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="indicators")
    # RESTRICT: goes with its plan, but a node that still has indicators is never deleted on its own.
    node = models.ForeignKey(NodeRow, on_delete=models.RESTRICT, related_name="indicators")
    owner = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    position = models.PositiveIntegerField()
    key = models.TextField()
    name = models.TextField(blank=True)
    unit = models.TextField(blank=True)
    rest = models.TextField(default="{}")

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "key"], name="indicator_key")]


class FigureRow(models.Model):
    """One cell: the baseline, or the target or actual of one year.

    A plain figure is ``number`` × 10^-``places`` (exact integers, no floats), else ``missing`` or ``state``
    say what stands there. ``exact`` holds the whole reading in the exchange format where the columns cannot
    (ranges, shares, qualifiers, more than 18 digits); ``past`` what it replaced. ``typed`` is the text as
    somebody typed it, "" for an imported cell; ``text`` the cell as printed.
    """

    class Kind(models.TextChoices):
        """Which of the three figures."""

        BASELINE = "baseline", "基準値"
        TARGET = "target", "目標値"
        ACTUAL = "actual", "実績値"

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(IndicatorRow, on_delete=models.CASCADE, related_name="figures")
    kind = models.CharField(max_length=8, choices=Kind)
    year = models.SmallIntegerField(null=True, blank=True)
    number = models.BigIntegerField(null=True, blank=True)
    places = models.SmallIntegerField(default=0)
    unit = models.TextField(blank=True, default="")
    missing = models.CharField(max_length=20, blank=True, default="")
    state = models.TextField(blank=True, default="")
    standing = models.CharField(max_length=12, blank=True, default="")
    text = models.TextField(blank=True, default="")
    as_of = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    exact = models.TextField(blank=True, default="")
    past = models.TextField(blank=True, default="")
    typed = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "kind", "year"], condition=~Q(kind="baseline"), name="figure_cell"
            ),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(kind="baseline"), name="figure_baseline"
            ),
            models.CheckConstraint(
                condition=Q(kind="baseline") | Q(year__isnull=False), name="figure_has_year"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "kind"], name="figure_plan")]


class MarkRow(models.Model):
    """What the municipality printed for one indicator and year: its mark and its rate, as text."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(IndicatorRow, on_delete=models.CASCADE, related_name="marks")
    year = models.SmallIntegerField()
    mark = models.TextField(blank=True)
    rate = models.TextField(blank=True)
    rest = models.TextField(default="{}")

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["indicator", "year"], name="mark_cell")]


class StatusRow(models.Model):
    """The text on status and issues of one year, in its place among those of its indicator."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(IndicatorRow, on_delete=models.CASCADE, related_name="statuses")
    position = models.PositiveIntegerField()
    year = models.SmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    rest = models.TextField(default="{}")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["position"]


class DecisionRow(models.Model):
    """A grade decided by people for one indicator and year. Only an approved one is part of the plan."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(IndicatorRow, on_delete=models.CASCADE, related_name="decisions")
    year = models.SmallIntegerField()
    mark = models.TextField()
    reason = models.TextField()
    decided_by = models.TextField(blank=True, default="")
    approved_by = models.TextField(blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=[(state.name.lower(), state.value) for state in DecisionState]
    )
    # What the approver answered; not part of the decision itself.
    answer = models.TextField(blank=True, default="")
    proposer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["indicator", "year"], name="decision_cell")]

    @property
    def state_value(self) -> DecisionState:
        """The state as core knows it."""
        return DecisionState[self.state.upper()]


class FactRow(models.Model):
    """What a person answered to a question of the rule (予定どおりか) for one indicator and year."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(IndicatorRow, on_delete=models.CASCADE, related_name="facts")
    year = models.SmallIntegerField()
    question = models.TextField()
    answer = models.TextField()
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "year", "question"], name="fact_cell")
        ]


class ScaleRow(models.Model):
    """A version of the plan's rule in the exchange format; of several the one with the highest position."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="scales")
    position = models.PositiveIntegerField()
    scale = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "position"], name="scale_version")]
