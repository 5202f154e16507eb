"""``shirube checks``: what a plan is checked for."""

from __future__ import annotations

import argparse

from shirube.checks.registry import CHECKS
from shirube.cli.console import render_columns


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: the list is always whole."""


def run(args: argparse.Namespace) -> int:
    """Print the checks as they stand in the code."""
    for line in render_columns(
        [(item.code, item.name_ja, item.description_ja) for item in CHECKS], indent=""
    ):
        print(line)
    return 0
