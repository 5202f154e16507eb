"""Named queries for screens: what a person may see, each in a number of statements that rows do not raise.

Each takes the Access of the person. Loading whole plans belongs to load.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shirube.core.roles import PERMISSIONS, Reach, Role, find_reach
from shirube.store.access import Access
from shirube.store.people import Assignment, Body, Municipality, Person, Post
from shirube.store.plans import DecisionRow, FigureRow, IndicatorRow, MarkRow, PlanRow
from shirube.store.records import AuditRecord, Draft, FindingAcceptance, ImportBatch

MOST_RECORDS = 200
# The roles of those who enter figures, and so may own an indicator.
_ANSWERING = [role.name.lower() for role in (Role.RESPONDENT, Role.PLAN_SECRETARIAT)]


def find_plan(access: Access, plan: int) -> PlanRow | None:
    """A plan in sight, None otherwise (answer 404)."""
    return access.find_plans().select_related("owner__body").filter(pk=plan).first()


def list_indicators(access: Access, plan: int, action: str) -> list[IndicatorRow]:
    """The indicators of a plan within reach for an action, in printed order, with who answers for them."""
    rows = access.find_indicators(action).select_related("node", "owner__body")
    return list(rows.filter(plan=plan).order_by("position"))


def list_indicator_ids(access: Access, plan: int, action: str) -> frozenset[int]:
    """The ids of the indicators of a plan within reach for an action."""
    return frozenset(access.find_indicators(action).filter(plan=plan).values_list("pk", flat=True))


def find_kin(access: Access, row: PlanRow) -> tuple[PlanRow | None, list[PlanRow]]:
    """The plan before this one (前期計画) and those after it (次期計画), as far as they are in sight."""
    found = list(access.find_plans().filter(Q(pk=row.predecessor_id) | Q(predecessor=row)).order_by("pk"))
    before = next((item for item in found if item.pk == row.predecessor_id), None)
    return before, [item for item in found if item.predecessor_id == row.pk]


def list_years(row: PlanRow) -> list[int]:
    """Every fiscal year of a plan: those it states, and those with a target, an actual or a mark."""
    figures = FigureRow.objects.of(row.municipality_id).filter(plan=row).exclude(kind="baseline")
    marks = MarkRow.objects.of(row.municipality_id).filter(plan=row)
    found = {year for rows in (figures, marks) for year in rows.values_list("year", flat=True).distinct()}
    if row.first_year is not None and row.last_year is not None:
        found |= set(range(row.first_year, row.last_year + 1))
    return sorted(year for year in found if year is not None)


def find_indicator(
    access: Access, plan: int, indicator: int, action: str = "view_plan"
) -> IndicatorRow | None:
    """An indicator of a plan within reach for an action, None otherwise (answer 404)."""
    rows = access.find_indicators(action).select_related("plan", "node", "owner__body")
    return rows.filter(plan=plan, pk=indicator).first()


def find_missing_actuals(access: Access, year: int) -> QuerySet[IndicatorRow]:
    """The indicators the person should enter and whose actual of a year is not there yet (ホーム)."""
    figures = FigureRow.objects.of(access.municipality).filter(indicator=OuterRef("pk"), year=year)
    entered = figures.filter(kind="actual").exclude(missing__in=["not_entered", "not_due"])
    promised = figures.filter(kind="target").exclude(missing__in=["not_applicable", "no_target", "not_due"])
    rows = access.find_indicators("enter_actual").select_related("plan", "node", "owner__body")
    if not access.can("enter_actual"):
        rows = rows.filter(owner__in=access.posts)
    return rows.filter(~Exists(entered), Exists(promised)).order_by("plan", "position")


def find_decisions_to_approve(access: Access) -> QuerySet[DecisionRow]:
    """Grades that wait for this person's approval; one's own are somebody else's matter."""
    rows = DecisionRow.objects.of(access.municipality).filter(state="proposed")
    reachable = access.find_indicators("approve_grade")
    return (
        rows.filter(indicator__in=reachable)
        .exclude(proposer=access.person)
        .select_related("indicator__node", "plan", "proposer")
    )


