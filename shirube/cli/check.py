"""``shirube check``: what was read, how each column was understood, whether the grades agree, findings."""

from __future__ import annotations

import argparse

from shirube.cli.console import render_json
from shirube.cli.main import EXIT_GRAVE
from shirube.cli.reading import add_read_arguments, collect_findings, read_named_file
from shirube.core.finding import Level


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and whether programs or people read the answer."""
    add_read_arguments(parser)
    parser.add_argument("--json", action="store_true", help="結果をJSONで出力します")
    parser.add_argument("--columns-map", action="store_true", help="列の読み取り方の理由と確かさも表示します")


def run(args: argparse.Namespace) -> int:
    """Print the result; 1 when something grave was found."""
    read = read_named_file(args)
    findings = collect_findings(read)
    if args.json:
        from shirube.cli.check_json import make_check_object

        print(render_json(make_check_object(read, findings)))
    else:
        from shirube.cli.check_text import render_check

        print(render_check(read, findings, with_reasons=args.columns_map))
    return EXIT_GRAVE if any(finding.level is Level.GRAVE for finding in findings) else 0
