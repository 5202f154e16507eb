"""Two people who save one cell at once: one wins, the other sees both texts and loses neither (C1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.actions.own_process import run_apart
from tests.postgresql import run_postgresql

ROUNDS = 200


def play(folder: Path, database: str, *options: str, rounds: int = ROUNDS) -> dict[str, Any]:
    return run_apart("tests.actions.two_editors", folder, str(rounds), *options, database=database)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        yield ""
        return
    with run_postgresql() as address:
        yield address


def test_of_two_editors_one_wins_and_the_other_keeps_both_texts(database: str, tmp_path: Path) -> None:
    found = play(tmp_path, database)

    assert found["saved"] == found["conflict"] == ROUNDS
    assert found["both"] == found["neither"] == 0
    assert found["own text"] == found["other's text"] == ROUNDS
    assert found["audit"] == ROUNDS, "one record for each change, and none for what was refused"
    assert found["chain"] == []


def test_without_comparing_versions_the_first_text_is_lost(database: str, tmp_path: Path) -> None:
    # The control: if this finds nothing, the test above proves nothing.
    found = play(tmp_path, database, "--without-versions", rounds=10)

    assert found["lost"] > 0