# ---- what happened ----


def find_history(
    access: Access,
    *,
    plan: int | None = None,
    indicator: int | None = None,
    person: int | None = None,
    below: int | None = None,
) -> list[AuditRecord]:
    """The audit record, newest first, 200 at a time (``below``: numbers smaller than this).

    Who reaches only rows of an own body sees only what happened to them.
    """
    rows = AuditRecord.objects.of(access.municipality)
    reach = find_reach(access.holdings, "view_history")
    if reach is None:
        return []
    if reach is Reach.OWN:
        rows = rows.filter(indicator_id__in=access.find_indicators("view_history").values("pk"))
    elif not access.can("manage_people"):
        rows = rows.filter(plan_id__isnull=False)
    if plan is not None:
        rows = rows.filter(plan_id=plan)
    if indicator is not None:
        rows = rows.filter(indicator_id=indicator)
    if person is not None:
        rows = rows.filter(Q(actor_id=person) | Q(person_id=person))
    if below is not None:
        rows = rows.filter(number__lt=below)
    return list(rows.order_by("-number")[:MOST_RECORDS])


def find_imports(access: Access, plan: int) -> QuerySet[ImportBatch]:
    """The imports of a plan in sight, newest first."""
    rows = ImportBatch.objects.of(access.municipality).filter(plan__in=access.find_plans("import_plan"))
    return rows.filter(plan=plan).select_related("person").order_by("-pk")


def find_import(access: Access, batch: int) -> ImportBatch | None:
    """An import of a plan in sight, None otherwise (answer 404)."""
    rows = ImportBatch.objects.of(access.municipality).filter(plan__in=access.find_plans("import_plan"))
    return rows.select_related("plan").filter(pk=batch).first()


def find_import_sent(access: Access, form_key: str) -> ImportBatch | None:
    """What one rendering of the form has already done, None before it was sent."""
    rows = ImportBatch.objects.of(access.municipality).filter(plan__in=access.find_plans("import_plan"))
    return rows.filter(form_key=form_key).first()


def list_standing_imports(access: Access, batches: Iterable[int]) -> frozenset[int]:
    """Which of some imports have not been taken back."""
    rows = ImportBatch.objects.of(access.municipality).filter(pk__in=list(batches), undone_at=None)
    return frozenset(rows.values_list("pk", flat=True))


def find_acceptances(access: Access, plan: int) -> dict[str, FindingAcceptance]:
    """The accepted findings of a plan by fingerprint (actions.findings.fingerprint)."""
    rows = FindingAcceptance.objects.of(access.municipality).filter(plan__in=access.find_plans(), plan=plan)
    return {row.fingerprint: row for row in rows.select_related("person")}


def find_drafts(access: Access, plan: int) -> dict[str, Draft]:
    """The person's own drafts in a plan, by place (actions.figures.figure_place, status_place)."""
    rows = Draft.objects.of(access.municipality).filter(person=access.person, plan=plan)
    return {row.place: row for row in rows}


# ---- people ----


def is_shared() -> bool:
    """Whether several municipalities use this server."""
    return Municipality.objects.count() > 1


def find_body(access: Access, body: int) -> Body | None:
    """A body that has not been ended, None otherwise (answer 404)."""
    return Body.objects.of(access.municipality).filter(pk=body, is_active=True).first()


def find_person(access: Access, person: int) -> Person | None:
    """A person of the municipality, disabled ones too, None otherwise (answer 404)."""
    return Person.objects.of(access.municipality).filter(pk=person).first()


def find_post(access: Access, post: int) -> Post | None:
    """A post that has not been ended, None otherwise (answer 404)."""
    posts = Post.objects.of(access.municipality).filter(is_active=True)
    return posts.select_related("body").filter(pk=post).first()


