"""A municipality with the example plan, and browsers-without-a-browser for its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from shirube.actions.plans import set_scale
from shirube.conf.middleware import SEEN, STARTED
from shirube.core.plan import Plan
from shirube.core.scale import Band, Condition, Edge, Scale, Subject
from shirube.readers.read import ReadOptions, read_plan
from shirube.store.people import Person
from shirube.store.plans import PlanRow
from shirube.web.prepared_plan import forget_prepared
from tests.builders import percent, year
from tests.people import Town, build_town, import_for

SAMPLE = Path(__file__).parents[2] / "shirube" / "examples" / "sample_plan.tsv"
FOREVER = 10**11


@dataclass(frozen=True)
class Office:
    """A town with the example plan in it."""

    town: Town
    plan: PlanRow

    @property
    def url(self) -> str:
        return f"/plans/{self.plan.pk}/"

    def indicator(self, key: str) -> int:
        return self.plan.indicators.get(key=key).pk


def put_further_rule_in_force(office: Office) -> None:
    """A version of the rule with marks of its own (良, 否) from R7 on."""
    further = Scale(
        name="further",
        bands=(
            Band(mark="良", conditions=(Condition(Subject.RATE, Edge(percent(1), True)),)),
            Band(mark="否"),
        ),
        valid_from=year("R7"),
    )
    office.plan.refresh_from_db()
    version, by = office.plan.version, office.town.secretariat
    set_scale(plan=office.plan.pk, scale=further, version=version, reason="改定", by=by)
    office.plan.refresh_from_db()


@pytest.fixture(scope="session")
def sample_plan() -> Plan:
    return read_plan(SAMPLE, ReadOptions(trusted=True)).plan


@pytest.fixture(autouse=True)
def _fresh_plans() -> Iterator[None]:
    forget_prepared()
    yield
    forget_prepared()


@pytest.fixture
def office(db: None, sample_plan: Plan) -> Office:
    town = build_town()
    return Office(town, import_for(town, sample_plan))


@pytest.fixture
def enter() -> Callable[[Person], Client]:
    """A client in which somebody is logged in, without the time that a password takes."""

    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="shirube.actions.backend.PersonBackend")
        session = client.session
        session[STARTED] = session[SEEN] = FOREVER
        session.save()
        return client

    return make
