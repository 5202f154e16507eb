"""Runs the tests that use a database on a PostgreSQL of their own: ``python -m tests.run_on_postgresql``.

Further arguments go to pytest; folders or files among them take the place of all of these.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgresql import run_postgresql

ROOT = Path(__file__).parents[1]
FOLDERS = ["tests/store", "tests/actions", "tests/conf", "tests/web"]


def main(arguments: list[str]) -> int:
    """The exit code of pytest."""
    with run_postgresql() as address:
        folders = [] if any(argument.startswith("tests") for argument in arguments) else FOLDERS
        command = [sys.executable, "-m", "pytest", *arguments, *folders]
        variables = {**os.environ, "TEST_DATABASE": address}
        return subprocess.run(command, env=variables, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
