"""Work beside the requests: done in turn, one failure does not stop the next."""

from __future__ import annotations

import logging
import threading
from unittest.mock import patch

import pytest

from shirube.jobs import background


def test_tasks_are_done_in_turn_outside_the_request() -> None:
    done: list[str] = []
    ready = threading.Event()

    assert background.start(lambda: done.append(threading.current_thread().name))
    assert background.start(ready.set)

    assert ready.wait(10)
    assert done == ["shirube-background"]


def test_a_task_that_fails_is_noted_and_the_next_one_has_its_turn(caplog: pytest.LogCaptureFixture) -> None:
    ready = threading.Event()

    def fail() -> None:
        raise RuntimeError("broken")

    with caplog.at_level(logging.ERROR):
        background.start(fail)
        background.start(ready.set)
        assert ready.wait(10)

    assert "a task failed" in caplog.text


def test_too_much_waiting_is_refused_instead_of_kept_for_ever(caplog: pytest.LogCaptureFixture) -> None:
    hold, begun = threading.Event(), threading.Event()

    def wait() -> None:
        begun.set()
        hold.wait(20)

    background.start(wait)
    assert begun.wait(10)

    with patch.object(background._waiting, "maxsize", 2):
        taken = [background.start(lambda: None) for _ in range(4)]
    hold.set()

    assert taken == [True, True, False, False]
