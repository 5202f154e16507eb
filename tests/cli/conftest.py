"""What the tests of commands share."""

from __future__ import annotations

import pytest

from tests.cli.run import Runner


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(capsys)
