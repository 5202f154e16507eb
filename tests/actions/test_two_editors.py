"""Two people who save one cell at once: one wins, the other sees both texts and loses neither (C1)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postgresql import run_postgresql

ROOT = Path(__file__).parents[2]
ROUNDS = 200


def play(folder: Path, database: str, *options: str, rounds: int = ROUNDS) -> dict[str, Any]:
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "shirube.conf.settings",
        "SHIRUBE_DATA": str(folder),
        "SHIRUBE_DATABASE": database,
        "SHIRUBE_SECRET_KEY": "two editors " * 5,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    program = [sys.executable, "-W", "error", "-m", "tests.actions.two_editors", str(rounds), *options]
    done = subprocess.run(program, env=variables, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


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
