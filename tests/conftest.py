"""What every test may rely on: no network but loopback, reproducible examples, and tools that are there."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from tests.people import Town

NO_NETWORK = Path(__file__).parent / "no_network"

# The package that brings each program, for the sentence that a failing test shows.
PACKAGES_OF_TOOLS = {
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "soffice": "libreoffice-calc libreoffice-writer",
    "git": "git",
    "strace": "strace",
}


def pytest_configure(config: pytest.Config) -> None:
    _guard_network()
    _choose_examples()


def _guard_network() -> None:
    if "shirube_network_guard" in sys.modules:
        return
    # Under another name: a system may have a sitecustomize of its own, already imported.
    spec = importlib.util.spec_from_file_location("shirube_network_guard", NO_NETWORK / "sitecustomize.py")
    assert spec is not None
    assert spec.loader is not None
    guard = importlib.util.module_from_spec(spec)
    sys.modules["shirube_network_guard"] = guard
    spec.loader.exec_module(guard)
    inherited = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(NO_NETWORK), *([inherited] if inherited else [])])


def _choose_examples() -> None:
    """The same examples in every ordinary run; new and many ones in the nightly run."""
    slow = [HealthCheck.too_slow]  # the machine is shared: slowness says nothing about the code
    settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=slow)
    settings.register_profile("nightly", deadline=None, max_examples=2_000, suppress_health_check=slow)
    settings.register_profile(
        "few", settings.get_profile("steady"), max_examples=12, phases=[Phase.explicit, Phase.generate]
    )
    wanted = os.environ.get("SHIRUBE_FUZZ", "steady")
    settings.load_profile(wanted if wanted in ("few", "nightly") else "steady")


@pytest.fixture(autouse=True, scope="session")
def let_tests_empty_the_audit_record() -> Iterator[None]:
    """Tests with a live server empty all tables in the end, which the guard of the audit record refuses."""
    from django.db import connections
    from django.test.testcases import TestCase, TransactionTestCase

    from shirube.store.audit_guard import TABLE, make_guard, remove_guard

    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def empty_without_guard(case: TransactionTestCase) -> None:
        if isinstance(case, TestCase):  # undone by a rollback; nothing is emptied
            empty(case)
            return
        connection = connections["default"]
        guarded = TABLE in connection.introspection.table_names()
        if guarded:
            remove_guard(connection)
        empty(case)
        if guarded:
            make_guard(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_without_guard)
        yield


@pytest.fixture
def town() -> Town:
    """A municipality with a person of each role; needs the database."""
    from tests.people import build_town

    return build_town()


@pytest.fixture(scope="session")
def find_tool() -> Callable[[str], str]:
    """The path of a program outside Python. A missing one fails the test with the reason, never skips it."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            package = PACKAGES_OF_TOOLS.get(name, name)
            pytest.fail(f"{name} がありません。「sudo apt-get install {package}」を実行してください。")
        return path

    return find
