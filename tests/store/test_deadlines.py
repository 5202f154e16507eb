"""The table of deadlines; what is done with it is tested in tests/actions/test_deadlines.py."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from shirube.store.deadlines import Deadline, find_deadlines
from tests.builders import build_indicator, build_plan
from tests.people import build_town, import_for

pytestmark = pytest.mark.django_db


def test_a_plan_has_one_deadline_a_year() -> None:
    town = build_town()
    plan = import_for(town, build_plan(build_indicator()))
    cell = {"municipality": town.municipality, "plan": plan, "year": 2025}
    Deadline.objects.of(town.municipality).create(**cell, due_on=date(2026, 5, 29))

    with pytest.raises(IntegrityError):
        Deadline.objects.of(town.municipality).create(**cell, due_on=date(2026, 6, 29))


def test_the_deadlines_of_all_plans_take_one_statement() -> None:
    town = build_town()
    for _ in range(3):
        plan = import_for(town, build_plan(build_indicator()))
        Deadline.objects.of(town.municipality).create(
            municipality=town.municipality, plan=plan, year=2025, due_on=date(2026, 5, 29)
        )
    access = town.access(town.viewer)

    with CaptureQueriesContext(connection) as captured:
        found = find_deadlines(access, range(2024, 2027))

    assert (len(found), len(captured)) == (3, 1)
