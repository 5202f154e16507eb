"""Whether a name exists cannot be told by the time of an answer: at the door and when asking for a mail.

Measured is the processor's time of this thread, which other programs on the machine do not stretch.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import product
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from pytest_django.fixtures import Settings

from shirube.jobs import background
from shirube.store.people import LoginFailures
from tests.people import Town, build_town

pytestmark = pytest.mark.django_db

ROUNDS = 40


@pytest.fixture
def town(settings: Settings) -> Iterator[Town]:
    # Dear enough to be seen (some 10 ms), and quicker than the real one.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    settings.CAN_MAIL = True
    with patch.object(PBKDF2PasswordHasher, "iterations", 20_000):
        town = build_town()
        town.secretariat.set_password("おだやかな海辺の図書館へ行く道")
        town.secretariat.email = "keikaku@example.jp"
        town.secretariat.save()
        yield town


def measure(send: Callable[[str], object]) -> tuple[list[float], list[float]]:
    """Seconds of a known and of an unknown name, in turns."""
    found: dict[str, list[float]] = {"keikaku": [], "nobodyy": []}
    for number in range(ROUNDS + 3):
        for name in sorted(found, reverse=bool(number % 2)):
            LoginFailures.objects.all().delete()  # so that no answer is quick for having to wait
            begun = time.thread_time()
            send(name)
            spent = time.thread_time() - begun
            if number >= 3:  # the first ones also load what is loaded once
                found[name].append(spent)
    return found["keikaku"], found["nobodyy"]


def compute_separation(one: list[float], other: list[float]) -> float:
    """How well the times tell the two apart: 0.5 not at all, 0 or 1 always (area under the ROC curve)."""
    wins = sum((a > b) + (a == b) / 2 for a, b in product(one, other))
    return wins / (len(one) * len(other))


def log_in(client: Client) -> Callable[[str], object]:
    return lambda name: client.post("/login/", {"login": name, "password": "違うパスワードです"})


def ask_for_mail(client: Client) -> Callable[[str], object]:
    return lambda name: client.post("/password/", {"login": name})


def test_the_door_takes_as_long_for_an_unknown_name(town: Town) -> None:
    known, unknown = measure(log_in(Client()))

    assert abs(statistics.median(known) / statistics.median(unknown) - 1) < 0.15
    assert 0.1 < compute_separation(known, unknown) < 0.9


def test_without_the_hash_for_nobody_the_door_would_tell(town: Town) -> None:
    # The control: if this does not stand out, the test above proves nothing.
    with patch("shirube.actions.accounts.make_password"):
        known, unknown = measure(log_in(Client()))

    assert statistics.median(known) / statistics.median(unknown) > 1.3
    assert compute_separation(known, unknown) > 0.95


def test_asking_for_a_mail_takes_as_long_for_an_unknown_name(town: Town) -> None:
    with patch.object(background, "start"):
        known, unknown = measure(ask_for_mail(Client()))

    assert abs(statistics.median(known) / statistics.median(unknown) - 1) < 0.15
    assert 0.1 < compute_separation(known, unknown) < 0.9


def test_sending_at_once_would_tell(town: Town) -> None:
    # The control: the link made and the mail sent within the answer.
    with patch.object(background, "start", side_effect=lambda task: task()):
        known, unknown = measure(ask_for_mail(Client()))

    # What the test above would not let pass. On a machine at work single times overlap, medians do not.
    assert statistics.median(known) / statistics.median(unknown) > 1.15
    assert compute_separation(known, unknown) > 0.8
