"""Work in a thread of its own: results, errors, and when it is not worth its while."""

from __future__ import annotations

import threading

import pytest

from shirube.readers import beside
from shirube.readers.beside import can_work_beside, run_both


@pytest.fixture(params=[True, False], ids=["beside", "in turn"])
def may_run_beside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr(beside, "can_work_beside", lambda: request.param)
    return bool(request.param)


def fail(error: BaseException) -> int:
    raise error


def test_both_results_come_back_whether_side_by_side_or_in_turn(may_run_beside: bool) -> None:
    first, second = run_both(threading.get_ident, threading.get_ident)

    assert second == threading.get_ident()
    assert (first != second) is may_run_beside


def test_what_either_raises_is_raised_to_the_caller(may_run_beside: bool) -> None:
    class Panic(BaseException):
        """What a library of another language throws."""

    with pytest.raises(Panic):
        run_both(lambda: fail(Panic()), lambda: 2)
    with pytest.raises(KeyError):
        run_both(lambda: 1, lambda: fail(KeyError("x")))
    with pytest.raises(ValueError, match="first"):
        run_both(lambda: fail(ValueError("first")), lambda: fail(KeyError("second")))


def test_small_work_stays_in_its_own_thread() -> None:
    assert run_both(threading.get_ident, int, beside=False) == (threading.get_ident(), 0)


def test_one_processor_alone_or_counted_addresses_win_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert can_work_beside()

    monkeypatch.setattr(resource, "getrlimit", lambda _: (512 * 1024 * 1024, resource.RLIM_INFINITY))
    assert not can_work_beside()

    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert not can_work_beside()
