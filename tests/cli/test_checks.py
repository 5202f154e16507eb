"""``shirube checks``."""

from __future__ import annotations

from shirube.checks.registry import CHECKS
from tests.cli.run import Runner


def test_every_check_is_listed(run: Runner) -> None:
    out = run("checks").out

    assert all(check.code in out and check.name_ja in out for check in CHECKS)
