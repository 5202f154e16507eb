"""How Django finds the person of a session again."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from shirube.actions.backend import PersonBackend
from shirube.actions.people import disable_person
from tests.people import build_town

pytestmark = pytest.mark.django_db


def test_djangos_own_way_of_logging_in_knows_no_lockout_and_lets_nobody_in() -> None:
    person = build_town().viewer
    person.set_password("おだやかな海辺の図書館へ行く道")
    person.save()

    assert authenticate(username=person.account, password="おだやかな海辺の図書館へ行く道") is None


def test_a_disabled_person_is_anonymous_at_the_next_request() -> None:
    town = build_town()
    assert PersonBackend().get_user(town.viewer.pk) == town.viewer
    client = Client()
    client.force_login(town.viewer)

    disable_person(person=town.viewer.pk, by=town.administrator)

    assert PersonBackend().get_user(town.viewer.pk) is None
