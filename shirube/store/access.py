"""What a person holds at this moment: posts, roles and bodies, fetched anew for each request and each action.

The table of permissions is core.roles; here it meets the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from shirube.core.roles import (
    Holding,
    NotAllowed,
    Reach,
    Role,
    find_own_bodies,
    find_reach,
    is_allowed,
    require,
)
from shirube.store.people import Assignment, Municipality, Person, Post
from shirube.store.plans import IndicatorRow, PlanRow


@dataclass(frozen=True, slots=True)
class Access:
    """A person with the posts held now. A disabled person holds none."""

    person: Person
    municipality: Municipality
    posts: tuple[Post, ...]

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """The posts as the table of permissions wants them."""
        return tuple(Holding(post.role_value, post.body_id) for post in self.posts)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of all posts held."""
        return frozenset(post.role_value for post in self.posts)

    def can(self, action: str, body: int | None = None) -> bool:
        """Whether an action is permitted on a row of a body (None: a row that belongs to nobody)."""
        return is_allowed(self.holdings, action, body)

    def can_somewhere(self, action: str) -> bool:
        """Whether an action is permitted on any row at all: for showing a button or a menu."""
        return find_reach(self.holdings, action) is not None

    def require(self, action: str, body: int | None = None) -> None:
        """Raises core.roles.NotAllowed where ``can`` says no."""
        require(self.holdings, action, body)

    def find_indicators(self, action: str = "view_plan") -> QuerySet[IndicatorRow]:
        """The indicators that the posts held reach for an action; none where it is not permitted."""
        found = IndicatorRow.objects.of(self.municipality)
        reach = find_reach(self.holdings, action)
        if reach is Reach.ALL:
            return found
        if reach is Reach.OWN:
            return found.filter(owner__body__in=find_own_bodies(self.holdings, action))
        return found.none()

    def find_plans(self, action: str = "view_plan") -> QuerySet[PlanRow]:
        """The plans in which the posts held reach at least one row for an action."""
        found = PlanRow.objects.of(self.municipality)
        reach = find_reach(self.holdings, action)
        if reach is Reach.ALL:
            return found
        if reach is Reach.OWN:
            return found.filter(pk__in=self.find_indicators(action).values("plan"))
        return found.none()

    def narrow(self, row: PlanRow) -> list[int] | None:
        """For ``load_plan(only=…)``: the ids of the indicators a person may see, None for all of them."""
        if find_reach(self.holdings, "view_plan") is Reach.ALL:
            return None
        return list(self.find_indicators().filter(plan=row).values_list("pk", flat=True))


def load_access(person: Person) -> Access:
    """What a person holds now: one statement. Raises NotAllowed for somebody who has been disabled."""
    lasting = (
        Assignment.objects.of(person.municipality_id)
        .filter(person=person, until=None, post__is_active=True)
        .select_related("post__body", "person__municipality", "post__municipality")
        .order_by("post")
    )
    assignments = list(lasting)
    current = (
        assignments[0].person
        if assignments
        else Person.objects.of(person.municipality_id).select_related("municipality").get(pk=person.pk)
    )
    if not current.is_active:
        raise NotAllowed("この利用者は、現在利用できません。")
    return Access(current, current.municipality, tuple(item.post for item in assignments))
