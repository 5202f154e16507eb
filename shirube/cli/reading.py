"""Reading the file that a command names: arguments, the reading itself, and all findings about it."""

from __future__ import annotations

import argparse
from pathlib import Path

from shirube.core.finding import Finding, sort_findings
from shirube.readers.read import read_plan
from shirube.readers.result import ReadPlan


def add_read_arguments(parser: argparse.ArgumentParser) -> None:
    """The file and how to read it."""
    parser.add_argument(
        "file", type=Path, metavar="ファイル", help="読み取る表（形式の一覧は shirube formats）"
    )


def read_named_file(args: argparse.Namespace) -> ReadPlan:
    """The plan of the file named on the command line."""
    return read_plan(args.file)


def collect_findings(read: ReadPlan) -> list[Finding]:
    """What reading and checking found, gravest first."""
    from shirube.checks.registry import check_plan

    return sort_findings([*read.findings, *check_plan(read.plan)])
