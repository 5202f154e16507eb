"""A crash at any SQL statement of an action leaves all of it or nothing (K3)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.actions.own_process import run_apart


def cut(folder: Path, flows: Iterable[str], how: str, *options: str) -> dict[str, Any]:
    return run_apart("tests.actions.crash_points", folder, ",".join(flows), how, *options)


# Each flow and the least number of statements it takes: fewer would mean that it did nothing.
FLOWS = {
    "import": 20,
    "import again": 20,
    "undo": 15,
    "entry": 8,
    "text": 8,
    "revision": 8,
    "end": 10,
    "split": 20,
    "move": 10,
    "taking back": 10,
    "next plan": 20,
    "undoing it": 8,
    "approval": 8,
    "comment": 6,
    "attachment": 8,
    "deadlines": 10,
    "handover": 8,
}


@pytest.mark.timeout(400)  # some three hundred crashes, each on a fresh copy of the database
def test_a_process_that_dies_at_any_statement_leaves_nothing_behind(tmp_path: Path) -> None:
    found = cut(tmp_path, FLOWS, "exit")

    assert {flow: one["odd"] for flow, one in found.items()} == {flow: [] for flow in FLOWS}
    assert all(one["changed"] for one in found.values()), "in the end each action comes through"
    assert [flow for flow, least in FLOWS.items() if found[flow]["statements"] < least] == []


@pytest.mark.parametrize("how", ["once", "always"])
def test_a_disk_that_fails_at_any_statement_leaves_nothing_behind(how: str, tmp_path: Path) -> None:
    found = cut(tmp_path, ["import again", "entry"], how)

    assert [one["odd"] for one in found.values()] == [[], []]
    assert all(one["changed"] for one in found.values())


def test_without_the_transaction_halves_are_found(tmp_path: Path) -> None:
    # The control: if this finds nothing, the tests above prove nothing.
    found = cut(tmp_path, ["import again", "entry", "split", "next plan"], "exit", "--without-transaction")

    assert all(any("half a change" in odd for odd in one["odd"]) for one in found.values())
