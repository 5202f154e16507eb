"""Running commands in tests: in this process, with what was printed and the exit code."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pytest

from shirube.cli.main import main

SAMPLE = Path(str(files("shirube.examples").joinpath("sample_plan.tsv")))


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


class Runner:
    """``run("check", path)`` runs ``shirube check path``."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *words: object) -> Ran:
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = self._capture.readouterr()
        return Ran(code, printed.out, printed.err)
