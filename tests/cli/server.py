"""Running the commands of the server in a process of their own: each wakes Django with its own settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def make_variables(folder: Path, **more: str) -> dict[str, str]:
    """The environment of an operator: nothing set but the data folder."""
    ours = ("SHIRUBE_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "SHIRUBE_DATA": str(folder), "PYTHONIOENCODING": "utf-8", **more}


def run_server_command(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shirube.cli.main", *words],
        env=make_variables(folder, **more),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
