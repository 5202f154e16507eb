"""Waiting after failed logins."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shirube.core.lockout import FREE_FAILURES, LONGEST_DELAY, compute_delay, render_wait


def test_a_slip_or_two_costs_nothing() -> None:
    assert [compute_delay(failures) for failures in range(FREE_FAILURES)] == [timedelta(0)] * FREE_FAILURES


def test_the_wait_grows_and_never_becomes_for_ever() -> None:
    delays = [compute_delay(failures) for failures in range(200)]

    assert delays == sorted(delays)
    assert max(delays) == LONGEST_DELAY


def test_nobody_gets_more_than_hundred_guesses_in_thirty_days() -> None:
    # The attacker tries again at the very moment the wait is over.
    passed, guesses = timedelta(0), 0
    while passed < timedelta(days=30):
        guesses += 1
        passed += compute_delay(guesses)

    assert 10 < guesses <= 100


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1秒"), (30, "30秒"), (61, "2分"), (3600, "1時間"), (3601, "2時間")]
)
def test_the_wait_is_told_rounded_up(seconds: float, words: str) -> None:
    assert render_wait(timedelta(seconds=seconds)) == words
