"""Builders of a municipality with people of every role, for tests of store, actions and web."""

from __future__ import annotations

from dataclasses import dataclass

from shirube.actions.people import create_body, create_municipality, create_post, invite_person
from shirube.actions.plans import import_plan
from shirube.core.plan import Plan
from shirube.core.roles import Role
from shirube.store.access import Access, load_access
from shirube.store.load import LoadedPlan, load_plan
from shirube.store.people import Body, Municipality, Person, Post
from shirube.store.plans import PlanRow

# Codes of municipalities; the sixth digit checks the others.
CITY, OTHER_CITY = "132284", "131016"


@dataclass(frozen=True)
class Town:
    """A municipality and somebody of each role; ``respondent`` belongs to the outside body."""

    municipality: Municipality
    administrator: Person
    secretariat: Person
    approver: Person
    respondent: Person
    reviewer: Person
    viewer: Person
    section: Body
    outside: Body
    posts: dict[Role, Post]

    def access(self, person: Person) -> Access:
        return load_access(person)


def build_town(code: str = CITY, name: str = "試験市") -> Town:
    """A municipality with a section (商工課), an outside body (商工会) and one person for each role."""
    admin = create_municipality(code=code, name=name, admin_login="admin", admin_name="管理者").person
    section = create_body(name="商工課", by=admin)
    outside = create_body(name="商工会", is_outside=True, aliases=("商工会・市",), by=admin)
    people: dict[Role, Person] = {}
    posts: dict[Role, Post] = {}
    for role, body, login in (
        (Role.PLAN_SECRETARIAT, section, "keikaku"),
        (Role.APPROVER, section, "kacho"),
        (Role.RESPONDENT, outside, "shokokai"),
        (Role.REVIEWER, outside, "iin"),
        (Role.VIEWER, section, "etsuran"),
    ):
        post = create_post(body=body.pk, name=role.value, role=role, by=admin)
        person = invite_person(login=login, name=f"{role.value} 花子", post=post.pk, by=admin).person
        people[role], posts[role] = person, post
    return Town(
        municipality=admin.municipality,
        administrator=admin,
        secretariat=people[Role.PLAN_SECRETARIAT],
        approver=people[Role.APPROVER],
        respondent=people[Role.RESPONDENT],
        reviewer=people[Role.REVIEWER],
        viewer=people[Role.VIEWER],
        section=section,
        outside=outside,
        posts=posts,
    )


def import_for(town: Town, plan: Plan) -> PlanRow:
    """A plan taken in by the secretariat of a town."""
    return import_plan(plan=plan, into=None, file_name="試験.tsv", by=town.secretariat).plan


def reload(row: PlanRow) -> LoadedPlan:
    """The plan as the database has it now."""
    return load_plan(PlanRow.objects.of(row.municipality_id).get(pk=row.pk))
