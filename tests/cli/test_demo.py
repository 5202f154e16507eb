"""The example municipality."""

from __future__ import annotations

import re

import pytest

from shirube.actions.accounts import Attempt, log_in
from shirube.cli.demo import BODIES, DEMO_CODE, PEOPLE, make_demo
from shirube.core.municipality_code import parse_municipality_code
from shirube.core.roles import Role
from shirube.store.access import load_access
from shirube.store.load import load_plan
from shirube.store.people import Municipality
from shirube.store.plans import PlanRow


@pytest.mark.django_db
def test_everybody_gets_in_with_the_printed_password_and_sees_what_the_role_allows() -> None:
    printed = make_demo()

    lines = [re.split(r"\s{2,}", line.strip()) for line in printed.splitlines()[2:]]
    assert len(lines) == len(PEOPLE) + 1
    plan = PlanRow.objects.of(Municipality.objects.get()).get()
    seen = {}
    for login, password, *_ in lines:
        access = load_access(log_in(Attempt(login, password)))
        only = access.narrow(plan)
        seen[login] = len(load_plan(plan, only=only).plan.indicators)
    assert seen["keikaku"] == seen["kacho"] == seen["iin"] == seen["etsuran"] == 14
    assert 0 < seen["shokokai"] < 14
    assert 0 < seen["bista"] < 14
    assert seen["marche"] == 1
    assert seen["shokokai"] + seen["bista"] + seen["marche"] + seen["shoko"] == 14


def test_the_example_has_a_right_code_and_only_roles_that_there_are() -> None:
    assert parse_municipality_code(DEMO_CODE) == DEMO_CODE
    assert {role for _, _, role, _, _ in PEOPLE} <= set(Role.__members__)
    assert {body for body, *_ in PEOPLE} == {name for name, _, _ in BODIES}