def find_owner(access: Access, post: int | None) -> Post | None:
    """The post that an indicator names as its owner, ended ones too; None where it names none."""
    posts = Post.objects.of(access.municipality).select_related("body")
    return posts.filter(pk=post).first() if post is not None else None


def list_posts(access: Access, *, answering: bool = False) -> list[Post]:
    """The posts there are, by body; with ``answering`` only those that may own an indicator."""
    posts = Post.objects.of(access.municipality).filter(is_active=True).select_related("body")
    return list((posts.filter(role__in=_ANSWERING) if answering else posts).order_by("body", "pk"))


def list_leading_posts(access: Access) -> list[Post]:
    """The posts that may be in charge of a plan (計画所管), by body."""
    leading = {role for role, _ in PERMISSIONS["import_plan"].reach}
    return [post for post in list_posts(access) if post.role_value in leading]


@dataclass(frozen=True, slots=True)
class PostSummary:
    """A post, who holds it now, and how many indicators it owns."""

    post: Post
    people: tuple[Person, ...]
    indicators: int


def list_bodies(access: Access) -> list[tuple[Body, list[PostSummary]]]:
    """Every body with its posts and their holders: four statements."""
    held: dict[int, list[Person]] = defaultdict(list)
    lasting = Assignment.objects.of(access.municipality).filter(until=None).select_related("person")
    for item in lasting.order_by("pk"):
        held[item.post_id].append(item.person)
    owned = {
        item["owner"]: item["n"]
        for item in IndicatorRow.objects.of(access.municipality)
        .order_by()
        .values("owner")
        .annotate(n=Count("pk"))
    }
    posts: dict[int, list[PostSummary]] = defaultdict(list)
    for post in Post.objects.of(access.municipality).filter(is_active=True).select_related("body"):
        posts[post.body_id].append(PostSummary(post, tuple(held[post.pk]), owned.get(post.pk, 0)))
    bodies = Body.objects.of(access.municipality).filter(is_active=True)
    return [(body, posts[body.pk]) for body in bodies]


def list_people(access: Access) -> list[tuple[Person, tuple[Post, ...]]]:
    """Everybody with the posts held now, disabled people last: two statements."""
    held: dict[int, list[Post]] = defaultdict(list)
    lasting = Assignment.objects.of(access.municipality).filter(until=None).select_related("post__body")
    for item in lasting.order_by("pk"):
        held[item.person_id].append(item.post)
    people = Person.objects.of(access.municipality).order_by("-is_active", "name", "pk")
    return [(person, tuple(held[person.pk])) for person in people]


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who was disabled: when, and why."""

    person: Person
    record: AuditRecord | None


def list_leavers(access: Access) -> list[Leaver]:
    """Disabled people with the last record of it: two statements."""
    people = list(Person.objects.of(access.municipality).filter(is_active=False).order_by("name", "pk"))
    records = AuditRecord.objects.of(access.municipality).filter(
        verb="person.disabled", person_id__in=[person.pk for person in people]
    )
    last = {record.person_id: record for record in records.order_by("number")}
    return [Leaver(person, last.get(person.pk)) for person in people]


def list_ended(access: Access) -> list[Body | Post]:
    """Bodies and posts that were ended, the latest first: two statements."""
    bodies = Body.objects.of(access.municipality).filter(is_active=False)
    posts = Post.objects.of(access.municipality).filter(is_active=False).select_related("body")
    found: list[Body | Post] = [*bodies, *posts]
    return sorted(found, key=lambda item: (item.ended_on or date.min, item.pk), reverse=True)


def find_orphans(access: Access) -> QuerySet[IndicatorRow]:
    """Indicators for which nobody answers: without a post, or with one that nobody holds (引継ぎ)."""
    lasting = Assignment.objects.of(access.municipality).filter(post=OuterRef("owner"), until=None)
    rows = access.find_indicators("assign_owner").select_related("plan", "node", "owner__body")
    return rows.filter(Q(owner=None) | ~Exists(lasting)).order_by("plan", "position")
