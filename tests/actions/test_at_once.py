"""Two actions at the same moment end as if one had come after the other, on a server with many processes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.actions.own_process import run_apart
from tests.postgresql import run_postgresql

# How the first and the second ended, and what was left.
ONE_AFTER_THE_OTHER = {
    "a second factor set up in two windows": ["done", "Refused", 10],
    "a second factor while the password changes": ["done", "done", True],
    "a figure while its plan is taken back": ["done", "NotFound", 0],
    "an indicator given to two posts": [
        "done",
        "done",
        [[None, "商工会 回答者"], ["商工会 回答者", "商工課 空係"]],
    ],
    "a figure while its indicator goes to another body": ["done", "NotFound", 1],
    "a table sent twice": ["done", "done", 1],
    "a reading kept twice": ["done", "Refused", 2],
    "an accepted finding withdrawn twice": ["done", "NotFound", 1],
    "a reading let go of twice": ["done", "NotFound", 1],
    "a post that ends while it is given to somebody": ["done", "NotFound", 0],
    "a body added twice": ["done", "Refused", 1],
    "a body that ends while it gets a post": ["done", "NotFound", 0],
    "two people who change posts": ["done", "done", [["右", "hidari"], ["左", "migi"]]],
    "two posts that get one name": ["done", "Refused", 1],
    "two people who get one login": ["done", "Refused", 1],
    "administrators who disable each other": ["done", "Refused", 1],
}


def play(folder: Path, address: str, *options: str) -> dict[str, Any]:
    return run_apart("tests.actions.at_once", folder, *options, database=address)


def test_two_actions_at_once_end_as_one_after_the_other(tmp_path: Path) -> None:
    with run_postgresql() as address:
        assert play(tmp_path, address) == ONE_AFTER_THE_OTHER


def test_without_the_locks_they_run_past_each_other(tmp_path: Path) -> None:
    # The control: if this finds nothing, the test above proves nothing.
    with run_postgresql() as address:
        found = play(tmp_path, address, "--without-locks")

    past = {name for name, one in found.items() if one != ONE_AFTER_THE_OTHER[name]}
    assert len(past) >= 6, found
