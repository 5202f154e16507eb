"""Running a module of these tests in a process of its own, with the product's settings and its own data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def make_variables(folder: Path, database: str = "") -> dict[str, str]:
    """The environment of such a process: data in ``folder``, or a database by its address."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "shirube.conf.settings",
        "SHIRUBE_DATA": str(folder),
        "SHIRUBE_DATABASE": database,
        "SHIRUBE_SECRET_KEY": "tests only, and not a secret " * 3,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }


def run_apart(module: str, folder: Path, *arguments: str, database: str = "") -> dict[str, Any]:
    """Runs a module with warnings as errors; returns the JSON of its last line."""
    program = [sys.executable, "-W", "error", "-m", module, *arguments]
    variables = make_variables(folder, database)
    done = subprocess.run(program, env=variables, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
